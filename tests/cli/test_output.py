"""`--output`: which format a file has, and what is written to it."""

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


SAME = {
    # a file → the options that write the same to standard output
    "events.csv": ("list", "-f csv"), "events.txt": ("list", ""), "EVENTS.NDJSON": ("list", "-f ndjson"),
    "card.md": ("show session-1", "-f md"), "card.txt": ("show session-1", ""), "line.json": ("vienna 2022", "--json"),
    "chart.svg": ("timeline", "-f svg"), "nothing.json": ("list place:hanoi date:2019", "--json"),
}  # fmt: skip


@pytest.mark.parametrize("file", SAME)
def test_a_file_has_the_format_of_its_ending_also_at_a_terminal(ahc, at_terminal, folder, file):
    line, options = SAME[file]
    expected = ahc(*line.split(), *options.split())
    outcome = at_terminal(*line.split(), "-o", file, "--color", "always")
    assert (outcome.code, outcome.out) == (expected.code, "")
    assert (folder / file).read_bytes().decode() == expected.out
    assert [path.name for path in folder.iterdir()] == [file]


def test_a_format_that_is_given_comes_before_the_ending_and_an_unknown_ending_needs_one(
    ahc, folder
):
    assert ahc("list", "-o", "events.foo", "-f", "ids").code == 0
    assert ahc("list", "-o", "events.csv", "-f", "ids").code == 0
    assert (folder / "events.foo").read_text() == (folder / "events.csv").read_text()
    for file in ("events", "events.table", "new.foo"):
        code, out, err = ahc("list", "-o", file)
        assert (code, out) == (2, "")
        assert err.startswith(f"ahc: unknown ending of '{file}'")
        assert not (folder / file).exists()


def test_standard_output_and_what_is_no_file_are_written_directly(ahc):
    text = ahc("list").out
    assert ahc("list", "-o", "-").out == ahc("list", "-o", "/dev/stdout").out == text


def test_what_a_format_ignores_is_refused(ahc):
    assert ahc("sources", "-f", "csl", "--fields", "id").code == 2
