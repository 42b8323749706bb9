"""Two codebooks are compared as a coder would: what changed, and are codings comparable."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from nlp.cli import codebook
from nlp.codebook import Codebook, load_codebook
from nlp.codebook.diff import Difference, compare, to_text

Write = Callable[..., Path]


def two(write: Write, *changes: tuple[str, str]) -> tuple[Codebook, Codebook]:
    """Return the small codebook and a changed one."""
    old = load_codebook("tea.toml", write().parent)
    return old, load_codebook("tea.toml", write(*changes).parent)


def difference(write: Write, *changes: tuple[str, str]) -> Difference:
    """Return what the comparison of the two says."""
    return compare(*two(write, *changes))


RAISED = ('version = "1"', 'version = "2"')
CASES = [
    ((), "equal", []),
    ((("[voice]", "# a note\n[voice]"),), "equal", []),
    ((('"healthy", "good for"', '"good for", "healthy"'),), "equal", []),
    ((RAISED,), "wording", ["version"]),
    (((' heals."\nstrong', ' helps."\nstrong'), RAISED), "wording", ["frames.healing.definition"]),
    (
        (('why = "No healing."', 'why = "None."'), RAISED),
        "wording",
        ["frames.healing.counter_exam"],
    ),
    ((('"healthy"', '"whole"'), RAISED), "coding", ["frames.healing.weak"]),
    ((('cues = ["myth*"]', 'cues = ["myth*", "lie"]'), RAISED), "coding", ["stance.cues"]),
    ((('rule = "Most', 'minimum = 2\nrule = "Most'), RAISED), "coding", ["article.minimum"]),
    ((("Tea heals the tired.", "Tea heals."), RAISED), "coding", ["frames.healing.examples"]),
    ((('id = "healing"', 'id = "remedy"'), RAISED), "frames", ["frames"]),
]


@pytest.mark.parametrize(("changes", "codings", "where"), CASES, ids=[str(c[2]) for c in CASES])
def test_each_change_has_its_place_and_its_weight(
    write_codebook: Write, changes: tuple[tuple[str, str], ...], codings: str, where: list[str]
) -> None:
    """Words for readers, what the machine codes by, the frames: three kinds of change."""
    found = difference(write_codebook, *changes)
    assert found.codings == codings
    places = [change.where for change in found.changes]
    assert all(any(place.startswith(w) for place in places) for w in where)
    assert bool(places) == bool(where)
    assert found.warnings == []


def test_a_changed_content_with_the_old_version_is_warned_of(write_codebook: Write) -> None:
    """Codings of two contents would go by one name."""
    found = difference(write_codebook, ('"healthy"', '"whole"'))
    assert found.warnings == ["the content changed, the version did not: raise it from 1"]
    assert "two codebooks" in difference(write_codebook, ('id = "tea"', 'id = "mate"')).warnings[0]


def test_a_renamed_frame_is_no_new_one(write_codebook: Write) -> None:
    """By its name, definition or phrases it is known again, and compared."""
    found = difference(write_codebook, ('id = "healing"', 'id = "remedy"'), ('"healthy", ', ""))
    assert [(c.where, c.old, c.new) for c in found.changes] == [
        ("frames", "healing (Healing)", "remedy (Healing)"),
        ("frames.remedy.weak", '"healthy"', None),
    ]
    assert "  ~ healing (Healing) → remedy (Healing): renamed\n" in to_text(found)


def test_frames_patterns_and_exclusions_that_come_and_go(write_codebook: Write) -> None:
    """Each is one line, with + or -; a changed order of frames is said, too."""
    old = load_codebook("tea.toml", write_codebook().parent)
    path = write_codebook(RAISED)
    second = (
        '\n[[frames.patterns]]\nstrength = "weak"\ntokens = [{LEMMA = "drink"}]\n'
        '[[frames]]\nid = "ritual"\nname = "Ritual"\ndefinition = "A rite."\n'
        'strong = ["ceremon*"]\n[[frames.examples]]\ntext = "The ceremony calms."\n'
        '[[exclusions]]\nframes = ["ritual", "healing"]\nrule = "Healing wins."\n'
    )
    path.write_text(path.read_text("utf-8") + second, "utf-8")
    new = load_codebook("tea.toml", path.parent)
    text = to_text(compare(old, new))
    for line in (
        "frames\n  + ritual (Ritual)\n",
        'frames.healing.patterns\n  + weak: `{LEMMA = "drink"}`\n',
        "exclusions\n  + healing | ritual\n",
        "codings of the two are not comparable",
    ):
        assert line in text
    assert "  - ritual (Ritual)\n" in to_text(compare(new, old))
    turned = path.read_text("utf-8").replace("Healing wins.", "Ritual loses.")
    path.write_text(turned, "utf-8")
    reworded = compare(new, load_codebook("tea.toml", path.parent))
    assert [c.level for c in reworded.changes] == ["wording", "wording"]
    assert "people who code must read them again" in to_text(reworded)


def test_the_command_exits_as_diff_does(write_codebook: Write, tmp_path: Path) -> None:
    """0 for equal, 1 for different, 2 for a file that is wrong; JSON for programs."""
    path = write_codebook()
    other = tmp_path / "other.toml"
    other.write_text(path.read_text("utf-8").replace('"healthy"', '"whole"'), "utf-8")
    run = CliRunner().invoke
    same = run(codebook, ["diff", str(path), str(path)])
    assert (same.exit_code, same.stdout.splitlines()[-1][:16]) == (0, "Nothing changed:")
    changed = run(codebook, ["diff", str(path), str(other), "--json"])
    assert changed.exit_code == 1
    assert json.loads(changed.stdout)["codings"] == "coding"
    assert changed.stderr.startswith("framesay: warning: the content changed")
    other.write_text("id = 1", "utf-8")
    wrong = run(codebook, ["diff", str(path), str(other)])
    assert getattr(wrong.exception, "exit_code", None) == 2
