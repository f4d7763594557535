"""The table of states."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import bracketed, date_in_full, label
from ahc_cli.render import Column, Getters, Span, Spans
from ahc_cli.report.states import StateRow
from ahc_cli.report.status import Figure, StatusReport
from ahc_cli.show.phrases import date_words

_WITH_IDS = 100
_KEYS = ("signed", "ratified", "approved")


def state_getters(symbols: Sequence[str]) -> Getters:
    """Return what the columns of states have, also one for each roll call, by its symbol."""
    getters: dict[str, Callable[[StateRow], Any]] = {}
    getters |= {name: attrgetter(name) for name in ("id", "iso", "name", "groups", "positions")}
    getters |= {key: partial(_date, key) for key in _KEYS}
    return getters | {symbol: partial(_side, index) for index, symbol in enumerate(symbols)}


def state_table(symbols: Sequence[str]) -> list[Column]:
    """Return the columns that are drawn of states: days of acts, and votes in words."""
    columns = [
        Column("id", lambda row: (Span(row.id, "id"),), since=_WITH_IDS),
        Column("name", lambda row: (Span(row.name.lang(spoken())),), most=30),
        Column("signed", partial(_act, "signed"), most=15),
        Column("ratified", partial(_act, "ratified"), most=15),
    ]
    for index, symbol in enumerate(symbols):
        columns.append(Column(symbol, partial(_vote, index), most=12))
    return columns


def named_acts(report: StatusReport) -> str:
    """Say how many acts are named and reported, and how sure that is; a blank is no denial."""
    signatories, parties = report.status.signatories, report.status.parties
    if not (signatories and parties):
        return ""
    named, reported = signatories["named"], signatories["reported"]
    parts = [_("a blank means that no source names it")]
    parts.append(_("{n} signatories named", n=named.count) + _sure(named))
    if reported:
        day = date_in_full(str(reported.as_of), spoken())
        parts.append(_("{n} reported on {day}", n=reported.count, day=day))
    deposits = parties["sourced"]
    parts.append(ngettext("{n} deposit", "{n} deposits", deposits.count) + _sure(deposits))
    return _("; ").join(parts)


def _sure(figure: Figure | None) -> str:
    """Say how sure a figure is."""
    confidence = figure.confidence if figure else None
    return bracketed(label(confidence, spoken()), spoken()) if confidence else ""


def _date(key: str, row: StateRow) -> str | None:
    act = getattr(row, key)
    return act.date if act else None


def _side(index: int, row: StateRow) -> str | None:
    return row.votes[index].side


def _act(key: str, row: StateRow) -> Spans:
    """Write the day of an act; one that is weak has a style of its own."""
    act = getattr(row, key)
    if act is None:
        return (Span(""),)
    day = date_in_full(act.date, spoken())
    return (Span(date_words(day), "weak" if act.confidence == "weak" else ""),)


def _vote(index: int, row: StateRow) -> Spans:
    side = row.votes[index].side
    return (Span(label(side, spoken()) if side else ""),)
