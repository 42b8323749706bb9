"""Exceptions say what happens next."""

import pytest

from corpus.errors import PageError, StoreError, StudyError, TryLater, one_item


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StudyError("study.toml", "topic.keep", "is empty"), 2),
        (StoreError("disk full"), 3),
        (TryLater("locked"), 75),
        (PageError("no_text", "no text"), 1),
    ],
)
def test_each_kind_has_its_exit_status(error: Exception, status: int) -> None:
    """A scheduler tells what to do from the exit status alone."""
    assert error.exit_code == status  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("error", "reason", "line"),
    [
        (PageError("no_text", "http://a.example: no text"), "no_text", "http://a.example: no text"),
        (ZeroDivisionError("first\nsecond"), "crashed", "ZeroDivisionError: first"),
    ],
)
def test_what_fails_for_one_item_is_set_aside(error: Exception, reason: str, line: str) -> None:
    """The run goes on, and the item's reason is one line."""
    seen: list[tuple[str, str]] = []
    with one_item(lambda *what: seen.append(what)):  # type: ignore[arg-type]
        raise error
    assert seen[0][0] == reason
    assert seen[0][1].startswith(line)
    assert "\n" not in seen[0][1]


@pytest.mark.parametrize("error", [StoreError("full"), TryLater("locked"), KeyboardInterrupt()])
def test_what_concerns_the_whole_run_is_not_swallowed(error: BaseException) -> None:
    """A full disk is not one page's fault."""
    seen: list[object] = []
    with pytest.raises(type(error)), one_item(lambda *what: seen.append(what)):
        raise error
    assert seen == []
