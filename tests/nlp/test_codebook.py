"""Codebooks are read strictly, and say what they hold."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from spacy.language import Language

from corpus.errors import StudyError
from nlp.codebook import TokenMatcher, load_codebook, shipped, to_frames, to_markdown
from nlp.codebook.check import problems

WRONG = [
    ('version = "1"', 'version = "1"\ncolour = "red"', "", "colour"),
    ('id = "tea"', 'id = "Tea Time"', "id", "lower-case"),
    ('version = "1"', 'version = "1/2"', "version", "must be like"),
    ('title = "Framing of tea"', 'title = " "', "title", "empty"),
    ('phrases = ["tea"]', "phrases = []", "relevance.phrases", "empty"),
    ('phrases = ["tea"]', 'phrases = ["tea", "Tea"]', "relevance.phrases[1]", "twice"),
    ('phrases = ["tea"]', 'phrases = ["tea"]\nwindow = -1', "relevance.window", "at least 0"),
    ('negations = ["not"]', 'negations = ["not"]\nreach = 0', "stance.reach", "at least 1"),
    ('rule = "Most sentences."', 'rule = "M."\nminimum = 0', "article.minimum", "at least 1"),
    ('language = "en"', 'language = "en"\nthreshold = 1.5', "threshold", "between 0 and 1"),
    ('cues = ["myth*"]', 'cues = ["/(/"]', "stance.cues[0]", "no regular expression"),
    ('cues = ["myth*"]', 'cues = ["/x*/"]', "stance.cues[0]", "matches everything"),
    ('cues = ["myth*"]', 'cues = ["my*"]', "stance.cues[0]", "letters must stand before"),
    ('cues = ["myth*"]', 'cues = ["…"]', "stance.cues[0]", "holds no word"),
    ('id = "healing"', 'id = "Healing!"', "frames[0].id", "lower-case"),
    ('name = "Healing"', 'name = ""', "frames[0].name", "empty"),
    ('"heal*", "/cures? (?:colds|fevers)/"', "", "frames[0].strong", "empty"),
    ('name = "Healing"', 'name = "H"\npart_of = "x"', "frames[0].part_of", "no other frame"),
    ("Tea heals the tired.", "Tea is nice.", "frames[0].examples[0].text", "covers it"),
    ("It is a myth that tea heals.", "Tea heals.", "frames[0].examples[1].text", "no cue"),
    ("Tea is grown", "Tea heals", "frames[0].counter_examples[0].text", "cover it"),
]


@pytest.mark.parametrize(("old", "new", "key", "hint"), WRONG, ids=[row[1][:30] for row in WRONG])
def test_each_mistake_is_one_line_with_file_and_key(
    write_codebook: Callable[..., Path], old: str, new: str, key: str, hint: str
) -> None:
    """A scholar learns which key of which file to mend, and how."""
    path = write_codebook((old, new))
    with pytest.raises(StudyError) as caught:
        load_codebook(path.name, path.parent)
    assert caught.value.file == str(path)
    assert caught.value.key == key
    assert hint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_frames_of_one_id_are_refused(write_codebook: Callable[..., Path]) -> None:
    """Codings are stored by the frame's id."""
    path = write_codebook()
    text = path.read_text("utf-8")
    path.write_text(text + text[text.index("[[frames]]") :], "utf-8")
    with pytest.raises(StudyError, match="names two frames"):
        load_codebook("tea.toml", path.parent)


def test_a_frame_without_examples_is_refused(write_codebook: Callable[..., Path]) -> None:
    """The coder learns from them, and readers do."""
    path = write_codebook()
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("[[frames.examples]]")], "utf-8")
    with pytest.raises(StudyError, match=r"frames\[0\].examples"):
        load_codebook("tea.toml", path.parent)


def test_an_unknown_name_lists_the_shipped_codebooks(tmp_path: Path) -> None:
    """The line helps a person who mistyped."""
    with pytest.raises(StudyError, match="social_credit"):
        load_codebook("sozial_credit", tmp_path)
    with pytest.raises(StudyError, match="no such file"):
        load_codebook("missing.toml", tmp_path)


@pytest.mark.parametrize("name", shipped())
def test_shipped_codebooks_are_right(name: str, tmp_path: Path) -> None:
    """They load from anywhere, and every frame teaches by example and counter-example."""
    codebook = load_codebook(name, tmp_path)
    assert codebook.id == name
    assert list(problems(codebook.file)) == []
    assert len(codebook.hash) == 64
    assert all(frame.examples and frame.counter_examples for frame in codebook.file.frames)
    assert [f.frame for f in to_frames(codebook)] == [f.id for f in codebook.file.frames]


def test_nothing_is_special_to_the_first_codebook(tmp_path: Path) -> None:
    """A second one, on another topic, ships, is read by the same rules, and uses every key."""
    assert {"social_credit", "nuclear_energy"} <= set(shipped())
    second = load_codebook("nuclear_energy", tmp_path).file
    assert second.exclusions
    assert [frame.id for frame in second.frames if frame.part_of] == ["waste"]
    for frame in second.frames:
        stances = {example.stance for example in frame.examples}
        assert len(frame.examples) >= 6
        assert len(frame.counter_examples) >= 3
        assert frame.rules
        assert stances == {"asserted", "contested"}


def test_the_founding_codebook_has_the_concerns_of_its_coders(tmp_path: Path) -> None:
    """Two frames, five concerns, each with rules on what is not enough."""
    file = load_codebook("social_credit", tmp_path).file
    assert [frame.id for frame in file.frames] == [
        "orwellian",
        "trust_rebuilding",
        *("privacy", "accountability", "transparency", "checks_and_balances", "public_approval"),
    ]
    assert all(len(frame.rules) >= 3 for frame in file.frames)


@pytest.mark.parametrize("name", shipped())
def test_no_shipped_pattern_is_idle(name: str, tmp_path: Path, pipeline: Language) -> None:
    """Each token pattern finds something in the examples of its own frame."""
    codebook = load_codebook(name, tmp_path)
    assert codebook.token_groups()
    for frame in codebook.file.frames:
        docs = [pipeline(e.text) for e in (*frame.examples, *frame.counter_examples)]
        for pattern in frame.patterns:
            alone = msgspec.structs.replace(
                codebook.file, frames=[msgspec.structs.replace(frame, patterns=[pattern])]
            )
            matcher = TokenMatcher(msgspec.structs.replace(codebook, file=alone), pipeline.vocab)
            assert any(matcher.find(doc) for doc in docs), f"{frame.id}: {pattern.note}"


def test_the_hash_follows_the_bytes(write_codebook: Callable[..., Path]) -> None:
    """Any change, even of a comment, makes another codebook."""
    one = load_codebook("tea.toml", write_codebook().parent)
    other = load_codebook("tea.toml", write_codebook(("[voice]", "# note\n[voice]")).parent)
    assert one.hash != other.hash
    assert one.file == other.file


def test_markdown_holds_what_a_human_coder_needs(write_codebook: Callable[..., Path]) -> None:
    """Definitions, phrases, examples with their stance, counter-examples with their reason."""
    page = to_markdown(load_codebook("tea.toml", write_codebook().parent))
    assert page.startswith("# Framing of tea\n")
    for piece in (
        "### Healing (`healing`)",
        "Tea heals.",
        "`heal*`",
        "“It is a myth that tea heals.” (contested, author)",
        "“Tea is grown in the hills.” No healing.",
    ):
        assert piece in page


def test_markdown_holds_patterns_and_exclusions(write_codebook: Callable[..., Path]) -> None:
    """As the file writes them, with the words that explain them."""
    path = write_codebook()
    more = (
        '[[frames.patterns]]\nstrength = "weak"\nnote = "Drinking."\n'
        'tokens = [{LEMMA = {IN = ["drink", "sip"]}, OP = "+"}]\n'
        '[[frames]]\nid = "rite"\nname = "Rite"\ndefinition = "D."\nstrong = ["rite"]\n'
        '[[frames.examples]]\ntext = "A rite."\n'
        '[[exclusions]]\nframes = ["healing", "rite"]\nrule = "Healing wins."\n'
    )
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    page = to_markdown(load_codebook("tea.toml", path.parent))
    assert '- weak: `{LEMMA = {IN = ["drink", "sip"]}, OP = "+"}`: Drinking.\n' in page
    assert "\n## Frames that exclude one another\n" in page
    assert "\n- `healing`, `rite`: Healing wins.\n" in page
