"""The cutting of a text at the borders of its marks."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboards.plugin.spans import Mark, cut, html, paragraphs

LAYERS = ("sentence", "quotation", "evidence")
texts = st.text(st.sampled_from("ab <>&\"'\n“é😀"), max_size=60)
marks = st.lists(
    st.builds(
        Mark,
        st.integers(-3, 70),
        st.integers(-3, 70),
        st.sampled_from(LAYERS),
        st.integers(0, 3),
    ),
    max_size=12,
)


class Balance(HTMLParser):
    """Collects text and complains of elements that overlap."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        del attrs
        self.open.append(tag)
        self.seen.add(tag)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag


def opening(layer: str, keys: tuple[int, ...], start: int) -> Markup:
    """Write a plain opening tag."""
    return Markup('<span class="{}" data-keys="{}" data-start="{}">').format(layer, keys, start)


@given(texts, marks, st.lists(st.integers(-3, 70), max_size=4))
def test_pieces_are_the_text(text: str, given_marks: list[Mark], borders: list[int]) -> None:
    """Put together, the pieces are the text, and none is empty."""
    pieces = cut(text, given_marks, borders)
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert all(p.start < p.end for p in pieces)


@given(texts, marks)
def test_marks_cover_their_characters(text: str, given_marks: list[Mark]) -> None:
    """Every character lies under exactly the marks that were said to cover it."""
    for piece in cut(text, given_marks):
        for place in range(piece.start, piece.end):
            expected = {(m.layer, m.key) for m in given_marks if m.start <= place < m.end}
            assert {(m.layer, m.key) for m in piece.marks} == expected


@given(texts, marks)
def test_html_is_balanced_and_escaped(text: str, given_marks: list[Mark]) -> None:
    """The markup nests, holds no element but ours, and reads back as the text."""
    written = html(text, cut(text, given_marks), LAYERS, opening)
    parser = Balance()
    parser.feed(written)
    parser.close()
    assert parser.open == []
    assert parser.seen <= {"span"}
    assert "".join(parser.text) == text


def test_quotation_across_a_sentence_border_is_cut() -> None:
    """A quotation over two sentences becomes a part in each."""
    pieces = cut("One two", [Mark(0, 3, "sentence", 0), Mark(3, 7, "sentence", 1),
                             Mark(1, 5, "quotation", 0)])  # fmt: skip
    written = html("One two", pieces, ("sentence", "quotation"), opening)
    assert written.count('class="quotation"') == 2
    assert written.count('class="sentence"') == 2


def test_neighbours_share_an_element() -> None:
    """A mark inside a sentence does not split the sentence's element."""
    pieces = cut("One two", [Mark(0, 7, "sentence", 0), Mark(2, 4, "evidence", 0)])
    written = html("One two", pieces, LAYERS, opening)
    assert written.count('class="sentence"') == 1


@given(texts)
def test_paragraphs_are_the_lines(text: str) -> None:
    """Paragraphs are the lines that are not blank, each at its place."""
    expected = [line for line in text.split("\n") if line.strip()]
    assert [text[start:end] for start, end in paragraphs(text)] == expected
