"""The pages of `ahc help`. What a table of the program knows is read from the table."""

import re
from collections.abc import Callable
from itertools import groupby
from textwrap import fill

from msgspec import Struct

from ahc_cli.fields import COLUMNS, FIELDS, OF_ENTRIES
from ahc_cli.render import FORMATS


class Page(Struct, frozen=True):
    """A page: what it is about, and its text, in which a line that is not indented goes on in the next."""

    about: str
    text: Callable[[], str]


def fitted(text: str, width: int) -> str:
    """A page in lines of a width: paragraphs filled, what stands behind a name kept behind it, examples as they are."""
    lines: list[str] = []
    for stands, group in groupby(text.split("\n"), lambda line: line[:1] in ("", " ")):
        for line in group if stands else (" ".join(group),):
            name = _NAME.match(line)
            indent = " " * name.end() if name else ""
            wraps = name or not stands
            lines.append(fill(line, width, subsequent_indent=indent, break_on_hyphens=False) if wraps else line)
    return "\n".join(lines)


_NAME = re.compile(r" .*\S {2,}(?=\S)")


def _query() -> str:
    fields = "\n".join(f"  {field.name + ':':<14}{field.about}" for field in FIELDS.values())
    choices = "\n".join(
        f"  {field.name + ':':<14}{' '.join(field.choices)}" for field in FIELDS.values() if field.choices
    )
    return _QUERY.format(fields=fields, choices=choices, entries=", ".join(OF_ENTRIES))


def _formats() -> str:
    rows = "\n".join(f"  {name:<8}{_FORMATS[name]}" for name in FORMATS)
    return _FORMAT_PAGE.format(rows=rows, columns=" ".join(COLUMNS))


_QUERY = """\
THE QUERY LANGUAGE

  ahc filter place:vienna date:2022..2023-03 not status:scheduled
  ahc filter actor:Human Rights Watch or actor:EFF
  ahc list '(kind:resolution or kind:decision) vote.yes:80..'

Conditions side by side must all hold; `or`, `not` and brackets do what they
say, `not` binding first and `or` last. One quoted string and words without
quotes are the same query. field:a,b means a or b.

A word without a field is searched for, as 'ahc search' does; a date without a
field is date:. Behind the colon of a name, a date or a closed set the longest
run of words that is one counts, so that actor:Human Rights Watch needs no
quotes. Full-width colons, commas, brackets and quotation marks are read as
their ASCII twins, and ordinals in either numerals: 第42条 is 第四十二条.

Fields
{fields}

Values of the closed sets, which their names in either language stand for too
{choices}

Names are matched whole: by id, name, short name, alias or ISO code, in English
or Chinese. Numbers are 149, 100.. or 100..150.

date: may overlap the period, within: lies certainly inside it; for what is
known only to the month or the year the two differ. since: and until: include
the whole period named.

In 'ahc positions' and 'ahc count' of {entries}
the query asks about entries, an actor in a role or with a position: these
fields, date and words then speak of the same entry. So 'ahc positions russia'
tells what Russia wanted and what was said of it, not whatever else was wanted
at the same meeting; actor:russia is what Russia wanted alone.
"""

_DATES = """\
DATES

The data hold dates as they are known, in EDTF (ISO 8601-2): 2022, 2022-02,
2022-02-28, and intervals as 2022-02-28/2022-03-11. Nothing is filled in: a
month stays a month, and what is asked about a day may or may not be in it. In
lists a ? behind two dates says: on a day between them that is not known.

In a query you may also type
  2022q1                    a quarter
  2022-02..2022-05          a range; both ends include the whole period named
  2022-02..   ..2022        open ranges
  Feb 2022   9 Jan 2023     months by their names, years in four digits
  2022年2月   2022年2月28日
  today

03/04/2022 means different things to different people and is refused.

--as-of DATE shows the record as it was known that day (of a month or year: on
its last day): what was over by then as it is, what was planned as a source
told it by then, nothing else.
"""

_FORMATS = {
    "table": "for a person; what you get at a terminal",
    "tsv": "a line each, no header, tab-separated; what a pipe gets",
    "csv": "RFC 4180 with a header; what a spreadsheet would calculate gets a '",
    "json": "an array of whole records, UTF-8",
    "ndjson": "a record a line",
    "md": "a Markdown table",
    "ics": "a calendar: whole days, scheduled events tentative",
    "ids": "the ids alone",
    "svg": "a picture, of the timeline alone",
}

_FORMAT_PAGE = """\
FORMATS

  -f FORMAT, or --json for -f json

{rows}

Of events TSV and CSV have the columns {columns}.
--fields chooses others, in every format that has columns; in JSON the values
keep their shape. Codes, dates and ids are the same in both languages, only
texts follow --lang.

An answer of whole events, as JSON or NDJSON, is itself a dataset: it can be
given to --data. Nothing found is [], no line, or the header alone, and exit
status 1.

Within a schema version fields are only added, never renamed or removed, and
the order of keys and of events stays.
"""

_EXIT_CODES = """\
EXIT CODES

  0    done; found; the same; valid
  1    nothing found by a query, search or id; something differs; invalid
  2    usage: an option, query, field, date or operand is not understood
  3    the dataset cannot be read, or is not valid
  4    the output could not be written
  70   a bug: one line says how to report it
  130  interrupted

A reader that goes away, as in ahc list | head, ends ahc silently with 0.

In a script with set -e, where finding nothing is no failure:

  found=$(ahc filter actor:france --json) || [ $? -eq 1 ]

With -q nothing is printed, and the status alone tells:

  if ahc filter -q doc:A/RES/79/243; then echo adopted; fi
"""

_DATA = """\
THE DATA

Every fact has its sources, and from these follows how sure it is:
  corroborated       two or more independent sources
  official           a UN record
  single source      one source
  EFF timeline only  the timeline that the data began with, alone
  weak               a repost, machine text or partisan page

All UN pages are one source, and so are a text and its reposts. Where sources
disagree both values stand, under 'sources disagree'.

'ahc show ID' tells all about an event with its sources, 'ahc validate' checks
a dataset, and 'ahc schema' prints the JSON Schema of one.

--data FILE, or AHC_DATA, reads another dataset: a document like the bundled
one, an array of events, or NDJSON, told apart by content; - is standard input.
AHC_LANG and AHC_AS_OF stand for --lang and --as-of.
"""

TOPICS = {
    "query": Page("how to ask: fields, values, and, or, not", _query),
    "dates": Page("what may be typed for a date, and --as-of", lambda: _DATES),
    "formats": Page("how the answer can be written", _formats),
    "exit-codes": Page("what the exit status says", lambda: _EXIT_CODES),
    "data": Page("where the facts come from, and how sure they are", lambda: _DATA),
}
