"""Change the source in sampled places, one at a time, and count how often the fast tests notice:
`python scripts/mutants.py`, or `--help` for its options. It takes about ten minutes on two cores.

A change is made in a copy of the checkout, never in the checkout itself. The tests whose file or
folder is named as the changed module or its package run first, and the first failure ends a run.
Changes that no test notices are printed. The exit code is 1 if too few are noticed, or if there is
none.
"""

import argparse
import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from subprocess import DEVNULL
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[1]
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", ".*_cache")
_PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider")
_PASSED, _NO_TESTS = 0, 5  # exit codes of pytest
_SECONDS, _KIB = 400, 4 << 20  # of time and of address space; what needs more is noticed
# Operators, and what is written instead.
_COMPARISONS = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is"}  # fmt: skip
_ARITHMETIC = {ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.FloorDiv: "*", ast.Mod: "*", ast.BitOr: "&", ast.BitAnd: "|"}  # fmt: skip


class Mutant(NamedTuple):
    """A change of one place of a file, which is given in bytes."""

    path: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        old, new = (" ".join(text.split()) for text in (self.old, self.new))
        return f"{self.path}:{self.line}: {old} → {new}"

    def changed(self, source: bytes) -> bytes:
        return source[: self.start] + self.new.encode() + source[self.end :]


def mutants_of(path: Path, source: bytes) -> Iterator[Mutant]:
    """Yield the changes of the places of a file that can be made."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def span(node: ast.expr) -> tuple[int, int]:
        last = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        return starts[node.lineno - 1] + node.col_offset, last

    def text(node: ast.expr) -> str:
        start, end = span(node)
        return source[start:end].decode()

    for node in _executed(ast.parse(source)):
        for place, template, *parts in _changes(node):
            start, end = span(place)
            new = f"({template.format(*(f'({text(part)})' for part in parts))})"
            yield Mutant(path, place.lineno, start, end, text(place), new)


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a program does in a tree: no annotations, no declarations such as `frozen=True`, and
    no parts of texts, whose place is not known.
    """
    yield node
    for name, value in ast.iter_fields(node):
        is_declaration = isinstance(node, ast.ClassDef) and name == "keywords"
        if name in ("annotation", "returns") or is_declaration:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr | ast.pattern):
                yield from _executed(child)


def _changes(node: ast.AST) -> Iterator[Sequence]:
    """Yield the changes of a node: the expression to replace, what to write, and its parts."""
    match node:
        case ast.Compare(left, [sign], [right]):
            yield node, f"{{}} {_COMPARISONS[type(sign)]} {{}}", left, right
        case ast.BoolOp(sign, [first, *_] as parts):
            word = " or " if isinstance(sign, ast.And) else " and "
            yield node, word.join(["{}"] * len(parts)), *parts
            yield node, "{}", first
        case ast.BinOp(left, sign, right) if type(sign) in _ARITHMETIC:
            yield node, f"{{}} {_ARITHMETIC[type(sign)]} {{}}", left, right
        case ast.UnaryOp(ast.Not(), operand):
            yield node, "{}", operand
        case ast.Constant(bool() | int() as value):
            yield node, str(not value if isinstance(value, bool) else value + 1)
        case ast.Slice(lower, upper):
            yield from ((bound, "{} + 1", bound) for bound in (lower, upper) if bound)
        case ast.If(test) | ast.While(test) | ast.IfExp(test):
            yield test, "not {}", test
        case ast.comprehension(ifs=conditions):
            yield from ((condition, "True") for condition in conditions)
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield value, "None"


def tests_near(path: Path, root: Path) -> list[str]:
    """Return the files of tests that are named as a module, then those in the folder of its package."""
    named = [*(root / "tests").rglob(f"test_*{path.stem.strip('_')}*.py")]
    in_folder = [*(root / "tests").rglob(f"{path.parent.name}/test_*.py")]
    return [str(file) for file in dict.fromkeys([*sorted(named), *sorted(in_folder)])]


def pass_tests(root: Path, files: list[str]) -> bool:
    """Run tests of a copy up to the first failure, and say whether there was none."""
    command = ["sh", "-c", f'ulimit -v {_KIB}; exec "$@"', "sh", *_PYTEST, *files]
    variables = os.environ | {"PYTHONPATH": str(root / "src")}
    process = subprocess.Popen(command, cwd=root, env=variables, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)  # fmt: skip
    try:
        return process.wait(_SECONDS) in (_PASSED, _NO_TESTS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def survives(mutant: Mutant, root: Path) -> bool:
    """Whether all tests of a copy pass with a change."""
    file = root / mutant.path
    source = file.read_bytes()
    file.write_bytes(mutant.changed(source))
    try:
        near = tests_near(file, root)
        return (not near or pass_tests(root, near)) and pass_tests(root, ["tests"])
    finally:
        file.write_bytes(source)


def main(args: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    numbers = {"number": (60, "changes"), "least": (51, "that must be noticed"), "seed": (0, "of the sample"), "workers": (os.cpu_count(), "at once")}  # fmt: skip
    for name, (default, about) in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default, help=about)
    parser.add_argument("--root", type=Path, default=_ROOT, help="with the folders src and tests")
    asked = parser.parse_args(args)
    mutants = []
    for file in sorted((asked.root / "src").rglob("*.py")):
        mutants += mutants_of(file.relative_to(asked.root), file.read_bytes())
    sample = random.Random(asked.seed).sample(mutants, min(asked.number, len(mutants)))
    copies: SimpleQueue[Path] = SimpleQueue()
    survivors = []

    def judge(mutant: Mutant) -> None:
        copy = copies.get()
        if survives(mutant, copy):
            survivors.append(mutant)
            print(mutant, flush=True)
        copies.put(copy)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.workers) as pool:
        for number in range(asked.workers):
            copies.put(shutil.copytree(asked.root, Path(folder, str(number)), ignore=_NOT_COPIED))
        first = copies.get()
        if not pass_tests(first, ["tests"]):
            sys.exit("the tests fail without a change")
        copies.put(first)
        list(pool.map(judge, sample))
    noticed = len(sample) - len(survivors)
    print(f"{noticed} of {len(sample)} changes noticed")
    return int(not sample or noticed < asked.least)


if __name__ == "__main__":
    sys.exit(main())
