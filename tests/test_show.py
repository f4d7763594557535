"""What `ahc show` finds, however people call it."""

import json

import pytest

CALLED = {
    "several words that are one name": (["Human", "Rights", "Watch"], ["hrw"]),
    "a title": (["fourth", "session"], ["session-4"]),
    "a title in Chinese": (["第四届会议"], ["session-4"]),
    "a title in Chinese with a digit": (["第4届会议"], ["session-4"]),
    "an id in capitals": (["SESSION-4"], ["session-4"]),
    "an id without its hyphens": (["session", "4"], ["session-4"]),
    "a country by its other name": (["Russian", "Federation"], ["russia"]),
    "two things": (["session-4", "俄罗斯"], ["session-4", "russia"]),
    "the same thing twice": (["hrw", "人权观察"], ["hrw"]),
    "a symbol of two events": (["A/AC.291/22/Rev.3"], ["draft-2024", "reconvened-session"]),
    "a symbol without A/RES/": (["79/243"], ["ga-79-243"]),
    "the beginning of a symbol": (["A/AC.291/24"], ["reconvened-session"]),
    "the beginning of an id": (["adoption"], ["adoption-2024"]),
    "the beginning of an id in capitals": (["ADOPT"], ["adoption-2024"]),
    "a source": (["eff-timeline"], ["eff-timeline"]),
}
REFUSED = {
    "the beginning of symbols of two events": (["A/AC.291/22"], "'A/AC.291/22' may be draft-2024 or reconvened-session;"),
    "the beginning of two ids": (["session-1", "ga-7"], "'ga-7' may be ga-74-247, "),
    "two names, one unknown": (["session-1", "zzqq"], "nothing is called 'zzqq'"),
    "a title misspelt": (["forth session"], "nothing is called 'forth session'; near: Fourth session"),
    "a symbol misspelt": (["A/RES/79/24"], "nothing is called 'A/RES/79/24'; near: A/RES/79/243"),
    "what was known only later": (["session-4", "--as-of", "2022-12-01"], "'session-4' was not yet known as of 2022-12-01"),
    "a symbol of later": (["A/RES/79/243", "--as-of", "2023"], "'A/RES/79/243' was not yet known as of 2023-12-31"),
    "what is never known": (["zzqq", "--as-of", "2023"], "nothing is called 'zzqq'"),
    "a pattern": (["session-?"], "nothing is called 'session-?'; near: session-1"),
    "no name": ([""], "nothing is called ''"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "found"), CALLED.values(), ids=CALLED)
def test_it_is_found_as_it_is_called(bundled, typed, found):
    code, out, err = bundled("show", *typed, "--json")
    assert ([record["id"] for record in json.loads(out)], code, err) == (found, 0, "")


def test_an_id_comes_before_a_symbol(bundled, tmp_path):
    common = {"date": "2022", "kind": "letter", "title": {"en": "Letter"}}
    events = [common | {"id": "press"}, common | {"id": "other", "documents": [{"symbol": "press"}]}]
    (tmp_path / "own.json").write_text(json.dumps(events), encoding="utf-8")
    code, out, err = bundled("show", "press", "--data", str(tmp_path / "own.json"), "--json")
    assert ([record["id"] for record in json.loads(out)], code, err) == (["press"], 0, "")


@pytest.mark.parametrize(("typed", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_clear_is_not_acted_upon(bundled, typed, said):
    code, out, err = bundled("show", *typed)
    assert (code, out) == (1, "")
    assert err.startswith(f"ahc: {said}")
