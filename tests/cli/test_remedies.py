"""What people type that `ahc` does not have, and what it says to type instead."""

import json
import re

import pytest
from inline_snapshot import snapshot

from ahc_cli.cli.app import REMEDIES

COMMANDS = {
    "next": snapshot("ahc: unknown command 'next'; try 'ahc list upcoming' or 'ahc status'\n"),
    "version": snapshot("ahc: unknown command 'version'; try 'ahc --version'\n"),
    "info": snapshot("ahc: unknown command 'info'; try 'ahc status' or 'ahc help'\n"),
    "find": snapshot("ahc: unknown command 'find'; try 'ahc search' or 'ahc show'\n"),
    "events": snapshot("ahc: unknown command 'events'; try 'ahc list'\n"),
    "calendar": snapshot("ahc: unknown command 'calendar'; try 'ahc list -f ics'\n"),
    "zzqq": snapshot("ahc: unknown command 'zzqq'; try 'ahc search zzqq'\n"),
    "-": snapshot("ahc: unknown command '-'; try 'ahc search -'\n"),
    "export everything to csv": snapshot("ahc: unknown command 'export'; try 'ahc list -f csv', or 'ahc help formats'\n"),
    "export": snapshot("ahc: unknown command 'export'; try 'ahc list -f csv', or 'ahc help formats'\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "message"), COMMANDS.items(), ids=COMMANDS)
def test_an_unknown_command_names_a_command_that_answers(bundled, name, message):
    assert bundled(*name.split()) == (2, "", message)


def test_a_question_without_an_answer_is_searched_for(bundled):
    line = ("did", "the", "klingons", "attack", "in", "2022")
    assert bundled(*line) == bundled("search", *line)
    assert bundled(*line).code == 1


# Lines without a command that are answered, and the lines that they stand for.
MEANT = {
    "china": "show china",
    "中国": "show 中国",
    "first session": "show first session",
    "resolution 74/247 --json": "show resolution 74/247 --json",
    "sessions": "list sessions",
    "upcoming": "list upcoming",
    "october 2025 -n 1": "list october 2025 -n 1",
    "2025年10月": "list 2025年10月",
    "谁签署了公约": "count actor role:signatory",
    "last china": "list last china",
    "last document": "list last document",
    "latest votes -n 2": "list latest votes -n 2",
    "next meeting": "list next meeting",
    "security researchers": "show security researchers",
    "who signed the treaty --json": "count actor role:signatory --json",
    "which states signed the treaty": "count country role:signatory",
    "who signed in Hanoi": "count actor role:signatory hanoi",
    "how many countries signed in 2026": "count country role:signatory 2026",
    "who signed by October 2025": "count actor role:signatory --as-of 2025-10",
    "who signed after hanoi": "count actor role:signatory since:2025-10-27",
    "现在公约到哪一步": "status",
    "哪些国家还没有签署": "search 哪些国家还没有签署",
    "who signed last": "status",
    "which events are not confirmed": "list not confirmed",
    "who first proposed a un cybercrime treaty": "positions proposed convention",
    "next consultation": "search next consultation",
    "why did the US vote against it in 2019": "positions US 2019",
    "status united kingdom": "show united kingdom",
    "which states oppose safeguards": "positions oppose safeguards actor.kind:state",
    "what is session-4 about": "show session-4",
    "what is the hanoi convention about": "show convention",
    "公约走到哪一步了": "status",
    "list letters after the fourth session": "list kind:letter since:2023-01-21",
    "list letters not by EFF": "list kind:letter not EFF",
    "list sessions not held in vienna": "list kind:session not place:vienna",
    "what is the official name of the convention": "show convention",
    "中国对“网络犯罪”怎么看": "positions 中国 怎么看",
    "what is the convention about": "show convention",
    "这个公约是讲什么的": "show convention",
    "俄罗斯为什么要搞这个公约": "positions 俄罗斯",
    "谁提案最多": "count actor stance:proposes",
    "why does microsoft oppose the treaty": "positions microsoft stance:opposes,warns",
    "还差多少国批准才能生效": "status",
    "what happened between 2022 and 2023": "list 2022..2023",
    "哪些国家签了但还没批准": "status",
    "how many countries have signed": "status",
    "74/247决议谁赞成谁反对": "search 74/247决议谁赞成谁反对",
    "who supports and who opposes russia": "positions russia stance:supports,opposes",
    "russia proposed draft": "positions russia proposed draft",
    "what did iran want": "positions what did iran want",
    "who is Faouzia Mebarki": "show Faouzia Mebarki",
    "is icc against the convention": "positions icc against",
    "how sure is the number of signatories": "status",
    "what is missing for entry into force": "status",
    "签署国数量": "status",
    "签署国名单": "count actor role:signatory",
    "what was known about hanoi in january 2025": "search what about hanoi --as-of 2025-01",
    "surveillance": "show surveillance",
    "who has not signed": "search who has not signed",
    "what was known in 2022": "status --as-of 2022",
    "2024年2月为什么没谈完": "search 2024年2月为什么没谈完",
    "公约需要多少个国家批准才能生效": "status",
    "why did the talks fail in february 2024": "search why did the talks fail in february 2024",
    "when does it enter into force": "status",
    "attendance of the fourth session": "search attendance of the fourth session",
    "why was the first session postponed": "search why was the first session postponed",
    "number of letters in 2024": "list letters 2024",
    "what changed between session 3 and session 4": "diff session-3 session-4",
    "who chaired the committee": "search who chaired the committee",
    "巴基斯坦提出了什么": "positions 巴基斯坦 提出",
    "第14条讲什么": "show article 14",
    "第四届会议开了几天": "show session-4",
    # A question behind a command that refuses it.
    "show chair of the committee": "search chair of the committee",
    "show how sure is the number of signatories": "status",
    "status has the us ratified": "search has the us ratified",
    "count how many sessions": "count sessions",
    "count 多少届会": "count sessions",
    "count 届会 一共几届": "count sessions",
    "count 2023年会议": "count 会议 2023年",
    "count states voted against 2019": "list has:votes 2019",
    "count 哪个国家发言最多": "count country role:speaker",
    "count which state proposed most in 2022": "count country stance:proposes 2022",
    "status 日本": "show 日本",
    "哪些消息还没核实": "list confidence:weak",
    "哪些信息还没有得到证实": "list confidence:weak",
    "微软等科技公司对公约怎么看": "positions 微软 科技公司 怎么看",
    "已经有布达佩斯公约了为什么还要搞新的": "positions 布达佩斯公约",
    "how long did session 4 take": "show session-4",
    "count 每年开了几次会": "count year kind:session,consultation",
    "show 零案文": "show zero-draft",
    "show concluding session votes": "show concluding-session",
    "count 维也纳 会议": "count place place:vienna kind:session,consultation",
    "list after session 4 kind:session": "list since:2023-01-21 kind:session",
    "show 保留条款": "show reservations",
    "show res 79/243 vote": "show 79/243",
    # A name or a description that fits one thing alone.
    "show 河内签署": "show signing-hanoi",
    "show 实时收集流量数据": "show article 29",
    # The convention and cybercrime are the subject of all events.
    "list convention votes in 2019": "list has:votes 2019",
    "list 公约 信函 2022": "list 信函 2022",
    "show 谁签署了公约": "count actor role:signatory",
    "status 美国批准了吗": "search 美国批准了吗",
    "show what is article 5": "show article 5",
    "show chair": "count actor role:chair",
    "show 主席": "count actor role:chair",
    "show 特设委员会主席": "search 特设委员会主席",
    "how is it different from the budapest convention": "search how is it different from the budapest convention",
    "diff what is new in session-4": "search what is new in session-4",
    "what was planned on 1 March 2023": "list upcoming --as-of 2023-03-01",
    "which sources report the vote on 74/247": "sources votes ga-74-247",
    "list 在维也纳开的会": "list meetings vienna",
    "list kind:vote": "list has:votes",
    "filter actor:ngo date:2024": "filter actor.kind:ngo date:2024",
    "diff russia usa": "positions russia usa",
    "show russian draft": "list russian draft",
    "count vote 74/247": "list has:votes 74/247",
    "which article is about jurisdiction": "show article 22",
    "who co-sponsored 74/247": "count actor role:sponsor 74/247",
    "who proposed 74/247": "count actor role:sponsor ga-74-247",
    "how many co-sponsors": "count actor role:sponsor",
    "show latest draft": "list latest draft",
    "list kind=vote": "list has:votes",
    "公约有没有表决": "search 公约有没有表决",
    "was there a vote on the convention": "search was there a vote on the convention",
    "how many sessions did the committee hold": "list sessions AHC",
    "first session of the committee": "search first session of the committee",
    "what did the EU decide": "search what did the EU decide",
    "how did China vote": "search how did China vote",
    "what was discussed at session 3": "show session-3",
    # A date behind words.
    "status on 1 February 2023": "status --as-of 2023-02-01",
    "status as of 2023": "status --as-of 2023",
}


@pytest.mark.parametrize(("line", "meant"), MEANT.items())
def test_a_line_without_a_command_is_answered_if_it_has_an_answer(bundled, line, meant):
    code, out, err = bundled(*line.split())
    assert (code, out, err) == bundled(*meant.split())
    assert (code, bool(out)) == (meant.startswith("diff"), True)


WITHOUT = {
    # A question about positions that none has all the words of, and the words that it is answered without.
    "what did the EU propose in 2022": ("positions EU propose 2022", "'propose'"),
    "who opposed the exception for child sexual abuse material": (
        "positions opposed exception child sexual abuse material",
        "'opposed', 'exception'",
    ),
}


@pytest.mark.parametrize(("line", "words"), WITHOUT.items(), ids=WITHOUT)
def test_a_question_about_positions_is_answered_without_words_that_none_has(at_terminal, line, words):
    run, without = words
    code, out, err = at_terminal(line, "--data", "bundled")
    assert err.splitlines()[:2] == [f"running 'ahc {run}'", f"ahc: nothing matches all the words; without {without}:"]
    assert (code, bool(out)) == (1, True)


def test_a_line_that_is_run_names_the_words_that_it_leaves_out(bundled, monkeypatch):
    monkeypatch.setattr("ahc_cli.cli.meant.is_terminal", lambda _stream: True)
    said = bundled("show", "res", "79/243", "vote").err
    assert said == "running 'ahc show 79/243', leaving out 'res', 'vote'\n"


NOT_QUESTIONS = {
    "words that name nothing": ("show zzqq yyqq", 1),
    "an unknown id among known ones": ("show session-1 session-99", 1),
    "an id": ("show the-session", 1),
    "no field": ("count zzqq", 2),
    "a question without an answer": ("show what is the zzqq", 1),
    "an article and a name": ("show the zzqq", 1),
    "a short name with a word such as not": ("show 不存在", 1),
    "a word alone that begins questions": ("count is", 2),
    "a word that says nothing": ("show of", 1),
    "a bad date": ("status on 32 January 2023", 2),
    "a date before what to count": ("count 2019年那个决议 赞成 反对", 2),
    "a name before a date": ("count china 2023", 2),
    "a count that only a search would answer": ("count 哪个国家参会最多", 2),
    "a name and an unknown id": ("show the convention and session-99", 1),
}


@pytest.mark.parametrize(("line", "code"), NOT_QUESTIONS.values(), ids=NOT_QUESTIONS)
def test_what_a_command_refuses_stays_an_error_unless_it_is_a_question(bundled, line, code):
    found = bundled(*line.split())
    assert (found.code, found.out) == (code, "")
    assert found.err.startswith("ahc: ")


def test_a_line_in_quotes_is_answered_too(bundled):
    assert bundled("what did iran want") == bundled("positions", "what", "did", "iran", "want")


def test_what_compares_two_events_is_a_comparison(bundled):
    for line in ("compare session-3 and session-4", "difference between the third session and the fourth session"):
        assert bundled(*line.split()) == bundled("diff", "session-3", "session-4") != (0, "", "")


REFUSED = {
    "lst sessions": snapshot("ahc: unknown command 'lst'; did you mean list?\n"),
    "frobnicate session-1": snapshot("ahc: unknown command 'frobnicate'; try 'ahc search frobnicate session-1'\n"),
    "sarch who signed": snapshot("ahc: unknown command 'sarch'; did you mean search?\n"),
    "foo --help": snapshot("ahc: unknown command 'foo'\n"),
    "ransomware": snapshot("ahc: unknown command 'ransomware'; try 'ahc search ransomware'\n"),
    "kind:x": snapshot("ahc: unknown command 'kind:x'; try 'ahc search kind:x'\n"),
}


@pytest.mark.parametrize(("line", "message"), REFUSED.items(), ids=REFUSED)
def test_a_line_without_an_answer_is_refused(bundled, line, message):
    assert bundled(*line.split()) == (2, "", message)


OPTIONS = {
    "list --from 2022": snapshot("ahc: unknown option '--from'; use --since\n"),
    "list --after=2022": snapshot("ahc: unknown option '--after'; use --since\n"),
    "list --to 2022": snapshot("ahc: unknown option '--to'; use --until\n"),
    "list --before 2022": snapshot("ahc: unknown option '--before'; use --until\n"),
    "filter --type session": snapshot("ahc: unknown option '--type'; use --kind\n"),
    "list --country us": snapshot("ahc: unknown option '--country'; use --actor\n"),
    "list -o events.csv": snapshot("ahc: unknown option '-o'; redirect the output, as in ahc list -f csv > events.csv\n"),
    "list --output=events.csv": snapshot("ahc: unknown option '--output'; redirect the output, as in ahc list -f csv > events.csv\n"),
    "count --by year": snapshot("ahc: unknown option '--by'; name the field first, as in 'ahc count year'\n"),
    "list -place:vienna": snapshot("ahc: write 'not place:vienna' instead of '-place:vienna'\n"),
    "list sessions -地点:维也纳": snapshot("ahc: write 'not 地点:维也纳' instead of '-地点:维也纳'\n"),
    "count kind -place：vienna": snapshot("ahc: write 'not place：vienna' instead of '-place：vienna'\n"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), OPTIONS.items(), ids=OPTIONS)
def test_an_unknown_option_names_what_to_type(ahc, line, message):
    assert ahc(*line.split()) == (2, "", message)


def test_what_a_message_says_to_type_works(bundled):
    options = bundled("list", "--help").out
    for remedy in REMEDIES.values():
        for line in re.findall(r"ahc ([^',>]+)", remedy):
            words = ["surveillance"] if line == "search" else ["session-4"] if line == "show" else []
            code, out, _ = bundled(*line.split(), *words)
            assert (code, bool(out)) == (0, True), line
        for option in re.findall(r"use (--\w+)", remedy):
            assert option in options, option


QUERIES = {
    "vote.yes>80": snapshot("""\
ahc: unexpected '>'; write vote.yes:80..
  vote.yes>80
  ^^^^^^^^^^^
"""),
    "vote.yes>=80": snapshot("""\
ahc: unexpected '>='; write vote.yes:80..
  vote.yes>=80
  ^^^^^^^^^^^^
"""),
    "vote.no<42": snapshot("""\
ahc: unexpected '<'; write vote.no:..42
  vote.no<42
  ^^^^^^^^^^
"""),
    "vote.abstain<=32": snapshot("""\
ahc: unexpected '<='; write vote.abstain:..32
  vote.abstain<=32
  ^^^^^^^^^^^^^^^^
"""),
    "states=149": snapshot("""\
ahc: unexpected '='; write states:149
  states=149
  ^^^^^^^^^^
"""),
    "session vote.yes>80": snapshot("""\
ahc: unexpected '>'; write vote.yes:80..
  session vote.yes>80
          ^^^^^^^^^^^
"""),
}  # fmt: skip


@pytest.mark.parametrize(("query", "message"), QUERIES.items(), ids=QUERIES)
def test_a_comparison_says_how_to_write_the_range(ahc, query, message):
    assert ahc("list", query) == (2, "", message)


NAMES = {
    "a date": ("show 2022", snapshot("ahc: nothing found for '2022'; it is a date: try 'ahc list 2022'\n")),
    "a kind": ("show sessions", snapshot("ahc: nothing found for 'sessions'; it is a value of kind: try 'ahc list sessions'\n")),
    "a kind in Chinese": ("show 协商", snapshot("ahc: nothing found for '协商'; it is a value of kind: try 'ahc list 协商'\n")),
    "an article that no source names": ("show article 99", snapshot("ahc: nothing found for 'article 99'; the record does not mention that article\n")),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), NAMES.values(), ids=NAMES)
def test_a_word_that_another_command_understands_names_it(ahc, line, message):
    assert ahc(*line.split()) == (1, "", message)


COUNTED = {
    "count sessions": "count kind session",
    "count sessions vienna": "count kind kind:session place:vienna",
    "count letters by year": "count year kind:letter",
    "count objections by country": "count country stance:opposes",
    "count proposals": "count actor stance:proposes",
    "list --sort -date": "list --sort date -r",
    "list --sort -date -r": "list --sort date",
    "count sessions year": "count year kind:session",
    "count sessions and letters": "count kind kind:session,letter",
    "count proposals by year": "count year stance:proposes",
    "count letters by EFF": "count kind kind:letter EFF",
    "count 会议 年份": "count year kind:session,consultation",
    "count letters by year 2022": "count year kind:letter date:2022",
    "count signatories": "count actor role:signatory",
    "count signatures 2026": "count actor role:signatory date:2026",
    "count ratifications": "count actor role:ratifier",
    "count chairs": "count actor role:chair",
    "count 签署方": "count actor role:signatory",
    "count ngos": "count actor actor.kind:ngo",
    "count countries that signed": "count country role:signatory",
    "count states that ratified the convention": "count country role:ratifier",
    "count countries that signed in Hanoi": "count country role:signatory place:hanoi",
    "count states that signed in 2026": "count country role:signatory date:2026",
    "count sessions or letters": "count kind kind:session,letter",
    "count opposes": "count actor stance:opposes",
    "count positions by topic": "count topic stance:proposes,supports,opposes,warns,urges",
    "count positions per country": "count country stance:proposes,supports,opposes,warns,urges",
    "count by year": "count year",
}


def test_positions_are_not_counted_as_votes(bundled):
    for line in ("count votes by country", "count country votes", "count actor voted against"):
        assert bundled(*line.split()) == bundled("list", "has:votes")


@pytest.mark.parametrize(("line", "same"), COUNTED.items(), ids=COUNTED)
def test_a_value_is_counted_by_itself(bundled, line, same):
    assert bundled(*line.split()) == bundled(*same.split())


def test_of_several_values_only_the_one_that_is_named_is_counted(bundled):
    voted = len(bundled("list", "has:votes").out.splitlines())
    assert bundled("count", "votes").out == f"votes\tvotes\t{voted}\n"


def test_a_blank_field_cannot_be_counted(bundled):
    for blank in ("", " ", "\0"):
        code, out, err = bundled("count", blank)
        assert (code, out) == (2, "")
        assert err.startswith("ahc: cannot count by '")


def test_the_card_of_a_group_names_its_members(bundled):
    assert "\n## Members\n\n- Austria, Belgium, Bulgaria" in bundled("show", "eu", "-f", "md").out


def test_a_search_that_finds_some_of_the_words_says_whether_it_finds_all_others(at_terminal):
    whole = at_terminal("search", "roadmap", "zzqq")[1]
    assert whole.startswith(" Not found: 'zzqq'; these contain the other words:\n")
    part = at_terminal("search", "roadmap", "India", "zzqq")[1]
    assert part.startswith(" Not found: 'zzqq'; these contain some of the other words:\n")


def test_a_run_whose_parts_are_all_known_is_not_called_unknown(at_terminal):
    counted = [
        at_terminal("count", "表决", run, "--data", "bundled", "--lang", "zh")[2] for run in ("第79届联大", "量子")
    ]
    assert ["没有提到" in said for said in counted] == [False, True]


def test_a_count_of_ratifications_says_that_it_leaves_out_national_approvals(at_terminal):
    told = "deposits with the UN alone; 'ahc status' also shows national approvals"
    assert told in at_terminal("count", "ratifications")[2]
    assert told not in at_terminal("count", "signatories")[2]


def test_a_table_of_sources_has_those_of_publishers_that_are_named_or_of_what_a_search_finds(bundled, at_terminal):
    for text, source, remark in (
        ("did xinhua report on the vote", "xinhua-2019", "from the publishers named"),
        (
            "forty ratifications are needed",
            "treaty-collection",
            "cited by the passages that a search for 'forty ratifications are needed' finds first",
        ),
    ):
        code, out, err = at_terminal("sources", *text.split(), "--data", "bundled")
        assert (code, source in out, err.partition("; ")[2]) == (1, True, f"{remark}\n")
        assert bundled("sources", *text.split()) == (1, "", "")
    assert "treaty-collection" in bundled("sources", "公约正式文本", "-f", "ids").out.splitlines()
    assert (
        bundled("sources", "A/AC.291/22").err
        == "ahc: nothing found for 'A/AC.291/22'; did you mean A/AC.291/22/Rev.3?\n"
    )


def test_sources_are_found_by_any_name_of_their_publisher(bundled):
    assert bundled("sources", "新华社") == bundled("sources", "xinhua")
    assert bundled("sources", "人权观察", "-f", "ids").out.startswith("hrw-")
    assert bundled("list", "source:新华社") == bundled("list", "source:xinhua-2019")


def test_a_synonym_names_a_field_everywhere(ahc):
    assert ahc("count", "country") == ahc("count", "actor", "actor.kind:state")
    for synonym, field in (("who", "actor"), ("types", "kind"), ("地点", "place"), ("主题", "topic")):
        assert ahc("count", synonym) == ahc("count", field)
    for synonym, field in (("type", "kind"), ("venue", "place"), ("类别", "kind")):
        assert ahc("list", "--fields", synonym) == ahc("list", "--fields", field)
        assert ahc("list", "--sort", synonym) == ahc("list", "--sort", field)
    for synonym, field in (
        ("where:vienna", "place:vienna"),
        ("地点：维也纳", "place:vienna"),
        ("after:2022", "since:2023"),
    ):
        assert ahc("list", synonym) == ahc("list", field)


def test_an_unknown_symbol_names_the_nearest_one(ahc):
    code, out, err = ahc("list", "doc:A/RES/75/28")
    assert (code, out) == (2, "")
    assert err.startswith("ahc: unknown doc 'A/RES/75/28'; did you mean A/RES/75/282?\n")


def test_search_takes_typed_conditions(ahc):
    options = ("--kind", "session", "--place", "vienna", "--since", "2023")
    assert ahc("search", "third", *options) == ahc("search", "third", "kind:session", "place:vienna", "since:2023")


def test_an_option_that_is_named_instead_of_another_exists(ahc):
    assert "use --actor" in ahc("count", "kind", "--country", "US").err
    assert ahc("count", "kind", "--actor", "US") == ahc("count", "kind", "actor:US")


def test_a_condition_that_leaves_out_a_word_does_not_make_it_unknown(ahc):
    assert "the record does not mention" not in ahc("search", "hanoi", "kind:letter").err


def test_status_takes_a_date_or_words_about_where_the_convention_stands(bundled):
    assert bundled("status", "ratifications") == bundled("status")
    assert bundled("status", "现在几个国家批准了") == bundled("status")
    assert bundled("status", "signatures", "in", "2025") == bundled("status", "--as-of", "2025")
    assert bundled("status", "end", "of", "2024") == bundled("status", "--as-of", "2024-12")
    assert bundled("status", "2023-13").err.startswith("ahc: --as-of: '2023-13' is not a date; ")
    assert bundled("status", "zzqq").err == "ahc: 'zzqq' is not a date; try 'ahc search zzqq'\n"


def test_any_format_can_be_given_as_an_option(ahc):
    for name in ("ids", "csv", "md", "ndjson", "table"):
        assert ahc("list", "vienna", f"--{name}") == ahc("list", "vienna", "-f", name)
    assert ahc("list", "--svg").err.startswith("ahc: this command does not support the format 'svg'")
    assert ahc("list", "--csv", "--json").err == "ahc: --json and --format csv conflict; give one\n"
    assert ahc("search", "--", "--csv").code == 1
    assert ahc("list", "--csv=x").err == "ahc: unknown option '--csv'\n"


def test_a_page_of_help_can_have_two_words(ahc):
    assert ahc("help", "exit", "codes") == ahc("help", "exit-codes")


def test_the_final_text_is_the_convention(bundled):
    difference = bundled("diff", "zero-draft", "final", "text")
    assert difference == bundled("diff", "zero-draft", "ga-79-243")
    assert "not the texts" in difference.out
    assert "'ahc list 2023-05-01..2024-12-24' lists what happened meanwhile." in difference.out


def test_positions_that_are_not_found_name_topics_on_which_the_actor_has_some(at_terminal):
    said = at_terminal("positions", "russia", "safeguards", "--data", "bundled", "date:2011").err
    assert said.startswith("0 positions; topics of Russia: ")
    for topic in said.partition("topics of Russia: ")[2].partition(";")[0].split(", "):
        assert at_terminal("positions", f'actor:russia topic:"{topic}"', "--data", "bundled").code == 0
    # That there are none at all is said only if nothing else was asked.
    said = at_terminal("positions", "china", "extradition", "--data", "bundled").err
    assert "the record has no position of China on Extradition;" in said


def test_positions_limited_by_a_word_say_how_many_there_are_without_it(at_terminal):
    assert "; without 'oppose': " in at_terminal("positions", "hrw", "oppose", "--data", "bundled").err
    assert "without" not in at_terminal("positions", "hrw", "--data", "bundled").err


def test_what_no_source_contains_is_a_query(bundled):
    assert bundled("sources", "hanoi", "signatures") == bundled("sources", "-w", "hanoi signatures")
    assert bundled("sources", "treaty-collection") != bundled("sources", "-w", "treaty-collection")
    assert bundled("sources", "zzqq") == (1, "", "")


def test_the_sources_of_an_event_are_those_that_it_cites_and_of_its_votes_those_of_the_counts(bundled):
    assert bundled("sources", "resolution", "74/247") == bundled("sources", "-w", "ga-74-247")
    (event,) = json.loads(bundled("list", "ga-74-247", "--json").out)
    cited = {id_ for vote in event["votes"] for id_ in vote["sources"]}
    assert set(bundled("sources", "for the votes on 74/247", "-f", "ids").out.split()) == cited
    assert set(bundled("sources", "unodc", "-f", "ids").out.split()) > {"unodc-home"}  # no event


def test_what_matches_is_shown_with_official_sources_first_in_a_table(at_terminal):
    weights = ["official", "government", "NGO", "press", "academic", "weak"]
    shown = at_terminal("sources", "-w", "ga-74-247", "--fields", "weight", "--data", "bundled").out.split()[1:]
    assert shown == sorted(shown, key=weights.index)
    assert len(set(shown)) > 1


def test_a_search_points_to_positions_on_a_topic_only_if_the_actor_has_some(at_terminal):
    said = at_terminal("search", "china", "wants", "sovereignty", "--data", "bundled").err
    assert "see also 'ahc positions china'" in said
    said = at_terminal("search", "russia", "wants", "criminalization", "--data", "bundled").err
    assert "see also 'ahc positions russia criminalization'" in said


def test_what_is_still_ahead_is_not_the_latest(bundled):
    found = bundled("search", "latest", "session", "-f", "ids").out.split()
    assert found.index("rules-session") < found.index("session-2027")


def test_positions_point_to_those_of_the_bodies_of_an_organization(at_terminal):
    said = at_terminal("positions", "eu", "criminalization", "--data", "bundled").err
    assert "see also 'ahc positions european-commission criminalization'" in said
    assert "european-commission" not in at_terminal("positions", "eu", "extradition", "--data", "bundled").err


def test_at_a_terminal_only_a_table_has_another_answer(at_terminal, bundled):
    for line in ("positions mauritius --json", "list vienna zzqq --json", "positions mauritius --fields stance,text"):
        code, out, _err = at_terminal(*line.split(), "--data", "bundled")
        assert (line, code, out) == (line, 1, "[]\n" if "json" in line else "")
    told = at_terminal("positions", "topic:extradition", "russia", "--data", "bundled")
    assert "no position of Russia" not in told.err


def test_a_quoted_word_is_not_corrected(at_terminal):
    for command in ("list", "search"):
        assert "instead" not in at_terminal(command, '"survelliance"', "--data", "bundled").err


def test_a_count_of_all_who_were_at_signatures_points_to_those_who_signed(at_terminal):
    said = at_terminal("count", "actor", "kind:signature", "--data", "bundled")[2]
    assert "(roles and positions); see also 'ahc count actor role:signatory'" in said
    assert "see also" not in at_terminal("count", "actor", "role:signatory", "--data", "bundled")[2]


def test_a_pointer_is_given_once(at_terminal):
    said = at_terminal("positions", "caricom", "position", "--data", "bundled")[2]
    assert said.count("ahc show caricom") == 1
