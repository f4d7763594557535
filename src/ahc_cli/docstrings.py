"""The docstrings that people read: the help of a command, the description of a shape."""

import ast
import inspect
import sys
from textwrap import dedent
from typing import Any, TypeVar

T = TypeVar("T", bound=Any)

_LEAVES_THEM_OUT = 2


def documented(thing: T) -> T:
    """A function or class with its docstring, from its source where Python was told (-OO) to leave docstrings out.

    Where there is no source it stays without.
    """
    if thing.__doc__ is None and sys.flags.optimize >= _LEAVES_THEM_OUT:
        try:
            source = inspect.getsource(thing)
        except OSError:
            return thing
        (definition,) = ast.parse(dedent(source)).body
        if isinstance(definition, ast.FunctionDef | ast.ClassDef):
            thing.__doc__ = ast.get_docstring(definition, clean=False)
    return thing
