"""An offline reference to the negotiation of the UN convention against cybercrime."""

__all__ = ["Record", "load"]
__version__ = "2.0.0"

TYPE_CHECKING = False  # importing it would load modules before Ctrl-C is dealt with

if TYPE_CHECKING:
    from ahc_cli.record import Record, load
else:

    def __getattr__(name: str) -> object:
        """Import the interface when it is first used: the commands start without it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from ahc_cli import record

        return getattr(record, name)
