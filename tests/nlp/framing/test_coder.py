"""The coder says which frame, whether it stands, whose it is, and why."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Sentence
from nlp.codebook import load_codebook
from nlp.framing import Coder, Passages

GOLD = tomllib.loads((Path(__file__).parents[2] / "gold" / "framing.toml").read_text("utf-8"))[
    "sentence"
]
PIECES = ["Orwellian", "social credit", "“", "”", "not", "trust", "builds", "é", "\n", "🙂", "."]


def one(text: str, **more: object) -> Passages:
    """Return a text of one sentence."""
    return Passages(text, [Sentence(0, 0, len(text))], **more)  # type: ignore[arg-type]


CASES = [
    pytest.param(
        gold,
        id=gold["text"][:50],
        marks=[pytest.mark.xfail(reason=gold["fails"], strict=True)] if "fails" in gold else [],
    )
    for gold in GOLD
]


@pytest.mark.parametrize("gold", CASES)
def test_gold_sentences(social_credit: Coder, gold: dict[str, object]) -> None:
    """Frames, stance and voice of sentences written for this purpose."""
    codings = [c for c in social_credit.code([one(str(gold["text"]))])[0].codings if c.present]
    assert {c.frame: c.stance for c in codings} == gold["frames"]
    assert {c.voice for c in codings} == ({gold["voice"]} if codings else set())


def test_gold_is_large_enough() -> None:
    """A handful of sentences proves nothing."""
    assert len(GOLD) >= 40


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_evidence_lies_in_its_sentence(social_credit: Coder, pieces: list[str]) -> None:
    """Spans are ordered, do not overlap, and hold text; probabilities are such."""
    lead = "Before the sentence.\n"
    body = " ".join(pieces).strip() or "x"
    text = f"{lead}{body}"
    cut = [Sentence(0, 0, len(lead) - 1), Sentence(1, len(lead), len(text))]
    for coding in social_credit.code([Passages(text, cut, title=body)])[0].codings:
        size = (0, len(body)) if coding.sentence < 0 else (coding.start, coding.end)
        edges = [size[0], *(edge for span in coding.evidence for edge in span), size[1]]
        assert coding.evidence
        assert edges == sorted(edges)
        assert all(start < end for start, end in coding.evidence)
        assert 0 <= coding.probability <= 1
        assert (coding.stance is None) == (coding.voice is None) == (not coding.present)


def test_the_headline_is_sentence_minus_one(social_credit: Coder) -> None:
    """Its offsets count in the title."""
    title = "Is social credit Orwellian?"
    coding = social_credit.code([Passages("", [], title=title)])[0].codings[0]
    assert (coding.sentence, coding.start, coding.end) == (-1, 0, len(title))
    start, end = coding.evidence[0]
    assert title[start:end] == "Orwellian"


def test_a_quoted_frame_is_the_sources(social_credit: Coder) -> None:
    """The same words inside and outside a quotation."""
    own = "Social credit is an Orwellian scheme, in short."
    said = "“Social credit is an Orwellian scheme,” the lawyer said."
    inside = social_credit.code([one(said, quoted=[(1, 38)])])[0].codings[0]
    outside = social_credit.code([one(own)])[0].codings[0]
    assert (inside.voice, outside.voice) == ("source", "author")


def test_neighbours_and_headline_settle_what_is_meant() -> None:
    """“The plant” is the topic only where the topic is named."""
    coder = Coder(load_codebook("nuclear_energy", Path()))
    text = "The plant is far too expensive."
    assert coder.code([one(text)])[0].codings == []
    named = coder.code([one(text, title="A new nuclear reactor")])[0].codings
    assert "cost" in {c.frame for c in named if c.present and c.sentence == 0}


def test_equal_codebooks_give_equal_coders(social_credit: Coder) -> None:
    """Learning is deterministic: the same file codes the same everywhere."""
    again = Coder(load_codebook("social_credit", Path()))
    texts = [one(gold["text"]) for gold in GOLD]
    assert again.code(texts) == social_credit.code(texts)


def test_many_texts_give_what_each_gives_alone(social_credit: Coder) -> None:
    """Batches do not matter."""
    texts = [one(gold["text"]) for gold in GOLD]
    assert social_credit.code(texts) == [social_credit.code([text])[0] for text in texts]
    assert social_credit.code([]) == []


def test_another_topic_is_coded_by_its_codebook() -> None:
    """The second codebook needs nothing but its file."""
    coder = Coder(load_codebook("nuclear_energy", Path()))
    text = "The minister said that new reactors bring clean energy, but they are too expensive."
    codings = coder.code([one(text)])[0].codings
    found = {c.frame: (c.stance, c.voice) for c in codings if c.present}
    assert found["progress"] == found["cost"] == ("asserted", "source")


def test_it_is_ready_soon_and_codes_quickly() -> None:
    """Generous bounds: seconds instead of a fraction would be a mistake."""
    begin = time.perf_counter()
    coder = Coder(load_codebook("social_credit", Path()))
    ready = time.perf_counter() - begin
    texts = [one(gold["text"]) for gold in GOLD] * 2
    begin = time.perf_counter()
    coder.code(texts)
    assert ready < 10
    assert len(texts) / (time.perf_counter() - begin) > 2
