"""Where names stand: entities and titles with a name, cut to the bare name."""

from collections.abc import Iterator

from nlp.actors.labels import family, singular
from nlp.actors.text import POSSESSIVE, Text
from nlp.actors.words import PARTICLES, all_titles, head_types, roles, words

OLDEST = 110
ARTICLES = frozenset({"the", "a", "an"})


def spans(text: Text) -> Iterator[tuple[str, int, int]]:
    """Yield kind, first and last token of every entity and of every title with a name."""
    taken: set[int] = set()
    for span in text.doc.ents:
        kind = family(span.label_)
        if kind is None:
            continue
        cut = (
            i for i in range(span.start, span.end) if text.words[i] == ":" or "\n" in text.words[i]
        )
        last = next(cut, span.end)
        common = singular(text.lower[last - 1]) in head_types()
        if last - span.start > 1 and common and text.words[last - 1].isupper():
            continue  # "FELLOW DOCTORS", in capitals
        start = span.start
        if (
            kind == "person"
            and last - start == 1
            and start > 0
            and not text.doc[start - 1].ent_type
        ):
            start -= given_name(text, start - 1)  # the recogniser left out a first name
        taken.update(range(start, last))
        if last < len(text) and text.words[last] == ":" and text.words[last - 1].isupper():
            kind = "person"  # who speaks in a transcript
        yield _kind(text, kind, start, last), start, last
    for i, low in enumerate(text.lower):
        if low.rstrip(".") in words("titles", "person") and i + 1 < len(text) and i not in taken:
            last = i + 1
            while last < len(text) and text.is_name(last) and last not in taken:
                last += 1
            if last > i + 1:
                yield "person", i, last


def _kind(text: Text, kind: str, first: int, last: int) -> str:
    """Return the kind of an entity, corrected by words that tell it surely."""
    low = text.lower[last - 1]
    if kind == "person":
        if low in words("names", "party") or low in words("names", "government"):
            return "organisation"
        if low in words("names", "media_endings") and text.lower[max(0, first - 1)] == "the":
            return "organisation"
        if last - first == 1 and low in words("names", "media"):
            return "organisation"
    if kind == "group" and low in words("names", "party"):
        return "organisation"
    return kind


def bare(text: Text, first: int, last: int, *, person: bool) -> tuple[set[str], int, int]:
    """Return titles, and the tokens without article, titles, possessive and marks."""
    while first < last and (
        text.lower[first] in ARTICLES
        or not text.words[first][:1].isalnum()
        or (text.words[first].islower() and text.lower[first] not in PARTICLES)
    ):
        first += 1
    while last > first and (
        text.words[last - 1] in POSSESSIVE
        or (text.pos[last - 1] == "PRON" and last - first > 1)
        or text.pos[last - 1] in {"SPACE", "PUNCT"}
    ):
        if text.words[last - 1] in {".", ")"} and last - first > 1:
            break
        last -= 1
    titles: set[str] = set()
    while last - first > 1:
        low = text.lower[first].rstrip(".")
        if not person and low not in words("titles", "person"):
            break
        if low not in all_titles() and (low not in roles() or text.pos[last - 1] != "PROPN"):
            break
        titles.add(low)
        first += 1
    return titles, first, last


def titles_before(text: Text, first: int) -> set[str]:
    """Return the title that stands right before a name, in a set; an empty set if there is none."""
    low = text.lower[first - 1].rstrip(".") if first else ""
    return {low} if low in all_titles() and text.words[first - 1][:1].isupper() else set()


def has_age(text: Text, last: int) -> bool:
    """Say whether a number of years stands behind the name: "Paul Lindqvist, 19, said"."""
    after = text.words[last : last + 3]
    return (
        len(after) > 1
        and after[0] == ","
        and after[1].isdigit()
        and 0 < int(after[1]) < OLDEST
        and (after[-1] in {",", ".", ";", "(", "–", "—"} or text.pos[last + 2] in {"VERB", "AUX"})
    )


def given_name(text: Text, i: int) -> bool:
    """Say whether token `i`, before a surname, is a first name rather than a role or a title."""
    low = text.lower[i].rstrip(".")
    known = low in all_titles() or low in head_types()
    headline = i < text.headline  # there, every word is written like a name
    return text.pos[i] == "PROPN" and text.is_name(i) and not (known or headline)


def role_before(text: Text, first: int) -> bool:
    """Say whether a role noun in lower case stands right before: "host Marta Okonedo"."""
    low = text.words[first - 1] if first else ""
    return low in roles() or low in all_titles()
