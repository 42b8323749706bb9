"""Ctrl-C and SIGTERM: end the work at hand, write how far it came, exit as a shell expects."""

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Notes the first signal instead of breaking off. Use as a context manager."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        self.number: int | None = None
        """The signal that came, if any."""
        self.on_stop: Callable[[], None] = lambda: None
        """Called when a signal comes."""

    def __enter__(self) -> Self:
        """Watch for signals."""
        self._former = {number: signal.signal(number, self._note) for number in SIGNALS}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave signals to whom they were left before."""
        for number, handler in self._former.items():
            signal.signal(number, handler)

    def came(self) -> bool:
        """Say whether a signal came."""
        return self.number is not None

    def _note(self, number: int, _: FrameType | None) -> None:
        if self.number is not None:
            raise KeyboardInterrupt  # asked twice: end at once, whatever is lost
        self.number = number
        self.on_stop()
