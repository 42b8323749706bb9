"""Silver entities of a treebank: what the first model finds, checked by gold tags."""

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.training.language.silver import checked, runs, silver


def tagged(nlp: Language, words: str, pos: str) -> Doc:
    """Return a Doc of words and parts of speech in step."""
    return Doc(nlp.vocab, words=words.split(), pos=pos.split())


def ruled() -> Language:
    """Return a pipeline that finds two names and one word that is none."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "visited Ren Wei"},
            {"label": "ORG", "pattern": "nobody"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    return nlp


def test_names_lose_what_is_no_name() -> None:
    """Verbs at the ends go, spans without a proper noun go, dates stay."""
    nlp = spacy.blank("en")
    doc = tagged(nlp, "Okonedo visited Ren Wei on Monday", "PROPN VERB PROPN PROPN ADP PROPN")
    assert checked(doc, (1, 4, "PERSON")) == (2, 4, "PERSON")
    assert checked(doc, (1, 2, "ORG")) is None
    assert checked(doc, (4, 6, "DATE")) == (4, 6, "DATE")
    assert list(runs(doc)) == [(0, 1), (2, 4), (5, 6)]


def test_usual_names_are_found_and_unknown_ones_left_open() -> None:
    """A name of the newswire is labelled in the treebank; an unknown proper noun is missing."""
    nlp = ruled()
    gold = tagged(
        nlp,
        "Okonedo visited Ren Wei and nobody in Lagos on Monday",
        "PROPN VERB PROPN PROPN CCONJ PRON ADP PROPN ADP PROPN",
    )
    newswire = []
    for _ in range(3):
        doc = nlp.make_doc("Lagos")
        doc.set_ents([Span(doc, 0, 1, "LOC")])
        newswire.append(doc)
    (found,) = silver(nlp, [gold], newswire)
    assert [(e.text, e.label_) for e in found.ents] == [
        ("Ren Wei", "PERSON"),
        ("Lagos", "LOC"),
        ("Monday", "DATE"),
    ]
    assert [t.text for t in found if t.ent_iob == 0] == ["Okonedo"]
    assert found[5].ent_iob_ == "O"
