"""The documentation says what the program does."""

import re
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import pytest

from corpus.study import StudyFile

TOP = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in [
        *TOP.glob("*.md"),
        *(TOP / "docs").rglob("*.md"),
        *(TOP / "studies").glob("*/*.md"),
    ]
    if "corpus" not in path.parts
)


def keys(kind: Any, prefix: str = "") -> list[str]:
    """Return the key paths of a strict TOML file's type."""
    found = []
    for field in msgspec.structs.fields(kind):
        name = f"{prefix}{field.encode_name}"
        kinds = [field.type, *get_args(field.type)] if get_origin(field.type) else [field.type]
        inner = [k for k in kinds if isinstance(k, type) and issubclass(k, msgspec.Struct)]
        found += keys(inner[0], f"{name}.") if inner else [name]
    return found


@pytest.mark.parametrize("point", sorted(entry_points(group="framesay.commands")), ids=str)
def test_every_command_is_in_the_command_reference(point: Any) -> None:
    """docs/commands.md is generated, but somebody has to generate it."""
    assert f"## framesay {point.name}" in (TOP / "docs" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("key", keys(StudyFile))
def test_every_key_of_study_toml_is_taught_by_the_template(key: str) -> None:
    """`framesay init` writes comments that name every setting."""
    template = (TOP / "corpus" / "templates" / "study.toml").read_text("utf-8")
    assert re.search(rf"^(# )?\[?{re.escape(key.rpartition('.')[2])}\b", template, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(TOP)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A relative link in a page names a file that exists."""
    text = page.read_text("utf-8")
    targets = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", text)
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_the_changelog_has_a_place_for_codings_that_change() -> None:
    """A user of released figures must see when the same text is coded otherwise."""
    assert "### Codings that change" in (TOP / "CHANGELOG.md").read_text("utf-8")
