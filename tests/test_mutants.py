"""The script that changes the source: it finds what the tests notice, and what they do not."""

import runpy
from pathlib import Path

import pytest

MAIN = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "mutants.py"))["main"]
TEST = """
from small import double

def test_of_no_number_there_is_nothing_to_double():
    assert double(0) == 0
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a function, whose sum may be a difference, and whose result a test asks for."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (tmp_path / "src").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "src" / "small.py").write_text("def double(n):\n    return n + n\n")
    (tmp_path / "tests" / "test_small.py").write_text(TEST)
    return str(tmp_path)


def test_a_change_that_a_test_notices_is_counted_and_another_is_printed(package, capsys):
    assert MAIN(["--root", package, "--workers", "1", "--least", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "src/small.py:2: n + n → ((n) - (n))",
        "1 of 2 changes noticed",
    ]


def test_nothing_is_measured_without_a_change(package):
    assert MAIN(["--root", package, "--workers", "1", "--number", "0", "--least", "0"]) == 1


@pytest.mark.slow
def test_nothing_is_measured_by_tests_that_fail_anyway(package):
    (Path(package) / "tests" / "test_small.py").write_text("assert False")
    with pytest.raises(SystemExit, match="the tests fail without a change"):
        MAIN(["--root", package, "--workers", "1"])


CHANGES = {
    # a line of a module → what stands there instead, one after another
    "x = a < b": ["x = ((a) <= (b))"],
    "x = a and b": ["x = ((a) or (b))", "x = ((a))"],
    "x = not a": ["x = ((a))"],
    "x = 3 - a": ["x = ((3) + (a))", "x = (4) - a"],
    "x = True": ["x = (False)"],
    "x = a[b:]": ["x = a[((b) + 1):]"],
    "x = a if b else c": ["x = a if (not (b)) else c"],
    "x = [a for a in b if c]": ["x = [a for a in b if (True)]"],
    "x: f[3] = f'{a < b}'": [],
    "class X(Y, frozen=True): pass": [],
    "'é'; x = a == b": ["'é'; x = ((a) != (b))"],
}


@pytest.mark.parametrize(("line", "expected"), CHANGES.items(), ids=CHANGES)
def test_one_place_is_changed(line, expected):
    source = f"import a\n{line}\n".encode()
    changes = MAIN.__globals__["mutants_of"](Path("module.py"), source)
    changed = [mutant.changed(source).decode().splitlines() for mutant in changes]
    assert changed == [["import a", text] for text in expected]
