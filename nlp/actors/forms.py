"""Which forms are one name's: surname and full name, first and last words, acronyms."""

from nlp.actors.name import Name
from nlp.actors.words import PARTICLES, SUFFIXES, words


def surname(low: tuple[str, ...]) -> str:
    """Return the last word, without "Jr."."""
    parts = [part for part in low if part.rstrip(".") not in SUFFIXES] or list(low)
    return parts[-1].rstrip(".,")


def fuller(parts: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Say whether `parts` is the fuller, and not merely the louder, form of a name."""
    return len(parts) > len(known) or (len(parts) == len(known) and " ".join(known).isupper())


def one_person(low: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Say whether two full names with one surname may be one person's."""
    full = [part.casefold().strip("\"“”'‘’.") for part in known]
    short = [part.strip("\"“”'‘’.") for part in low]
    shorter, longer = sorted((short[:-1], full[:-1]), key=len)
    if not shorter or shorter[0] in PARTICLES:
        return True
    first = shorter[0]
    return any(
        first == other or (1 in {len(first), len(other)} and first[:1] == other[:1])
        for other in longer
    )


def one_body(low: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Say whether `low` is the name `known` of a body, or its first or last words."""
    full = tuple(part.casefold() for part in known)
    if full == low:
        return True
    if len(low) >= len(full):
        return len(low) > len(full) > 1 and (low[-len(full) :] == full or low[: len(full)] == full)
    if len(low) == 1:
        return low[0] in words("names", "media_endings") and full[-1] == low[0]
    return full[: len(low)] == low or full[-len(low) :] == low


def acronym(word: str, name: Name) -> bool:
    """Say whether `word` is made of the first letters of the words of a body."""
    letters = word.replace(".", "")
    if name.kind == "person" or len(letters) < 2 or len(name.words) < 2:  # noqa: PLR2004
        return False
    capitals = "".join(w[0] for w in name.words if w[0].isupper())
    return letters == capitals or letters == "".join(w[0].upper() for w in name.words)


def likeliest(people: list[Name], titles: set[str]) -> Name:
    """Return whom a surname alone means: whom the title fits, then who is named first.

    Who else bears the surname is given in full each time, so how often says nothing.
    """
    for word, other in (("he", "she"), ("she", "he")):
        if titles & words("called", word):
            fitting = [n for n in people if not n.titles & words("called", other)]
            people = fitting or people
    return min(people, key=lambda n: min(n.mentions)[0] if n.mentions else 0)
