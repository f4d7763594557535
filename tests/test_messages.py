"""Messages in the language that is chosen."""

import pytest

from ahc_cli.messages import _, ngettext, speak, spoken


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


def sample():
    return spoken(), _("empty"), ngettext("{n} event", "{n} events", 2)


def test_messages_are_in_the_language_chosen_last():
    assert sample() == ("en", "empty", "2 events")
    speak("zh")
    assert sample() == ("zh", "内容为空", "2个事件")
    speak("en")
    assert sample() == ("en", "empty", "2 events")
