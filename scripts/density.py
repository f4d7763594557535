"""Measure how densely Python is written: `python scripts/density.py [FOLDER]`, by default src.

A decision is an `if`, `for`, `while`, conditional expression, `except`, `assert` or comprehension,
each filter, and each operand of `and` or `or` but the first. For a function one more is counted.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tokenize import generate_tokens, tok_name

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.While, ast.comprehension)
_CHOICES = (ast.If, ast.IfExp, ast.ExceptHandler, ast.Assert)
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Raise)
_LAYOUT = ("NEWLINE", "INDENT", "DEDENT", "ENDMARKER")
_FEW, _MANY, _TOO_MANY, _NAMES, _COLUMNS = 2, 10, 15, 20, 100  # what is above them is counted


def decisions(tree: ast.AST) -> int:
    """Count the decisions in a tree."""
    nodes = [*ast.walk(tree)]
    number = sum(isinstance(node, _LOOPS + _CHOICES) for node in nodes)
    number += sum(len(node.ifs) for node in nodes if isinstance(node, ast.comprehension))
    return number + sum(len(node.values) - 1 for node in nodes if isinstance(node, ast.BoolOp))


def read_at_once(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a simple statement, or the expressions at the head of a block."""
    match node:
        case ast.If(head) | ast.While(head) | ast.For(_, head) | ast.Match(head):
            yield head
        case ast.With(items):
            yield from (item.context_expr for item in items)
        case _ if isinstance(node, _SIMPLE):
            yield node


def names_in(function: ast.AST) -> set[str]:
    """Return the parameters of a function and the names that it assigns to."""
    names = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    others = (node for node in ast.walk(function) if isinstance(node, ast.Name))
    return names | {node.id for node in others if isinstance(node.ctx, ast.Store)}


def count_node(node: ast.AST, found: Counter[str]) -> None:
    """Count a node as all that it is; a statement that is a text is a docstring."""
    is_text = isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str)
    found["expressions"] += isinstance(node, ast.expr)
    found["statements"] += isinstance(node, ast.stmt) and not is_text
    found["heavy"] += sum(decisions(part) > _FEW for part in read_at_once(node))
    found["conditional"] += isinstance(node, ast.IfExp)
    if isinstance(node, _COMPREHENSIONS):
        loops = [inner for inner in ast.walk(node) if isinstance(inner, ast.comprehension)]
        found.update(comprehensions=1, nested=len(loops) > 1)
    if isinstance(node, ast.FunctionDef):
        ways, names = decisions(node) + 1, names_in(node) - {"self", "cls", "_"}
        found.update(many=ways > _MANY, most=ways > _TOO_MANY, names=len(names) > _NAMES)


def count_tokens(lines: list[str]) -> int:
    """Count the tokens of a module without its comments and docstrings."""
    kinds = [tok_name[token.type] for token in generate_tokens(iter(lines).__next__)]
    kinds = [kind for kind in kinds if kind not in ("COMMENT", "NL")]
    pairs = Counter(zip(["NEWLINE", *kinds], kinds, strict=False))
    docstrings = pairs["NEWLINE", "STRING"] + pairs["INDENT", "STRING"]
    return sum(kind not in _LAYOUT for kind in kinds) - docstrings


if __name__ == "__main__":
    found, tokens = Counter[str](), 0
    for path in Path(*sys.argv[1:] or ["src"]).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        tokens += count_tokens(text.splitlines(keepends=True))
        found["wide"] += sum(len(line) > _COLUMNS for line in text.splitlines())
        for node in ast.walk(ast.parse(text)):
            count_node(node, found)
    print(f"""\
tokens                                     {tokens:8,}   at most
expressions a statement                    {found["expressions"] / found["statements"]:8.2f}   6
statements with more than two decisions    {found["heavy"]:8}   15
functions with more than ten decisions     {found["many"]:8}   15
functions with more than fifteen decisions {found["most"]:8}   0
functions with more than twenty names      {found["names"]:8}   2
comprehensions per 10,000 tokens           {1e4 * found["comprehensions"] / tokens:8.1f}   45
nested comprehensions per 10,000 tokens    {1e4 * found["nested"] / tokens:8.1f}   2
conditional expressions per 10,000 tokens  {1e4 * found["conditional"] / tokens:8.1f}   26
lines over 100 columns                     {found["wide"]:8}   0""")
