"""Stub."""


def timeline() -> int:
    """Stub."""
    return 0
