"""Whole answers of `positions`, `count`, `actors` and `topics` about the small record, in a window
of 80 columns.

What programs read is in `golden`; here are the lines of a pipe, and what it has no file for.
"""

import pytest
from inline_snapshot import snapshot

ANSWERS = {
    "positions": ("positions", snapshot("""\
session-2	2022-05-30/2022-06-10	russia,belarus	proposes	offences	A long list of offences.	daily	single
session-2	2022-05-30/2022-06-10	eff	opposes	safeguards	No crime without safeguards.	eff-letter	single
""")),
    "positions in Chinese": ("positions actor:RU --lang zh", snapshot('session-2\t2022-05-30/2022-06-10\trussia,belarus\tproposes\toffences\t一份很长的罪行清单。\tdaily\tsingle\n')),
    "positions as a table": ("positions -f table", snapshot("""\
 2 positions · 1 event · 2022

 30 May – 10 Jun 2022  session-2  Second session
  • Russia, Belarus (proposal · single source): A long list of offences.
    · Offences [daily]
  • EFF (objection · single source): No crime without safeguards. · Human rights
    and safeguards [eff-letter]
""")),
    "positions as a table in Chinese": ("positions -f table --lang zh", snapshot("""\
 2项立场 · 1个事件 · 2022年

 2022年5月30日至6月10日  session-2  第二届会议
  • 俄罗斯、白俄罗斯（提案 · 单一来源）：一份很长的罪行清单。 · 罪行 [daily]
  • [en] EFF（反对意见 · 单一来源）：[en] No crime without safeguards. · 人权与
    保障 [eff-letter]
""")),
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
Place     Events
──────────────────────────────────────────────────────────────────────────────
Vienna         3  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
Hanoi          1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
New York       1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
(none)         2
""")),
    "count as a table in Chinese": ("count kind -f table --lang zh", snapshot("""\
类别  事件数
──────────────────────────────────────────────────────────────────────────────
届会       3  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
文件       1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
信函       1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
决议       1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
签署       1  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
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
eff	Electronic Frontier Foundation	EFF	ngo	2	
russia	Russian Federation	Russia	state	2	
belarus	Belarus		state	1	
hrw	Human Rights Watch		ngo	1	HRW
india	India		state	1	
indonesia	Indonesia		state	1	
united-states	United States of America	United States	state	1	US,USA
""")),
    "actors as a table": ("actors -f table", snapshot("""\
Name                            Events  Id
─────────────────────────────────────────────────────
Ad Hoc Committee on Cybercrime       5  ahc
Electronic Frontier Foundation       2  eff
Russia                               2  russia
Belarus                              1  belarus
Human Rights Watch                   1  hrw
India                                1  india
Indonesia                            1  indonesia
United States                        1  united-states
""")),
    "actors as a table in Chinese": ("actors -f table --lang zh", snapshot("""\
名称                    事件数  编号
─────────────────────────────────────────────
打击网络犯罪特设委员会       5  ahc
电子前沿基金会               2  eff
俄罗斯                       2  russia
白俄罗斯                     1  belarus
人权观察                     1  hrw
印度                         1  india
印度尼西亚                   1  indonesia
美国                         1  united-states
""")),
    "actors with a text": ("actors 俄罗斯 -f ids", snapshot("""\
russia
belarus
""")),
    "actors sorted": ("actors --sort count -r -n 2 --fields id,count", snapshot("""\
ahc	5
russia	2
""")),
    "topics": ("topics", snapshot("""\
offences	Offences	2	
safeguards	Human rights and safeguards	2	human rights
""")),
    "topics as Markdown": ("topics -f md --lang zh", snapshot("""\
| 编号 | 名称 | 数量 | 别名 |
| --- | --- | --- | --- |
| offences | 罪行 | 2 |  |
| safeguards | 人权与保障 | 2 | human rights |
""")),
    "symbols counted": ("count doc --sort value", snapshot("""\
A/AC.291/7	A/AC.291/7	1
A/RES/75/282	A/RES/75/282	1
	(none)	5
""")),
    "dates counted": ("count date series:session -f table", snapshot(' 28 Feb – 11 Mar 2022  30 May – 10 Jun 2022  9 – 20 Jan 2023\n')),
    "sources counted": ("count source source:EFF", snapshot("""\
daily	Daily (daily)	2
un-journal	UN Journal (un-journal)	2
un-report	United Nations (un-report)	2
eff-letter	EFF (eff-letter)	1
eff-timeline	EFF (eff-timeline)	1
""")),
    "numbers sorted as numbers": ("count vote.yes --sort value -r", snapshot("""\
88	88	1
	(none)	6
""")),
    "topics as NDJSON": ("topics human rights -f ndjson", snapshot('{"id":"safeguards","name":{"en":"Human rights and safeguards","zh":"人权与保障"},"aliases":["human rights"],"count":2,"related":[]}\n')),
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_is(ahc, line, expected):
    assert ahc(*line.split()) == (0, expected, "")


def test_lines_of_ndjson_can_be_counted(bundled, ahc, tmp_path):
    file = tmp_path / "small.ndjson"
    file.write_text(ahc("list", "-f", "ndjson").out, encoding="utf-8")
    assert bundled("count", "kind", "--data", str(file)) == ahc("count", "kind")


def test_names_are_in_the_order_of_their_ids_unless_told_otherwise(ahc):
    assert ahc("topics", "-f", "ids").out == "offences\nsafeguards\n"
    assert ahc("topics", "-f", "ids", "--sort", "name").out == "safeguards\noffences\n"
