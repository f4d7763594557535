"""An offline reference to the negotiation of the UN convention against cybercrime.

>>> from ahc_cli import load
>>> record = load(as_of="2025")
>>> [state.id for state in record.states("has:signed voted.no:74/247")][:3]
['australia', 'austria', 'belgium']
>>> [position.event for position in record.positions("actor:singapore topic:safeguards")]
['session-4']
"""

import _signal  # type: ignore[import-not-found]
import sys

# In the program this is imported before `__main__`, and from here on Ctrl-C ends it without a
# traceback. Who imports it as a library is left alone. The module `signal` would take time to load.
_IS_MODULE = sys.argv[:1] == ["-m"] and "ahc_cli" in sys.orig_argv
_IS_SCRIPT = "".join(sys.argv[:1]).endswith(("/ahc", "\\ahc", "\\ahc.exe"))
_IS_USUAL = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
if _IS_USUAL and (_IS_MODULE or _IS_SCRIPT):
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

__all__ = [
    "Act",
    "Actor",
    "AhcError",
    "Appearance",
    "Attendance",
    "Card",
    "Caveat",
    "Change",
    "ComparedRow",
    "Counterpart",
    "DatasetError",
    "DateError",
    "Difference",
    "Document",
    "Event",
    "Fact",
    "GroupAct",
    "Item",
    "LineReply",
    "Mark",
    "NotFoundError",
    "Place",
    "Position",
    "Record",
    "Reply",
    "Request",
    "Roll",
    "Source",
    "StateRow",
    "StateTile",
    "StateVote",
    "Status",
    "Tally",
    "Text",
    "Topic",
    "UsageError",
    "Vote",
    "load",
]
__version__ = "4.0.0"

TYPE_CHECKING = False  # importing it would load modules before Ctrl-C is dealt with

if TYPE_CHECKING:
    from ahc_cli.answers.cards import Card
    from ahc_cli.answers.compare import ComparedRow, GroupAct
    from ahc_cli.answers.counts import Tally
    from ahc_cli.answers.diff import Change, Difference
    from ahc_cli.answers.parallels import Counterpart
    from ahc_cli.answers.replies import Reply
    from ahc_cli.answers.tiles import StateTile
    from ahc_cli.answers.timeline import Mark
    from ahc_cli.errors import AhcError, DatasetError, DateError, NotFoundError, UsageError
    from ahc_cli.model.records import (
        Actor,
        Appearance,
        Attendance,
        Caveat,
        Document,
        Event,
        Fact,
        Place,
        Position,
        Roll,
        Source,
        Text,
        Topic,
        Vote,
    )
    from ahc_cli.query.request import Request
    from ahc_cli.record import LineReply, Record, load
    from ahc_cli.report.items import Item
    from ahc_cli.report.states import Act, StateRow, StateVote
    from ahc_cli.report.status import Status
else:
    # Where the names are; the interface itself comes first, and has most of them.
    _HOMES = (
        "record",
        "errors",
        "model.records",
        "report.states",
        "answers.compare",
        "answers.diff",
    )

    def __getattr__(name: str) -> object:
        """Import a name when it is first used: the commands start without it."""
        from importlib import import_module

        for home in _HOMES if name in __all__ else ():
            module = import_module(f"ahc_cli.{home}")
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        """Name the interface, for `help`."""
        return [*globals(), *__all__]
