"""Messages in Chinese, and in English if their catalogue cannot be read."""

import pkgutil

import pytest

from ahc_cli.messages import _, ngettext, speak, spoken

CATALOGUE = pkgutil.get_data("ahc_cli", "locale/zh/LC_MESSAGES/ahc.mo")


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


def said():
    return spoken(), _("empty"), ngettext("{n} event", "{n} events", 2)


def test_messages_are_in_the_language_chosen_last():
    assert said() == ("en", "empty", "2 events")
    speak("zh")
    assert said() == ("zh", "内容为空", "2个事件")
    speak("en")
    assert said() == ("en", "empty", "2 events")


DAMAGED = {
    "missing": FileNotFoundError,
    "not in the package": None,
    "empty": b"",
    "another file": b"<html>" * 9,
    "cut in its header": CATALOGUE[:20],
    "cut in its texts": CATALOGUE[:5000],
    "not UTF-8": CATALOGUE.replace("为".encode(), b"\xff\xff\xff"),
    "of an unknown encoding": CATALOGUE.replace(b"charset=utf-8", b"charset=utf-0"),
}


@pytest.mark.parametrize("found", DAMAGED.values(), ids=DAMAGED)
def test_without_a_whole_catalogue_messages_are_english_and_answers_stay_chinese(monkeypatch, found):
    def get_data(*_):
        if found is FileNotFoundError:
            raise found
        return found

    monkeypatch.setattr(pkgutil, "get_data", get_data)
    speak("zh")
    assert said() == ("zh", "empty", "2 events")
