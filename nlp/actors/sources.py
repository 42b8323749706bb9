"""The name that a source is, of whatever shape: in front, in apposition, or never seen before."""

from nlp.actors import words
from nlp.actors.name import Name
from nlp.actors.names import Names


def name_of_source(names: Names, first: int, last: int) -> Name | None:
    """Return the name that a source is: its head's, or one in apposition to its head."""
    text = names.text
    end = text.chunk_end(first, last)
    head = text.head(first, end)
    name = names.at.get(head)
    if name is not None and not _only_role(names, name, head):
        names.complete(name, first)
        return name
    if text.words[head][:1].isupper() and (known := _known(names, text.words[head])) is not None:
        return known
    lead = _leading(names, first, last)
    if lead is not None:
        return lead
    if text.pos[head] != "PROPN" or words.is_personal(text.lower[head]):
        name = _in_apposition(names, first, end, last)
        if name is not None:
            return name
        if not text.words[head][:1].isupper() or text.words[head].isupper():
            return None
    return _new_name(names, first, head)


def _only_role(names: Names, name: Name, head: int) -> bool:
    """Say whether "the Republican" is a role and no name."""
    low = names.text.lower[head]
    return low in words.words("party_members", "words") and name.text.lower() == low


def _known(names: Names, word: str) -> Name | None:
    """Return the person of whose name a word is the surname, whatever the tagger made of it."""
    name = names.find((word,), "person")
    return name if name is not None and name.kind == "person" else None


def _in_apposition(names: Names, first: int, end: int, last: int) -> Name | None:
    """Return whom "her rival, Senator X", "lobbyist and aide X", "a man named X" name."""
    text = names.text
    if text.plural(text.head(first, end)):
        return None
    bare = text.pos[first] not in {"DET", "PRON"}
    for i in range(end, last):
        low = text.lower[i]
        joins = low in {",", "—", "–", "--", ":", "named"} or (bare and low in {"and", "of"})
        if not joins or i + 1 >= last:
            continue
        head = text.head(i + 1, text.chunk_end(i + 1, last))
        name = names.at.get(head)
        if name is None or name.kind != "person":
            continue
        start = next(m[0] for m in name.mentions if m[0] <= head < m[1])
        titled = text.lower[start - 1].rstrip(".") in words.all_titles()
        if low != "of" or (start > i + 1 and not titled):  # "chief of staff X", not "of Mr. X"
            return name
    return None


def _leading(names: Names, first: int, last: int) -> Name | None:
    """Return a name that begins the source and reaches over its first chunk: "Bank of X"."""
    name = names.at.get(first) or names.at.get(min(first + 1, last - 1))
    if name is None:
        return None
    end = names.text.chunk_end(first, last)
    over = any(m[0] <= first + 1 and end < m[1] <= last for m in name.mentions)
    return name if over and name.kind != "person" else None


def _new_name(names: Names, first: int, head: int) -> Name | None:
    """Return a name that the entity recogniser did not see: written with capitals."""
    text = names.text
    if not text.is_name(head) or (text.pos[head] != "PROPN" and not text.words[head].isupper()):
        return None
    if text.lower[head] in words.words("names", "party"):
        return names.add("organisation", head, head + 1)
    low = text.singular(head)
    shouted = text.words[head].isupper() and (
        low in words.head_types() or text.lower[head] in words.words("collective", "words")
    )
    start = head
    while start > first and text.is_name(start - 1) and start - 1 not in names.at:
        start -= 1
    opens = head == start and text.sentence[head] != text.sentence[head - 1] if head else True
    common = head < text.headline and text.lower[head] in text.written_small
    known = low in words.head_types() or text.lower[head] in words.words("collective", "words")
    if shouted or common or (opens and known):
        return None
    plain = len(text.slice(start, head + 1).split()) > 1 and low not in words.head_types()
    ending = low in words.words("names", "media_endings")
    kind = "person" if plain and not ending and text.lower[start - 1] != "the" else "organisation"
    return names.add(kind, start, head + 1)
