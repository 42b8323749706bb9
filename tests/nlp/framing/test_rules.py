"""What holds whatever was learned: topic, exclusions, token patterns, quotations, repetition."""

from pathlib import Path

import pytest
from spacy.language import Language

from corpus.records import Sentence
from nlp.codebook import load_codebook
from nlp.document import parse
from nlp.framing import Coder, Passages

UNSAID = (
    "The council met on Monday.",
    "An Orwellian scheme of surveillance was what she called the cameras.",
    "The new rules restore trust among traders.",
    "Personal data were sold.",
    "Nobody could appeal the decision.",
    "The plan is a nightmare of total control.",
    "It rained all day.",
)


@pytest.fixture(scope="module")
def nuclear(pipeline: Language) -> Coder:
    """Give a coder that knows nothing but its codebook."""
    return Coder(load_codebook("nuclear_energy", Path()), pipeline.vocab)


def passages(*lines: str, title: str = "", nlp: Language | None = None) -> Passages:
    """Return a text with a sentence a line."""
    text, cut, at = "\n".join(lines), [], 0
    for number, line in enumerate(lines):
        cut.append(Sentence(number, at, at + len(line)))
        at += len(line) + 1
    return Passages(text, cut, title=title, doc=parse(nlp, text) if nlp else None)


def present(coder: Coder, text: Passages) -> set[str]:
    """Return the frames that are present in a text."""
    return {c.frame for c in coder.code([text])[0].codings if c.present}


@pytest.mark.parametrize("book", ["social_credit", "nuclear_energy"])
def test_a_text_that_never_names_the_topic_is_not_coded(
    social_credit: Coder, nuclear: Coder, book: str
) -> None:
    """Words of frames alone code nothing, in text and headline."""
    coder = {"social_credit": social_credit, "nuclear_energy": nuclear}[book]
    coded = coder.code([passages(*UNSAID, title="A nightmare of a budget")])[0]
    assert (coded.codings, coded.relevant) == ([], set())


def test_a_topic_that_is_given_is_not_asked_for(nuclear: Coder) -> None:
    """Whoever says that a text is on topic has every sentence taken as about it."""
    text = passages("It is far too expensive.", "It is a success.")
    on_topic = Passages(text.text, text.sentences, on_topic=True)
    assert nuclear.code([text])[0].relevant == set()
    assert nuclear.code([on_topic])[0].relevant == {0, 1}


@pytest.mark.parametrize("book", ["social_credit", "nuclear_energy"])
def test_evidence_is_of_the_sentence_it_speaks_for(
    social_credit: Coder, nuclear: Coder, book: str
) -> None:
    """Offsets count in the text, those of the headline in the title; codings are in order."""
    coder = {"social_credit": social_credit, "nuclear_energy": nuclear}[book]
    title = "Social credit and nuclear power: Orwellian, too expensive"
    text = passages(
        "It rained – é, 🙂.",
        "The social credit system is Orwellian.",
        "The nuclear plant is far too expensive.",
        title=title,
    )
    codings = coder.code([text])[0].codings
    words = {
        c.frame: [(title if c.sentence < 0 else text.text)[a:b] for a, b in c.evidence]
        for c in codings
        if c.present and c.sentence in ({-1, 1} if book == "social_credit" else {-1, 2})
    }
    frame, word = {
        "social_credit": ("orwellian", "Orwellian"),
        "nuclear_energy": ("cost", "too expensive"),
    }[book]
    assert word in words[frame]
    for coding in codings:
        size = len(title) if coding.sentence < 0 else coding.end
        assert all(coding.start <= a < b <= size for a, b in coding.evidence)
    assert codings == sorted(codings, key=lambda c: c.sentence)


def test_exclusions_hold(nuclear: Coder) -> None:
    """Of two frames that exclude each other the likelier is present; the other is kept unsaid."""
    text = passages(
        "Nuclear power is a necessary evil that we cannot do without, though a meltdown would be a"
        " catastrophe."
    )
    both = {c.frame: c for c in nuclear.code([text])[0].codings}
    bargain, runaway = both["devils_bargain"], both["runaway"]
    likelier, other = sorted((bargain, runaway), key=lambda c: -c.probability)
    assert (likelier.present, other.present) == (True, False)
    assert other.probability >= nuclear.codebook.file.threshold  # it gave way, no more
    assert (other.stance, other.voice) == (None, None)


def test_token_patterns_are_found(nuclear: Coder, pipeline: Language) -> None:
    """A pattern of lemmas and parts of speech codes, where the text was parsed."""
    line = "The operator of the nuclear plant hid two cracks."
    coded = nuclear.code([passages(line, nlp=pipeline)])[0]
    found = next(c for c in coded.codings if c.frame == "public_accountability")
    assert found.present
    assert [line[start:end] for start, end in found.evidence] == ["hid two cracks"]
    assert "public_accountability" not in present(nuclear, passages(line))


def test_a_pattern_knows_its_sentence(nuclear: Coder, pipeline: Language) -> None:
    """Evidence of a pattern counts in the text, not in its sentence."""
    lines = ("It rained.", "The operator of the nuclear plant hid two cracks.")
    text = passages(*lines, nlp=pipeline)
    found = next(
        c
        for c in nuclear.code([text])[0].codings
        if c.frame == "public_accountability" and c.present
    )
    assert found.sentence == 1
    assert [text.text[start:end] for start, end in found.evidence] == ["hid two cracks"]


def test_a_quotation_gets_what_its_own_words_invoke(nuclear: Coder) -> None:
    """The sentence has both frames, the quotation that of its words; one off topic has none."""
    line = "“The reactor is far too expensive,” he said of the plant whose meltdown was feared."
    rain = "“It is far too expensive,” she said of the hat."
    text = f"{line}\n{rain}"
    cut = [Sentence(0, 0, len(line)), Sentence(1, len(line) + 1, len(text))]
    spans = [((1, line.index(",”")),), ((len(line) + 2, text.rindex(",”")),)]
    own, _ = nuclear.code([Passages(text, cut, quotations=spans)])[0].quotations
    assert ("cost", "asserted") in own
    assert "runaway" not in dict(own)
    whole = nuclear.code([Passages(text, cut, quotations=[((0, len(line)),)])])[0]
    assert "runaway" in dict(whole.quotations[0])
    off = nuclear.code([Passages(rain, [Sentence(0, 0, len(rain))], quotations=[((1, 25),)])])[0]
    assert off.quotations == [()]


def test_twice_the_same_gives_the_same(
    social_credit: Coder, nuclear: Coder, pipeline: Language
) -> None:
    """Probabilities to the last digit: a coder keeps nothing of what it read."""
    text = passages(
        "The social credit system is Orwellian.",
        "The nuclear plant is far too expensive.",
        title="Nuclear power and social credit",
        nlp=pipeline,
    )
    for coder in (social_credit, nuclear):
        first = coder.code([text])
        coder.code([passages(*UNSAID)])
        assert coder.code([text]) == first
        assert first[0].codings


def test_learning_from_the_codebook_alone_is_repeatable(nuclear: Coder, pipeline: Language) -> None:
    """The same file gives the same coder."""
    again = Coder(load_codebook("nuclear_energy", Path()), pipeline.vocab)
    text = passages("The nuclear plant is far too expensive, and clean.", nlp=pipeline)
    assert again.code([text]) == nuclear.code([text])
    assert again.model.about == {"learned_from": "the codebook alone"}
