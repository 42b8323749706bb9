"""When and by which program something was done: the marks every row carries."""

import datetime as dt
import json
import secrets
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def now() -> str:
    """Return the time in UTC as framesay writes it ("2026-05-04T03:02:01Z")."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_run_id() -> str:
    """Return an identifier for a run: its start time and a random part, sortable by time."""
    return f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def code_version() -> str:
    """Return the version of framesay that runs ("0" when run without being installed)."""
    try:
        return version("framesay")
    except PackageNotFoundError:
        return "0"


def log_run(folder: Path, line: dict[str, object]) -> str:
    """Append `line` as one JSON line to FOLDER/runs.jsonl and return it, for the terminal."""
    text = json.dumps(line, ensure_ascii=False)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(text + "\n")
    return text
