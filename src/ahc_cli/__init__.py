"""An offline reference to the negotiation of the UN convention against cybercrime."""

__version__ = "1.0.0"
