"""Where sentences of news text begin, as far as marks and lines alone decide it.

Runs before the component that decides the rest (a parser or a senter), which keeps what is set.
"""

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

BOUNDARIES = "framesay_boundaries"
CONTINUING = {")", "]", ",", ";"}
CLOSING = {"”", '"', "’", "'", "''", "»"}
OPENING = {"“", '"', "``", "«", "„"}
ENDING = {".", "?", "!", "…", "..."}
GOES_ON = {",", "—", "–", ";"}
"""After these and closing marks a sentence goes on: `…,” said X`."""
BULLETS = {"-", "–", "—", "--", "•", "*", "·", "▪", "●", "◦", "■", "►"}
"""Behind a dash or a bullet a sentence, a dateline or a point of a list goes on."""
HOURS = {"a.m.", "p.m."}
AFTER_HOURS = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Sept|Nov|Dec)ember|October|Eastern|Pacific|Central|Mountain|Greenwich"
)
"""What may stand behind the hour in the same sentence, beside words in small or capital letters."""
CUES = {
    "add", "adds", "added", "ask", "asks", "asked", "cried", "cries", "exclaimed", "replied",
    "replies", "said", "say", "says", "shouted", "shouts", "tweeted", "tweets", "wondered",
    "wonders", "wrote", "writes", "yelled",
}  # fmt: skip
ASKED = {"asked", "asks", "wondered", "wonders"}
"""Behind these the clause may go on as it likes: `?” Marta Okonedo asked the minister`."""
BEHIND_CUES = {".", ",", ";", ":", "of", "in", "on", "at", "after", "as", "during", "when", "while"}
LONGEST_SOURCE = 5
"""Words of a name that may stand between `?”` and its cue."""
ABBREVIATED = re.compile(
    r"(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Rev|Hon|St|Mt|Ft"
    r"|Messrs|Supt|Insp|Det|Cpl|Pvt|Brig|Cmdr|Amb|Fr|Pres|vs|cf|e\.g|i\.e)\."
)
"""A word whose full stop ends no sentence when more follows on the line."""
NUMBERED = {"no.", "nos.", "art.", "sec.", "vol.", "pp.", "p.", "fig.", "para."}
"""These end none before a number."""
BEGINS_ANYWAY = {
    "a", "an", "and", "at", "but", "for", "he", "her", "his", "however", "i", "if", "in", "it",
    "its", "my", "on", "our", "she", "some", "that", "the", "their", "there", "these", "they",
    "this", "those", "we", "what", "when", "while", "who", "yet", "you",
}  # fmt: skip
"""A capitalised one of these after initials (`in the U.S. The court …`) begins a sentence."""


@Language.component(BOUNDARIES)
def boundaries(doc: Doc) -> Doc:
    """Set the sentence boundaries that a parser trained on other texts gets wrong.

    A new line is a new paragraph. After `…,”` comes `said X`, never a new sentence; after `…?”`
    and a lower-case word neither; nor after initials, titles and `No.` before what they belong to,
    nor inside an entity, where a component before this one found entities.
    """
    for token in doc[1:]:
        begins = starts_sentence(doc, token)
        if begins is not None:
            token.is_sent_start = begins
    return doc


def starts_sentence(doc: Doc, token: Token) -> bool | None:
    """Say whether a sentence begins at `token`, which is not the first; None: not decided here."""
    before = doc[token.i - 1]
    if token.is_space:
        return False
    if before.is_space and "\n" in before.text:
        return True
    if before.text in CLOSING and token.i > 1:
        return _after_closing(doc[token.i - 2].text, token)
    if token.text in CONTINUING or before.text in BULLETS or _is_number_of_point(doc, before):
        return False
    if before.text in ENDING and (token.text in OPENING or token.text in CLOSING):
        return _at_mark(before, token)
    return False if token.ent_iob_ == "I" else _after_full_stop(before, token)


def _is_number_of_point(doc: Doc, token: Token) -> bool:
    """Say whether `token` closes the number of a point at the start of a line: `1.`, `2)`."""
    i = token.i
    at_line_start = i == 1 or (i > 1 and "\n" in doc[i - 2].text)
    return token.text in {".", ")"} and i > 0 and doc[i - 1].is_digit and at_line_start


def _at_mark(before: Token, token: Token) -> bool | None:
    """Decide at a quotation mark behind the end of a sentence."""
    if before.whitespace_:
        return not token.whitespace_ if token.text in OPENING else None
    return False if token.text in CLOSING else None


def _after_closing(inside: str, token: Token) -> bool | None:
    """Decide behind closing marks; `inside` stands before them."""
    if inside in GOES_ON:
        return False
    asked = inside in {"?", "!", "…", "..."}
    return False if asked and (token.text[:1].islower() or _names_source(token)) else None


def _names_source(token: Token) -> bool:
    """Say whether a name or `the minister` begins at `token` and a cue closes the clause behind."""
    rest = token.doc[token.i : token.i + LONGEST_SOURCE + 2]
    for word, behind in pairwise(rest):
        if word.lower_ in CUES:
            return word.lower_ in ASKED or behind.is_space or behind.lower_ in BEHIND_CUES
        if word.is_punct and word.text not in {"-", "’", "'"}:
            return False
    return False


def _after_full_stop(before: Token, token: Token) -> bool | None:
    """Decide behind a word with a full stop that may belong to it."""
    word = _with_stop(before)
    if not word:
        return None
    if word.lower() in NUMBERED:
        return False if token.like_num else None
    if word.lower() in HOURS:
        return not AFTER_HOURS.fullmatch(token.text) if token.text.istitle() else None
    if ABBREVIATED.fullmatch(word) and token.is_alpha:
        begins = token.is_title and token.lower_ in BEGINS_ANYWAY
        return (True if word.count(".") > 1 else None) if begins else False
    return False if before.text != "." and token.text[:1].islower() else None


def _with_stop(before: Token) -> str:
    """Return the word that ends in the full stop of `before`; empty if there is none.

    spaCy's tokenizer keeps the stop of some abbreviations and makes a word of others'.
    """
    if before.text != ".":
        return before.text if before.text.endswith(".") and not before.is_punct else ""
    word = before.doc[before.i - 1] if before.i else before
    return f"{word.text}." if word.is_alpha and not word.whitespace_ else ""
