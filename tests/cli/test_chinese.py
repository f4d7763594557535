"""Whole command lines as a Chinese reader types and reads them."""

import re

import pytest
from inline_snapshot import snapshot
from shared import sampled, slow

from ahc_cli.answers import NAMED
from ahc_cli.answers.help import TOPICS
from ahc_cli.model.fields import COLUMNS
from ahc_cli.model.text import width

INVALID = """\
{"schema_version": 2, "edition": "2023-06-01", "title": {"zh": "有误"},
 "topics": {"safeguards": {"name": {"zh": "保障"}}},
 "events": [
  {"id": "one", "date": "2022", "kind": "sesion", "title": {"zh": "一"}},
  {"id": "two", "date": "2022", "kind": "letter", "title": {"zh": "二"}, "topics": ["safeguard"]},
  {"id": "three", "date": "2025-13", "kind": "letter", "title": {"zh": "三"}},
  {"id": "three", "date": "2023/2022", "kind": "letter", "title": {"zh": "四"}},
  {"id": "five", "date": "2022", "kind": "letter", "titel": {"zh": "五"}},
  {"id": "six", "date": "2022", "kind": 3, "title": {"zh": "六"}},
  {"id": "seven", "date": "2022", "kind": "letter", "title": {}}]}
"""
# An example or another line to copy stays as it is; so do commands, options and codes in quotation
# marks.
COPIED = re.compile(r" +(ahc|if|found)\b")
QUOTED = re.compile("“[^”]*”|'\"[^']*'")
ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?:[ ,;:]+[A-Za-z][a-z]+){2,}")
# What may not begin a line, or end one.
CLOSING, OPENING = tuple("，。、；：？！）”》"), tuple("（“《")


@pytest.fixture(autouse=True)
def chinese(monkeypatch, surroundings):
    monkeypatch.setenv("AHC_LANG", "zh")


def english(shown):
    """Return what is English in what is shown, apart from lines to copy, names of columns and what
    is in quotes.
    """
    shown = shown.replace(" ".join(COLUMNS), "")
    lines = [QUOTED.sub("", line) for line in shown.splitlines() if not COPIED.match(line)]
    return [found[0] for line in lines if (found := ENGLISH.search(line))]


def test_english_is_recognized():
    assert english("按日期列出事件。\n  --sort 字段  Sort by this field") == ["Sort by this field"]


def test_the_help_of_a_command_in_a_window_of_80_columns(bundled):
    assert bundled("list", "--help") == (
        0,
        snapshot("""\
用法：ahc list [选项] [查询]...

  按日期列出事件。

  给出查询时，只列出符合条件的事件。

  示例：
    ahc list
    ahc list 届会
    ahc list --since 2024年 --until 2024年6月 --json

参数
  [查询]...  词语和条件，例如“纽约 2024年”；见“ahc help query”

选项
  -w, --where 查询      只限符合此查询的事件
  --since 日期          只列在该日期或之后结束的事件
  --until 日期          只列在该日期或之前开始的事件
  --kind 类别           只列这一类别的事件，例如届会
  --place 地点          只列发生在该地点的事件，例如纽约
  --actor 行为体        只列涉及该行为体的事件，例如俄罗斯
  --topic 议题          只列涉及该议题的事件，例如签署和批准
  --status 状态         只列这一状态的事件，例如预定
  --fields 字段,...     要显示的字段，以逗号分隔，例如“编号,日期,标题”
  --sort 字段           按此字段排序，例如日期
  -r, --reverse         倒序排列
  -n, --limit N         最多显示N条结果
  -f, --format 格式     输出格式，见“ahc help formats”
  --json                输出JSON，作用同-f json
  -o, --output 文件     写入此文件，要么完整写入，要么完全不写；格式由扩展名决定
  --lang en|zh          输出语言：英文或中文
  --data 文件           读取这个数据集；-表示标准输入
  --as-of 日期          显示截至该日期的资料
  --color 何时          何时使用颜色：auto、always或never
  --no-pager            不分页显示
  -q, --quiet           不输出任何内容，只看退出码
  -h, --help            显示此帮助后退出
"""),
        "",
    )


def test_the_help_of_a_command_in_a_window_of_40_columns(bundled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert bundled("validate", "--help") == (
        0,
        snapshot("""\
用法：ahc validate [选项] [文件]

  检查数据集，指出错误所在。

  指出各处错误的位置，最多1000处；其他内
  容都无误后才检查编号。未给出文件时，检
  查当前使用的数据集：AHC_DATA指定的数据
  集，否则为内置数据集。有效时退出码为
  0，无效时为1，无法读取时为3。

  示例：
    ahc validate
    ahc validate --json
    ahc list --json | ahc validate -

参数
  [文件]  数据集；-表示标准输入

选项
  -f, --format 格式     输出格式，见“ahc
                        help formats”
  --json                输出JSON，作用同
                        -f json
  -o, --output 文件     写入此文件，要么
                        完整写入，要么完
                        全不写；格式由扩
                        展名决定
  --lang en|zh          输出语言：英文或
                        中文
  --data 文件           读取这个数据集；
                        -表示标准输入
  --as-of 日期          显示截至该日期的
                        资料
  --color 何时          何时使用颜色：
                        auto、always或
                        never
  --no-pager            不分页显示
  -q, --quiet           不输出任何内容，
                        只看退出码
  -h, --help            显示此帮助后退出
"""),
        "",
    )


@pytest.mark.parametrize("columns", [40, *slow(60, 80)])
@pytest.mark.parametrize("name", sampled(["", *NAMED], 2))
def test_help_fits_the_window_breaks_as_chinese_does_and_has_no_english(
    bundled, monkeypatch, name, columns
):
    monkeypatch.setenv("COLUMNS", str(columns))
    code, shown, err = bundled(*filter(None, [name]), "--help")
    lines = [line for line in shown.splitlines() if not COPIED.match(line)]
    assert (code, err) == (0, "")
    assert [line for line in lines if width(line) > columns] == []
    assert [
        line for line in lines if line.lstrip().startswith(CLOSING) or line.endswith(OPENING)
    ] == []
    assert english(shown) == []


def test_the_explanations_of_a_table_begin_in_one_column(bundled):
    options = bundled("list", "--help").out.partition("\n选项\n")[2].splitlines()
    gaps = [re.match(r".*?\S {2,}(?=\S)", line)[0] for line in options]
    assert {width(gap) for gap in gaps} == {width(gaps[0])}


def test_the_first_lines_of_a_page(bundled):
    code, shown, err = bundled("help", "query")
    assert (code, err) == (0, "")
    assert "\n".join(shown.splitlines()[:14]) == snapshot("""\
查询语言

  ahc list 2022年的会议
  ahc filter 地点:纽约 日期:2024年.. not 状态:预定
  ahc filter 行为体:俄罗斯 or 行为体:美国
  ahc list '(类别:决议 or 类别:决定) 赞成:80..'

条件的组合
  类别:届会 含有:表决       两项都要符合；中间可以写and（且）
  类别:信函 or 含有:表决    至少符合一项；or也可以写作“或”
  not 状态:预定             不得符合；not（非）的优先级最高，or最低
  类别:届会,信函            两个值均可
  '(2022年 or 2023年) 届会'  括号用来分组；有半角括号的查询要加引号
""")


@pytest.mark.parametrize("topic", [*TOPICS, ""])
def test_a_page_has_no_english(bundled, topic):
    assert english(bundled("help", *filter(None, [topic])).out) == []


ERRORS = {
    "a query that is not complete": ("list (类别:届会 or", snapshot("""\
ahc: 查询没有写完；此处应有条件
  (类别:届会 or
               ^
""")),
    "a condition without a value": ("list 地点:", snapshot("""\
ahc: “地点:”后应有值
  地点:
       ^
""")),
    "an unknown field": ("list 行为提:俄罗斯", snapshot("""\
ahc: 没有“行为提”这个字段；是否指行为体？
  行为提:俄罗斯
  ^^^^^^
字段：编号、日期、期内、自、至、年份、月份、精度、类别、状态、时间状态、系列、地点、形式、机构、行为体、行为体类别、集团、区域、次区域、角色、议题、立场、文号、来源、可信度、赞成、反对、弃权、投赞成票、投反对票、投弃权票、未参加表决、国家数、标题、内容、条款、含有
""")),
    "an unknown column": ("count 类别 --fields 地点", snapshot("""\
ahc: 没有“地点”这个字段
字段：值、名称、数量
""")),
    "an unknown value of a set": ("list --kind 会仪", snapshot("""\
ahc: 无法识别类别“会仪”
类别：届会、协商、决议、决定、文件、信函、声明、书面意见、签署、批准
""")),
    "an unknown place": ("filter 地点:维也那", snapshot("""\
ahc: 无法识别地点“维也那”；是否指维也纳？
  地点:维也那
       ^^^^^^
地点：请用“ahc places”查看
""")),
    "an actor with a near name": ("positions 行为体:俄罗丝", snapshot("""\
ahc: 无法识别行为体“俄罗丝”；是否指俄罗斯？
  行为体:俄罗丝
         ^^^^^^
行为体：请用“ahc actors”查看
""")),
    "a comparison": ("list 赞成>80", snapshot("""\
ahc: 请把“赞成>80”写作“赞成:80..”
  赞成>80
  ^^^^^^^
""")),
    "no date": ("list --since 2022年13月", snapshot('ahc: “2022年13月”不是日期；可写作2022、2022-02、2022-02-28、2022-02-28/2022-03-11或[2022-02-28..2022-03-11]\n')),
    "a missing argument": ("diff session-1", snapshot('ahc: 请给出两个事件、两个日期或两个文件，例如“ahc diff 2022年 2023年”\n')),
    "an option without its argument": ("list --since", snapshot("""\
ahc: 选项--since的参数缺失或有误
--since 日期  只列在该日期或之后结束的事件
""")),
    "an unknown option": ("list --sinc 2022年", snapshot('ahc: 没有--sinc这个选项；是否指--since？\n')),
    "an option of another program": ("list --from 2022年", snapshot('ahc: 没有--from这个选项；请写“since:2024”，前面不加连字符\n')),
    "an unknown command": ("lst", snapshot('ahc: 没有“lst”这个命令；是否指list？\n')),
    "an unknown page of help": ("help querry", snapshot("""\
ahc: 没有关于“querry”的帮助；是否指query？
帮助主题：query、dates、formats、exit-codes、data、environment
""")),
    "a file that does not exist": ("list --data 没有.json", snapshot('ahc: 没有.json: 没有那个文件或目录\n')),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), ERRORS.values(), ids=ERRORS)
def test_an_error_says_in_chinese_what_is_wrong_and_what_to_write(bundled, line, message):
    code, out, err = bundled(*line.split())
    assert (code > 1, out, err) == (True, "", message)
    assert english(err) == []


NOTHING_FOUND = {
    "a word like no other": ("search 玉米", snapshot('ahc: 没有找到“玉米”：资料中没有提到“玉米”\n')),
    "a name misspelt": ("search 俄罗丝", snapshot('ahc: 没有找到“俄罗丝”：资料中没有提到“俄罗丝”（俄罗斯?）\n')),
    "words that no statement has together": ("search 河内 平静", snapshot('ahc: 没有找到“河内 平静”：资料中没有提到“平静”\n')),
    "an id misspelt": ("show sesion-1", snapshot('ahc: 没有找到“sesion-1”；是否指session-1或session-2或session-3？\n')),
    "a name like no other": ("show 玉米", snapshot('ahc: 没有找到“玉米”；请试试“ahc search 玉米”\n')),
    "a date": ("show 2022年", snapshot('ahc: 没有找到“2022年”；请试试“ahc list 2022年”\n')),
    "the start of several ids": ("show session", snapshot('ahc: “session”可指多项；请写明是session-1或session-2或session-3\n')),
    "an event not yet known": ("show session-3 --as-of 2022年1月", snapshot('ahc: 截至2022年1月31日，尚无关于“session-3”的资料\n')),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), NOTHING_FOUND.values(), ids=NOTHING_FOUND)
def test_what_is_not_found_is_a_message_that_helps(ahc, line, message):
    code, out, err = ahc(*line.split())
    assert (code, out, err) == (1, "", message)
    assert english(err) == []


REMARKS = {
    "list": snapshot('7个事件\n'),
    "list -n 5": snapshot('共7个事件，显示前5项\n'),
    "positions -n 1": snapshot('共2项立场，显示前1项\n'),
    "actors": snapshot('8个行为体\n'),
    "count 立场": snapshot('9项角色或立场，分3行\n'),
    "count 来源": snapshot('7行；一个事件可能计入多行\n'),
    "list 维也纳 会议": snapshot('2个事件\n'),
    "list 2022年 署名": snapshot('0个事件；资料中没有提到“署名”\n'),
    "list 签署方": snapshot('0个事件\n查签署国请用“ahc states signed”\n'),
    "list 俄罗丝": snapshot('0个事件；资料中没有提到“俄罗丝”（俄罗斯?）\n'),
    "search 维也纳 会议": snapshot("""\
相当于：ahc list 维也纳 会议
2个事件
"""),
    "search 俄罗斯 平静": snapshot("ahc: 没有找到“俄罗斯 平静”：资料中没有提到“平静”\n"),
    "list --as-of 2022年6月1日": snapshot('4个事件；另有3个事件在2022年6月1日时尚不为人所知\n'),
}  # fmt: skip


@pytest.mark.parametrize(("line", "remarks"), REMARKS.items())
def test_a_person_is_told_how_much_was_found_and_how_words_were_read(at_terminal, line, remarks):
    err = at_terminal(*line.split()).err
    assert err == remarks
    assert english(err) == []


def test_the_errors_of_a_dataset(bundled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "有误.json").write_text(INVALID, encoding="utf-8")
    code, out, err = bundled("validate", "有误.json")
    assert (code, err) == (1, "")
    assert out == snapshot("""\
有误.json:4:33: events[0].kind: “sesion”不是可用的值；可用的值有session、consultation、resolution、decision、document、letter、statement、submission、signature、ratification；是否指session？
有误.json:6:19: events[2].date: “2025-13”不是日期；可写作2022、2022-02、2022-02-28、2022-02-28/2022-03-11或[2022-02-28..2022-03-11]
有误.json:7:19: events[3].date: “2023/2022”首尾颠倒；请把较早的日期写在前面
有误.json:8:52: events[4].titel: 没有“titel”这个键；是否指title？
有误.json:9:33: events[5].kind: 应为str，实为int
有误.json:10:53: events[6].title: 须有“en”或“zh”
""")
    assert english(out) == []


@pytest.mark.parametrize(
    ("text", "message"),
    {
        "": snapshot("ahc: 有误.json: 内容为空\n"),
        "编号": snapshot("ahc: 有误.json: 不是JSON；数据集以{或[开头\n"),
        '[{"id": "a"': snapshot("ahc: 有误.json:1:12: 内容中断；文件是否完整？\n"),
        '[{"id" "a"}]': snapshot("ahc: 有误.json:1:8: 此处应有“:”\n"),
    }.items(),
)
def test_what_is_no_dataset(bundled, tmp_path, monkeypatch, text, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "有误.json").write_text(text, encoding="utf-8")
    assert bundled("list", "--data", "有误.json") == (3, "", message)


def test_a_valid_dataset(ahc):
    assert ahc("validate").out.rpartition(":")[2] == snapshot(" 有效，7个事件\n")
