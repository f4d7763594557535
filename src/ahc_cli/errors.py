"""The errors a reader can do something about, each with its exit code."""

from typing import ClassVar


class AhcError(Exception):
    """An error message, one line per argument: which value, where, and what to write instead.

    >>> from ahc_cli import AhcError, load
    >>> try:
    ...     load().filter("kind:nope")
    ... except AhcError as error:
    ...     print(error.exit_code, error.args[0])
    2 unknown kind 'nope'
    """

    exit_code: ClassVar[int] = 70

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


class NotFoundError(AhcError):
    """A query, search or id that finds nothing.

    >>> from ahc_cli import load
    >>> load().find("atlantis")
    Traceback (most recent call last):
    ahc_cli.errors.NotFoundError: nothing found for 'atlantis'; try 'ahc search atlantis'
    """

    exit_code = 1


class UsageError(AhcError):
    """An option, query, field, date or operand that cannot be understood.

    >>> from ahc_cli import load
    >>> load().count("colour")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ahc_cli.errors.UsageError: unknown field 'colour'
    """

    exit_code = 2


class DateError(UsageError, ValueError):
    """Not a date. Also a ValueError, which msgspec reports with the path of the field.

    >>> from ahc_cli import load
    >>> try:
    ...     load(as_of="1999-13")
    ... except ValueError as error:
    ...     print(str(error).partition(";")[0])
    '1999-13' is not a date
    """


class DatasetError(AhcError):
    """The dataset cannot be read or is not valid.

    >>> from ahc_cli import load
    >>> load("missing.json")
    Traceback (most recent call last):
    ahc_cli.errors.DatasetError: missing.json: No such file or directory
    """

    exit_code = 3


class OutputError(AhcError):
    """The output could not be written."""

    exit_code = 4
