"""When two names are one: case, accents, titles, "the", legal endings, initials, acronyms."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from corpus.records import ActorType

Sort = Literal["person", "organisation", "document", "wording"]
"""What a name is a name of; "wording" is none ("critics", "the ministry")."""


@cache
def lists() -> dict[str, dict[str, frozenset[str]]]:
    """Return the word lists of words.toml, by part and name."""
    text = files("corpus.actors").joinpath("words.toml").read_text("utf-8")
    return {
        part: {name: frozenset(words) for name, words in lists.items()}
        for part, lists in tomllib.loads(text).items()
    }


TITLES = lists()["names"]["titles"]
LEGAL_ENDINGS = lists()["names"]["legal_endings"]
ORGANISATION_WORDS = lists()["names"]["organisations"]
_ROLES = lists()["descriptions"]["anybody"].union(*lists()["roles"].values())
ACRONYM = re.compile(r"[A-Z][A-Z&.]{0,6}[A-Z]\.?")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
_DOTTED = re.compile(r"\b((?:\w\.){2,})")
_WORD = re.compile(r"\w+(?:'\w+)?")
_IN_BRACKETS = re.compile(r"^(.+?)\s*\(\s*([^()]+?)\s*\)$")


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded: no case, accents, hyphens, possessives; & is "and"."""
    bare = name.casefold().replace("&", " and ").replace("-", "")
    if not bare.isascii():
        text = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'")
    if "'" in bare:
        bare = _POSSESSIVE.sub("", bare)
    if "." in bare:
        bare = _DOTTED.sub(lambda m: m[1].replace(".", ""), bare)
    return tuple(_WORD.findall(bare))


def plain(name: str) -> tuple[str, ...]:
    """Return the words of a name without articles before it: what a row of actors.csv names."""
    return _without_article(words(name))


def person(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return a person's name without titles, and its initials: ("john", "smith"), {"a"}."""
    bare = words(name)
    while len(bare) > 1 and bare[0] in TITLES:
        bare = bare[1:]
    full = tuple(word for word in bare if len(word) > 1 or not word.isascii())
    return full or bare, frozenset(bare) - frozenset(full or bare)


def organisation(name: str) -> tuple[str, ...]:
    """Return an organisation's name without "the", brackets and legal endings."""
    bare = _without_article(words(without_brackets(name)[0]))
    while len(bare) > 1 and bare[-1] in LEGAL_ENDINGS:
        bare = bare[:-1]
    return bare


def without_brackets(name: str) -> tuple[str, str | None]:
    """Tell a name from what stands in brackets behind it: "Labour Organization (ILO)"."""
    match = _IN_BRACKETS.match(name)
    return (match[1], match[2]) if match else (name, None)


def is_acronym(name: str) -> bool:
    """Say whether a name is an acronym, such as "ILO" or "U.N."."""
    return ACRONYM.fullmatch(name) is not None


def is_name(name: str) -> bool:
    """Say whether a wording names anybody: it has a capital (or no case), and is no bare role."""
    bare = plain(name)
    if all(word in TITLES for word in bare):
        return False  # "the President"
    return any(c.isupper() or c.isdigit() or (c.isalpha() and c.lower() == c.upper()) for c in name)


def sort_of(name: str, kind: ActorType, description: str | None) -> Sort:
    """Return what `name` is a name of, given its type and description in an article."""
    bare = plain(name)
    # "Lawyers" at the beginning of a sentence; but Democrats are a party
    role = kind != "party" and len(bare) == 1 and _plural_role(bare[0])
    if kind == "unnamed" or role or not is_name(name):
        return "wording"
    if kind == "document":
        return "document"
    if kind in {"person", "politician", "citizen"}:
        return "person"
    if kind == "academic":
        return "organisation" if ORGANISATION_WORDS & set(words(name)) else "person"
    if kind == "media" and any(singular(word) in _ROLES for word in words(description or "")):
        return "person"
    return "organisation"


def singular(word: str) -> str:
    """Return a word without the s of a plural ("lawyers", but not "press" or "gas")."""
    long = len(word) > 4  # noqa: PLR2004
    return word[:-1] if long and word.endswith("s") and not word.endswith("ss") else word


def _plural_role(word: str) -> bool:
    return singular(word) != word and singular(word) in _ROLES


def _without_article(bare: tuple[str, ...]) -> tuple[str, ...]:
    return bare[1:] if len(bare) > 1 and bare[0] in {"the", "a", "an"} else bare
