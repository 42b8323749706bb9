"""The house stands as the design says: packages, commands, sizes of files."""

import importlib
import subprocess
import sys
from importlib.metadata import entry_points, files
from pathlib import Path

import click
import pytest

TOP = Path(__file__).parent.parent
FOLDERS = ("corpus", "crawlers", "nlp", "dashboards")
COMMANDS = sorted(entry_points(group="framesay.commands"))
MOST_LINES = 300
"""About 250 is the rule; a little more is better than a cut in the wrong place."""
LONG_FOR_A_REASON = {"corpus/records.py": "all that crosses a folder stands in one file"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_folder_is_ours(folder: str) -> None:
    """PyPI has a package `nlp` that would overwrite ours: the name must lead to this house."""
    module = importlib.import_module(folder)
    assert module.__file__ is not None
    home = Path(module.__file__).parent
    assert (home / "py.typed").is_file()
    neighbours = {importlib.import_module(f).__path__[0] for f in FOLDERS}
    assert {str(Path(path).parent) for path in neighbours} == {str(home.parent)}
    assert files("framesay")


@pytest.mark.parametrize("point", COMMANDS, ids=lambda point: point.name)
def test_every_entry_point_loads_a_command_with_help(point: object) -> None:
    """A command that does not load would be found by the first user only."""
    command = point.load()  # type: ignore[attr-defined]
    assert isinstance(command, click.Command)
    assert command.help


def test_help_loads_no_heavy_library() -> None:
    """`framesay --help` is quick because spaCy, Scrapy and Datasette are loaded inside commands."""
    code = (
        "import sys; from click.testing import CliRunner; from corpus.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        "print([m for m in ('spacy', 'scrapy', 'sklearn', 'datasette', 'pyarrow', 'trafilatura')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_files_stay_small() -> None:
    """A file that no longer fits into one's head is cut by what it does."""
    long = {
        str(path.relative_to(TOP)): lines
        for folder in FOLDERS
        for path in (TOP / folder).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert set(long) - set(LONG_FOR_A_REASON) == set()


def test_there_is_no_init_under_tests() -> None:
    """tests/corpus/__init__.py would shadow the real corpus."""
    assert list((TOP / "tests").rglob("__init__.py")) == []


def test_one_broad_except_in_the_whole_program() -> None:
    """Broad handlers hide mistakes: one place turns a failure into a set-aside item."""
    broad = [
        str(path.relative_to(TOP))
        for folder in FOLDERS
        for path in (TOP / folder).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.strip().startswith(("except Exception", "except BaseException", "except:"))
    ]
    assert broad == ["corpus/errors.py"]
