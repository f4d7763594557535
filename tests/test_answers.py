"""Whole outputs of whole command lines, on the small dataset, in a window of 80 columns."""

import pytest
from inline_snapshot import snapshot

ANSWERS = {
    "list": ("list", snapshot("""\
draft-2021	2021	document	happened		Draft of a convention
session-1	2022-02-28/2022-03-11	session	happened	new-york	First session
letter-2022	2022-05	letter	happened		Letter on safeguards
session-2	2022-05-30/2022-06-10	session	happened	vienna	Second session
vote-2022	2022-06-10	resolution	happened	vienna	The rules are adopted
session-3	2023-01-09/2023-01-20	session	happened	vienna	Third session
signing	2025-10-25/..	signature	scheduled	hanoi	Signing in Hanoi
""")),
    "list in Chinese": ("list --lang zh", snapshot("""\
draft-2021	2021	document	happened		[en] Draft of a convention
session-1	2022-02-28/2022-03-11	session	happened	new-york	第一届会议
letter-2022	2022-05	letter	happened		关于保障的信
session-2	2022-05-30/2022-06-10	session	happened	vienna	第二届会议
vote-2022	2022-06-10	resolution	happened	vienna	通过规则
session-3	2023-01-09/2023-01-20	session	happened	vienna	第三届会议
signing	2025-10-25/..	signature	scheduled	hanoi	河内签署
""")),
    "list as a table": ("list -f table", snapshot("""\
 2021
 in the year      Draft of a convention                     draft-2021
 2022
 28 Feb – 11 Mar  First session                   New York  session-1
 May              Letter on safeguards                      letter-2022
 30 May – 10 Jun  Second session                  Vienna    session-2
 10 Jun           The rules are adopted           Vienna    vote-2022
 2023
 9 – 20 Jan       Third session                   Vienna    session-3
 2025
 25 Oct 2025 – …  ○ Signing in Hanoi (scheduled)  Hanoi     signing
""")),
    "list as a table in Chinese": ("list -f table --lang zh", snapshot("""\
 2021
 年内                 [en] Draft of a convention          draft-2021
 2022
 2月28日–3月11日      第一届会议                  纽约    session-1
 5月                  关于保障的信                        letter-2022
 5月30日–6月10日      第二届会议                  维也纳  session-2
 6月10日              通过规则                    维也纳  vote-2022
 2023
 1月9日–20日          第三届会议                  维也纳  session-3
 2025
 2025年10月25日 – ……  ○ 河内签署（预定）          河内    signing
""")),
    "list as CSV": ("list -f csv", snapshot("""\
id,date,kind,status,place,title\r
draft-2021,2021,document,happened,,Draft of a convention\r
session-1,2022-02-28/2022-03-11,session,happened,new-york,First session\r
letter-2022,2022-05,letter,happened,,Letter on safeguards\r
session-2,2022-05-30/2022-06-10,session,happened,vienna,Second session\r
vote-2022,2022-06-10,resolution,happened,vienna,The rules are adopted\r
session-3,2023-01-09/2023-01-20,session,happened,vienna,Third session\r
signing,2025-10-25/..,signature,scheduled,hanoi,Signing in Hanoi\r
""")),
    "list as Markdown": ("list -f md --lang zh", snapshot("""\
| 编号 | 日期 | 类别 | 状态 | 地点 | 标题 |
| --- | --- | --- | --- | --- | --- |
| draft-2021 | 2021 | document | happened |  | \\[en\\] Draft of a convention |
| session-1 | 2022-02-28/2022-03-11 | session | happened | new-york | 第一届会议 |
| letter-2022 | 2022-05 | letter | happened |  | 关于保障的信 |
| session-2 | 2022-05-30/2022-06-10 | session | happened | vienna | 第二届会议 |
| vote-2022 | 2022-06-10 | resolution | happened | vienna | 通过规则 |
| session-3 | 2023-01-09/2023-01-20 | session | happened | vienna | 第三届会议 |
| signing | 2025-10-25/.. | signature | scheduled | hanoi | 河内签署 |
""")),
    "list as ids": ("list -f ids", snapshot("""\
draft-2021
session-1
letter-2022
session-2
vote-2022
session-3
signing
""")),
    "list as JSON": ("list session-1 --json", snapshot("""\
[
  {
    "id": "session-1",
    "date": "2022-02-28/2022-03-11",
    "start": "2022-02-28",
    "end": "2022-03-11",
    "precision": "day",
    "kind": "session",
    "status": "happened",
    "series": "session",
    "body": "ahc",
    "place": "new-york",
    "format": "hybrid",
    "title": {
      "en": "First session",
      "zh": "第一届会议"
    },
    "summary": {
      "en": "The committee sets out.",
      "zh": "委员会启动工作。"
    },
    "facts": [
      {
        "text": {
          "en": "149 states attend.",
          "zh": "149个国家出席。"
        },
        "sources": [
          "un-report",
          "daily"
        ],
        "confidence": "corroborated"
      },
      {
        "text": {
          "en": "Talks are calm."
        },
        "sources": [
          "eff-timeline"
        ],
        "confidence": "timeline"
      }
    ],
    "actors": [
      {
        "actor": "united-states",
        "role": "participant"
      },
      {
        "actor": "eff",
        "role": "observer",
        "date": "2022-03-01"
      }
    ],
    "attendance": [
      {
        "count": 149,
        "of": "states",
        "sources": [
          "un-report"
        ]
      }
    ],
    "documents": [
      {
        "symbol": "A/AC.291/7",
        "title": {
          "en": "Roadmap"
        },
        "sources": [
          "un-journal"
        ]
      }
    ],
    "related": [
      "draft-2021"
    ]
  }
]
""")),
    "list as NDJSON": ("list kind:resolution,signature -f ndjson", snapshot("""\
{"id":"vote-2022","date":"2022-06-10","start":"2022-06-10","end":"2022-06-10","precision":"day","kind":"resolution","status":"happened","body":"ahc","place":"vienna","title":{"en":"The rules are adopted","zh":"通过规则"},"actors":[{"actor":"indonesia","role":"sponsor"}],"votes":[{"motion":{"en":"Two thirds"},"result":"adopted","yes":88,"no":42,"abstain":32,"sources":["un-report"]}],"documents":[{"symbol":"A/RES/75/282"}],"topics":["offences"]}
{"id":"signing","date":"2025-10-25/..","start":"2025-10-25","end":null,"precision":"day","kind":"signature","status":"scheduled","place":"hanoi","title":{"en":"Signing in Hanoi","zh":"河内签署"}}
""")),
    "fields as TSV": ("list --fields id,year,actor,has kind:session", snapshot("""\
session-1	2022	ahc,united-states,eff	documents,attendance,related,facts
session-2	2022	ahc,russia,belarus,eff	positions,caveats,facts
session-3	2023	ahc,india	history,facts
""")),
    "fields as a table": ("list --fields id,date,kind,format -f table place:vienna", snapshot("""\
 Id         Date                  Kind        Format
 session-2  30 May – 10 Jun 2022  session     in person
 vote-2022  10 Jun 2022           resolution
 session-3  9 – 20 Jan 2023       session
""")),
    "fields as a table in Chinese": ("list --fields id,date,kind,format -f table place:vienna --lang zh", snapshot("""\
 编号       日期                   类别  形式
 session-2  2022年5月30日–6月10日  会议  线下
 vote-2022  2022年6月10日          决议
 session-3  2023年1月9日–20日      会议
""")),
    "fields as CSV": ("list --fields id,votes,title -f csv vote.yes:80..", snapshot("""\
id,votes,title\r
vote-2022,"{""motion"":{""en"":""Two thirds""},""result"":""adopted"",""yes"":88,""no"":42,""abstain"":32,""sources"":[""un-report""]}",The rules are adopted\r
""")),
    "fields as Markdown": ("list --fields title,topic -f md has:positions", snapshot("""\
| Title | Topic |
| --- | --- |
| Second session | offences,safeguards |
""")),
    "fields as JSON": ("list --fields id,year,place,actor,topics,vote.yes --json 2022-06", snapshot("""\
[
  {
    "id": "session-2",
    "year": 2022,
    "place": "vienna",
    "actor": [
      "ahc",
      "russia",
      "belarus",
      "eff"
    ],
    "topics": [],
    "vote.yes": []
  },
  {
    "id": "vote-2022",
    "year": 2022,
    "place": "vienna",
    "actor": [
      "ahc",
      "indonesia"
    ],
    "topics": [
      "offences"
    ],
    "vote.yes": [
      88
    ]
  }
]
""")),
    "fields as NDJSON": ("list --fields id,start,end,body -f ndjson date:2025", snapshot('{"id":"signing","start":"2025-10-25","end":null,"body":null}\n')),
    "as of a day": ("list --as-of 2022-06-01", snapshot("""\
draft-2021	2021	document	happened		Draft of a convention
session-1	2022-02-28/2022-03-11	session	happened	new-york	First session
letter-2022	2022-05	letter	happened		Letter on safeguards
session-3	2023-01	session	scheduled	new-york	Third session
""")),
    "as of a day as a table": ("list --as-of 2022-06-01 -f table", snapshot("""\
 2021
 in the year      Draft of a convention                  draft-2021
 2022
 28 Feb – 11 Mar  First session                New York  session-1
 May              Letter on safeguards                   letter-2022
 ┄ 2022-06-01 ┄
 2023
 Jan              ○ Third session (scheduled)  New York  session-3
""")),
    "as of a day as NDJSON": ("list --as-of 2022-06 -f ndjson since:2023", snapshot('{"id":"session-3","date":"2023-01","start":"2023-01-01","end":"2023-01-31","precision":"month","kind":"session","status":"scheduled","series":"session","body":"ahc","place":"new-york","title":{"en":"Third session","zh":"第三届会议"}}\n')),
    "filter": ("filter place:vienna not kind:session", snapshot('vote-2022\t2022-06-10\tresolution\thappened\tvienna\tThe rules are adopted\n')),
    "search": ("search offences", snapshot("""\
vote-2022	2022-06-10	resolution	happened	vienna	The rules are adopted
session-2	2022-05-30/2022-06-10	session	happened	vienna	Second session
""")),
    "search as a table": ("search offences -f table", snapshot("""\
 10 Jun 2022           The rules are adopted     Vienna  vote-2022
                       Offences
 30 May – 10 Jun 2022  Second session            Vienna  session-2
                       A long list of offences.
""")),
    "search as a table in Chinese": ("search 俄罗斯 -f table --lang zh", snapshot("""\
 2021年                 [en] Draft of a convention          draft-2021
                        俄罗斯
 2022年5月30日–6月10日  第二届会议                  维也纳  session-2
                        俄罗斯
""")),
    "search as fields of JSON": ("search RU --json --fields id,score,matches", snapshot("""\
[
  {
    "id": "draft-2021",
    "score": 4.0,
    "matches": [
      {
        "field": "body",
        "start": null,
        "end": null
      }
    ]
  },
  {
    "id": "session-2",
    "score": 2.0,
    "matches": [
      {
        "field": "positions[0].actors[0]",
        "start": null,
        "end": null
      }
    ]
  }
]
""")),
    "search with a condition": ("search session -w place:vienna -f ids", snapshot("""\
session-2
session-3
""")),
    "positions": ("positions", snapshot("""\
session-2	2022-05-30/2022-06-10	russia,belarus	proposes	offences	A long list of offences.	daily
session-2	2022-05-30/2022-06-10	eff	opposes	safeguards	No crime without safeguards.	eff-letter
""")),
    "positions in Chinese": ("positions actor:RU --lang zh", snapshot('session-2\t2022-05-30/2022-06-10\trussia,belarus\tproposes\toffences\t一份很长的罪行清单。\tdaily\n')),
    "positions as a table": ("positions -f table", snapshot("""\
 30 May – 10 Jun 2022  Second session  session-2
   Russia, Belarus · proposes · Offences
     A long list of offences. [daily] single source
   EFF · opposes · Human rights and safeguards
     No crime without safeguards. [eff-letter] single source
""")),
    "positions as a table in Chinese": ("positions -f table --lang zh", snapshot("""\
 2022年5月30日–6月10日  第二届会议  session-2
   俄罗斯、白俄罗斯 · 提议 · 罪行
     一份很长的罪行清单。 [daily] 单一来源
   [en] EFF · 反对 · 人权与保障
     [en] No crime without safeguards. [eff-letter] 单一来源
""")),
    "positions as CSV": ("positions -f csv", snapshot("""\
event,date,actors,stance,topic,text,sources\r
session-2,2022-05-30/2022-06-10,"russia,belarus",proposes,offences,A long list of offences.,daily\r
session-2,2022-05-30/2022-06-10,eff,opposes,safeguards,No crime without safeguards.,eff-letter\r
""")),
    "positions as Markdown": ("positions -f md stance:opposes", snapshot("""\
| Event | Date | Actors | Stance | Topic | Text | Sources |
| --- | --- | --- | --- | --- | --- | --- |
| session-2 | 2022-05-30/2022-06-10 | eff | opposes | safeguards | No crime without safeguards. | eff-letter |
""")),
    "positions as JSON": ("positions actor:eff --json", snapshot("""\
[
  {
    "event": "session-2",
    "date": "2022-05-30/2022-06-10",
    "actors": [
      "eff"
    ],
    "stance": "opposes",
    "topic": "safeguards",
    "text": {
      "en": "No crime without safeguards."
    },
    "sources": [
      "eff-letter"
    ]
  }
]
""")),
    "positions as NDJSON": ("positions topic:offences -f ndjson", snapshot('{"event":"session-2","date":"2022-05-30/2022-06-10","actors":["russia","belarus"],"stance":"proposes","topic":"offences","text":{"en":"A long list of offences.","zh":"一份很长的罪行清单。"},"sources":["daily"]}\n')),
    "positions as ids": ("positions -f ids", snapshot("""\
session-2
session-2
""")),
    "fields of positions": ("positions --fields stance,actors --json", snapshot("""\
[
  {
    "stance": "proposes",
    "actors": [
      "russia",
      "belarus"
    ]
  },
  {
    "stance": "opposes",
    "actors": [
      "eff"
    ]
  }
]
""")),
    "count": ("count kind", snapshot("""\
session	session	3
document	document	1
letter	letter	1
resolution	resolution	1
signature	signature	1
""")),
    "count of what has none": ("count place --lang zh", snapshot("""\
vienna	维也纳	3
hanoi	河内	1
new-york	纽约	1
	（无）	2
""")),
    "count of numbers": ("count vote.yes", snapshot("""\
88	88	1
	(none)	6
""")),
    "count by year": ("count year", snapshot("""\
2021	2021	1
2022	2022	4
2023	2023	1
2025	2025	1
""")),
    "count of entries": ("count actor stance:proposes", snapshot("""\
belarus	Belarus	1
russia	Russia	1
""")),
    "count of kinds of actors": ("count actor.kind", snapshot("""\
state	state	5
ngo	NGO	3
un-body	UN body	1
""")),
    "count as a table": ("count place -f table", snapshot("""\
 Vienna    3  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 Hanoi     1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 New York  1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 (none)    2  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
""")),
    "count as a table in Chinese": ("count kind -f table --lang zh", snapshot("""\
 会议  3  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 文件  1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 信函  1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 决议  1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 签署  1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
""")),
    "count as CSV": ("count place -f csv", snapshot("""\
value,label,count\r
vienna,Vienna,3\r
hanoi,Hanoi,1\r
new-york,New York,1\r
,(none),2\r
""")),
    "count as Markdown": ("count place -f md", snapshot("""\
| Value | Label | Count |
| --- | --- | --- |
| vienna | Vienna | 3 |
| hanoi | Hanoi | 1 |
| new-york | New York | 1 |
|  | \\(none\\) | 2 |
""")),
    "count as JSON": ("count format kind:session --json", snapshot("""\
[
  {
    "value": "hybrid",
    "label": {
      "en": "hybrid",
      "zh": "线上线下结合"
    },
    "count": 1
  },
  {
    "value": "in-person",
    "label": {
      "en": "in person",
      "zh": "线下"
    },
    "count": 1
  },
  {
    "value": null,
    "label": {
      "en": "(none)",
      "zh": "（无）"
    },
    "count": 1
  }
]
""")),
    "count as NDJSON": ("count topic -f ndjson", snapshot("""\
{"value":"offences","label":{"en":"Offences","zh":"罪行"},"count":2}
{"value":"safeguards","label":{"en":"Human rights and safeguards","zh":"人权与保障"},"count":1}
{"value":null,"label":{"en":"(none)","zh":"（无）"},"count":6}
""")),
    "count as ids": ("count place -f ids", snapshot("""\
vienna
hanoi
new-york

""")),
    "count sorted": ("count kind --sort value -r -n 2", snapshot("""\
signature	signature	1
session	session	3
""")),
    "actors": ("actors", snapshot("""\
ahc	Ad Hoc Committee on Cybercrime	Ad Hoc Committee	un-body	5	AHC
belarus	Belarus		state	1	
eff	Electronic Frontier Foundation	EFF	ngo	2	
hrw	Human Rights Watch		ngo	1	HRW
india	India		state	1	
indonesia	Indonesia		state	1	
russia	Russian Federation	Russia	state	2	
united-states	United States of America	United States	state	1	US,USA
""")),
    "actors as a table": ("actors -f table", snapshot("""\
 Id             Name                  Short             Kind     Events  Also
 ahc            Ad Hoc Committee on   Ad Hoc Committee  UN body       5  AHC
                Cybercrime
 belarus        Belarus                                 state         1
 eff            Electronic Frontier   EFF               NGO           2
                Foundation
 hrw            Human Rights Watch                      NGO           1  HRW
 india          India                                   state         1
 indonesia      Indonesia                               state         1
 russia         Russian Federation    Russia            state         2
 united-states  United States of      United States     state         1  US, USA
                America
""")),
    "actors as a table in Chinese": ("actors -f table --lang zh", snapshot("""\
 编号           名称                    简称        类别        事件数  别名
 hrw            人权观察                            非政府组织       1  HRW
 russia         俄罗斯联邦              俄罗斯      国家             2
 india          印度                                国家             1
 indonesia      印度尼西亚                          国家             1
 ahc            打击网络犯罪特设委员会  特设委员会  联合国机构       5  AHC
 eff            电子前沿基金会          [en] EFF    非政府组织       2
 belarus        白俄罗斯                            国家             1
 united-states  美利坚合众国            美国        国家             1  US、USA
""")),
    "actors with a text": ("actors 俄罗斯 -f ids", snapshot("""\
belarus
russia
""")),
    "actors as JSON": ("actors united --json", snapshot("""\
[
  {
    "id": "united-states",
    "name": {
      "en": "United States of America",
      "zh": "美利坚合众国"
    },
    "aliases": [
      "US",
      "USA"
    ],
    "count": 1,
    "kind": "state",
    "iso": "US",
    "short": {
      "en": "United States",
      "zh": "美国"
    }
  }
]
""")),
    "actors sorted": ("actors --sort count -r -n 2 --fields id,count", snapshot("""\
ahc	5
russia	2
""")),
    "topics": ("topics", snapshot("""\
safeguards	Human rights and safeguards	2	human rights
offences	Offences	2	
""")),
    "topics as Markdown": ("topics -f md --lang zh", snapshot("""\
| 编号 | 名称 | 事件数 | 别名 |
| --- | --- | --- | --- |
| safeguards | 人权与保障 | 2 | human rights |
| offences | 罪行 | 2 |  |
""")),
    "days and symbols in cells": ("list doc:75/282 --fields id,start,doc", snapshot("vote-2022\t2022-06-10\tA/RES/75/282\n")),
    "a table names whom its ids stand for": ("list session-2 --fields id,place,body,topic -f table", snapshot("""\
 Id         Place   Body              Topic
 session-2  Vienna  Ad Hoc Committee  Offences, Human rights and safeguards
""")),
    "symbols counted": ("count doc --sort value", snapshot("""\
A/AC.291/7	A/AC.291/7	1
A/RES/75/282	A/RES/75/282	1
	(none)	5
""")),
    "dates counted": ("count date series:session -f table", snapshot("""\
 28 Feb – 11 Mar 2022  1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 30 May – 10 Jun 2022  1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 9 – 20 Jan 2023       1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
""")),
    "sources counted": ("count source source:EFF", snapshot("""\
daily	Daily (daily)	2
un-journal	UN Journal (un-journal)	2
un-report	United Nations (un-report)	2
eff-letter	EFF (eff-letter)	1
eff-timeline	EFF (eff-timeline)	1
""")),
    "numbers sorted as numbers": ("count vote.yes --sort value -r", snapshot("""\
	(none)	6
88	88	1
""")),
    "topics as NDJSON": ("topics human rights -f ndjson", snapshot('{"id":"safeguards","name":{"en":"Human rights and safeguards","zh":"人权与保障"},"aliases":["human rights"],"count":2}\n')),
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_a_command_answers(ahc, line, expected):
    code, out, err = ahc(*line.split())
    assert (code, err) == (0, "")
    assert out == expected
