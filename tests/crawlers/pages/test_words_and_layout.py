"""Words of any script, and tables that are only layout."""

from lxml import html

from crawlers.pages.layout import without_layout_tables
from crawlers.pages.words import count


def test_words_lie_between_spaces() -> None:
    """As everybody counts."""
    assert count("One two\nthree – four") == 5
    assert count("") == 0


def test_a_script_without_spaces_is_counted_by_characters() -> None:
    """A Chinese article is not one word, and mixed text counts both."""
    assert count("社会信用体系") == 3
    assert count("社会信用 social credit 体系") == 5


def test_layout_tables_become_blocks_and_figures_stay() -> None:
    """The outer table has a cell of paragraphs; the inner one holds figures."""
    root = html.fromstring(
        "<body><table><tr><td>Home | World</td></tr></table><table><tr><td>menu</td></tr><tr><td>"
        "<p>One.</p><p>Two.</p><table id='figures'><tr><th>Year</th><td>Score</td></tr>"
        "<tr><th>2026</th><td>710</td></tr></table></td></tr></table></body>"
    )
    before = html.tostring(root)
    page = without_layout_tables(root)
    assert [table.get("id") for table in page.iter("table")] == ["figures"]
    assert len(page.xpath("//table//tr")) == 2
    assert page.xpath("//p/text()") == ["One.", "Two."]
    assert html.tostring(root) == before
