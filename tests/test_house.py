"""The house rules: the layers of the architecture, and the one place of each library."""

import ast
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"
MODULES = {
    path.relative_to(SRC): path.read_text(encoding="utf-8") for path in sorted(SRC.rglob("*.py"))
}
TREES = {path: ast.parse(text) for path, text in MODULES.items()}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]

# From top to bottom; those of a row do not import each other.
LAYERS = [
    ["cli", "record", "assistant"],
    ["answers"],
    ["show"],
    ["search"],
    ["report"],
    ["query"],
    ["data", "render"],
    ["model"],
    ["errors", "messages"],
]
# Libraries with one place, and the modules that may import them.
FOREIGN = {"typer": "ahc_cli/cli/", "rich": ("ahc_cli/render/", "ahc_cli/model/text.py"), "dateutil": "ahc_cli/model/dates.py", "icalendar": "ahc_cli/render/ics.py"}  # fmt: skip


# A module with one of each thing that is counted.
MODULE = '''"""A module."""

import sys

_total = 1  # a comment


def _is_small(number):
    """Whether a number is small: this line of a docstring has more columns than a line of code may have."""
    return number < 3


def count(numbers):
    if numbers and sys and _total and numbers:
        pass
    for number in numbers:
        assert number
    numbers = [number for number in numbers if _is_small(number)]
    while numbers:
        numbers.pop()
    return numbers if numbers else numbers and numbers
'''


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that a module imports, wherever it does, and each name from one, which may
    be a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def layer(name: str) -> int | None:
    """Return the row of a module of the package; None for the package itself and for foreign
    modules.
    """
    part = re.match(r"ahc_cli[./](\w+)", name)
    return next((row for row, layers in enumerate(LAYERS) if part and part[1] in layers), None)


def test_the_contract_has_the_layers_of_the_architecture():
    (layers,) = (contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    assert [row.replace("ahc_cli.", "").split(" | ") for row in layers] == LAYERS


def test_a_module_imports_only_from_its_own_package_and_the_layers_below():
    wrong = [
        f"{path} imports {name}"
        for path, tree in TREES.items()
        for name in imports(tree)
        if (above := layer(str(path))) is not None
        and (below := layer(name)) is not None
        and (below < above or (below == above and name.split(".")[1] != path.parts[1]))
    ]
    assert wrong == []


def test_a_library_is_imported_only_in_its_place():
    wrong = [
        f"{path} imports {name}"
        for path, tree in TREES.items()
        for name in imports(tree)
        if (place := FOREIGN.get(name.partition(".")[0])) and not str(path).startswith(place)
    ]
    assert wrong == []


def test_no_module_imports_in_a_circle():
    trees = {
        ".".join(path.with_suffix("").parts).removesuffix(".__init__"): tree
        for path, tree in TREES.items()
    }
    # A package may name what is in it.
    below = {
        name: {
            each
            for each in imports(tree)
            if each in trees and not f"{each}.".startswith(f"{name}.")
        }
        for name, tree in trees.items()
    }
    while lowest := [name for name, modules in below.items() if modules.isdisjoint(below)]:
        for name in lowest:
            del below[name]
    assert below == {}


def test_no_figure_of_the_code_is_above_its_limit():
    density = runpy.run_path(str(ROOT / "scripts" / "density.py"))
    figures = density["measure"](zip(MODULES.values(), TREES.values(), strict=True))
    limits = density["LIMITS"]
    assert list(figures) == list(limits)
    assert {name: figure for name, figure in figures.items() if figure > limits[name]} == {}


def test_a_figure_counts_what_it_names():
    density = runpy.run_path(str(ROOT / "scripts" / "density.py"))
    figures = density["measure"]((text, ast.parse(text)) for text in (MODULE, 'TOTAL = "named"\n'))
    assert figures == {
        "tokens": 71,
        "modules": 2,
        "functions": 2,
        "private functions named once": 1,
        "top-level names in two modules or more": 1,
        "import statements": 1,
        "functions with more than ten decisions": 1,
        "functions with more than fifteen decisions": 0,
        "statements with more than two decisions": 1,
        "expressions a statement": 2.5,
        "lines over 100 columns": 1,
        "comprehensions": 1,
        "conditional expressions": 1,
    }
