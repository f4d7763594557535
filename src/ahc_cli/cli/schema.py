"""Stub."""


def schema() -> int:
    """Stub."""
    return 0
