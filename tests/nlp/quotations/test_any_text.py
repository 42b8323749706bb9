"""Whatever the text: no crash, all spans inside it and never empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from nlp.actors import find_actors
from nlp.document import parse, sentences
from nlp.quotations import find_quotations, to_quotations

WORDS = ["said", "“", "”", '"', "‘", "’", "that", "she", "Marta Okonedo", "the list is wrong", ","]
WORDS += [
    ".",
    "?",
    "\n",
    "according to",
    "critics",
    "told",
    "claim",
    "🙂",
    "THE MINISTRY SAID",
    ":",
]
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
)


@given(texts)
def test_spans_lie_in_the_text(pipeline: Language, text: str) -> None:
    """Content, cue, source and mentions are stretches of the text; contents never overlap."""
    doc = parse(pipeline, text)
    found = find_quotations(doc)
    actors, ids = find_actors(doc, found)
    spans = [s for q in found for s in (*q.content, q.cue, q.source) if s is not None]
    spans += [(start, end) for actor in actors for start, end, _ in actor.mentions]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    covered = [place for q in found for start, end in q.content for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert len(ids) == len(found)
    assert {i for i in ids if i} == {actor.actor_id for actor in actors}
    records = to_quotations(found, ids, sentences(doc))
    assert [r.quotation for r in records] == list(range(len(found)))


@pytest.mark.parametrize("mark", ["“", "”", '"', "‘", "''"])
def test_marks_alone_say_nothing(pipeline: Language, mark: str) -> None:
    """A text of marks only has no quotation."""
    assert find_quotations(parse(pipeline, mark * 7)) == ()


def test_sentence_of_a_quotation(pipeline: Language) -> None:
    """A record names the sentence in which its content begins."""
    text = "The hearing began.\n“The list is wrong,” said Marta Okonedo."
    doc = parse(pipeline, text)
    found = find_quotations(doc)
    (record,) = to_quotations(found, (None,) * len(found), sentences(doc))
    assert record.sentence == 1
