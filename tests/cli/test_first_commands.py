"""What new users type first, in both languages, and what the first screen of the answer must and must not say.

The table was written from the record before the search was, and not by those who built it. A row holds if every
fragment that it shows is on the first screen, none that it hides is, and the exit code is right. The first screen is
what a terminal of 80 by 24 shows, standard output and standard error together; of a machine format it is the whole
answer.

In a fragment ` | ` separates alternatives, a date such as 2026-12-31 or 2026-07 stands for that date as a person writes
it in either language, and a fragment matches whole words, in any case, across line breaks. The exit code is None where
it is open whether the answer was found or is only pointed to.
"""

import io
import os
import re
import shlex
import sys
from datetime import datetime
from typing import NamedTuple

import msgspec
import pytest
from rich.cells import cell_len

from ahc_cli.cli.app import run
from ahc_cli.data.load import bundled

COLUMNS, LINES = 80, 24
# How much of a screen the listing of failures quotes.
QUOTED = 12


class Row(NamedTuple):
    """A command as typed after `ahc`, and what its first screen must show and hide."""

    line: str
    shows: list[str]
    hides: list[str] = []
    code: int | None = 0
    order: tuple[str, str] | None = None  # the first stands before the second, if that is shown


# The relation of a state to the convention.
SIGNED = "signed 25 October 2025 | signed on 25 October 2025"
NOT_RATIFIED = "not ratified | no ratification | no deposit"
ABSENT = "not among the signatories"

# A row a line.
# fmt: off
STATUS = {
    "who signed on a day": Row("count signatories 25 October 2025", ["69", "Sweden, Uganda"]),
    "how sure the number of signatories is": Row("how reliable is the number of signatures", ["75", "weak"]),
    "today in a question": Row("how many have ratified today", ["26 November 2026", "weak"]),
    "where it stands": Row("status", ["open for signature", "2024-12-24", "without a vote | by consensus", "75", "76", "40", "39", "2026-12-31", "2026-08-01 | 2026-08 | Aug 2026"], ["closed for signature"]),
    "where it stood in May 2023": Row("status --as-of 2023-05", ["in negotiation", "sixth session"], ["Hanoi", "2026-12-31", "40", "75"]),
    "the day after the committee approved the draft": Row("status 9 August 2024", ["in negotiation", "approves the draft convention", "reconvened-session"], ["signatories"]),
    "before there was a committee": Row("status --as-of 2019-06", ["proposed"], ["in negotiation", "Hanoi", "40"]),
    "adopted, not yet open": Row("status --as-of 2025-06", ["adopted", "2024-12-24", "Hanoi", "2025-10-26"], ["72", "75"]),
    "a week after Hanoi": Row("status --as-of 2025-11-01", ["open for signature", "72"], ["75", "76"]),
    "status for a script": Row("status --json", ['"as_of"', '"phase"', '"meetings"', '"signatories"', '"parties"', '"needed"', '"missing"', '"approvals"', '"deadline"', "2026-12-31", '"newest_source"', "2026-08-01"]),
}

CONVENTION = {
    "what an article says": Row("show article 6", ["What the record says of it", "permits the suppression", "expression, conscience"]),
    "whether there will be a protocol": Row("is there going to be an additional protocol", ["allows the Ad Hoc Committee to continue", "opinions are divided"]),
    "the convention": Row("show convention", ["79/243 | ga-79-243", "2024-12-24", "40", "2026-12-31"]),
    "the treaty": Row("show treaty", ["open for signature", "2024-12-24", "2026-12-31"]),
    "the convention by its name": Row('show "Hanoi Convention"', ["79/243 | ga-79-243", "2024-12-24", "2026-12-31"]),
    "search for the convention": Row("search convention", ["79/243 | ga-79-243 | ahc status | ahc show convention"]),
    "when the convention was adopted": Row("search when was the convention adopted", ["2024-12-24", "79/243 | ga-79-243"]),
    "when it was adopted": Row("search when was it adopted", ["ga-79-243"]),
    "a vote on the convention": Row("search was there a vote on the convention", ["without a vote | by consensus"]),
    "who voted against it": Row("search who voted against the convention", ["without a vote"]),
    "how many ratifications": Row("search how many ratifications", ["40 | forty"], order=("40 | forty", "60")),
    "ratifications needed": Row("search how many ratifications are needed", ["40 | forty"], order=("40 | forty", "60")),
    "entry into force": Row("search entry into force", ["40 | forty"], order=("40 | forty", "60")),
    "when it enters into force": Row("search when does the treaty enter into force", ["40 | forty"], order=("40 | forty", "60")),
    "60 ratifications": Row("search 60 ratifications", ["Mexico", "reconvened-session"]),
    "the signature deadline": Row("search signature deadline", ["2026-12-31 | signature-deadline"], code=None),
    "no command, an article": Row("what does article 28 say", ["Search and seizure"]),
    "an article in Chinese numerals": Row("show 第三十五条", ["第35条 | does not mention that article | International cooperation | 35"], code=None),
    "an article that is indexed": Row('show "article 24"', ["Conditions and safeguards"]),
    "an article without quotes": Row("show article 24", ["Conditions and safeguards | show \"article 24\" | show 'article 24'"], code=None),
    "search for an article": Row("search article 24", ["third-2024 | Conditions and safeguards"], ["ARTICLE 19", "article-19-2024"]),
    "an article of a draft": Row("search article 42", ["session-4"], ["ARTICLE 19", "article-19-2024"]),
    "the article on signature": Row("search article 64", ["signature-deadline | Signature"], ["ARTICLE 19", "article-19-2024"]),
    "a resolution by its number": Row("show 79/243", ["ga-79-243", "2024-12-24"]),
    "a resolution by its symbol": Row("show A/RES/74/247", ["ga-74-247", "2019-12-27", "79", "60", "33"]),
    "a resolution in words": Row("show resolution 74/247", ["ga-74-247"]),
    "a session in words": Row("show first session", ["session-1"], ["postponed-2022"]),
    "after the deadline": Row("search treaty --as-of 2027-03", ["signature closed on"], ["open for signature"]),
    "a position on an article": Row("positions article 24", ["safeguards"], ["Mexico", "Egypt"]),
    "no command, a session as it was planned": Row("what was known about the fourth session on 1 June 2022", ["2023", "Vienna"], ["149", "Singapore"]),
    "NGOs": Row("list ngos", ["hrw-2021-01"]),
    "two drafts by their symbols": Row("diff A/AC.291/22/Rev.2 A/AC.291/22/Rev.3", ["is not an event", "A/AC.291/22/Rev.3"], ["No such file"], code=2),
    "an actor's position on a topic": Row("positions canada surveillance", ["no such position; these are on related topics", "Canada"], ["CCLA"], code=1),
    "no command": Row("when does it enter into force", ["40 | forty", "2026-12-31"]),
    "no command, the last session": Row("last session", ["rules-session"], ["session-2027"]),
    "no command, but a name": Row("hrw", ["Human Rights Watch"]),
    "no command, the last of a kind": Row("last vote", ["votes-2024"]),
    "a draft by its symbol": Row("show A/AC.291/22/Rev.3", ["draft-2024", "2024-06-14"]),
}

STATES = {
    "the chair in the singular": Row("show the chair", ["Mebarki", "Saboia"]),
    "a state that proposes a vote": Row("did brazil propose a vote", ["ga-75-282"], ["No full list"]),
    "who ratified first": Row("who ratified first", ["qatar-2026", "azerbaijan-2026"]),
    "who signed, in names": Row("show signatories", ["Algeria", "Zimbabwe"], ["United States"]),
    "how a state voted": Row("did nauru vote for 74/247", ["No full list of who voted how"]),
    "America": Row("did america sign", ["United States: not among the signatories"]),
    "another instrument": Row("search did russia join the budapest convention", ["budapest"], ["Russia: signed"], None),
    "the US signed": Row("search US signed", [ABSENT, "signing-hanoi"], [SIGNED, "71 states and the European Union sign it"]),
    "did the US sign": Row("search did the united states sign", [ABSENT], [SIGNED, "71 states and the European Union sign it"]),
    "did the US ratify": Row("search did the US ratify", [ABSENT], [SIGNED], code=None),
    "China signed": Row("search China signed", [SIGNED], [ABSENT, "71 states and the European Union sign it"]),
    "a question mark": Row("did china sign?", [SIGNED], [ABSENT]),
    "signatures by a day": Row("how many had signed by the end of 2025", ["31 Dec 2025", "72 | 73"], ["75", "76"]),
    "signatures in a range": Row("how many countries signed between 2025 and 2026", ["ahc count country", "Canada", "74 actors"], ["not in force"]),
    "signatures in a year": Row("which countries signed in 2026", ["Canada, Fiji"], ["Algeria"]),
    "the UK in small letters": Row("search uk signed", [SIGNED], [ABSENT]),
    "the EU signed": Row("search EU signed", ["signing-hanoi"], [ABSENT]),
    "has India signed": Row("search has india signed", [ABSENT], [SIGNED]),
    "did Canada sign": Row("search did canada sign", ["canada-2026", "2026-07"], [ABSENT]),
    "Qatar ratified": Row("search qatar ratified", ["qatar-2026", "with reservations"], [NOT_RATIFIED, ABSENT]),
    "did Vietnam ratify": Row("search did vietnam ratify", ["viet-nam-2026", "reportedly"], [ABSENT]),
    "Azerbaijan": Row("search azerbaijan ratification", ["azerbaijan-2026", "approves | approved"], [ABSENT]),
    "has Russia ratified": Row("search has russia ratified", [SIGNED, "russia-2026"], [ABSENT]),
    "who signed": Row("search who signed", ["signing-hanoi | list signatories | role:signatory"]),
    "how many countries signed": Row("search how many countries signed", ["72 | 75 | 76"], order=("72 | 75 | 76", "fiftieth")),
    "how many signatories": Row("search how many signatories", ["72 | 75 | 76"]),
    "the card of the US": Row("show us", ["United States", ABSENT], [SIGNED]),
    "the card of China": Row("show china", ["China", SIGNED, NOT_RATIFIED]),
    "the card of Vietnam": Row("show vietnam", ["Viet Nam", SIGNED]),
    "the card of Qatar": Row("show qatar", ["Qatar", "ratified | ratifies"]),
    "a card by ISO code": Row("show GB", ["United Kingdom", SIGNED]),
    "the card of Niger": Row("show niger", ["Niger", "ga-74-247", ABSENT], ["Nigeria"]),
    "a card for a script": Row("show china --json", ['"id": "china"', '"positions"', '"events"', '"signatory"', "signing-hanoi"]),
    "the card of Hanoi": Row("show hanoi", ["signing-hanoi", "71 states"]),
    "the card of Vienna": Row("show vienna", ["Vienna", "expert-group-1 | rules-session"], ["draft-2017", "ga-74-247"]),
}

LISTS = {
    "who refused to sign": Row("list states that refused to sign", ["no list of who"], ["expert-group-1"], code=2),
    "who can sign": Row("list who can sign", [], ["role:signatory"]),
    "who signed, and not in a year": Row("list who signed not 2025", ["canada-2026"], ["signing-hanoi"]),
    "two acts": Row("list who signed and ratified", [], ["role:signatory"]),
    "who signed a letter": Row("list who signed the letter", ["apc-letter-2019"], ["no list of who"]),
    "letters that somebody signed": Row("list kind:letter who signed", ["letter"], ["0 events"]),
    "who signed another treaty": Row("list who signed budapest convention", ["budapest"], ["no list of who"]),
    "a negation that is not about signing": Row("list countries that did not join the consensus", [], ["no list of who"]),
    "NGOs by their common name": Row("list civil society 2022", ["cpj-2022", "hrw-2022-04"]),
    "where states signed": Row("list countries that signed", ["signing-hanoi", "canada-2026"], ["expert-group-1"]),
    "who has not signed": Row("who has not signed", ["No list of who", "The United States, Canada, New Zealand"], ["fiji-signature"]),
    "what a count of ratifications leaves out": Row("count ratifications", ["Qatar", "deposits with the UN alone", "3 reported on 13 May 2026 (weak)"]),
    "an actor alone": Row("list canada 2026", ["canada-2026"]),
    "a continent": Row("list in africa", ["signing-hanoi", "rules-session"]),
    "the first draft": Row("list first draft", ["draft-2017"], ["not known"]),
    "the first vote": Row("list first vote", ["third-2018", "ga-2018"]),
    "the first ratification": Row("list first ratification", ["qatar-2026", "which of the first two came first is not known"]),
    "the first session": Row("list first session", ["session-1"], ["the earliest first"]),
    "states of a group": Row("which EU countries signed", ["Among the signatories named (13): Austria", "Not among the signatories named (14): Bulgaria"]),
    "states of a group that ratified": Row("which EU states ratified", ["No ratification or approval on record (27)"], ["Among the signatories"]),
    "states of a group in a year": Row("which EU states signed in 2026", ["ahc search which EU states signed in 2026"], ["Among the signatories"], code=None),
    "states outside a group": Row("which non EU states signed", ["signing-hanoi"], ["Among the signatories named (13)"]),
    "members of a group": Row("how many states in the EU signed", ["Among the signatories named (13): Austria"]),
    "a member that acted": Row("count country stance:opposes eu member states", ["Finland"]),
    "signatories of a group": Row("count signatories eu states", ["14 actors", "13 of them states"]),
    "who did not sign something else": Row("which companies did not sign", ["tech-accord-2025"], ["No list of who"], code=None),
    "who did not support it": Row("who didnt support the convention", ["ahc search"], ["positions support"], code=None),
    "who signed but did not ratify": Row("who has signed but not ratified", ["open for signature"], ["No list of who"]),
    "signatories by continent": Row("count signatories asia", ["0 actors", "without 'asia': 75", "ahc search signatories asia"], code=1),
    "signatories before there were any": Row("count country role:signatory 1999", ["0 actors"], ["ahc search"], code=1),
    "states of a group counted": Row("count country role:signatory eu states", ["Austria", "Sweden", "13 actors"], ["Russia"]),
    "states of a group that did not": Row("which eu states have not signed", ["Not among the signatories named (14): Bulgaria", "Germany"], ["No list of who"]),
    "a group and its states": Row("positions eu member states safeguards", ["EU · urges", "EU · supports"]),
    "who did not sign": Row("list countries which have not signed", ["no list of who"], ["expert-group-1"], code=2),
    "what is only weakly known to come": Row("list upcoming", ["session-2027", "scheduled, weak"]),
    "a period after the newest source": Row("diff 2026-07-01 2026-11-01", ["canada-2026", "newest source is dated"], code=1),
    "sources of a month": Row("sources february 2024 --fields id,date", ["apc-2024-02", "google-blog-2024"], ["ga-12671"]),
    "what came last": Row("list latest", ["canada-2026"], ["sg-report-2019", "session-2027"]),
    "sessions held and planned": Row("list sessions 2026..2027", ["2 events; 1 of them scheduled"]),
    "sessions": Row("list sessions", ["org-session", "org-matters", "session-1", "session-2", "session-3", "session-4", "session-5", "session-6", "concluding-session", "reconvened-session", "rules-session"], ["consultation-1", "expert-group-7", "ga-75-282"]),
    "sessions for a script": Row("list sessions --json", ['"id": "org-session"', '"id": "org-matters"', '"id": "session-1"', '"id": "session-6"', '"id": "concluding-session"', '"id": "reconvened-session"', '"id": "rules-session"', '"id": "session-2027"'], ['"kind": "consultation"', '"kind": "resolution"', '"kind": "decision"', '"kind": "document"']),
    "sessions of a year": Row("list sessions 2022", ["org-matters", "session-1", "session-2", "session-3"], ["session-4", "org-session", "consultation-2"]),
    "sessions in Vienna": Row("list sessions in vienna", ["session-2", "session-4", "session-5", "rules-session"], ["session-1", "session-3", "consultation-1"]),
    "meetings": Row("list meetings", ["expert-group-1", "org-session"], ["draft-2017", "third-2018", "ga-74-247"]),
    "meetings of a year": Row("list meetings 2023", ["session-4", "consultation-4", "session-5", "consultation-5", "session-6", "informals-2023"], ["zero-draft", "brics-2023", "cnd-update-2023"]),
    "Vienna": Row("list vienna", ["expert-group-1", "expert-group-7", "consultation-1"], ["draft-2017", "ga-74-247", "org-session"]),
    "Vienna in a year": Row("list vienna 2023", ["session-4", "consultation-4", "session-5", "consultation-5", "informals-2023"], ["session-6", "zero-draft", "session-2"]),
    "Vienna for a script": Row("list vienna -f ids", ["expert-group-1", "session-2", "informals-2023", "rules-session"], ["draft-2017", "draft-2021", "session-1"]),
    "New York in a year": Row("list new york 2024", ["concluding-session", "reconvening-decision", "reconvened-session", "adoption-2024", "votes-2024", "third-2024", "postponed-2024", "ga-79-243"], ["session-6", "ohchr-2024", "draft-2024"]),
    "Hanoi": Row("list hanoi", ["signing-hanoi"], ["third-2024", "brics-2025", "no-sign-2025"]),
    "intersessional consultations in Chinese": Row("list 闭会期间协商", ["consultation-1", "consultation-5"], ["session-3", "cnd-1"]),
    "two sessions": Row("compare second and fourth session", ["session-2", "session-4"], code=1),
    "a session but one": Row("list not fourth session? -f ids", ["session-3", "session-5", "cnd-letter-2022"]),
    "letters that mention a session": Row("list fourth session letters", ["cnd-letter-2022"]),
    "upcoming": Row("list upcoming", ["signature-deadline", "session-2027"], ["rules-session", "canada-2026"]),
    "upcoming sessions": Row("list upcoming sessions", ["session-2027"], ["signature-deadline", "rules-session"]),
    "scheduled": Row("list scheduled", ["signature-deadline", "session-2027"], ["rules-session", "signing-notice"]),
    "votes": Row("list votes", ["third-2018", "ga-2018", "third-2019", "ga-74-247", "ga-75-282", "votes-2024", "79–60–33", "88–42–32", "23–102–26"], ["third-2024", "ga-79-243", "adoption-2024"]),
    "votes of a year": Row("list votes 2024", ["votes-2024", "23–102–26"], ["ga-79-243", "third-2024", "adoption-2024"]),
    "resolutions": Row("list resolutions", ["third-2018", "ga-2018", "third-2019", "ga-74-247", "79–60–33", "ga-75-282", "third-2024", "ga-79-243"], ["adoption-2024", "postponed-2020"]),
    "ratifications": Row("list ratifications", ["qatar-2026", "viet-nam-2026", "azerbaijan-2026"], ["canada-2026", "russia-2026", "reconvened-session"]),
    "signatories": Row("list signatories", ["signing-hanoi", "mauritius-2025", "fiji-signature", "canada-2026"], ["signature-deadline", "belarus-2025", "no-sign-2025", "rights-letter-2021"]),
    "ratifiers": Row("list ratifiers", ["qatar-2026"], ["azerbaijan-2026", "viet-nam-2026"]),
    "signatories for a spreadsheet": Row("list signatories -f csv", ["id,date,kind,status,place,title", "signing-hanoi", "mauritius-2025", "fiji-signature", "canada-2026"], ["belarus-2025", "researchers-2024"]),
    "drafts": Row("list drafts", ["draft-2017", "draft-2021", "cnd-1", "cnd-2", "cnd-update-2023", "zero-draft", "revised-draft-2023", "draft-2024"], ["sg-report-2019", "budapest-protocol-2022", "third-2018"]),
    "Russia's drafts": Row("list drafts russia", ["draft-2017", "draft-2021"], ["zero-draft", "cnd-1", "third-2018"]),
    "letters": Row("list letters", ["apc-letter-2019", "rights-letter-2021", "ngo-letter-2022"], ["hrw-2021-01", "draft-2017"]),
    "attendance": Row("list attendance", ["org-session", "session-1", "session-2", "session-3", "consultation-3", "session-4", "consultation-4", "signing-hanoi"], ["session-5", "session-6", "tech-accord-2025"]),
    "a month in words": Row("list october 2025", ["eu-council-2025", "russia-2025", "signing-hanoi"], ["belarus-2025", "mauritius-2025"]),
    "a day in words": Row("list 9 Jan 2023", ["session-4"], ["session-5", "cnd-1"]),
    "what was postponed": Row("list postponed", ["postponed-2020", "postponed-2021"], ["draft-2017", "manifesto-2021"]),
    "a name of several words": Row("list state of palestine", ["signing-hanoi"], ["draft-2017", "third-2019"]),
    "a field under another name": Row("list country:russia 2025", ["russia-2025", "signing-hanoi", "russia-protocol-2025"], ["belarus-2025", "kazakhstan-2025"]),
    "a column under another name": Row("list sessions --fields id,type", ["session-4", "session"]),
    "what was ahead in 2021": Row("list upcoming --as-of 2021-03", ["org-session"], ["signing-hanoi", "session-6"]),
    "a session before its dates were set": Row("show session-4 --as-of 2022-03", ["2023", "Vienna"], ["149", "Singapore", "2023-01-20"]),
    "a session": Row("search fourth session", ["session-4"]),
    "sessions as a chart": Row("timeline sessions", ["2022", "first session", "sixth session"], ["Zero draft"]),
    "dates for a calendar": Row("list upcoming -f ics", ["20261231", "TENTATIVE"], ["CONFIRMED"]),
    "the places": Row("places", ["New York", "Vienna", "Hanoi", "Brussels", "Baku"]),
    "the sources": Row("sources wikipedia", ["wikipedia-2026", "weak"]),
}

COUNTS = {
    "a code of a field, and votes": Row("count vote.yes votes 2024", ["23"]),
    "a sentence after count": Row("count how many countries signed", ["75"]),
    "signatures by state": Row("count signatures by country", ["Algeria, Angola"], ["▆"]),
    "by what is no field": Row("count signatures by region", ["cannot count by 'region'"], ["0 actors"], 2),
    "votes per year": Row("count votes per year", ["an event can have several votes"]),
    "countries": Row("count country", ["Russia", "China", "United States"], ["Vienna", "New York"]),
    "places in the plural": Row("count places", ["New York", "24", "Vienna", "18"]),
    "kinds": Row("count kind", ["session", "12", "consultation", "16", "ratification", "3"]),
    "kinds for a script": Row("count kind --json", ['"value": "session"', '"count": 12', '"count": 34']),
    "sessions a year": Row("count year sessions", ["2022 4", "2023 3", "2024 2"]),
    "sessions": Row("count sessions", ["session 12", "1 of them scheduled"]),
    "ratifications": Row("count ratifications", ["Qatar", "1 actor"], ["Azerbaijan"]),
    "votes": Row("count votes", ["votes 6"]),
    "letters by year": Row("count letters by year", ["2019 1", "2021", "2022"]),
    "signatories": Row("count signatories", ["75 actors", "China"], ["United States"]),
}

WISHES = {
    "which countries, and nothing else": Row("positions which countries", ["Mostly on"], ["without :"]),
    "a word in quotes": Row("positions '\"countries\"' ukraine", [], ["actor.kind:state"], code=None),
    "a kind beside a name": Row("positions microsoft companies", ["Tech Accord"]),
    "which countries, with a kind": Row("positions ngo which countries", ["Mostly on: Human rights"]),
    "who stands where on a topic, on its card": Row("show budapest", ["supports (", "opposes (", "Russia, India"]),
    "few positions of a word that is near a topic": Row("positions security researchers", ["related topics:", "Security research (9)"]),
    "who is against the convention": Row("positions against the convention", ["Mandate and need for a convention", "Signature and ratification", "no-sign-2025"], ["Budapest"]),
    "who first proposed it": Row("who first proposed a un cybercrime treaty", ["expert-group-3", "draft-2017"]),
    "who stands where on a topic": Row("positions budapest", ["supports (", "opposes (", "Russia, India"]),
    "Russia": Row("positions russia", ["Russia", "proposes | opposes", "expert-group-3 | draft-2017"], ["INTERPOL"]),
    "the US": Row("positions us", ["United States", "opposes"], ["INTERPOL"]),
    "China in a year": Row("positions china 2022", ["China", "session-1", "terrorism"], ["ga-74-247", "session-6"]),
    "a topic under another name": Row("positions fake news", ["China", "Indonesia", "session-1"], ["INTERPOL"]),
    "an actor at a session": Row("positions russia fourth session", ["session-4", "Singapore"], ["session-2", "draft-2017"]),
    "two topics": Row("positions safeguards surveillance -f ids", ["session-4", "eff-eu-letter-2024"]),
    "a joint position or another actor": Row("positions --limit 1 russia china or iran", ["expert-group-3"]),
    "the positions of each": Row("positions russia china 2025..2026", ["Russia: 3; China: 0"]),
    "who opposed safeguards": Row("positions who opposed safeguards", ["Singapore", "Malaysia", "session-4"], ["rights-letter-2021"]),
    "what is weakly sourced": Row("positions confidence:weak", ["expert-group-3", "Canada", "Mexico"], ["EFF", "draft-2017", "ga-74-247"]),
    "positions for a script": Row("positions confidence:weak --json", ['"confidence": "weak"', '"mexico"', '"colombia"'], ['"confidence": "single"', '"confidence": "timeline"', '"eff"']),
    "the position of the US": Row("search US position", ["ahc positions | United States · opposes | United States · supports"], code=None),
    "what China wants": Row("search what does China want", ["ahc positions | China · proposes | China · supports"], code=None),
    "who opposed the convention": Row("search who opposed the convention", ["icc-2024"]),
    "a clause to be deleted": Row("search delete human rights clause", ["votes-2024"]),
    "who voted against": Row("search who voted against", ["third-2019 | ga-2018"]),
    "how states voted": Row("search how did states vote", ["ga-74-247", "votes-2024"], ["ngo-eu-letter-2024"]),
    "how many voted for it": Row("search how many states voted for", ["ga-74-247"], ["ngo-eu-letter-2024"]),
    "the no-votes": Row("search voted no", ["third-2019 | ga-74-247 | ga-2018"], ["ngo-eu-letter-2024", "postponed-2022"]),
    "who voted against, in Chinese": Row("search 谁投了反对票", ["ga-74-247", "votes-2024"], ["ngo-eu-letter-2024"]),
    "how many abstained, in Chinese": Row("search 多少国家投弃权票", ["ga-74-247", "votes-2024"], ["ngo-eu-letter-2024"]),
    "how states voted, in Chinese": Row("search 投票结果", ["ga-74-247", "votes-2024"], ["ngo-eu-letter-2024"]),
    "how China voted": Row("search how did china vote", ["ga-74-247"], ["third-2024"]),
    "a vote by its count": Row("search 79-60-33", ["ga-74-247"]),
    "a vote on a resolution": Row("search vote on resolution 74/247", ["ga-74-247"]),
    "consensus": Row("search consensus", ["adoption-2024"]),
}

WORDS = {
    "a stem": Row("search ratify", ["azerbaijan-2026 | viet-nam-2026 | qatar-2026"]),
    "a field": Row("search attendance", ["signing-hanoi | list attendance | has:attendance"]),
    "a topic by another name": Row("search encryption", ["icc-2024 | pi-eff-2022"]),
    "a thing of one passage": Row("search cryptocurrency", ["draft-2021"]),
    "child abuse": Row("search child abuse", ["ga-79-243 | cnd-1 | session-2"], ["Côte d'Ivoire"]),
    "a condition among the words": Row("search surveillance kind:session", ["session-4 | session-6"], ["eff-2023-09", "hrw-2021-08", "tech-accord-2025"]),
    "a place": Row("search hanoi", ["signing-hanoi"]),
    "the other convention": Row("search budapest convention", ["Budapest", "coe-2024"], ["79/243", "ga-79-243"]),
    "a name that starts another": Row("search niger", ["ga-74-247"], ["org-session", "session-5", "Nigeria"]),
    "an organization": Row("search human rights watch", ["hrw-2024"]),
    "a company": Row("search microsoft", ["concluding-session | session-6"]),
    "who is in the chair": Row("search who is the chair", ["Saboia"], order=("Saboia", "Mebarki")),
    "a draft": Row("search zero draft", ["zero-draft"]),
    "why it was postponed": Row("search why was the session postponed", ["postponed-2022 | postponed-2021 | postponed-2020"]),
    "visas": Row("search visa", ["reconvened-session | session-3"]),
    "the next session": Row("search next session", ["session-2027", "2027-01"], ["session-1"]),
    "the next meeting": Row("search when is the next meeting", ["session-2027 | ahc status | list upcoming"], code=None),
    "two drafts": Row("diff zero-draft revised-draft-2023", ["records are compared"], ["International cooperation"], code=1),
    "two days": Row("diff 2024-08 2025-01", ["third-2024", "ga-79-243"], code=1),
    "a score for a script": Row("search US signed --json", ['"score"', '"matches"', '"signing-hanoi"']),
}

# Here the honest answer is that the record does not say, or that nothing by this name is in it, and where to look.
SILENT = {
    "Germany signed": Row("search germany signed", [ABSENT], [SIGNED], code=None),
    "has Japan ratified": Row("search has japan ratified", [ABSENT], [SIGNED], code=None),
    "has China ratified": Row("search has china ratified", [SIGNED, NOT_RATIFIED], code=None),
    "the card of the Netherlands": Row("show netherlands", ["Netherlands", ABSENT], [SIGNED]),
    "the Emirates, that reports name": Row("search did the united arab emirates sign", ["signing-hanoi", "not listed here | none of the lists"], [SIGNED]),
    "South Korea, that is not North Korea": Row("search south korea signed", [ABSENT], [SIGNED, "DPR Korea · signatory"], code=None),
    "the card of South Korea": Row('show "south korea"', ["大韩民国", ABSENT], ["朝鲜民主主义人民共和国", SIGNED]),
    "the card of Dominica": Row("show dominica", ["多米尼克", ABSENT], ["多米尼加共和国"]),
    "the card of Kenya": Row("show kenya", ["肯尼亚", ABSENT], [SIGNED]),
    "positions of Germany": Row("positions germany", ["0 positions | Germany"], ["EFF", "Russia"], code=1),
    "whether it is in force": Row("search is the convention in force", ["40 | forty", "ahc status | 39"]),
    "the Conference, that has no date": Row("search when is the conference of the states parties", ["rules-letter-2025 | rules-session | session-2027"]),
    "half of a question": Row("search encryption backdoor", ["backdoor", "icc-2024 | pi-eff-2022"], code=1),
    "AI": Row("search AI", ["artificial intelligence", "octopus-2025"], ["Ukraine", "chair", "signing-hanoi"]),
    "AI for a script": Row("search AI -f ids", ["octopus-2025"], ["session", "signing-hanoi"]),
    "ransomware": Row("search ransomware", ["ransomware"], ["draft-2017"], code=1),
    "an article that does not exist": Row("search article 99", ["article 99"], ["ARTICLE 19", "article-19-2024"], code=1),
    "an article without a source": Row('show "article 50"', ["article 50"], ["Conditions and safeguards"], code=1),
    "a year as an id": Row("show 2024", ["list 2024 | list date:2024"], code=1),
    "cancelled": Row("list cancelled", ["0 events | cancelled"], ["postponed-2020"], code=1),
    "a place misspelt": Row("list viena", ["Vienna"], ["session-2"], code=1),
    "a word misspelt": Row("search budapst", ["'budapest' instead", "budapest-protocol-2022"], code=1),
    "a name misspelt": Row("show rusia", ["Russia"], ["俄罗斯联邦"], code=1),
    "Hanoi before it was known": Row("search hanoi --as-of 2023", ["hanoi"], ["signing-hanoi"], code=1),
    "a condition with a hyphen": Row("list -place:vienna", ["not place:vienna"], code=2),
    "a comparison": Row("list 'vote.yes>80'", ["vote.yes:80.."], code=2),
}

CHINESE = {
    "粤语否定": Row("哪些国家唔签", ["没有未签署或未批准者的名单", "美国、加拿大、新西兰"], ["阿尔及利亚"]),
    "某地的签署": Row("count 河內 簽署", ["阿尔及利亚"], ["75"]),
    "提案在哪里": Row("list 中国提交的提案", ["ahc positions 中国 提议"]),
    "合写的草案": Row("show 俄國草案", ["draft-2021", "draft-2017"], code=None),
    "合写的集团": Row("count 签署方 欧盟国家", ["14个行为体；其中国家13个"]),
    "谁没签署": Row("谁没签署公约", ["没有未签署或未批准者的名单"]),
    "没有批准": Row("哪些国家没有批准公约", ["没有未签署或未批准者的名单", "azerbaijan-2026"]),
    "第一份草案": Row("list 第一份草案", ["draft-2017"], ["0个事件"]),
    "集团的成员国": Row("欧盟哪些成员国签署了", ["在有据可查的签署方之列（13）：奥地利", "不在有据可查的签署方之列（14）：保加利亚"]),
    "谁没有签署": Row("search 哪些国家没有签署", ["没有未签署或未批准者的名单", "美国、加拿大、新西兰"], ["阿尔及利亚"]),
    "哪些国家没签": Row("list 哪些国家没有签署", ["没有记载 | 未载 | 没有相关记录 | 资料"], ["expert-group-1"], code=2),
    "签署的国家": Row("count 签署 国家", ["阿尔及利亚"], ["美国"]),
    "决议文号": Row("show 联大79/243号决议", ["ga-79-243"]),
    "某日谈判情况": Row("status 2024年2月底谈到哪一步了", ["谈判中", "2024年2月29日"]),
    "票数": Row("count 投票 贊成 反對", ["79–60–33", "ga-74-247"]),
    "粤语": Row("特設委員會主席係邊個", ["萨博亚"], ["没有提到"]),
    "只问国家": Row("positions 哪些国家反对人权条款", ["新加坡"], ["民间社会组织"]),
    "相关议题的数目": Row("positions 欧盟 公约范围", ["授权和公约的必要性（3）"]),
    "条文内容": Row("show 第6条", ["资料所述内容", "不得解释为允许压制人权"]),
    "主席是哪国人": Row("特设委员会主席是哪国人", ["法乌齐娅·布迈扎·梅巴尔基（阿尔及利亚）"], ["萨博亚（）"]),
    "反对公约": Row("positions 反对公约", ["授权和公约的必要性", "签署和批准"], ["《布达佩斯公约》"]),
    "公约现状": Row("status", ["开放供签署 | 开放签署", "2024-12-24", "75", "76", "40", "39", "2026-12-31"]),
    "2023年5月的现状": Row("status --as-of 2023-05", ["第六届会议"], ["河内", "2026-12-31"]),
    "公约": Row("show 公约", ["2024-12-24", "40", "2026-12-31"]),
    "搜索公约": Row("search 公约", ["79/243 | ga-79-243 | ahc status | 2024-12-24"]),
    "繁体的公约": Row("search 公約", ["79/243 | ga-79-243 | ahc status | 2024-12-24"]),
    "公约何时通过": Row("search 公约什么时候通过", ["ga-79-243", "2024-12-24"]),
    "公约是否生效": Row("search 公约生效了吗", ["40 | 40份", "ahc status | 39"]),
    "生效条件": Row("search 生效需要多少国家批准", ["40 | 40份 | 40国"], order=("40 | 40份 | 40国", "60份")),
    "谁批准了公约": Row("search 谁批准了公约", ["卡塔尔 | qatar-2026 | ahc status"], code=None),
    "谁签署了公约": Row("search 谁签署了公约", ["signing-hanoi | 72 | 75 | 76"]),
    "多少国家签署": Row("search 多少国家签署了公约", ["72 | 75 | 76 | 71个"]),
    "签署截止": Row("search 签署截止日期", ["2026-12-31 | signature-deadline"], code=None),
    "中国签署": Row("search 中国签署", ["中国", "2025-10-25"]),
    "中国批准": Row("search 中国批准了吗", ["中国", "2025-10-25"], ["qatar-2026"], code=None),
    "美国签署": Row("search 美国签署了吗", ["未在仪式上签署"], ["71个国家和欧洲联盟签署", "71国和欧盟签署"]),
    "日本签署": Row("search 日本签署了吗", ["未在仪式上签署"]),
    "德国签署": Row("search 德国签署了吗", ["德国"], ["qatar-2026"], code=None),
    "俄罗斯批准": Row("search 俄罗斯批准了吗", ["russia-2026", "2025-10-25"]),
    "越南批准": Row("search 越南批准", ["viet-nam-2026", "据报道"]),
    "中国的条目": Row("show 中國", ["中华人民共和国", "2025-10-25"]),
    "美国的条目": Row("show 美国", ["美利坚合众国"], ["2025-10-25"]),
    "河内的条目": Row("show 河内", ["signing-hanoi", "71个 | 71国"]),
    "没有签署的国家": Row("show 韩国", ["大韩民国", "不在有据可查的签署方之列"], ["朝鲜民主主义人民共和国"]),
    "没有签署的国家的签署": Row("search 韩国签署了吗", ["韩国：截至"], ["朝鲜 · 签署方"], code=None),
    "会议": Row("list 会议", ["expert-group-1", "org-session"], ["draft-2017", "third-2018", "ga-74-247"]),
    "一年的会议": Row("list 2022年的会议", ["org-matters", "session-1", "consultation-1"], ["session-4", "org-session"]),
    "一地一年": Row("list 维也纳 2023", ["session-4", "consultation-4", "session-5", "consultation-5", "informals-2023"], ["session-6", "zero-draft"]),
    "繁体的地点": Row("list 維也納", ["expert-group-1", "consultation-1"], ["draft-2017", "ga-74-247"]),
    "一地的会议": Row("list 纽约 会议", ["org-session", "session-1", "session-3"], ["session-2", "ga-74-247", "ga-75-282"]),
    "表决": Row("list 表决", ["third-2018", "ga-2018", "third-2019", "ga-74-247", "79–60–33", "ga-75-282", "votes-2024", "23–102–26"], ["third-2024", "adoption-2024"]),
    "草案": Row("list 草案", ["draft-2017", "draft-2021", "cnd-1", "cnd-2", "cnd-update-2023", "zero-draft", "revised-draft-2023", "draft-2024"], ["sg-report-2019", "third-2018"]),
    "签署方": Row("list 签署方", ["signing-hanoi", "mauritius-2025", "fiji-signature", "canada-2026"], ["signature-deadline", "no-sign-2025"]),
    "将来的会议": Row("list 即将召开的会议", ["session-2027 | ahc status | list upcoming"], ["session-1", "rules-session"], code=None),
    "下一届会议": Row("search 下一届会议", ["session-2027 | ahc status | list upcoming"], ["第一届会议"], code=None),
    "第三届会议": Row("search 第三届会议", ["session-3"]),
    "各国": Row("count 国家", ["俄罗斯", "中国"], ["维也纳"]),
    "各地": Row("count 地点", ["维也纳", "18", "纽约", "24"]),
    "俄罗斯的主张": Row("positions 俄罗斯", ["俄罗斯", "提议 | 反对", "expert-group-3 | draft-2017"], ["国际刑警组织"]),
    "中国立场": Row("search 中国立场", ["ahc positions | 中国 · 提议 | 中国 · 支持"], code=None),
    "俄罗斯反对什么": Row("search 俄罗斯反对什么", ["ahc positions | 俄罗斯 · 反对 | 非洲国家组 · 反对"], code=None),
    "谁投了反对票": Row("search 谁投了反对票", ["third-2019 | ga-2018 | ga-74-247"], code=None),
    "一项决议": Row("show 第79/243号决议", ["ga-79-243", "2024-12-24"]),
    "第一届会议": Row("show 第一届会议", ["session-1"], ["postponed-2022"]),
    "特设委员会": Row("show 特设委员会", ["拟订"], ["cnd-letter-2022"]),
    "汉字写的条": Row("show 第二十四条", ["条件和保障措施"]),
    "不在维也纳": Row("list 非 地点:维也纳", ["draft-2017"], ["expert-group-1"]),
    "从某年到某年": Row("list 从 2022年 到 2023年", ["session-1"], ["2024", "2025"]),
    "自某年以来": Row("list 自 2025年", ["mauritius-2025 | signing-notice"], ["2022", "draft-2017"]),
    "一个季度": Row("list 2022年第一季度", ["session-1"], ["session-2"]),
    "没有年份的日期": Row("list 2月28日", ["不是日期 | is not a date"], ["session-1"], code=2),
    "欧盟签了吗": Row("search 欧盟签了吗", ["欧盟", "2025-10-25"]),
    "名称含有另一国名": Row("search 索马里签署了吗", ["索马里：截至"], code=None),
    "印度和签署": Row("list 印度 签署", ["印度：", "不在"]),
    "一句话": Row("几个国家签署了公约？", ["75 | 72 | 71个"], code=None),
    "美国反对什么": Row("positions 美国反对什么", ["third-2018"], ["提议"]),
    "微软反对什么": Row("positions 微软反对什么", ["session-6", "去掉“反对”后"], [], 1),
    "繁体的联合国": Row("search 聯合國", ["联合国"]),
    "繁体的网络犯罪": Row("search 網絡犯罪", ["网络犯罪"]),
    "含有另一国名的国名": Row("search 白俄罗斯", ["belarus-2025"], ["russia-2025", "russia-2026", "russia-protocol-2025"]),
    "另一国名所含的国名": Row("search 俄罗斯", ["russia-2026"], ["belarus-2025"]),
    "一个组织": Row("search 人权观察", ["hrw-2024"]),
    "主席": Row("search 主席是谁", ["萨博亚"], order=("萨博亚", "梅巴尔基")),
    "布达佩斯公约": Row("search 布达佩斯公约", ["coe-2024"], ["79/243", "ga-79-243"]),
    "第24条": Row("search 第24条", ["third-2024 | 条件和保障措施"], ["第十九条组织", "article-19-2024"]),
    "没有的条": Row("search 第99条", ["第99条 | 第九十九条"], ["第十九条组织", "article-19-2024"], code=1),
    "区块链": Row("search 区块链", ["区块链"], ["signing-hanoi"], code=1),
    "勒索软件": Row("search 勒索软件", ["勒索软件 | 勒索"], ["signing-hanoi"], code=1),
}
# fmt: on

TABLE = {
    "status": ("en", STATUS),
    "the convention": ("en", CONVENTION),
    "states and places": ("en", STATES),
    "lists": ("en", LISTS),
    "counts": ("en", COUNTS),
    "who wanted what": ("en", WISHES),
    "words": ("en", WORDS),
    "what the record does not say": ("en", SILENT),
    "Chinese": ("zh", CHINESE),
}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)\b")
_BETWEEN_CHINESE = re.compile(r"\s+(?=[\u2e80-\u9fff\uff00-\uffef·])|(?<=[\u2e80-\u9fff\uff00-\uffef·])\s+")
_DASHES = str.maketrans("–—", "--")


def plain(text: str) -> str:
    """Write a text without line breaks, with one kind of dash and short months."""
    text = _LONG_MONTH.sub(r"\1", text.translate(_DASHES))
    return " ".join(_BETWEEN_CHINESE.sub("", text).split())


def spellings(fragment: str) -> list[str]:
    """Return the ways to write an alternative: a date as a person writes it in either language, anything else as it is."""
    date = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", fragment)
    if date is None:
        return [plain(fragment)]
    year, month, day = (int(part) if part else None for part in date.groups())
    english = f"{_MONTHS[month - 1]} {year}"
    chinese = f"{year}年{month}月"
    return [fragment, f"{day} {english}" if day else english, f"{chinese}{day}日" if day else chinese]


def place_of(fragment: str, screen: str) -> int:
    """Return where the first alternative of a fragment stands on a plain screen as whole words, or -1."""
    places = []
    for written in (form for choice in fragment.split(" | ") for form in spellings(choice)):
        before = r"(?<![A-Za-z0-9-])" if re.match(r"[A-Za-z0-9]", written) else ""
        after = r"(?![A-Za-z0-9-])" if re.search(r"[A-Za-z0-9]$", written) else ""
        if found := re.search(f"{before}{re.escape(written)}{after}", screen, re.IGNORECASE):
            places.append(found.start())
    return min(places, default=-1)


class Terminal(io.BytesIO):
    """What a terminal shows."""

    def isatty(self) -> bool:
        return True


class Noon(datetime):
    """The clock of 26 November 2026."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 26, 12, tzinfo=tz)


@pytest.fixture
def terminal(monkeypatch):
    """Run a command line at a terminal without colour or pager, and return its exit code and what it showed."""
    monkeypatch.setattr("ahc_cli.cli.options.datetime", Noon)
    monkeypatch.delenv("AHC_DEBUG")
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((COLUMNS, LINES)))
    for name, value in {"COLUMNS": COLUMNS, "LINES": LINES, "TERM": "dumb", "AHC_PAGER": ""}.items():
        monkeypatch.setenv(name, str(value))

    def command(line: str, lang: str) -> tuple[int, str]:
        shown = Terminal()
        out, err = (io.TextIOWrapper(shown, encoding="utf-8", write_through=True) for _ in range(2))
        with monkeypatch.context() as patched:
            patched.setenv("AHC_LANG", lang)
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            code = run(shlex.split(line))
        out.detach()
        err.detach()
        return code, shown.getvalue().decode()

    return command


def first_screen(line: str, shown: str) -> str:
    """Return the lines that fit the terminal at once, or everything of a machine format."""
    if "--json" in line or " -f " in line:
        return shown
    lines, height = [], 0
    for drawn in shown.splitlines():
        height += max(1, -(-cell_len(drawn) // COLUMNS))
        if height > LINES:
            break
        lines.append(drawn)
    return "\n".join(lines)


def faults(row: Row, code: int, screen: str) -> list[str]:
    """Say what a row asks for and the screen does not do."""
    text = plain(screen)
    found = [f"exit code {code} instead of {row.code}"] if row.code not in (None, code) else []
    found += [f"missing:    {fragment}" for fragment in row.shows if place_of(fragment, text) < 0]
    found += [f"misleading: {fragment}" for fragment in row.hides if place_of(fragment, text) >= 0]
    if row.order:
        first, second = (place_of(fragment, text) for fragment in row.order)
        found += [f"wrong order: {row.order[1]} before {row.order[0]}"] if 0 <= second < first else []
    return found


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # after a usage error, a file stays open
@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_what_a_new_user_types_is_answered_from_a_stream_too(terminal, tmp_path, monkeypatch, form):
    """An array, and NDJSON, which can be read only once, have no names of events and no status, but no bug either."""
    events = tmp_path / f"events.{form}"
    encode = msgspec.json.Encoder().encode if form == "json" else msgspec.json.Encoder().encode_lines
    events.write_bytes(encode(bundled().events))
    monkeypatch.setenv("AHC_DATA", str(events))
    codes = {row.line: terminal(row.line, lang)[0] for lang, rows in TABLE.values() for row in rows.values()}
    assert [line for line, code in codes.items() if code not in (0, 1, 2)] == []


@pytest.mark.parametrize("part", TABLE)
def test_the_first_screen_answers_what_a_new_user_types(terminal, part):
    lang, rows = TABLE[part]
    listing = []
    for name, row in rows.items():
        code, shown = terminal(row.line, lang)
        screen = first_screen(row.line, shown)
        if wrong := faults(row, code, screen):
            quoted = [f"  | {drawn}" for drawn in screen.splitlines()[:QUOTED]]
            listing.append("\n".join((f"{name}: AHC_LANG={lang} ahc {row.line}", *(f"  {w}" for w in wrong), *quoted)))
    if listing:
        pytest.fail("\n\n".join((f"{len(listing)} of {len(rows)} rows do not hold", *listing)), pytrace=False)


def test_what_the_table_names_is_in_the_record():
    """An id that is misspelt would be hidden on every screen."""
    record = bundled()
    known = {event.id for event in record.events}
    known |= {id_ for table in ("actor", "topic", "place", "source") for id_ in record.vocabulary.table(table)}
    named = {
        choice
        for _, rows in TABLE.values()
        for row in rows.values()
        for fragment in (*row.shows, *row.hides)
        for choice in fragment.split(" | ")
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", choice)
    }
    assert sorted(named - known) == []
