"""Long, empty, foreign, shouting and broken articles are coded without fuss."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from corpus.records import Article, CodingRun
from corpus.records import Coder as CoderRecord
from nlp.annotate import Stamp, annotate_articles
from nlp.document import LONGEST_WORD, parse, pieces
from nlp.framing import Coder

STAMP = Stamp("r", CoderRecord("social_credit", "1", "c", "m", "m", "0"), "2026-03-01T08:00:00Z")
ODD = {
    "only spaces": " \n \n\t",
    "Chinese": "社会信用体系正在建设之中。官员说，这将重建信任。" * 30,
    "German": "Der Minister sagte, das System sei falsch. „Das ist so“, sagte er.\n" * 10,
    "capitals": "THE MINISTRY SAID THE SOCIAL CREDIT LIST WAS WRONG. " * 20,
    "emoji": "🙂🙂 said 🙂 “🙂” 👩‍👩‍👧 replied 🙂 " * 20,
    "one endless word": "a" * 5_000,
    "nothing but marks": "“" * 3_000,
    "control characters": "\x01\x02\ufeff said “x\u202e” " * 20,
    "nested marks": f"{'“' * 40}hello{'”' * 40} said Bell.",
    "half a page lost": '<div class="a said “the &amp; list' * 10,
}


@pytest.fixture
def code(
    make_link: Callable[[], object],
    make_capture: Callable[[object], object],
    make_article: Callable[..., Article],
    pipeline: Language,
    social_credit: Coder,
) -> Callable[[str], CodingRun]:
    """Give a function that codes one text."""

    def run(text: str) -> CodingRun:
        article = make_article(make_capture(make_link()), text)
        return annotate_articles([article], pipeline, social_credit, STAMP)[0]

    return run


@pytest.mark.parametrize("name", ODD)
def test_odd_texts(code: Callable[[str], CodingRun], name: str) -> None:
    """Whatever the text, there is an answer, and its offsets lie in the text."""
    text, run = ODD[name], code(ODD[name])
    spans = [(s.start, s.end) for s in run.sentences]
    spans += [span for q in run.quotations for span in q.content]
    spans += [(start, end) for actor in run.actors for start, end, _ in actor.mentions]
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_long_article(code: Callable[[str], CodingRun]) -> None:
    """Of a text in many pieces each quotation is found, at its place."""
    line = "The hearing began at noon. “The list is wrong,” said Marta Okonedo.\n"
    run = code(line * 400)
    assert len(run.quotations) == 400
    starts = [q.content[0][0] for q in run.quotations]
    assert starts == [number * len(line) + line.index("The list") for number in range(400)]
    assert {actor.name for actor in run.actors} == {"Marta Okonedo"}


def test_an_endless_word_is_cut() -> None:
    """A run without white space is cut, and nothing of the text is lost."""
    text = "so " + "x" * 1_700 + " end"
    parts = list(pieces(text))
    assert "".join(parts) == text
    assert max(map(len, parts)) <= LONGEST_WORD + 3


def test_an_empty_text_has_one_piece(pipeline: Language) -> None:
    """An empty article is an empty Doc."""
    assert list(pieces("")) == [""]
    assert len(parse(pipeline, "")) == 0
