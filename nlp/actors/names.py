"""Names in a text: which mentions belong together, and what is the full one.

Entity labels differ between pipelines (PERSON/PER, ORG, GPE/LOC, NORP): only these families are
told apart, by `family`.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from nlp.actors.words import all_titles, head_types

FAMILIES = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "LAW": "work",
}
OLDEST = 110
POSSESSIVE = ("'s", "’s", "'", "’")


@dataclass
class Name:
    """One named entity of the text under its fullest form, with all its mentions."""

    family: str
    words: tuple[str, ...]
    mentions: list[tuple[int, int]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    tokens: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The fullest form."""
        return " ".join(self.words)


def family(label: str) -> str | None:
    """Return the family of an entity label; None for labels that name no actor."""
    return FAMILIES.get(label)


def names(doc: Doc) -> list[Name]:
    """Return the names of persons, organisations, places and groups in `doc`.

    Persons: a surname, or title and surname, joins the full name before it (or, for a name
    first given short, after it) that ends in it; two different first names are never joined.
    Organisations: equal words, or an acronym of the words.
    """
    found: list[Name] = []
    spans = [_whole(span) for span in doc.ents if family(span.label_)]
    for span in sorted(spans, key=lambda s: -len(_words(s)[1])):
        kind = "person" if _has_age(span) else family(span.label_) or ""
        titles, words = _words(span)
        if not words:
            continue
        name = next((n for n in found if n.family == kind and _same(n, words, kind)), None)
        if name is None and len(words) == 1:
            # a surname or first name alone is often mislabelled: it is the person's who bears it
            name = next(
                (
                    n
                    for n in found
                    if n.family == "person" and words[0] in {n.words[0], n.words[-1]}
                ),
                None,
            )
        if name is None:
            name = Name(kind, words)
            found.append(name)
        name.mentions.append((span.start_char, span.end_char))
        name.titles |= titles | _title_before(span)
        name.tokens |= set(range(span.start, span.end))
        if words != name.words:
            name.aliases.add(" ".join(words))
    return sorted(found, key=lambda n: min(n.mentions))


def _whole(span: Span) -> Span:
    """Return `span` with a first name that the entity recogniser left out."""
    start = span.start
    while start > 0 and family(span.label_) == "person":
        before = span.doc[start - 1]
        named = before.pos_ == "PROPN" and before.text[:1].isupper() and not before.ent_type_
        if not named or before.head.i not in range(start, span.end):
            break
        if before.lower_.rstrip(".") in all_titles():
            break
        start -= 1
    return Span(span.doc, start, span.end, label=span.label)


def _words(span: Span) -> tuple[set[str], tuple[str, ...]]:
    """Return titles and bare words of an entity: no article, title, possessive."""
    words = span.text.split()
    while words and words[0].lower() in {"the", "a", "an"}:
        words.pop(0)
    titles = set()
    before = all_titles() | (head_types().keys() if family(span.label_) == "person" else set())
    while len(words) > 1 and words[0].lower().rstrip(".") in before:
        titles.add(words.pop(0).lower().rstrip("."))
    joined = " ".join(words)
    for ending in POSSESSIVE:
        joined = joined.removesuffix(ending)
    return titles, tuple(joined.split())


def _has_age(span: Span) -> bool:
    """Say whether a number of years stands behind the name: "Paul Lindqvist, 19, said"."""
    after = span.doc[span.end : span.end + 3]
    return (
        len(after) > 1
        and after[0].text == ","
        and after[1].text.isdigit()
        and 0 < int(after[1].text) < OLDEST
        and (len(after) < 3 or after[2].is_punct or after[2].pos_ in {"VERB", "AUX"})  # noqa: PLR2004
    )


def _title_before(span: Span) -> set[str]:
    if span.start == 0:
        return set()
    word = span.doc[span.start - 1].lower_.rstrip(".")
    return {word} if word in all_titles() else set()


def _same(name: Name, words: tuple[str, ...], kind: str) -> bool:
    full = [w.casefold() for w in name.words]
    short = [w.casefold() for w in words]
    if full == short:
        return True
    if kind == "person":
        # a surname, or given name, of the full name; never another first name
        return len(short) < len(full) and (full[-len(short) :] == short or full[:1] == short)
    if kind == "organisation" and len(short) == 1 and short[0].isalpha() and words[0].isupper():
        return words[0] == "".join(w[0] for w in name.words if w[0].isupper())
    if kind == "organisation" and len(full) > len(short) > 1:
        return full[: len(short)] == short or full[-len(short) :] == short
    return False


def name_of(token: Token, found: list[Name]) -> Name | None:
    """Return the name that `token` is a part of."""
    return next((name for name in found if token.i in name.tokens), None)
