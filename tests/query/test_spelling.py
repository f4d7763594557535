"""Misspelt words: which of them are read as a name or a word, and as which."""

import pytest
from msgspec.structs import replace
from small import event, numbered

from ahc_cli.query.context import Context
from ahc_cli.query.spelling import respell

SPELLED = {
    # a line without a command → words that nothing has, and what each is read as
    "a name": ("did Indonezia sign", "Indonezia", "Indonesia"),
    "a name with another first letter": ("did Yndonesia sign", "Yndonesia", None),
    "a short name": ("did Indja sign", "Indja", "India"),
    "a name of four letters": ("did Irna sign", "Irna", None),
    "a name two edits away": ("did Indonezja sign", "Indonezja", None),
    "a part of a name": ("Human Rihts Watch", "Rihts", "human rights"),
    "a name beside Chinese": ("Indonezia签署", "Indonezia", "Indonesia"),
    "a word of the lexicon": ("the ceremoni", "ceremoni", "ceremony"),
    "a short word of the lexicon": ("the votinx", "votinx", "voting"),
    "the start of a word of the texts": ("what is propo", "propo", "proposed"),
    "the start of several words": ("what of poli", "poli", None),
    "three letters": ("all cal", "cal", None),
    "letters and digits": ("what is propo5", "propo5", None),
    "a name with a digit": ("did Indones1a sign", "Indones1a", None),
    "within a longer word": ("xpropo", "propo", None),
}


@pytest.mark.parametrize(("line", "word", "name"), SPELLED.values(), ids=SPELLED)
def test_a_word_that_nothing_has_is_read_as_the_only_one_near_it(context, line, word, name):
    titles = ({"en": "Police"}, {"en": "A policy"})
    more = numbered(event(title=title) for title in titles)
    dataset = replace(context.dataset, events=(*context.dataset.events, *more))
    respelled, spelled = respell(line, [word], Context(dataset, context.today))
    assert list(spelled.values()) == ([name] if name else [])
    assert respelled == (line.replace(next(iter(spelled)), name) if name else line)
