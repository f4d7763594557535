"""The errors a reader can do something about, each with its exit code."""

from typing import ClassVar


class AhcError(Exception):
    """An error message, one line per argument: which value, where, and what to write instead."""

    exit_code: ClassVar[int] = 70

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


class NotFoundError(AhcError):
    """A query, search or id that finds nothing."""

    exit_code = 1


class UsageError(AhcError):
    """An option, query, field, date or operand that cannot be understood."""

    exit_code = 2


class DateError(UsageError, ValueError):
    """Not a date. Also a ValueError, which msgspec reports with the path of the field."""


class DatasetError(AhcError):
    """The dataset cannot be read or is not valid."""

    exit_code = 3


class OutputError(AhcError):
    """The output could not be written."""

    exit_code = 4
