"""Read study.toml: what is studied, where, when, and with which codebook.

Also holds `read_toml`, the one strict reader for every file a scholar writes (outlet and
codebook files are read with it, too).
"""

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from corpus.errors import StudyError

T = TypeVar("T")
STUDY_FILE = "study.toml"


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """First and last day of the study; without `to` it is open."""

    start: dt.date
    to: dt.date | None = None


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The topic filter: phrases (any case) or regular expressions between slashes."""

    keep: list[str]
    """A text is kept when headline or text holds one of these."""
    fetch: list[str] = []
    """If given, a page is fetched only when its announced title, summary or URL holds one."""


class CrawlerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the crawler behaves; the defaults are polite."""

    delay: float = 2.0
    """Seconds between two requests to one outlet; AutoThrottle starts here and goes slower."""
    max_pages: int = 500
    """Article pages fetched per outlet and run."""
    timeout: float = 30.0
    """Seconds for one request."""
    proxy: str = ""
    """http://host:port of a proxy; empty for none."""
    max_size_mb: int = 10
    """Largest page that is read, in megabytes."""


class AnnotateSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which language pipeline annotates."""

    spacy_model: str = "en_framesay_news"
    """Name of the pipeline that comes with framesay or of an installed spaCy pipeline."""


class StudyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of study.toml."""

    title: str
    codebook: str
    contact: str
    outlets: list[str]
    period: Period
    topic: Topic
    authors: list[str] = []
    """Who is to be cited for the releases."""
    crawler: CrawlerSettings = CrawlerSettings()
    annotate: AnnotateSettings = AnnotateSettings()


class Study(msgspec.Struct, frozen=True):
    """A study folder and what its study.toml says."""

    folder: Path
    file: StudyFile

    @property
    def name(self) -> str:
        """Name of the study: that of its folder."""
        return self.folder.resolve().name

    @property
    def corpus_folder(self) -> Path:
        """Where everything collected lies; safe to delete only if you want to start again."""
        return self.folder / "corpus"

    @property
    def database(self) -> Path:
        """The corpus itself (SQLite)."""
        return self.corpus_folder / "corpus.db"

    @property
    def captures_folder(self) -> Path:
        """The WARC files."""
        return self.corpus_folder / "captures"


def read_study(folder: Path) -> Study:
    """Read FOLDER/study.toml.

    Raises StudyError, naming file and key, when it is missing or wrong.
    """
    folder = folder.parent if folder.name == STUDY_FILE else folder
    path = folder / STUDY_FILE
    if not path.is_file():
        raise StudyError(
            path, "", "no such file; name a study's folder, or begin one: framesay init NAME"
        )
    file = read_toml(path, StudyFile)
    _check(path, file)
    return Study(folder, file)


def read_toml(path: Path, kind: type[T]) -> T:
    """Read the TOML file at `path` strictly as `kind`.

    Raises StudyError with the file, the key path and what was expected.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise StudyError(path, "", "no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(path, "", f"cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise StudyError(path, "", f"not valid TOML: {error}") from None
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        raise StudyError(path, where.rstrip("`").lstrip("."), what) from None


def patterns(phrases: list[str]) -> list[re.Pattern[str]]:
    """Compile topic phrases: plain ones match as whole words, /…/ as regular expressions.

    Raises ValueError naming the phrase when an expression is wrong.
    """
    compiled = []
    for phrase in phrases:
        if len(phrase) > 1 and phrase.startswith("/") and phrase.endswith("/"):
            source = phrase[1:-1]
        else:
            words = r"\s+".join(re.escape(word) for word in phrase.split())
            source = rf"(?<!\w){words}(?!\w)"
        if not source or source == r"(?<!\w)(?!\w)":
            message = f"{phrase!r} is empty"
            raise ValueError(message)
        try:
            compiled.append(re.compile(source, re.IGNORECASE))
        except re.error as error:
            message = f"{phrase!r} is no regular expression: {error}"
            raise ValueError(message) from None
    return compiled


def _check(path: Path, file: StudyFile) -> None:
    """Check what types alone cannot say."""
    rules = [
        ("title", bool(file.title.strip()), "is empty; give the study a title"),
        ("outlets", bool(file.outlets), "is empty; name at least one outlet"),
        ("outlets", len(set(file.outlets)) == len(file.outlets), "names an outlet twice"),
        (
            "contact",
            bool(
                re.fullmatch(r"https?://\S+\.\S+|(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+", file.contact)
            ),
            "must be a web page or e-mail address at which outlets can reach you",
        ),
        ("topic.keep", bool(file.topic.keep), "is empty; name at least one phrase"),
        ("crawler.delay", file.crawler.delay >= 0, "must not be negative"),
        ("crawler.max_pages", file.crawler.max_pages > 0, "must be above 0"),
        ("crawler.timeout", file.crawler.timeout > 0, "must be above 0"),
        ("crawler.max_size_mb", file.crawler.max_size_mb > 0, "must be above 0"),
        (
            "period.to",
            file.period.to is None or file.period.to >= file.period.start,
            "lies before period.from",
        ),
    ]
    for key, good, problem in rules:
        if not good:
            raise StudyError(path, key, problem)
    for key in ("keep", "fetch"):
        try:
            patterns(getattr(file.topic, key))
        except ValueError as error:
            raise StudyError(path, f"topic.{key}", str(error)) from None
