"""What an article says of those it names: titles, roles before the name, appositions, "is a".

All patterns run over parts of speech (text.py), after the habits of news prose: "White House
spokesman Josh X", "X, a law professor at Y,", "X (D-Va.)", "Connecticut's tax commissioner, X,",
"X is the director of Y", "X, who served as ambassador".
"""

import itertools
import re

from nlp.actors.name import Description, Name
from nlp.actors.names import Names
from nlp.actors.text import DASHES, POSSESSIVE, Text
from nlp.actors.votes import count_votes
from nlp.actors.words import all_titles, head_types, roles, type_of_words, words

LONGEST = 22
"""Tokens of a description."""
BEFORE = 9
"""Tokens before a name in which its role stands."""
PARTY = re.compile(r"^(?:Democrat|Republican|[DRI](?:-|$))")
STOPS = frozenset({",", ";", ":", "(", ")", ".", "“", "”", '"', "?", "!"})


def describe(names: Names) -> None:
    """Give every name of an article its descriptions and the signs of its type."""
    bodies = frozenset(head_types()) - roles()
    for name in names.all:
        if name.kind in {"place", "group"}:
            continue
        allowed = roles() if name.kind == "person" else bodies
        for first, last in name.mentions:
            _after(names, name, allowed, last)
            _before(names, name, allowed, first)
        if name.kind == "person":
            count_votes(names, name)
    _company(names)


def _company(names: Names) -> None:
    """Note who is joined by "and" to whom: "X, Y and Z" are mostly of one kind."""
    text = names.text
    people = [(m, name) for name in names.all if name.kind == "person" for m in name.mentions]
    mentions = sorted(people, key=lambda pair: pair[0])
    for ((_, end), one), ((start, _), other) in itertools.pairwise(mentions):
        if one is not other and start - end <= 2:  # noqa: PLR2004 - ", and"
            between = [text.lower[i].rstrip(".") for i in range(end, start)]
            if between and all(word in {",", "and", "or", "vs", "versus", ""} for word in between):
                one.company.append(other)
                other.company.append(one)


def _add(names: Names, name: Name, first: int, last: int) -> None:
    """Note tokens first to last as a description of `name`, without its article."""
    text = names.text
    while first < last and text.lower[first] in {"a", "an", "the"}:
        first += 1
    while last > first and text.pos[last - 1] in {"ADV", "PART", "CCONJ"}:
        last -= 1
    said = text.slice(first, last).strip(" ,-–—'")
    said = said.removesuffix("..")
    if (
        not said
        or said.lower().strip(".'‘’\"“” ") in words("titles", "person")
        or any(d.text == said for d in name.descriptions)
    ):
        return
    known = roles() if name.kind == "person" else frozenset(head_types())
    cut = next((i for i in range(first, last) if text.pos[i] == "ADP"), last)
    nouns = [text.singular(i) for i in range(first, cut)]
    heads = tuple(noun.rstrip(".") for noun in reversed(nouns) if noun.rstrip(".") in known)
    said_words = (*text.lower[first:last], *said.lower().split())
    low = frozenset(form for w in said_words for form in (w.strip(".,"), w.replace(".", "")))
    name.descriptions.append(Description(said, heads, low, first, last))
    for i in range(first, last):
        names.described.setdefault(i, name)


def role_head(text: Text, first: int, last: int, allowed: frozenset[str]) -> bool:
    """Say whether the noun chunk at `first` has a role noun as its head: "former tax adviser"."""
    end = text.chunk_end(first, last)
    if end <= first:
        return False
    if text.singular(text.head(first, end)) in allowed:
        return True
    return text.slice(first, end).lower().endswith(("attorney general", "secretary general"))


def _end(text: Text, first: int) -> int:
    """Return where the description that begins at `first` ends: at the next comma or clause."""
    stop = min(len(text), first + LONGEST)
    for i in range(first, stop):
        word, pos = text.words[i], text.pos[i]
        if text.joined(i, stop):
            continue
        stops = word in STOPS and not (word == "." and _abbreviated(text, i))
        if stops or pos in {"VERB", "AUX", "SPACE"}:
            return i
        if pos == "PRON" and text.lower[i] in {"who", "which", "that", "whose", "whom"}:
            return i
        if word in DASHES and text.ends[i - 1] != text.starts[i]:
            return i
    return stop


def _abbreviated(text: Text, i: int) -> bool:
    return i + 1 < len(text) and text.sentence[i] == text.sentence[i + 1]


def _after(names: Names, name: Name, allowed: frozenset[str], last: int) -> None:
    """Read what follows a mention: bracket, apposition, "who was", "is a", or a campaign."""
    text = names.text
    i = last
    before = names.at_word(min(m[0] for m in name.mentions if m[1] == last) - 1)
    if name.kind == "person" and before in words("public", "before"):
        name.evidence.add("public")
    if i < len(text) and text.words[i] == "(":
        close = next((j for j in range(i, min(i + 8, len(text))) if text.words[j] == ")"), i)
        if PARTY.match("".join(text.words[i + 1 : close])) and name.kind == "person":
            name.evidence.add("party")
        i = close + 1
    if i >= len(text):
        return
    if text.words[i] == "," or (text.words[i] in DASHES and text.ends[i - 1] != text.starts[i]):
        i += 1
        if i < len(text) and text.words[i].isdigit():
            i += 2
        _apposition(names, name, allowed, i)
    elif text.lower[i] in {"is", "was"} or (text.lower[i] == "who" and i + 1 < len(text)):
        _apposition(names, name, allowed, i + 1)
    else:
        if text.words[i] in POSSESSIVE:
            i += 1
        near = [text.singular(j) for j in range(i, min(i + 2, len(text)))]
        if name.kind == "person" and set(near) & words("public", "after"):
            name.evidence.add("public")


def _apposition(names: Names, name: Name, allowed: frozenset[str], i: int) -> None:
    text = names.text
    if i < len(text) and PARTY.match(text.words[i]) and text.words[i + 1 : i + 2] == ["of"]:
        name.evidence.add("party")  # "Dianne X, Democrat of California"
    if i < len(text) and text.lower[i] == "who":
        here = range(i + 1, min(i + 6, len(text)))
        i = next((j + 1 for j in here if text.lower[j] in {"as", "is", "was", "been"}), len(text))
    if i >= len(text) or text.pos[i] not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"}:
        return
    if name.kind != "person" and text.pos[i] not in {"DET", "PRON"}:
        return  # bodies have "a law firm" behind them, or what follows is no description
    end = _end(text, i)
    if end > i and role_head(text, i, end, allowed):
        _add(names, name, i, end)


def _before(names: Names, name: Name, allowed: frozenset[str], first: int) -> None:
    """Read the role before a mention: "Trump campaign spokesman X", "his partner, X"."""
    text = names.text
    while first > 0 and text.pos[first - 1] == "SPACE" and "\n" not in text.words[first - 1]:
        first -= 1  # hard spaces are tokens
    i = first - 1
    while i >= 0 and text.lower[i].rstrip(".") in all_titles():
        i -= 1
    if i > 0 and text.words[i] in POSSESSIVE and type_of_words([text.lower[i - 1]]) == "media":
        name.evidence.add("media")  # "CNN's X"
    start = _start(text, names, i + 1)
    end = first
    while first - end <= 3 and end - 1 > start and text.pos[end - 1] in {"PROPN", "PUNCT"}:  # noqa: PLR2004
        if _role_at(text, end - 1, allowed):
            break
        end -= 1  # "Ministry spokesman Navy Capt. X"
    plain = name.kind == "person" or not (text.plural(end - 1) or text.is_name(end - 1))
    if start < end and plain and _role_at(text, end - 1, allowed):
        _add(names, name, start, end)
    elif i > 1 and text.lower[i - 1] == "of" and text.singular(i - 2) in allowed:
        _add(names, name, _start(text, names, i - 1), first)  # "Secretary of State John X"
    elif i > 0 and text.words[i] == "," and i == first - 1:
        _reversed(names, name, allowed, i)


def _role_at(text: Text, i: int, allowed: frozenset[str]) -> bool:
    low = text.lower[i].rstrip(".")
    general = low == "general" and i > 0 and text.lower[i - 1] in {"attorney", "secretary"}
    title = low in all_titles() and low not in words("titles", "person")
    return text.singular(i) in allowed or title or general


def _start(text: Text, names: Names, last: int) -> int:
    """Return where the words that stand before a name, up to `last`, begin."""
    i = last - 1
    while i >= 0 and last - i <= BEFORE and text.pos[i] != "SPACE":
        joined = text.words[i] in DASHES and text.ends[i] == text.starts[i + 1]
        held = text.words[i] in POSSESSIVE
        if not (text.pos[i] in {"NOUN", "PROPN", "ADJ", "NUM"} or joined or held):
            break
        if i in names.at and names.at[i].kind == "person" and i + 1 < last:
            after = text.words[i + 1]
            if after not in POSSESSIVE and text.singular(i + 1) not in head_types():
                break
        if text.sentence[i] != text.sentence[last - 1]:
            break
        i -= 1
    return i + 1


def _reversed(names: Names, name: Name, allowed: frozenset[str], comma: int) -> None:
    """Read "the state's campaign chairman, X,": a description, a comma, the name."""
    text = names.text
    start = comma
    while start > 0 and comma - start < LONGEST and text.pos[start - 1] not in {"VERB", "AUX"}:
        if text.words[start - 1] in STOPS or text.pos[start - 1] == "SPACE":
            break
        start -= 1
    for i in range(start, comma):
        if text.pos[i] not in {"DET", "PRON", "ADJ", "NOUN", "PROPN"} or i in names.at:
            continue
        if role_head(text, i, comma, allowed):
            if not text.plural(text.head(i, text.chunk_end(i, comma))):
                _add(names, name, i, comma)
            return
