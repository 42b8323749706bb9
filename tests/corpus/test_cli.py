"""The command line of the corpus: begin a study, see its status."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import main
from corpus.store import Store
from corpus.study import read_study, read_toml


def run(*arguments: object) -> tuple[int, str]:
    """Run `framesay ARGUMENTS`; return exit status and all output."""
    done = CliRunner().invoke(main, [str(a) for a in arguments])
    return done.exit_code, done.output


def test_init_writes_a_study_that_is_ready_once_it_has_a_contact(tmp_path: Path) -> None:
    """What init writes is read by what crawl reads; without a contact it is refused."""
    folder = tmp_path / "my-study"
    status, output = run("init", folder, "--contact", "https://example.org/me", "--title", 'A "B"')
    assert status == 0
    assert "framesay crawl" in output
    study = read_study(folder)
    assert (study.file.title, study.file.contact) == ('A "B"', "https://example.org/me")
    assert "corpus/" in (folder / ".gitignore").read_text()
    run("init", tmp_path / "other")
    assert run("status", tmp_path / "other")[0] == 2


def test_init_never_overwrites(tmp_path: Path) -> None:
    """A second init leaves the scholar's file alone."""
    run("init", tmp_path / "s")
    before = (tmp_path / "s" / "study.toml").read_text()
    status, output = run("init", tmp_path / "s", "--title", "Other")
    assert (status, (tmp_path / "s" / "study.toml").read_text()) == (2, before)
    assert "exists already" in output


def test_the_template_outlet_is_a_valid_outlet(tmp_path: Path) -> None:
    """A template that does not pass its own reader would teach the wrong thing."""
    from crawlers.outlets import OutletFile  # noqa: PLC0415 - of another folder, for this test

    run("init", tmp_path / "s")
    outlet = read_toml(tmp_path / "s" / "outlets" / "my-outlet.toml", OutletFile)
    assert outlet.announces.feeds


def test_status_of_a_study_without_corpus_says_what_to_do(tmp_path: Path) -> None:
    """One line, exit status 2: a matter of order, not of the disk."""
    run("init", tmp_path / "s", "--contact", "me@example.org")
    status, output = run("status", tmp_path / "s")
    assert status == 2
    assert output.count("\n") == 1
    assert "framesay crawl" in output


def test_status_names_outlets_and_last_crawl(tmp_path: Path, store: Store) -> None:
    """The page shows each outlet with what became of its links."""
    folder = tmp_path / "s"
    run("init", folder, "--contact", "me@example.org")
    (folder / "corpus").mkdir()
    store.connection.execute(f"VACUUM INTO '{folder / 'corpus' / 'corpus.db'}'")
    status, output = run("status", folder)
    assert status == 0
    assert "ledger" in output
    assert "last crawl: 2026-03-01T08:00:00Z" in output


@pytest.mark.parametrize("arguments", [("nonsense",), ("status", "--nonsense")])
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]) -> None:
    """As for every mistake that the person at the terminal can mend."""
    assert run(*arguments)[0] == 2
