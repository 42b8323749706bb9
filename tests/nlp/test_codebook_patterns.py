"""Token patterns are checked by file and key, found by offsets, and cost nothing without any."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from corpus.errors import StudyError
from nlp.codebook import TokenMatcher, load_codebook, outdone, rule_score

WEAK = 'weak = ["healthy", "good for"]'
PATTERN = '[[frames.patterns]]\nstrength = "{}"\ntokens = {}\n[[frames.examples]]'
EXAMPLE = "[[frames.examples]]"
RESTORE = '[{LEMMA = "restore"}, {POS = "ADJ", OP = "*"}, {LEMMA = {IN = ["health", "vigour"]}}]'

WRONG = [
    ("[]", "at least one token"),
    ('[{DEP = "nsubj"}]', "no parser"),
    ('[{LEMA = "heal"}]', "token 0: LEMA is nothing"),
    ('[{POS = "ADJECTIVE"}]', "POS 'ADJECTIVE' is none of ADJ"),
    ('[{LOWER = {IN = ["tea", "Tea"]}}]', "write 'tea'"),
    ('[{LEMMA = {INN = ["tea"]}}]', "Matcher refuses it: [token 0 -> LEMMA"),
    ('[{LEMMA = {REGEX = "("}}]', "Matcher refuses it: missing )"),
    ('[{LEMMA = "tea", OP = "many"}]', "Matcher refuses it: [token 0 -> OP"),
    ('[{LEMMA = "tea", OP = "*"}]', "could match anything"),
    ("[{}]", "could match anything"),
]


@pytest.mark.parametrize(("tokens", "hint"), WRONG, ids=[row[0] for row in WRONG])
def test_a_bad_pattern_is_one_line_with_file_and_key(
    write_codebook: Callable[..., Path], tokens: str, hint: str
) -> None:
    """What spaCy refuses, what can never match and what always does."""
    path = write_codebook((EXAMPLE, PATTERN.format("strong", tokens)))
    with pytest.raises(StudyError) as caught:
        load_codebook(path.name, path.parent)
    assert (caught.value.file, caught.value.key) == (str(path), "frames[0].patterns[0].tokens")
    assert hint in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("strength", "key"), [("stronger", "frames[0].patterns[0].strength"), ("strong", "colour")]
)
def test_keys_and_strengths_are_read_strictly(
    write_codebook: Callable[..., Path], strength: str, key: str
) -> None:
    """An unknown strength or key is a mistake."""
    extra = "colour = 1\n" if key == "colour" else ""
    block = PATTERN.format(strength, RESTORE).replace("tokens", f"{extra}tokens")
    path = write_codebook((EXAMPLE, block))
    with pytest.raises(StudyError, match=r"(stronger|colour)") as caught:
        load_codebook(path.name, path.parent)
    assert "frames[0].patterns[0]" in str(caught.value) or key in str(caught.value)


def test_patterns_are_found_by_characters_of_the_doc(
    write_codebook: Callable[..., Path], pipeline: Language
) -> None:
    """Group and offsets are those of a phrase; both count together."""
    path = write_codebook((EXAMPLE, PATTERN.format("strong", RESTORE)))
    book = load_codebook(path.name, path.parent)
    matcher = TokenMatcher(book, pipeline.vocab)
    doc = pipeline("Tea, she said, restored old vigour. It restored nothing.")
    found = matcher.find(doc)
    assert [(m.group, doc.text[m.start : m.end]) for m in found] == [
        ("strong:healing", "restored old vigour")
    ]
    assert matcher.find(pipeline("It restored our old vigour.")) == []  # “our” is none
    assert rule_score(found, "healing") == 1
    assert bool(matcher)


def test_no_match_crosses_sentences(
    write_codebook: Callable[..., Path], pipeline: Language
) -> None:
    """A coder codes sentences."""
    tokens = '[{LEMMA = "tea"}, {IS_PUNCT = true, OP = "?"}, {LEMMA = "water"}]'
    path = write_codebook((EXAMPLE, PATTERN.format("weak", tokens)))
    matcher = TokenMatcher(load_codebook(path.name, path.parent), pipeline.vocab)
    assert len(matcher.find(pipeline("He likes tea, water and bread."))) == 1
    assert matcher.find(pipeline("He likes tea. Water boils at the fire.")) == []


def test_examples_count_patterns(write_codebook: Callable[..., Path]) -> None:
    """An example may rest on a pattern alone; a counter-example may fail by one."""
    block = PATTERN.format("strong", RESTORE)
    good = write_codebook((EXAMPLE, block), ("Tea heals the tired.", "Tea restores good health."))
    assert load_codebook(good.name, good.parent).token_groups().keys() == {"strong:healing"}
    bad = write_codebook((EXAMPLE, block), ("Tea is grown", "Tea restores health, grown"))
    with pytest.raises(StudyError, match=r"counter_examples\[0\].text: the phrases"):
        load_codebook(bad.name, bad.parent)


def test_a_contested_pattern_denies(write_codebook: Callable[..., Path]) -> None:
    """It invokes the frame and contests it at once, as a contested phrase does."""
    tokens = '[{LOWER = "pretended"}, {LEMMA = "remedy"}]'
    path = write_codebook(
        (EXAMPLE, PATTERN.format("contested", tokens)),
        ("It is a myth that tea heals.", "Tea is a pretended remedy."),
    )
    assert load_codebook(path.name, path.parent).id == "tea"


def test_an_unless_pattern_takes_words_out(write_codebook: Callable[..., Path]) -> None:
    """A counter-example that a phrase covers is saved by it."""
    tokens = '[{LEMMA = "heal"}, {LOWER = "over"}]'
    path = write_codebook(
        (EXAMPLE, PATTERN.format("unless", tokens)), ("Tea is grown", "Tea heals over, grown")
    )
    assert load_codebook(path.name, path.parent).id == "tea"


def test_the_same_pattern_twice_is_a_mistake(write_codebook: Callable[..., Path]) -> None:
    """As it is with phrases."""
    block = PATTERN.format("strong", RESTORE)
    path = write_codebook((EXAMPLE, block.replace(EXAMPLE, "") + block))
    with pytest.raises(StudyError, match=r"patterns\[1\].tokens: stands there twice"):
        load_codebook(path.name, path.parent)


def test_without_patterns_spacy_is_not_even_loaded(write_codebook: Callable[..., Path]) -> None:
    """`codebook check` stays quick for those who need no patterns."""
    path = write_codebook()
    program = (
        "import sys; from pathlib import Path; from nlp.codebook import *;"
        f"book = load_codebook('tea.toml', Path({str(path.parent)!r}));"
        "matcher = TokenMatcher(book, None);"
        "print(bool(matcher), matcher.find(None), 'spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False [] False\n"


SECOND = """[[frames]]
id = "ritual"
name = "Ritual"
definition = "Tea is a rite."
strong = ["ceremon*"]
PART[[frames.examples]]
text = "The tea ceremony calms."
"""
EXCLUSION = '[[exclusions]]\nframes = {}\nrule = "{}"\n'


@pytest.mark.parametrize(
    ("frames", "key", "hint"),
    [
        ('["healing"]', "exclusions[0].frames", "at least two"),
        ('["healing", "healing"]', "exclusions[0].frames", "twice"),
        ('["healing", "magic"]', "exclusions[0].frames", "'magic' is no frame"),
        ('["healing", "ritual"]', "exclusions[0].rule", "is empty"),
    ],
)
def test_a_bad_exclusion_is_one_line(
    write_codebook: Callable[..., Path], frames: str, key: str, hint: str
) -> None:
    """File, key and what to do, as everywhere."""
    path = write_codebook()
    rule = "" if "empty" in hint else "Healing wins."
    text = path.read_text("utf-8") + SECOND.replace("PART", "") + EXCLUSION.format(frames, rule)
    path.write_text(text, "utf-8")
    with pytest.raises(StudyError, match=hint) as caught:
        load_codebook(path.name, path.parent)
    assert caught.value.key == key


def test_exclusions_and_sub_dimensions_do_not_mix(write_codebook: Callable[..., Path]) -> None:
    """A part and its whole go together; a circle of parts is none; no exclusion stands twice."""
    path = write_codebook()
    rule = EXCLUSION.format('["healing", "ritual"]', "Healing wins.")
    small = path.read_text("utf-8")
    for second, first, hint in (
        ('part_of = "healing"\n', rule, "'ritual' is a part of 'healing'"),
        ('part_of = "healing"\n', "", "is itself a part of"),
        ("", rule + rule.replace('"healing", "ritual"', '"ritual", "healing"'), "another"),
    ):
        text = small + SECOND.replace("PART", second) + first
        if not first:
            text = text.replace('name = "Healing"', 'name = "Healing"\npart_of = "ritual"')
        path.write_text(text, "utf-8")
        with pytest.raises(StudyError, match=hint):
            load_codebook(path.name, path.parent)


def test_an_example_that_two_exclusive_frames_cover_is_a_contradiction(
    write_codebook: Callable[..., Path],
) -> None:
    """The coder could give it only one of them."""
    path = write_codebook(("Tea heals the tired.", "The ceremony of tea heals."))
    text = path.read_text("utf-8") + SECOND.replace("PART", "")
    path.write_text(text + EXCLUSION.format('["healing", "ritual"]', "Healing wins."), "utf-8")
    with pytest.raises(StudyError, match=r"exclusions\[0\] forbids") as caught:
        load_codebook(path.name, path.parent)
    assert caught.value.key == "frames[0].examples[0].text"


def test_the_more_probable_of_exclusive_frames_wins(write_codebook: Callable[..., Path]) -> None:
    """Of equal ones the first; a frame that gave way outdoes nobody."""
    path = write_codebook()
    text = path.read_text("utf-8") + SECOND.replace("PART", "")
    path.write_text(text + EXCLUSION.format('["healing", "ritual"]', "Healing wins."), "utf-8")
    pairs = load_codebook(path.name, path.parent).exclusions
    assert pairs == (frozenset({"healing", "ritual"}),)
    assert outdone(pairs, {"healing": 0.7, "ritual": 0.9}) == {"healing"}
    assert outdone(pairs, {"healing": 0.7, "ritual": 0.7}) == {"ritual"}
    assert outdone(pairs, {"healing": 0.7, "other": 0.9}) == frozenset()
    chain = [frozenset("ab"), frozenset("bc")]
    assert outdone(chain, {"a": 0.9, "b": 0.8, "c": 0.7}) == {"b"}
