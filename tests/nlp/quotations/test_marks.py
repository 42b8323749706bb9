"""What stands between quotation marks."""

import pytest

from nlp.quotations.marks import is_title, kind_of, regions, touching


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “yes” twice", ["yes"]),
        ('He said "yes" and "no"', ["yes", "no"]),
        ("„ja“", ["ja“"]),
        ("«oui»", ["oui"]),
        ("``yes''", ["yes"]),
        ("“a ‘b’ c”", ["a ‘b’ c"]),
        ("“open to the end", ["open to the end"]),
        ("“one\n“two”", ["one", "two"]),
        ("‘The ratings are fair,’ he said", ["The ratings are fair,"]),
        ("it’s the ’90s and the lads’ night, isn’t it", []),
        ("no marks", []),
        ("", []),
    ],
)
def test_regions(text: str, inside: list[str]) -> None:
    """Curly, straight, angular, doubled, nested, unclosed and single marks."""
    assert [text[r.start : r.end] for r in regions(text)] == inside


def test_an_unclosed_region_says_so() -> None:
    """A quotation over paragraphs is open until its last one."""
    assert [r.closed for r in regions("“one\n“two”")] == [False, True]


@pytest.mark.parametrize(
    ("content", "kind"), [((1, 9), "direct"), ((1, 20), "mixed"), ((11, 20), "indirect")]
)
def test_kind(content: tuple[int, int], kind: str) -> None:
    """Direct, mixed, indirect: all, part or none of the content stands in marks."""
    text = "“all this” and that not"
    assert kind_of((content,), regions(text), text) == kind


@pytest.mark.parametrize(
    ("words", "answer"),
    [("The Glass Ladder", True), ("The list is wrong", False), ("Yes", False), ("No Way.", False)],
)
def test_title(words: str, answer: bool) -> None:
    """Capitals throughout and no sentence's end make a title."""
    assert is_title(words) is answer


@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [(0, 1, []), (1, 2, [0]), (4, 7, []), (2, 8, [0, 1]), (9, 20, [1]), (10, 20, [])],
)
def test_touching(start: int, end: int, numbers: list[int]) -> None:
    """Only regions that share a character count, as a plain comparison with each would say."""
    found = regions("“abc” “def” x")
    assert list(touching(found, start, end)) == numbers
    plain = [n for n, r in enumerate(found) if r.start < end and start < r.end]
    assert numbers == plain
