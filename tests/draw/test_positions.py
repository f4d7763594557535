"""Positions below their events."""

from inline_snapshot import snapshot
from msgspec.structs import replace
from small import event

from ahc_cli.answer.entries import Positions, positions_of
from ahc_cli.model.fields import entries
from ahc_cli.model.vocabulary import Vocabulary
from draw.drawing import drawn


def positions(events, vocabulary):
    rows, by_id = positions_of(entry for each in events for entry in entries(each))
    return Positions(records=rows, columns=Positions.all_columns, vocabulary=vocabulary, events=by_id)


def test_each_tells_who_in_what_stance_on_what_who_says_so_and_how_sure_it_is(dataset):
    assert drawn(positions(dataset.events, dataset.vocabulary)) == snapshot("""\
 30 May – 10 Jun 2022  Second session  session-2
   Russia, Belarus · proposes · Offences
     A long list of offences. [daily] single source
   EFF · opposes · Human rights and safeguards
     No crime without safeguards. [eff-letter] single source
""")


def test_in_chinese_too(dataset):
    assert drawn(positions(dataset.events, dataset.vocabulary), "zh") == snapshot("""\
 2022年5月30日–6月10日  第二届会议  session-2
   俄罗斯、白俄罗斯 · 提议 · 罪行
     一份很长的罪行清单。 [daily] 单一来源
   [en] EFF · 反对 · 人权与保障
     [en] No crime without safeguards. [eff-letter] 单一来源
""")


def test_a_window_is_between_two_days_and_what_is_unknown_is_left_out():
    position = {"actors": ["china"], "stance": "urges", "text": {"en": "Go on."}}
    decided = event("decided", date="2024-02-09/2024-07-29", kind="decision", positions=[position])
    shown = " between 9 Feb and 29 Jul 2024  Talk  decided\n   china · urges\n     Go on.\n"
    assert drawn(positions([decided], Vocabulary())) == shown


def test_many_positions_begin_with_the_topics_that_most_are_about(dataset):
    topics = ["safeguards"] * 3 + ["offences"] * 2 + ["scope", None]
    taken = [{"actors": ["eff"], "stance": "urges", "text": {"en": "x"}, "topic": topic} for topic in topics]
    many, few = event("many", positions=taken), event("few", positions=taken[:-1])
    first = drawn(positions([many], dataset.vocabulary)).splitlines()[0]
    assert first == " Mostly on: Human rights and safeguards (3), Offences (2)"
    assert "Mostly" not in drawn(positions([few], dataset.vocabulary))


def test_many_positions_on_a_topic_begin_with_the_actors_of_each_stance(dataset):
    def taken(stance, *actors):
        return {"actors": list(actors), "stance": stance, "text": {"en": "x"}, "topic": "safeguards"}

    many = [
        *(taken("opposes", id_) for id_ in ("russia", "belarus", "russia", "china", "india")),
        taken("urges", "eff", "hrw"),
    ]
    of_topic = replace(
        positions([event("talk", positions=[*many, taken("opposes", "a", "b", "c")])], dataset.vocabulary),
        topics=["safeguards"],
    )
    assert drawn(of_topic).splitlines()[:2] == [
        " opposes (6): Russia, Belarus, china, India, a, b, ...",
        " urges (1): EFF, Human Rights Watch",
    ]
    assert "Human Rights Watch," not in drawn(replace(of_topic, actors=["eff"])).splitlines()[1]


def test_many_positions_of_several_actors_begin_with_the_latest_of_each(dataset):
    def taken(actor, text):
        return {"actors": [actor], "stance": "urges", "text": {"en": text}}

    talks = [
        event("first", date="2021", positions=[taken("eff", f"{n}") for n in range(6)]),
        event("second", date="2022", positions=[taken("hrw", "Wait.")]),
        event("third", date="2023", positions=[taken("russia", "Go on."), taken("china", "Stop.")]),
    ]
    both = replace(positions(talks, dataset.vocabulary), actors=("hrw", "russia", "india"))
    assert drawn(both).splitlines()[:2] == [
        " Latest: Human Rights Watch · urges: Wait.  2022  second",
        " Latest: Russia · urges: Go on.  2023  third",
    ]
    assert drawn(replace(both, actors=())).splitlines()[0] == " Latest: china · urges: Stop.  2023  third"
