"""The founding study: valid but for the contact that only its owner can give."""

from pathlib import Path

import pytest

from corpus.errors import StudyError
from corpus.study import Study, patterns, read_study
from crawlers.outlets import read_outlets, shipped

STUDY = Path(__file__).parents[2] / "studies" / "social-credit"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Give the study with a contact filled in."""
    text = (STUDY / "study.toml").read_text("utf-8")
    assert 'contact = ""' in text
    (tmp_path / "study.toml").write_text(text.replace('contact = ""', 'contact = "a@example.org"'))
    return read_study(tmp_path)


def test_nobody_crawls_in_nobodys_name() -> None:
    """As it ships, the study says that a contact is missing."""
    with pytest.raises(StudyError, match="contact"):
        read_study(STUDY)


def test_every_outlet_is_readable_and_marked_as_unchecked(study: Study) -> None:
    """All outlets that ship are in the study, and each names what nobody has seen answer yet."""
    outlets = read_outlets(study)
    assert {outlet.slug for outlet in outlets} == {path.stem for path in shipped().glob("*.toml")}
    assert {"globe-and-mail", "owp", "xinhua"} <= {outlet.slug for outlet in outlets}
    assert len({outlet.file.country for outlet in outlets}) >= 8
    for outlet in outlets:
        assert "heck" in outlet.file.notes
        assert any(key.startswith("announces.") for key in outlet.file.unchecked)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("China's Social Credit system", True),
        ("a social\u2011credit score", True),
        ("Sesame  Credit scores", True),
        ("punishing trust-breakers", True),
        ("a national blacklist of debtors", True),
        ("citizens' scores", True),
        ("the list of dishonest persons", True),
        ("Alberta's Social Credit Party", False),
        ("the credit score of American borrowers", False),
        ("a blacklist of airlines", False),
    ],
)
def test_the_topic_filter_tells_the_system_from_its_neighbours(
    study: Study, text: str, kept: bool
) -> None:
    """What belongs to the study is kept, what only sounds like it is not."""
    assert any(p.search(text) for p in patterns(study.file.topic.keep)) == kept
