"""The exceptions of framesay, named after what happens next.

    FramesayError            one clear line for the person at the terminal
    ├── StudyError           a study, outlet or codebook file is wrong: the scholar mends the file
    ├── PageError            one page (or text) cannot be used: it is set aside, the run goes on
    ├── TryLater             nothing is wrong here, the time is: locked corpus, unreachable outlet
    └── StoreError           the corpus cannot be read or written: the run stops, nothing is lost

Each carries the exit status that a scheduled job sees (`exit_code`):
0 all went well, 1 finished with items set aside, 2 StudyError (and wrong usage),
3 StoreError, 75 TryLater (EX_TEMPFAIL of sysexits.h).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

EXIT_FINE = 0
EXIT_SET_ASIDE = 1


class FramesayError(Exception):
    """Base of all; its text is one line that says what is wrong and what to do."""

    exit_code = 1


class StudyError(FramesayError):
    """A file that a scholar writes is wrong; names file, key and what was expected."""

    exit_code = 2

    def __init__(self, file: Path | str, key: str, problem: str) -> None:
        """Say which `file`, which `key` in it ("" for the whole file) and what to do."""
        self.file, self.key, self.problem = str(file), key, problem
        where = f"{file}: {key}" if key else f"{file}"
        super().__init__(f"{where}: {problem}")


class PageError(FramesayError):
    """One page or text cannot be used; `reason` is a short code, the message says more."""

    def __init__(self, reason: str, message: str) -> None:
        """Keep `reason` (such as "no_text") for counting and `message` for people."""
        self.reason = reason
        super().__init__(message)


class TryLater(FramesayError):  # noqa: N818 - named after what the caller does next
    """Come back later: another run holds the corpus, or an outlet does not answer."""

    exit_code = 75


class StoreError(FramesayError):
    """The corpus cannot be read or written (full disk, damaged file, older program)."""

    exit_code = 3


@contextmanager
def one_item(set_aside: Callable[[str, str], None]) -> Iterator[None]:
    """Run a block for one item of many: what fails is set aside, and the run goes on.

    `set_aside` gets a short reason and one line for people. This holds the one broad `except`
    of the program; what concerns the whole run (StudyError, TryLater, StoreError) passes.
    """
    try:
        yield
    except (StudyError, TryLater, StoreError):
        raise
    except PageError as error:
        set_aside(error.reason, str(error))
    except Exception as error:  # noqa: BLE001 - see above
        first_line = str(error).partition("\n")[0]
        set_aside("crashed", f"{type(error).__name__}: {first_line} (a mistake in framesay)")
