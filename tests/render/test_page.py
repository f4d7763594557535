"""The page of the whole record in a real browser: headless Chromium, driven by Playwright."""

import re
import shutil
from pathlib import Path

import pytest
from robustness.attacks import EVERYTHING, bracket, document, with_instrument
from robustness.sinks import read_html
from small import write_json

from ahc_cli import __version__
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
    assert len(text.encode()) < 2_600_000
    anchors = ("status", "map", "states", "timeline", "events", "articles", "actors", "sources")
    assert [name for name in anchors if f'<section id="_{name}">' not in text] == []
    assert '<li id="source-eff-timeline">' in text
    assert 'href="#source-eff-timeline"' in text


def test_the_foot_says_the_edition_the_version_how_to_cite_and_the_licence_of_the_bundled_data(
    written, tmp_path
):
    def foot(*options):
        return written(*options).read_text(encoding="utf-8").partition("<footer>")[2]

    bundled_foot = foot("--as-of", "2012")
    assert "2 Dec 2026" in bundled_foot
    assert f"ahc {__version__}" in bundled_foot
    assert "MIT" in bundled_foot
    other = foot("--data", str(write_json(with_instrument(), tmp_path / "other.json")))
    assert f"ahc {__version__}" in other
    assert "MIT" not in other


def test_as_of_a_day_the_page_has_nothing_later(written):
    text = written("--as-of", "2020").read_text(encoding="utf-8")
    assert '<article id="ga-74-247">' in text
    assert "Hanoi" not in text.partition("<script>")[0]
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

    def opened(path: Path, at: str = "", **given):
        given = {"viewport": {"width": 800, "height": 900}, "java_script_enabled": True, **given}
        page = chromium.new_page(**given)
        pages.append((page, []))
        noted = pages[-1][1]
        page.on("request", lambda request: noted.append(request.url))
        page.on("console", lambda message: noted.append(message.text))
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on("dialog", lambda dialog: noted.append(dialog.message))
        page.goto(path.as_uri() + at)
        return page

    yield opened
    for page, noted in pages:
        url = page.url.partition("#")[0]
        assert [note for note in noted if note.partition("#")[0] != url] == []
        page.close()


def searched(page, words):
    """Type words into the box, wait for what is found, and return its links."""
    page.fill("input", words)
    in_address = "words => new URLSearchParams(location.hash.slice(1)).get('q') === words"
    page.wait_for_function(in_address, arg=words)
    return page.locator(".results a")


@pytest.mark.slow
def test_the_box_lists_the_best_first_and_marks_the_words(visit, written):
    page = visit(written())
    links = searched(page, "CHINA manga")
    assert 0 < links.count() < 10
    assert page.locator("article:visible, tr:visible").count() == 0
    marks = "[...CSS.highlights.get('found')].map(range => range.startContainer.data.slice(range.startOffset, range.endOffset).toLowerCase())"
    assert set(page.evaluate(marks)) == {"china", "manga"}
    # What is called so stands before what has it in its title, and that before a text.
    links = searched(page, "russia")
    assert links.first.get_attribute("href") == "#russia"
    titles = ["russia" in title.lower() for title in links.all_inner_texts()]
    assert sum(titles) < len(titles)
    assert titles[2:] == sorted(titles[2:], reverse=True)
    for words, id_ in (("74/247", "ga-74-247"), ("article 24", "article-24"), ("俄罗斯", "russia")):
        assert searched(page, words).first.get_attribute("href") == f"#{id_}"
    hrefs = [link.get_attribute("href") for link in searched(page, "cote d ivoire").all()[:2]]
    assert sorted(hrefs) == ["#_row-cote-divoire", "#cote-divoire"]


@pytest.mark.slow
def test_what_nothing_has_is_said_and_what_has_some_of_it_is_listed(visit, written):
    page = visit(written())
    assert searched(page, "zzzz").count() == 0
    assert "'zzzz'" in page.locator("output").inner_text()
    assert searched(page, "zzzz manga").count() == searched(page, "manga").count() > 0
    searched(page, "zzzz manga")
    assert "some" in page.locator("output").inner_text()
    # A word that stands nowhere as it is loses its end, and a Chinese run is cut.
    number = searched(page, "encrypt").count()
    assert searched(page, "encrypted").count() == number > 0
    assert searched(page, "俄罗斯联邦中国").count() > 0


@pytest.mark.slow
def test_a_search_is_in_the_address_and_comes_back(visit, written):
    path = written()
    page = visit(path)
    links = searched(page, "fiji signed")
    assert page.evaluate("location.hash") == "#q=fiji+signed"
    number = links.count()
    row = page.locator(".results a[href='#_row-fiji']")
    row.click()
    page.locator("tr#_row-fiji").wait_for()
    assert page.locator(".results:visible").count() == 0
    page.go_back()
    assert page.locator(".results a:visible").count() == number
    sent = visit(path, at="#q=fiji+signed")
    assert sent.input_value("input") == "fiji signed"
    assert sent.locator(".results a").count() == number
    other = visit(path, at="#session-4")
    assert other.locator(".results:visible").count() == 0
    assert other.evaluate("document.activeElement.id") == "session-4"


@pytest.mark.slow
def test_links_lead_to_cards_and_sources(visit, written):
    page = visit(written())
    page.locator("#session-4 a.note").first.click()
    anchor = page.evaluate("location.hash")
    assert anchor.startswith("#source-")
    assert page.locator(f"li{anchor}").count() == 1
    searched(page, "manga")
    page.evaluate("location.hash = 'russia'")
    page.locator("#russia:visible").wait_for()
    top = page.evaluate("document.getElementById('russia').getBoundingClientRect().top")
    assert 0 <= top < 900
    page.locator("#_states tr a[href='#viet-nam']").first.click()
    assert page.evaluate("location.hash") == "#viet-nam"


@pytest.mark.slow
def test_the_page_can_be_used_with_keys_alone(visit, written):
    page = visit(written())
    page.keyboard.press("/")
    page.keyboard.type("viet nam signed")
    page.locator(".results a").first.wait_for()
    page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('href')"
    first = page.locator(".results a").first.get_attribute("href")
    assert page.evaluate(focused) == first
    page.keyboard.press("Enter")
    page.wait_for_function("href => location.hash === href", arg=first)
    assert page.evaluate("'#' + document.activeElement.id") == first
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.input_value("input") == ""
    page.keyboard.type("russia")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#russia'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article')?.id") == "russia"
    page.locator("#_states th button").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.locator("#_states th[aria-sort]").get_attribute("aria-sort") == "ascending"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_of_states_is_sorted_by_days_with_blanks_last(visit, written, lang):
    page = visit(written("--lang", lang))
    read = "[...document.querySelectorAll('#_states tbody tr')].map(row => row.cells[1].dataset.key ?? row.cells[1].textContent)"
    days = sorted(filter(None, page.evaluate(read)))
    assert len(days) > 60
    for order in (days, days[::-1]):
        page.locator("#_states th button").nth(1).click()
        column = page.evaluate(read)
        assert column[: len(days)] == order
        assert not any(column[len(days) :])


@pytest.mark.slow
def test_on_a_phone_the_timeline_is_a_list_of_titles_that_are_links(visit, written):
    path = written()
    page = visit(path, viewport={"width": 390, "height": 900})
    titles = page.locator("#_timeline td a:visible")
    assert titles.count() == page.locator("#_events article").count()
    assert page.locator("#_timeline svg:visible").count() == 0
    wide = visit(path, viewport={"width": 1400, "height": 900})
    assert wide.locator("#_timeline svg:visible").count() == 1
    assert wide.locator("#_timeline td:visible").count() == 0


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
def test_paper_has_the_status_the_states_and_the_list_of_events(visit, written):
    page = visit(written())
    pdf = page.pdf(format="A4")
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 12
    page.emulate_media(media="print")
    shown = [part.get_attribute("id") for part in page.locator("main > section:visible").all()]
    assert shown == ["_status", "_states", "_timeline"]
    assert page.locator("nav:visible, svg:visible").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_no_serious_fault(visit, written, width):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    page = visit(written(), viewport={"width": width, "height": 900}, bypass_csp=True)
    page.set_default_timeout(180_000)
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []


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
