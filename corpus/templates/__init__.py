"""The files that `framesay init` writes."""

from importlib.resources import files
from pathlib import Path

from corpus.errors import StudyError

IGNORED = "# what the study collects: the texts belong to their publishers\ncorpus/\nrelease/\n"


def write_study(folder: Path, title: str, contact: str) -> list[Path]:
    """Write a new study into `folder`; return the files written.

    Raises StudyError when there is a study already, or the folder cannot be written.
    """
    target = folder / "study.toml"
    if target.exists():
        raise StudyError(target, "", "exists already; edit it, or name another folder")
    here = files("corpus.templates")
    quoted = {"TITLE": title, "CONTACT": contact}
    texts = {
        target: here.joinpath("study.toml").read_text("utf-8"),
        folder / "outlets" / "my-outlet.toml": here.joinpath("outlet.toml").read_text("utf-8"),
        folder / ".gitignore": IGNORED,
    }
    try:
        (folder / "outlets").mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            filled = text
            for name, value in quoted.items():
                filled = filled.replace(
                    f"@{name}@", value.replace("\\", "\\\\").replace('"', '\\"')
                )
            path.write_text(filled, "utf-8")
    except OSError as error:
        raise StudyError(folder, "", f"cannot be written: {error}") from None
    return list(texts)
