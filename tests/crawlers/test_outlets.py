"""Outlet files: each kind of mistake is one line with file and key."""

from pathlib import Path

import pytest

from corpus.errors import StudyError
from corpus.study import Study, read_study
from crawlers.outlets import read_outlet, read_outlets

GOOD = """
name = "Ledger"
domain = "ledger.example"
country = "CA"
kind = "daily"
ownership = "private"
language = "en"
paywall = "none"
[announces]
feeds = ["https://ledger.example/feed"]
archives = [{ url = "https://ledger.example/{year}/{month}/{day}/", links = "h2 a" }]
[links]
include = ["^/20\\\\d\\\\d/"]
exclude = ["/video/"]
[expect]
per_day = { min = 5, why = "a national daily" }
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Give a study that names one outlet."""
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "ledger.toml").write_text(GOOD)
    (tmp_path / "study.toml").write_text(
        'title = "T"\ncodebook = "social_credit"\ncontact = "me@example.org"\n'
        'outlets = ["ledger"]\n[period]\nfrom = 2020-01-01\n[topic]\nkeep = ["trust"]\n'
    )
    return read_study(tmp_path)


def test_link_rules_work_on_the_path(study: Study) -> None:
    """Excluded wins over included."""
    ledger = read_outlet(study, "ledger")
    assert ledger.is_article("https://ledger.example/2026/a?video=/video/")
    assert not ledger.is_article("https://ledger.example/2026/video/a")
    assert not ledger.is_article("https://ledger.example/about")


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ('"https://ledger.example/feed"', '"ledger.example/feed"', "announces.feeds"),
        ('"https://ledger.example/feed"', '"ftp://ledger.example/feed"', "announces.feeds"),
        ('"^/20', '"(^/20', "links.include"),
        ('"CA"', '"Canada"', "country"),
        ('"en"', '"english"', "language"),
        ('"daily"', '"newspaper"', "kind"),
        ('"none"', '"soft"', "paywall"),
        ('"ledger.example"\n', '"https://ledger.example/"\n', "domain"),
        ("{year}/{month}", "{jahr}/{month}", "announces.archives.url"),
        ('links = "h2 a"', 'links = " "', "announces.archives.links"),
        ('links = "h2 a"', 'links = "h2 >"', "announces.archives.links"),
        ("[expect]\n", "[selectors]\nbyline = 'span['\n[expect]\n", "selectors.byline"),
        ("min = 5, why", "minimum = 5, why", "expect.per_day"),
        (', why = "a national daily"', "", "expect.per_day"),
        ("[expect]\n", "[expect]\ndated = { min = 95, why = 'all' }\n", "expect.dated.min"),
        ("[links]", "[link]", ""),
    ],
)
def test_a_mistake_names_file_and_key(study: Study, was: str, becomes: str, key: str) -> None:
    """The scholar mends the file; nothing is guessed."""
    path = study.folder / "outlets" / "ledger.toml"
    assert was in GOOD
    path.write_text(GOOD.replace(was, becomes, 1))
    with pytest.raises(StudyError) as caught:
        read_outlet(study, "ledger")
    assert caught.value.file == str(path)
    assert caught.value.key == key
    assert "\n" not in str(caught.value)


def test_an_outlet_that_announces_nothing_is_refused(study: Study) -> None:
    """Else it would be silent for ever."""
    path = study.folder / "outlets" / "ledger.toml"
    path.write_text(GOOD[: GOOD.index("[announces]")] + "[announces]\n")
    with pytest.raises(StudyError, match="names no feed, sitemap or archive page"):
        read_outlet(study, "ledger")


@pytest.mark.parametrize("slug", ["nowhere", "../../etc/passwd", ""])
def test_an_unknown_outlet_is_refused(study: Study, slug: str) -> None:
    """Neither beside the study nor shipped; no way out of the folder either."""
    with pytest.raises(StudyError, match=r"neither .* nor an outlet that comes with framesay"):
        read_outlet(study, slug)


def test_only_outlets_of_the_study_can_be_chosen(study: Study) -> None:
    """--outlet takes what study.toml names."""
    assert [outlet.slug for outlet in read_outlets(study, ("ledger",))] == ["ledger"]
    with pytest.raises(StudyError, match="names no outlet 'other'"):
        read_outlets(study, ("other",))
