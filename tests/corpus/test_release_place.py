"""Where a release may be put: it never takes away what is not its own."""

from pathlib import Path

import pytest
from filelock import FileLock

from corpus import release as module
from corpus.errors import FramesayError, StoreError, StudyError, TryLater
from corpus.release import release
from corpus.release.describe import describe
from corpus.store import Store
from corpus.study import Study


@pytest.mark.parametrize("name", ["out", "out.partial"])
@pytest.mark.parametrize("force", [True, False])
def test_files_that_are_no_release_stay(
    study: Study, tmp_path: Path, name: str, *, force: bool
) -> None:
    """Whoever names a folder of other things, even with --force, loses nothing."""
    folder = tmp_path / name
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "thesis.tex").write_text("years of work")
    with pytest.raises(StudyError, match=r"holds data/thesis\.tex, which is no part"):
        release(study, tmp_path / "out", force=force)
    assert (folder / "data" / "thesis.tex").read_text() == "years of work"


def test_force_spares_what_a_reader_added_to_a_release(study: Study, tmp_path: Path) -> None:
    """Notes that somebody put beside the data are not ours to delete."""
    out = release(study, tmp_path / "out")
    (out / "analysis.R").write_text("# mine")
    with pytest.raises(StudyError, match=r"holds analysis\.R"):
        release(study, out, with_text=True, force=True)
    assert (out / "analysis.R").exists()


def test_an_empty_folder_is_free(study: Study, tmp_path: Path) -> None:
    """A folder made for the release beforehand is taken."""
    out = tmp_path / "out"
    out.mkdir()
    assert release(study, out) == out
    assert (out / "datapackage.json").is_file()


def test_a_file_or_the_present_folder_is_refused(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are said in one line, not in a traceback."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StudyError, match="is a file"):
        release(study, tmp_path / "file", force=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match="you stand in this folder"):
        release(study, Path())


def test_a_replaced_release_leaves_nothing_beside_it(study: Study, tmp_path: Path) -> None:
    """The former one goes when the new one stands."""
    out = release(study, tmp_path / "out" / "one")
    release(study, out, with_text=True, force=True)
    assert [p.name for p in out.parent.iterdir()] == ["one"]


def test_what_a_killed_release_left_is_cleared(study: Study, tmp_path: Path) -> None:
    """A second try needs no tidying up."""
    left = tmp_path / "out.partial" / "data"
    left.mkdir(parents=True)
    (left / "articles.csv").write_text("half a fil")
    out = release(study, tmp_path / "out")
    assert not left.parent.exists()
    assert (out / "data" / "articles.csv").stat().st_size > 100


def test_a_failure_of_any_kind_leaves_nothing_half(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk and Ctrl-C in the middle leave no folder that looks like a release."""
    for error, expected in (
        (OSError(28, "No space left on device"), StoreError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ):

        def fail(*_: object, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(module, "describe", fail)
        with pytest.raises(expected):
            release(study, tmp_path / "out")
        assert list(tmp_path.glob("out*")) == []


def test_two_releases_at_once_do_not_mix(study: Study, tmp_path: Path) -> None:
    """The second is told to come back."""
    with (
        FileLock(study.corpus_folder / "release.lock"),
        pytest.raises(TryLater, match="another release") as caught,
    ):
        release(study, tmp_path / "out")
    assert isinstance(caught.value, FramesayError)
    assert caught.value.exit_code == 75


def test_a_crawl_beside_it_does_not_disturb(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All tables show the corpus at one moment."""

    def meanwhile(*arguments: object) -> None:
        with Store(study.database) as crawl, crawl.transaction() as db:
            db.execute("UPDATE link SET state = 'failed', title = 'changed'")
            db.execute(
                "INSERT INTO link (url, outlet, announced_url, found_via, announced_at, first_seen,"
                " last_seen, first_run) SELECT url || '/new', outlet, announced_url, found_via,"
                " announced_at, first_seen, last_seen, first_run FROM link"
            )
        describe(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "describe", meanwhile)
    during = release(study, tmp_path / "during")
    monkeypatch.undo()
    after = release(study, tmp_path / "after")
    links = [(f / "data" / "links.csv").read_text() for f in (during, after)]
    assert "changed" not in links[0]
    assert links[0].count("\n") == 3
    assert links[1].count("\n") == 5
