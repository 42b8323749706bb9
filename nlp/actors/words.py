"""The word lists by which actors are typed (words.toml), each read once."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, cast

from corpus.records import ActorType
from nlp.actors.labels import singular

PARTICLES = frozenset(
    {"de", "von", "van", "der", "del", "di", "da", "la", "le", "bin", "al", "ibn"}
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
NAME_TYPES: tuple[ActorType, ...] = (
    "media",
    "government",
    "party",
    "ngo",
    "academic",
    "company",
    "organisation",
)


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(files("nlp.actors").joinpath("words.toml").read_text("utf-8"))


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Return one list of words."""
    return frozenset(_lists()[table][key].split())


@cache
def phrases(table: str, key: str) -> tuple[str, ...]:
    """Return one list of phrases of several words; empty if there is none."""
    return tuple(_lists()[table].get(key, ()))


@cache
def head_types() -> dict[str, ActorType]:
    """Return head noun -> type; a word in two lists has the type named first."""
    table: dict[str, ActorType] = {}
    for kind, listed in _lists()["heads"].items():
        for word in listed.split():
            table.setdefault(word, cast("ActorType", kind))
    return table


@cache
def plural_types() -> dict[str, ActorType]:
    """Return singular head noun -> type, for plurals that keep the type of an office."""
    return {
        word: cast("ActorType", kind)
        for kind, listed in _lists()["plural"].items()
        for word in listed.split()
    }


@cache
def all_titles() -> frozenset[str]:
    """Return every title that may stand before a name, without full stop."""
    return frozenset(word for listed in _lists()["titles"].values() for word in listed.split())


@cache
def roles() -> frozenset[str]:
    """Return the nouns by which a single person may be described."""
    personal = {"politician", "academic", "media", "citizen", "person"}
    bodies = words("public", "institutes") | words("names", "media_bodies")
    return frozenset(w for w, kind in head_types().items() if kind in personal) - bodies


@cache
def _equal() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, listed in enumerate(_lists()["equal"]["sets"]):
        for word in listed.split():
            table.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def same_role(one: str, other: str) -> bool:
    """Say whether two role nouns may mean the same office: senator and lawmaker."""
    if one == other:
        return True
    return bool(_equal().get(one, frozenset()) & _equal().get(other, frozenset()))


def called(evidence: Iterable[str]) -> str:
    """Return "he" or "she" if a title or noun in `evidence` says so, else an empty string."""
    evidence = set(evidence)
    return next((p for p in ("he", "she") if evidence & words("called", p)), "")


def is_personal(word: str) -> bool:
    """Say whether a lower-case noun, singular or plural, means people."""
    return singular(word) in roles()


def type_of_words(bare: list[str]) -> ActorType | None:
    """Return the type that the words of a body's name tell, None if they tell nothing."""
    if not bare:
        return None
    whole, last = " ".join(bare), bare[-1]
    for kind in NAME_TYPES:
        listed = words("names", kind)
        named = whole in listed or whole.replace(".", "") in listed
        if named or any(phrase in whole for phrase in phrases("names", f"{kind}_phrases")):
            return kind
    endings: tuple[tuple[frozenset[str], ActorType], ...] = (
        (words("company_endings", "words"), "company"),
        (words("names", "media_endings") if len(bare) > 1 else frozenset(), "media"),
        (words("names", "party"), "party"),
    )
    ended = next((kind for listed, kind in endings if last in listed), None)
    heads = (head_types().get(w) or head_types().get(singular(w)) for w in (last, *bare))
    body = (kind for kind in heads if kind not in {None, "citizen", "politician", "person"})
    media: ActorType | None = "media" if words("names", "media") & set(bare) else None
    return ended or next(body, None) or media
