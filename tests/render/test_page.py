"""The page of the whole record in a real browser: headless Chromium, driven by Playwright."""

import shutil
from pathlib import Path

import pytest
from robustness.attacks import EVERYTHING, bracket, document, with_instrument
from robustness.sinks import read_html
from small import write_json

from ahc_cli.model.text import inert

WIDTHS = (390, 800, 1400)


@pytest.fixture
def written(bundled, tmp_path):
    """Write the page of a dataset, or of the bundled one, to a file."""

    def page(*options: str) -> Path:
        path = tmp_path / "record.html"
        code, out, err = bundled("export", "-f", "html", *options)
        assert (code, err) == (0, "")
        path.write_text(out, encoding="utf-8")
        return path

    return page


@pytest.mark.slow
def test_the_page_has_every_card_and_can_be_read_without_scripts(written):
    text = written("--lang", "zh").read_text(encoding="utf-8")
    assert '<html lang="zh">' in text
    assert all(f'<article id="{id_}">' in text for id_ in ("session-4", "article-24", "russia"))
    assert "<search hidden>" in text
    assert len(text) < 2_500_000


def test_as_of_a_day_the_page_has_nothing_later(written):
    text = written("--as-of", "2020").read_text(encoding="utf-8")
    assert '<article id="ga-74-247">' in text
    assert "Hanoi" not in text.partition('id="_')[0]
    assert '<article id="signing-hanoi">' not in text


@pytest.fixture(scope="module")
def chromium():
    """A browser; a page of it that asks for anything, opens a dialog or fails is an error."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Open a file in the browser, and note what it asks for and what goes wrong."""
    pages = []

    def opened(path: Path, **given):
        given = {"viewport": {"width": 800, "height": 900}, "java_script_enabled": True, **given}
        page = chromium.new_page(**given)
        pages.append((page, []))
        noted = pages[-1][1]
        page.on("request", lambda request: noted.append(request.url))
        page.on("console", lambda message: noted.append(message.text))
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on("dialog", lambda dialog: noted.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield opened
    for page, noted in pages:
        url = page.url.partition("#")[0]
        assert [note for note in noted if note.partition("#")[0] != url] == []
        page.close()


@pytest.mark.slow
def test_the_box_shows_the_cards_that_have_all_words(visit, written):
    page = visit(written())
    cards, rows = page.locator("article:visible"), page.locator("tr:visible")
    everything = cards.count()
    assert everything > 400
    page.fill("input", "CHINA manga")
    assert 0 < cards.count() < 10
    assert rows.count() == 0
    assert page.locator("output").inner_text().startswith(f"{cards.count()} / ")
    assert all("manga" in text.lower() for text in cards.all_text_contents())
    cited = set(page.locator("article:visible .note").all_inner_texts())
    shown = page.locator("ol > li:visible")
    assert {item.get_attribute("id") for item in shown.all()} == cited
    page.fill("input", "cote d ivoire")
    assert page.locator("#cote-divoire:visible, #cote-d-ivoire:visible").count() == 1
    page.keyboard.press("Escape")
    assert cards.count() == everything


@pytest.mark.slow
def test_links_jump_to_cards_and_sources_also_to_hidden_ones(visit, written):
    page = visit(written())
    page.locator("#session-4 a.note").first.click()
    assert page.evaluate("location.hash").removeprefix("#").isdecimal()
    page.fill("input", "manga")
    page.locator("#china a[href='#session-4']:visible, #session-4 a.id:visible").first.click()
    page.evaluate("location.hash = 'russia'")
    page.wait_for_function("document.querySelector('input').value === ''")
    page.locator("tr:visible a[href='#viet-nam']:visible").first.click()
    assert page.evaluate("location.hash") == "#viet-nam"
    page.evaluate("location.hash = 'russia'")
    top = page.evaluate("document.getElementById('russia').getBoundingClientRect().top")
    assert 0 <= top < 900


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_fits_a_window_of_any_width(visit, written, lang, scheme):
    path = written("--lang", lang)
    for width in WIDTHS:
        page = visit(path, viewport={"width": width, "height": 900}, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")


@pytest.mark.slow
def test_without_scripts_all_is_readable_and_nothing_is_offered_that_needs_one(visit, written):
    page = visit(written(), java_script_enabled=False)
    assert page.locator("article:visible").count() > 400
    assert page.locator("input:visible").count() == 0


@pytest.mark.slow
def test_paper_has_what_the_box_shows(visit, written):
    page = visit(written())
    page.fill("input", "manga")
    shown = page.locator("article:visible").count()
    page.emulate_media(media="print")
    assert page.locator("article:visible").count() == shown
    assert page.locator("nav:visible").count() == 0
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.slow
@pytest.mark.parametrize(
    "made", [lambda: document(EVERYTHING), with_instrument], ids=["attacks", "an instrument"]
)
def test_attacks_are_shown_letter_by_letter_and_run_nothing(visit, written, tmp_path, made):
    """Row 84: In a real browser no script runs from a text, name, id or address of the data, no
    request leaves the page, and texts are shown letter by letter.
    """
    path = written("--data", str(write_json(made(), tmp_path / "attacks.json")))
    page = visit(path)
    page.wait_for_timeout(200)
    shown = page.evaluate("document.body.textContent")
    if "B100" in shown:
        for number, attack in enumerate(EVERYTHING):
            text = inert(bracket(number, attack), lines=True)
            assert text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") in shown
    assert page.evaluate("document.scripts.length") == 1
    assert (
        page.evaluate("document.querySelectorAll('img, iframe, form, [onload], [onerror]').length")
        == 0
    )
    page.fill("input", "session")


@pytest.mark.slow
def test_attacks_in_the_page_of_a_record_are_text(written, tmp_path):
    """Row 84: In the page of a whole record, as it is written, no attack is markup."""
    path = written("--data", str(write_json(document(EVERYTHING), tmp_path / "attacks.json")))
    head, script, rest = path.read_text(encoding="utf-8").partition("<script>")
    assert script
    assert "B000" in read_html(head + rest.partition("</script>")[2])
