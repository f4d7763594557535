"""Whole answers of `list`, `filter` and `search` about the small record, in a window of 80 columns.

What programs read is in `golden`; here are the lines of a pipe, and what it has no file for.
"""

import pytest
from inline_snapshot import snapshot
from shared import sampled, slow
from small import LINES

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
 █ session   ◆ resolution   ■ document   ● letter   ★ signature   ○ scheduled
Date                   Title
───────────────────────────────────────────────────────────────────────────────
2021                 ■ Draft of a convention  draft-2021
28 Feb – 11 Mar 2022 █ First session  New York  session-1
May 2022             ● Letter on safeguards  letter-2022
30 May – 10 Jun 2022 █ Second session  Vienna  session-2
10 Jun 2022          ◆ The rules are adopted (88 yes, 42 no, 32 abstained)
                       Vienna  vote-2022
9 – 20 Jan 2023      █ Third session (weak sources)  Vienna  session-3
25 Oct 2025 – …      ★ ○ Signing in Hanoi (scheduled)  Hanoi  signing
""")),
    "list as a table in Chinese": ("list -f table --lang zh", snapshot("""\
 █ 届会   ◆ 决议   ■ 文件   ● 信函   ★ 签署   ○ 预定
日期                     标题
───────────────────────────────────────────────────────────────────────────────
2021年                 ■ [en] Draft of a convention  draft-2021
2022年2月28日至3月11日 █ 第一届会议  纽约  session-1
2022年5月              ● 关于保障的信  letter-2022
2022年5月30日至6月10日 █ 第二届会议  维也纳  session-2
2022年6月10日          ◆ 通过规则（88票赞成、42票反对、32票弃权）  维也纳
                         vote-2022
2023年1月9日至20日     █ 第三届会议（来源可信度低）  维也纳  session-3
2025年10月25日 – ……    ★ ○ 河内签署（预定）  河内  signing
""")),
    "fields as TSV": ("list --fields id,year,actor,has kind:session", snapshot("""\
session-1	2022	ahc,united-states,eff	documents,attendance,related,facts
session-2	2022	ahc,russia,belarus,eff	positions,caveats,facts
session-3	2023	ahc,india	history,facts
""")),
    "fields as a table": ("list --fields id,date,kind,format -f table place:vienna", snapshot("""\
Id         Date                  Kind        Format
──────────────────────────────────────────────────────
session-2  30 May – 10 Jun 2022  session     in person
vote-2022  10 Jun 2022           resolution
session-3  9 – 20 Jan 2023       session
""")),
    "fields as a table in Chinese": ("list --fields id,date,kind,format -f table place:vienna --lang zh", snapshot("""\
编号       日期                    类别  形式
─────────────────────────────────────────────
session-2  2022年5月30日至6月10日  届会  现场
vote-2022  2022年6月10日           决议
session-3  2023年1月9日至20日      届会
""")),
    "fields as Markdown": ("list --fields title,topic -f md has:positions", snapshot("""\
| Title | Topic |
| --- | --- |
| Second session | offences,safeguards |
""")),
    "fields as NDJSON": ("list --fields id,start,end,body -f ndjson date:2025", snapshot('{"id":"signing","start":"2025-10-25","end":null,"body":null}\n')),
    "as of a day": ("list --as-of 2022-06-01", snapshot("""\
draft-2021	2021	document	happened		Draft of a convention
session-1	2022-02-28/2022-03-11	session	happened	new-york	First session
letter-2022	2022-05	letter	happened		Letter on safeguards
session-3	2023-01	session	scheduled	new-york	Third session
""")),
    "as of a day as a table": ("list --as-of 2022-06-01 -f table", snapshot("""\
 █ session   ■ document   ● letter   ○ scheduled
Date                   Title
───────────────────────────────────────────────────────────────────────
2021                 ■ Draft of a convention  draft-2021
28 Feb – 11 Mar 2022 █ First session  New York  session-1
May 2022             ● Letter on safeguards  letter-2022
Jan 2023             █ ○ Third session (scheduled)  New York  session-3
""")),
    "as of a day as NDJSON": ("list --as-of 2022-06 -f ndjson since:2023", snapshot('{"id":"session-3","date":"2023-01","start":"2023-01-01","end":"2023-01-31","precision":"month","kind":"session","status":"scheduled","series":"session","body":"ahc","place":"new-york","title":{"en":"Third session","zh":"第三届会议"}}\n')),
    "filter": ("filter place:vienna not kind:session", snapshot('vote-2022\t2022-06-10\tresolution\thappened\tvienna\tThe rules are adopted\n')),
    "search": ("search offences", snapshot("""\
session-2	2022-05-30/2022-06-10	session	happened	vienna	Second session
vote-2022	2022-06-10	resolution	happened	vienna	The rules are adopted
""")),
    "search as a table": ("search offences -f table", snapshot("""\
 Offences · topic · 2 events
 Best matches first:

 30 May – 10 Jun 2022  session-2  Vienna
  Second session
  • Russia, Belarus (proposal · single source): A long list of offences.
    · Offences [daily]
  • EFF (objection · single source): No crime without safeguards. · Human rights
    and safeguards [eff-letter]

 10 Jun 2022  vote-2022  Vienna
  The rules are adopted (88 yes, 42 no, 32 abstained)
""")),
    "search as a table in Chinese": ("search 俄罗斯 -f table --lang zh", snapshot("""\
 俄罗斯 · 国家 · 2个事件
 最相符的在前：

 2021年  draft-2021
  [en] Draft of a convention

 2022年5月30日至6月10日  session-2  维也纳
  第二届会议
  • 俄罗斯、白俄罗斯（提案 · 单一来源）：一份很长的罪行清单。 · 罪行 [daily]
""")),
    "search as fields of JSON": ("search RU --json --fields id,score,matches", snapshot("""\
[
  {
    "id": "draft-2021",
    "score": 4.734273,
    "matches": [
      {
        "field": "title",
        "start": null,
        "end": null
      }
    ]
  },
  {
    "id": "session-2",
    "score": 2.820465,
    "matches": [
      {
        "field": "positions[0]",
        "start": null,
        "end": null
      }
    ]
  }
]
""")),
    "search with a condition": ("search russia -w place:vienna -f ids", snapshot("session-2\n")),
    "days and symbols in cells": ("list doc:75/282 --fields id,start,doc", snapshot("vote-2022\t2022-06-10\tA/RES/75/282\n")),
    "a table names whom its ids stand for": ("list session-2 --fields id,place,body,topic -f table", snapshot("""\
Id         Place   Body              Topic
──────────────────────────────────────────────────────────────────────────
session-2  Vienna  Ad Hoc Committee  Offences, Human rights and safeguards
""")),
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_is(ahc, line, expected):
    assert ahc(*line.split()) == (0, expected, "")


LINES_ONCE = (
    "list zzqq", "list ratification", "filter zzqq", "search zzqq", "search sessions", "search first session", "russia",
    "2022", "latest session", "positions zzqq", "positions russia", "count kind zzqq", "count sessions", "count", "timeline zzqq",
    "sources russia", "actors zzqq", "show zzqq", "show session-2", "diff session-1 session-2",
)  # fmt: skip


@pytest.fixture(scope="module")
def ndjson(tmp_path_factory):
    """The events of the small dataset as NDJSON."""
    file = tmp_path_factory.mktemp("list") / "events.ndjson"
    file.write_text("\n".join(LINES), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("line", sampled(LINES_ONCE, 2))
@pytest.mark.parametrize("terminal", [False, *slow(True)], ids=["in a pipe", "at a terminal"])
def test_the_events_of_ndjson_are_read_once(bundled, at_terminal, ndjson, line, terminal):
    command = at_terminal if terminal else bundled
    done = command(*line.split(), "--data", ndjson)
    assert (done.code in (0, 1, 2), "a bug" in done.err) == (True, False)
