"""The progress bar for a person who watches; silence for everybody else."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bars


class Progress:
    """One bar per outlet while fetching, one for the extraction. A context manager."""

    def __init__(self, *, quiet: bool) -> None:
        """Show bars only when standard error is a terminal and `quiet` is not asked."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        shown = sys.stderr.isatty() and not quiet
        self._bars = Bars(*columns, console=Console(stderr=True), disable=not shown)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Begin to show."""
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, leaving the last state on the screen."""
        self._bars.stop()

    def answered(self, outlet: str, what: str, total: int | None = None) -> None:
        """Move an outlet's bar: `what` is "due" (with the total), "links" or "page"."""
        if outlet not in self._tasks:
            self._tasks[outlet] = self._bars.add_task(outlet, total=None)
        if what == "due":
            self._bars.update(self._tasks[outlet], total=total)
        elif what == "page":
            self._bars.advance(self._tasks[outlet])

    def extracted(self, total: int) -> None:
        """Move the bar of the extraction."""
        if "extract" not in self._tasks:
            self._tasks["extract"] = self._bars.add_task("reading pages", total=total)
        self._bars.advance(self._tasks["extract"])
