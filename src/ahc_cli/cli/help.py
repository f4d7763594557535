"""Stub."""


def help_() -> int:
    """Stub."""
    return 0
