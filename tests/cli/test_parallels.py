"""Each article beside those of older treaties: `show`, `compare`, and what names mean."""

import json
from collections import Counter
from types import SimpleNamespace

import pytest
from shared import slow

import ahc_cli
from ahc_cli.cli.completion import offer
from ahc_cli.data.load import bundled as bundled_dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.model.text import width
from ahc_cli.query.context import Context
from ahc_cli.query.line import read

DATASET = bundled_dataset()
ARTICLES = DATASET.vocabulary.instrument.articles


def pairs(basis: str) -> Counter[str]:
    """Count the articles with a parallel in each treaty on some basis."""
    found = set()
    for article in ARTICLES:
        for parallel in article.parallels:
            if parallel.basis == basis:
                found |= {(article.number, treaty) for treaty in parallel.treaties}
    return Counter(treaty for _number, treaty in found)


def test_the_record_has_every_pair_that_was_found_and_no_other():
    assert pairs("texts") == {"budapest-convention": 10, "untoc": 5, "uncac": 5}
    assert pairs("source") == {"untoc": 18, "uncac": 18}
    assert pairs("editors") == {
        "budapest-convention": 18,
        "untoc": 15,
        "uncac": 16,
        "budapest-protocol-2": 1,
    }
    without = Counter(treaty for article in ARTICLES for treaty in article.without)
    assert without == {"budapest-convention": 16, "untoc": 5, "uncac": 4}


def test_63_articles_have_a_note_with_sources_in_both_languages():
    notes = [article.differs for article in ARTICLES if article.differs]
    assert len(notes) == 63
    assert all(note.text.en and note.text.zh and note.sources for note in notes)
    paired = {article.number for article in ARTICLES if article.parallels or article.without}
    assert {*range(1, 69)} - paired == {42, 43, 44, 60, 62}


def test_no_treaty_both_has_a_counterpart_and_was_searched_in_vain():
    for article in ARTICLES:
        treaties = {treaty for parallel in article.parallels for treaty in parallel.treaties}
        assert treaties.isdisjoint(article.without)


def test_the_card_of_an_article_has_its_older_treaties(bundled):
    card = bundled("show", "article 24", "-f", "table").out
    older = card[card.index("Older treaties") : card.index("What sources say")]
    assert "Budapest Convention, art. 15 · same subject · paired by the editors" in older
    assert "proportionality" in older
    assert "[budapest-text" in older
    card = bundled("show", "第四十条", "-f", "table", "--lang", "zh").out
    assert "《布达佩斯公约》第25、27–28条 · 主题相同 · 由编者配对" in card
    assert "《打击跨国有组织犯罪公约》第十八条" in card
    card = bundled("show", "article 6", "-f", "table").out
    assert "Budapest Convention, UNTOC, UNCAC: none found" in card


NAMES = {
    "untoc 4": "untoc-4",
    "UNTOC article 4": "untoc-4",
    "article 4 of UNTOC": "untoc-4",
    "Art. 4 of the Palermo Convention": "untoc-4",
    "budapest 15": "budapest-convention-15",
    "budapest convention 15": "budapest-convention-15",
    "article 15 of the Budapest Convention": "budapest-convention-15",
    "布达佩斯公约第十五条": "budapest-convention-15",
    "《布达佩斯公约》的第15条": "budapest-convention-15",
    "反腐败公约第四条": "uncac-4",
    "article 24": "article-24",
    "第二十四条": "article-24",
    "article 4": "article-4",
    "UNTOC": "untoc",
    "巴勒莫公约": "untoc",
    "Budapest Convention": "budapest-convention",
    "2AP": "budapest-protocol-2",
}


@pytest.mark.parametrize(("name", "id_"), NAMES.items(), ids=[*NAMES])
def test_an_article_goes_with_the_treaty_that_is_named_and_else_with_the_convention(name, id_):
    (card,) = ahc_cli.load().find(name)
    assert card.id == id_


TYPED = {
    "which article is like article 15 of the budapest convention": "budapest-convention-15",
    "is article 40 like untoc 18": "article-40 untoc-18",
    "is article 5 taken from UNTOC": "article-5 untoc",
    "布达佩斯公约第十五条对应哪一条": "budapest-convention-15",
}


@pytest.mark.parametrize(("line", "ids"), TYPED.items(), ids=[*TYPED])
def test_in_a_line_a_number_belongs_to_the_treaty_beside_it(line, ids):
    tables = ("article", "provision", "treaty")
    tags = [tag for token in read(line, Context(DATASET, DATASET.edition)) for tag in token.tags]
    assert [id_ for table, id_ in tags if table in tables] == ids.split()


ASKED = {
    # what is asked → how its answer begins
    "公约第16条对应布达佩斯公约哪一条": "Article 16: Non-consensual",
    "which article of UNTOC matches article 18": "Article 18: Liability",
    "where does article 40 come from": "Article 40: Mutual legal assistance",
    "article 6 of budapest convention in the new treaty": "Budapest Convention, art. 6",
    "哪些条款是布达佩斯公约没有的": "The text of articles 16–68 was not read.",
    "how many articles does UNCAC have": "United Nations Convention against Corruption",
    "what is UNTOC": "United Nations Convention against Transnational Organized Crime",
    "反腐败公约第80条": "The record does not mention '反腐败公约第80条' (UNCAC has 71 articles).",
}


@pytest.mark.parametrize(("line", "beginning"), ASKED.items(), ids=[*ASKED])
def test_a_question_about_two_treaties_is_answered_about_the_one_it_names(
    at_terminal, line, beginning
):
    assert at_terminal(line, "--data", "bundled").out.strip().startswith(beginning)


def test_the_article_of_a_treaty_has_its_counterparts():
    (card,) = ahc_cli.load().find("untoc 4")
    assert [(row.article, row.relation, row.basis) for row in card.counterparts] == [
        (5, "close-wording", "texts")
    ]
    (card,) = ahc_cli.load().find("budapest 16")
    assert [(row.article, row.articles) for row in card.counterparts] == [
        (25, (16,)),
        (26, ((16, 21),)),
        (27, ((16, 21),)),
    ]
    assert card.to_dict()["counterparts"][0]["differs"]["text"]["zh"]


def test_one_without_a_counterpart_and_one_that_is_none_are_told_apart(bundled):
    code, out, _err = bundled("show", "budapest 10", "-f", "table")
    assert code == 0
    assert "no article is known to be its counterpart" in out
    code, out, err = bundled("show", "article 80 of UNCAC")
    assert (code, out) == (1, "")
    assert "UNCAC has 71 articles" in err
    assert "《反腐败公约》共有71条" in bundled("show", "反腐败公约第八十条", "--lang", "zh").err


def test_a_treaty_and_the_topic_about_it_are_one_name_and_its_card_ends_with_positions(bundled):
    assert bundled("show", "topic:budapest", "-f", "table").code == 0
    card = bundled("show", "Budapest Convention", "-f", "table").out
    assert card.startswith(" Convention on Cybercrime")
    assert card.index("in force since 1 July 2004") < card.index("Where it appears")
    rows = json.loads(bundled("show", "Budapest Convention", "--json").out)[0]
    assert (
        rows["positions"] == json.loads(bundled("show", "budapest", "--json").out)[0]["positions"]
    )
    assert (
        "Relation to the Budapest Convention" in bundled("positions", "budapest", "-f", "table").out
    )


def test_a_comparison_has_every_article_and_not_known_is_not_none():
    rows = ahc_cli.load().compare("convention", "budapest-convention")
    assert {row.article for row in rows} == {*range(1, 69)}
    relations = Counter(row.relation for row in rows)
    assert relations["none"] == 16
    assert relations[None] == 24
    assert relations["close-wording"] == 8  # article 2 has two
    assert [row.article for row in rows if row.relation == "wider"] == [13, 14]
    (row,) = [row for row in rows if row.article == 40]
    assert row.articles == (25, (27, 28))
    assert (row.basis, "untoc-text" in row.differs.sources) == ("editors", True)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, *slow(20, 60, 120)])
def test_a_comparison_of_treaties_fits_the_window_and_says_what_it_is_not(
    bundled, monkeypatch, columns, lang
):
    monkeypatch.setenv("COLUMNS", str(columns))
    line = ("compare", "convention", "budapest-convention", "-f", "table", "--lang", lang)
    drawn = bundled(*line).out.splitlines()
    assert [line for line in drawn if width(line) > columns or line != line.rstrip()] == []
    whole = "".join("".join(drawn).split())
    said = ["16–68", "legalopinion", "notknown", "nonefound"]
    if lang == "zh":
        said = ["16–68", "不是法律意见", "不详", "未发现对应条款"]
    assert [words for words in said if words not in whole] == []


@pytest.mark.parametrize(
    "words",
    [
        "budapest convention",
        "untoc the convention",
        "公约 打击跨国有组织犯罪公约",
        "convention and 2AP",
    ],
)
def test_a_comparison_takes_names_in_any_order(bundled, words):
    assert bundled("compare", *words.split()).code == 0


def test_a_shell_offers_treaties_where_one_can_be_named():
    for command, sort in (("show", "ids"), ("compare", "actors")):
        assert "untoc" in offer(sort, SimpleNamespace(info_name=command), "unto")


def test_a_comparison_of_two_treaties_says_how_to_compare_one(bundled):
    assert "ahc compare instrument untoc" in bundled("compare", "untoc", "uncac").err


def test_a_comparison_ignores_no_name(bundled):
    for words in ("convention untoc nobody", "convention china", "untoc uncac"):
        assert bundled("compare", *words.split()).code in (1, 2)


def test_before_the_convention_is_adopted_nothing_stands_beside_a_treaty(bundled):
    assert bundled("show", "untoc", "--as-of", "2020").code == 0
    for line in ("show untoc-4", "compare convention untoc"):
        code, _out, err = bundled(*line.split(), "--as-of", "2020")
        assert code == 1
        assert "not yet known" in err
    with pytest.raises(NotFoundError):
        ahc_cli.load(as_of="2020").find("untoc 4")


def test_the_page_of_the_record_and_python_have_the_treaties(bundled):
    page = bundled("export", "-f", "html").out
    assert all(f'<article id="{id_}">' in page for id_ in DATASET.vocabulary.treaties)
    assert ahc_cli.load().treaties["uncac"].short.zh == "《反腐败公约》"


def test_search_finds_a_treaty_by_any_of_its_names(bundled):
    by_short, by_name = (
        bundled("search", name, "-f", "ids").out for name in ("UNTOC", "巴勒莫公约")
    )
    assert by_short == by_name != ""
