"""TSV: a line per record."""

from small import event, events_answer, screen

from ahc_cli.write import write


def tsv(*events, lang="en", fields=None):
    return "".join(write(events_answer(*events, fields=fields), "tsv", screen(lang)))


def test_each_event_is_a_line_of_codes_and_a_text_in_the_language_of_the_reader():
    talks = event("talks", date="2022-02/..", place="vienna", title={"en": "Talks", "zh": "会谈"})
    letter = event("letter", kind="letter", title={"en": "Letter"})
    assert tsv(talks, letter, lang="zh") == (
        "talks\t2022-02/..\tsession\thappened\tvienna\t会谈\nletter\t2022\tletter\thappened\t\t[en] Letter\n"
    )


def test_tabs_line_feeds_and_escape_sequences_do_not_end_a_cell():
    assert tsv(event(title={"en": "a\tb\nc\x1b[31m"}), fields="title,id") == "a b\\nc\\x1b[31m\ttalk\n"


def test_no_records_are_no_lines():
    assert tsv() == ""
