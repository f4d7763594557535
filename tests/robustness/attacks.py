"""Texts that act as code where they are not escaped, and datasets full of them."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ahc_cli.data.check import id_errors
from ahc_cli.model.records import Record
from ahc_cli.model.vocabulary import Collection

# A terminal acts upon these: colours, cursor, window title, links, clipboard, devices, in 7 and in
# 8 bits.
ESCAPES = [
    "\x1b[31;45m", "\x1b[0m", "\x1b[8m", "\x1b[38;5;201m", "\x1b[38;2;1;2;3m", "\x1b[2J", "\x1b[1;1H", "\x1b[99A",
    "\x1b[2K", "\x1b[?1049h", "\x1b[?25l", "\x1b[6n", "\x1b[c", "\x1b[21t", "\x1b[4;1;1t", "\x1bc", "\x1b7",
    "\x1b]0;owned\x07", "\x1b]2;owned\x1b\\", "\x1b]8;;http://evil.example/\x1b\\here\x1b]8;;\x1b\\",
    "\x1b]9;owned\x07", "\x1b]52;c;b3duZWQ=\x07", "\x1b]1337;File=inline=1:b3duZWQ=\x07", "\x1b]10;?\x07",
    "\x1bPq#0;2;0;0;0~-\x1b\\", "\x1bP+q544e\x1b\\", "\x1b_owned\x1b\\", "\x1b^owned\x1b\\", "\x1bXowned\x1b\\",
    "\x9b31;45m", "\x9d0;owned\x9c", "\x90owned\x9c", "\x84\x85\x8d", "true\rfalse", "true\b\b\b\bfalse", "\0", "\x7f",
    "\x0b\x0c", "\x0e\x0f", "\x05", "\x07", "line\nahc: a false line",
]  # fmt: skip
# These reorder or hide text, or end a line in some readers.
INVISIBLE = [
    "\u202eevil\u202c", "\u202a\u202b\u202d", "\u2066evil\u2069", "\u2067\u2068", "\u200e\u200f", "\u061c",
    "\u2028", "\u2029", "\ufff9a\ufffab\ufffb", "\U000e0041\U000e0042\U000e007f", "\U000e0001",
]  # fmt: skip
# A library that draws, or a shell, might interpret these.
MARKUP = [
    "[bold]", "[/nope]", "[/]", "[link=http://evil.example]x[/link]", "[@click=app.quit]x[/]", ":skull:", ":smile:",
    "[TODO]", "\\[x]", "[red on white]", "{0}", "{x!r}", "%s", "%(x)s", "$(touch pwned)", "`touch pwned`", "$HOME",
]  # fmt: skip
# A spreadsheet, a calendar or a page might run these.
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(1)", '"=1+1', "'=1+1",
    " =1+1", "\xa0=1", "\u3000=1", '","=cmd|\' /C calc\'!A0', '=HYPERLINK("http://evil.example")', "\ufeff=1",
]  # fmt: skip
CALENDAR = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:owned", "x\nATTACH:http://evil.example", "a;b,c\\d:e", "会" * 120,
    "👩‍👩‍👧‍👦" * 30, "é" * 99, "\\n\\,", "x\r\rEND:VCALENDAR", "\x1b[31m", "e\u0301" * 80,
]  # fmt: skip
PAGE = [
    "a|b", "a\n# heading", "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://evil.example/x.png)",
    "**bold** _it_ ~~no~~", "`code`", "&lt;script&gt;", "\\| |", "a\r\n---\r\n| b |", "<!-- x", "http://evil.example",
    "- item", "1. item", "> said", "+ item", "``` x", "\\",
]  # fmt: skip
BROWSER = [
    "<svg onload=alert(1)>", "javascript:alert(1)", "&#x3c;b&#x3e;", "-->", "]]>", "</style><script>alert(1)</script>",
    '"><img src=http://evil.example onerror=alert(1)>', "' onload='alert(1)",
]  # fmt: skip
# These must come back from JSON unchanged.
LOSSLESS = [
    '"quoted"', "back\\slash", "a\nb\tc\rd", "\x1b[31m\x00\x1f\x7f\x80\x9f", "\u202e\u2028\u2029\x85", "e\u0301 é", "👩‍👩‍👧‍👦🇨🇳",
    "\ufffe\uffff\U0001ffff\U0010ffff", "\ufeffbom", "\u0000", "Ａ①ﬁ", "</script>", "\u200d\ufe0f", "𠀀",
]  # fmt: skip

# C0, DEL, C1, bidi controls, line separators, interlinear marks, tags.
ACTIVE_CHARACTERS = [
    chr(code)
    for start, end in ((0, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F))
    for code in range(start, end + 1)
]  # fmt: skip

EVERYTHING = [*ESCAPES, *INVISIBLE, *MARKUP, *FORMULAS, *CALENDAR, *PAGE, *BROWSER, *LOSSLESS]

# C0 but LF, DEL, C1, bidi controls, line separators, interlinear marks, tags, surrogates: written
# out once more, so that no test asks the program what is forbidden.
ACTIVE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
# The escape sequences that the program itself writes to a terminal: colours, and links to
# addresses.
OWN = re.compile(
    r"\x1b\[(?:0|[12349]|22|38;5;\d+)(?:;(?:[12349]|22|38;5;\d+))*m|\x1b\]8;(?:id=\d+)?;(?:https?://(?!evil)[!-~]+)?\x1b\\"
)


def is_inert(text: str, allowed: str = "") -> bool:
    """Whether a terminal shows all of a text and acts upon none of it, some allowed characters
    apart.
    """
    return not ACTIVE.search(text.translate(dict.fromkeys(map(ord, allowed))))


def bracket(number: int, attack: str) -> str:
    """Put an attack between two marks, which must be there in the output."""
    return f"B{number:03}{attack}A{number:03}"


def shows_all(text: str) -> bool:
    """Whether both marks of every attack are in a text."""
    return all(
        f"B{number:03}" in text and f"A{number:03}" in text for number in range(len(EVERYTHING))
    )


def _event(number: int, attack: str, ids: Sequence[str]) -> dict[str, Any]:
    """Make an event of an attack and of the ids that it refers to."""
    actor, place, topic, source, related = ids
    text = bracket(number, attack)
    both, sources = {"en": text, "zh": text}, [source]
    return {
        "id": f"session-{number + 1}", "date": f"20{10 + number % 20}", "kind": "session", "series": text, "body": actor,
        "place": place, "title": {"en": text, "zh": f"{text}会"}, "summary": {"en": f"{text} session", "zh": text},
        "facts": [{"text": both, "sources": sources}],
        "actors": [{"actor": actor, "role": "host", "sources": sources}],
        "positions": [{"actors": [actor], "stance": "urges", "topic": topic, "text": both, "sources": sources}],
        "votes": [{"motion": both, "yes": 1, "no": 2, "abstain": 3, "result": "adopted", "sources": sources}],
        "attendance": [{"count": 5, "of": "states", "sources": sources}],
        "documents": [{"symbol": text, "title": both, "sources": sources}],
        "topics": [topic],
        "related": [related],
        "caveats": [{"text": both, "sources": sources}],
        "history": [{"as_of": "2001-01-01", "date": "2009", "status": "scheduled", "title": both, "summary": both,
                     "place": place, "sources": sources}],
    }  # fmt: skip


def array(attacks: Sequence[str]) -> list[dict[str, Any]]:
    """Make an event of each attack, which is its texts and also the ids that it refers to."""
    return [
        _event(number, attack, [bracket(number, attack)] * 5)
        for number, attack in enumerate(attacks)
    ]


def document(attacks: Sequence[str]) -> dict[str, Any]:
    """Make a document with an event, an actor, a place, a topic and a source of each attack."""
    texts = [bracket(number, attack) for number, attack in enumerate(attacks)]
    names = [{"en": text, "zh": text} for text in texts]
    sources = ({"title": text, "publisher": text, "origin": text, "weight": "press", "url": "https://example.org/a;b"}
               for text in texts)  # fmt: skip
    return {
        "schema_version": 2,
        "edition": "2026-01-01",
        "title": {"en": f"Attacks {attacks[0]}"},
        "sources": {f"source-{n}": source for n, source in enumerate(sources)},
        "places": {f"place-{n}": {"name": name, "aliases": [f"{name['en']}2"]} for n, name in enumerate(names)},
        "actors": {f"actor-{n}": {"kind": "ngo", "name": name, "short": name, "aliases": [f"{name['en']}3"]}
                   for n, name in enumerate(names)},
        "topics": {f"topic-{n}": {"name": name, "aliases": [f"{name['en']}4"]} for n, name in enumerate(names)},
        "events": [_event(n, attack, (f"actor-{n}", f"place-{n}", f"topic-{n}", f"source-{n}", "session-1"))
                   for n, attack in enumerate(attacks)],
    }  # fmt: skip


def with_instrument() -> dict[str, Any]:
    """Make a document whose texts all have every active character and what acts in them.

    There is an instrument that was adopted in a roll call, signed and ratified, with an article
    that has facts, and a group of states.
    """
    # A name cannot have more; formulas are for spreadsheets.
    text = "".join((*ESCAPES, *INVISIBLE, *MARKUP, *PAGE, *ACTIVE_CHARACTERS))
    made = document([text] * 8)
    both, sources = {"en": text, "zh": text}, ["source-0"]
    adopted, opened, ratified, ahead, *_sessions = made["events"]
    adopted["date"] = adopted["actors"][0]["date"] = "2011-01-01"
    adopted["votes"][0]["roll"] = {"yes": ["actor-1"], "no": ["actor-2", "actor-3"], "abstain": ["actor-4", "actor-5", "actor-6"],
                                   "absent": ["actor-7"], "sources": sources}  # fmt: skip
    opened |= {"date": "2012-01-01", "kind": "signature"}
    opened["actors"] = [
        {"actor": f"actor-{n}", "role": "signatory", "sources": sources} for n in range(1, 4)
    ]
    ratified |= {"date": "2013-01-01", "kind": "ratification"}
    ratified["actors"] = [
        {"actor": "actor-1", "role": role, "sources": sources} for role in ("ratifier", "approver")
    ]
    ahead |= {"date": "2030-01", "status": "scheduled"}
    for actor in made["actors"].values():
        actor |= {"kind": "state", "adjectives": [text]}
    made["actors"]["actor-0"] |= {
        "kind": "group",
        "members": ["actor-1", "actor-2"],
        "joined": {"actor-2": "2011-01-01"},
    }
    for event in made["events"]:
        event["series"] = "session" if event["kind"] == "session" else "text"
        event["facts"][0]["articles"] = event["positions"][0]["articles"] = event["caveats"][0][
            "articles"
        ] = [24]
    return made | {"title": both, "treaties": {"treaty-1": {
        "name": both, "short": both, "aliases": [f"{text}5"], "article_count": 9, "body": "actor-1", "topic": "topic-0", "sources": sources,
    }}, "instrument": {
        "name": both, "short": both, "aliases": [text], "adopted": adopted["id"], "opened": opened["id"],
        "signature_until": "2026-12-31", "ratifications_needed": 2, "days_to_force": 90, "sources": sources,
        "reported": [{"of": of, "count": 9, "as_of": "2014-01-01", "sources": sources} for of in ("signatories", "parties")],
        "chapters": [{"number": 1, "title": both}],
        "articles": [{"number": 24, "title": both, "chapter": 1, "sources": sources, "facts": [{"text": both, "sources": sources}],
                      "parallels": [{"treaties": ["treaty-1"], "articles": [1, [2, 4]], "part": text, "relation": "wider",
                                     "basis": "texts", "sources": sources}],
                      "differs": {"text": both, "sources": sources}}],
    }}  # fmt: skip


# A formula at the start, markup of every kind, and escapes; a number before it makes it unlike others.
_ATTACK = "=1+{} <img src=x onerror=alert(1)>\x1b]0;owned\x07\x9b31m|x\n# `a` [b](javascript:alert(1)) \u202e]]></style>"


def everywhere() -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """Make a document with an attack in every key that takes one, and return those keys, too.

    The keys are those of the types of records, so that a new one is attacked by itself. The first
    record of a type in which an attack is valid has it: as a text, as one in both languages, as an
    item, or as a text with its sources.
    """
    content = with_instrument()
    attacked = set[tuple[str, str]]()
    for _round in range(2):  # what an attack has added has keys of its own
        for plain, record in list(_records(content, msgspec.convert(content, Collection))):
            for key in record.__struct_fields__:
                place = (type(record).__name__, key)
                if place not in attacked and _attack(content, plain, key, len(attacked)):
                    attacked.add(place)
    return content, attacked


def _attack(content: dict[str, Any], plain: dict[str, Any], key: str, number: int) -> bool:
    """Put an attack in a key of an object of a document, if the document is valid with it."""
    before = dict(plain)
    text = _ATTACK.format(number)
    both = {"en": text, "zh": text}
    for value in (text, both, [text], {"text": both, "sources": ["source-0"]}):
        plain[key] = value
        if _is_valid(content):
            return True
    plain.clear()
    plain.update(before)
    return False


def _records(plain: Any, record: Any) -> Iterator[tuple[dict[str, Any], Record]]:
    """Yield each object of a document, and the record that is decoded from it."""
    if isinstance(record, Record):
        yield plain, record
        for key, inner in plain.items():
            yield from _records(inner, getattr(record, key))
    elif isinstance(plain, dict) and isinstance(record, dict):
        for key, inner in plain.items():
            yield from _records(inner, record[key])
    elif isinstance(plain, list):
        for inner, inner_record in zip(plain, record, strict=True):
            yield from _records(inner, inner_record)


def _is_valid(content: dict[str, Any]) -> bool:
    try:
        return not any(id_errors(msgspec.convert(content, Collection), set()))
    except ValueError:
        return False


def texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every text in a JSON value that has an attack."""
    if isinstance(value, str) and "\x1b" in value:
        yield path
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, inner in steps:
        yield from texts(inner, (*path, step))


def strings(value: Any) -> set[str]:
    """Return every string in a JSON value, keys apart."""
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {found for item in inner for found in strings(item)}


def write(content: Any, path: Path) -> Path:
    """Write a value as JSON in ASCII and return its path."""
    path.write_text(json.dumps(content), encoding="ascii")
    return path
