"""Measure how large a package is and how densely it is written, without comments and docstrings:
`python scripts/density.py [FOLDER]`, by default src, beside what `tests/test_house.py` asserts.

A decision is an `if`, `for`, `while`, conditional expression, `except`, `assert` or comprehension,
each filter, and each operand of `and` or `or` but the first. For a function one more is counted.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tokenize import generate_tokens, tok_name

# What is measured, and the most that it may be.
LIMITS = {
    "tokens": 115_000,
    "modules": 85,
    "functions": 1_102,
    "private functions named once": 366,
    "top-level names in two modules or more": 163,
    "import statements": 1_136,
    "functions with more than ten decisions": 35,
    "functions with more than fifteen decisions": 0,
    "statements with more than two decisions": 29,
    "expressions a statement": 6.25,
    "lines over 100 columns": 0,
    "comprehensions": 633,
    "conditional expressions": 369,
}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.While, ast.comprehension)
_CHOICES = (ast.If, ast.IfExp, ast.ExceptHandler, ast.Assert)
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Raise)
_LAYOUT = ("NEWLINE", "INDENT", "DEDENT", "ENDMARKER")
_FEW, _MANY, _TOO_MANY, _COLUMNS = 2, 10, 15, 100  # what is above them is counted


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


def count_node(node: ast.AST, figures: Counter[str]) -> None:
    """Count a node as all that it is; a statement that is a text is a docstring."""
    is_text = isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str)
    figures["expressions"] += isinstance(node, ast.expr)
    figures["statements"] += isinstance(node, ast.stmt) and not is_text
    heavy = sum(decisions(part) > _FEW for part in read_at_once(node))
    figures["statements with more than two decisions"] += heavy
    figures["comprehensions"] += isinstance(node, _COMPREHENSIONS)
    figures["conditional expressions"] += isinstance(node, ast.IfExp)
    figures["import statements"] += isinstance(node, ast.Import | ast.ImportFrom)
    if isinstance(node, _FUNCTIONS):
        number = decisions(node) + 1
        figures["functions"] += 1
        figures["functions with more than ten decisions"] += number > _MANY
        figures["functions with more than fifteen decisions"] += number > _TOO_MANY


def count_tokens(text: str) -> int:
    """Count the tokens of a module without its comments and docstrings.

    An f-string is one, as it is to Python 3.11; a newer Python divides it.
    """
    lines = iter(text.splitlines(keepends=True))
    kinds: list[str] = []
    depth = 0  # of f-strings in each other
    for token in generate_tokens(lines.__next__):
        kind = tok_name[token.type]
        depth += kind == "FSTRING_START"
        if not depth and kind not in ("COMMENT", "NL"):
            kinds.append(kind)
        if kind == "FSTRING_END":
            depth -= 1
            kinds += ["STRING"] * (not depth)
    pairs = Counter(zip(["NEWLINE", *kinds], kinds, strict=False))
    docstrings = pairs["NEWLINE", "STRING"] + pairs["INDENT", "STRING"]
    return sum(kind not in _LAYOUT for kind in kinds) - docstrings


def named_once(tree: ast.Module) -> int:
    """Count the private functions and methods that one other place of their module names."""
    names: Counter[str] = Counter()
    private = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names[node.id] += 1
        elif isinstance(node, ast.Attribute):
            names[node.attr] += 1
        elif isinstance(node, ast.FunctionDef) and re.match("_(?!_)", node.name):
            private.append(node.name)
    return sum(names[name] == 1 for name in private)


def top_level_names(tree: ast.Module) -> set[str]:
    """Return the functions, classes and constants of a module, in one case without underscores."""
    names = set()
    for node in tree.body:
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name.replace("_", "").lower() for name in names} - {"all"}


def measure(modules: Iterable[tuple[str, ast.Module]]) -> dict[str, float]:
    """Return the figures of some modules, given as their text and the tree of it."""
    figures, names = Counter[str](), Counter[str]()
    for text, tree in modules:
        figures["modules"] += 1
        figures["tokens"] += count_tokens(text)
        figures["lines over 100 columns"] += sum(len(line) > _COLUMNS for line in text.splitlines())
        figures["private functions named once"] += named_once(tree)
        names.update(top_level_names(tree))
        for node in ast.walk(tree):
            count_node(node, figures)
    shared = sum(number > 1 for number in names.values())
    density = round(figures["expressions"] / figures["statements"], 2)
    return {
        **{name: figures[name] for name in LIMITS},
        "top-level names in two modules or more": shared,
        "expressions a statement": density,
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:] or ["src"])
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    print(f"{'':42} {'is':>8} {'at most':>8}")
    for name, figure in measure((text, ast.parse(text)) for text in texts).items():
        print(f"{name:42} {figure:8,} {LIMITS[name]:8,}")
