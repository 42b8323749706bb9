"""Undo what a page's layout does to its text: tables that stand for columns."""

import copy

from lxml.html import HtmlElement

_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th")
_LAYOUT = "//table[.//table or .//td[count(.//p) > 1] or count(.//tr) = 1]"


def without_layout_tables(root: HtmlElement) -> HtmlElement:
    """Return `root` with tables that only lay out the page turned into plain blocks.

    A table is layout when it holds another table, a cell of several paragraphs, or a single row;
    a table of figures is none of these and stays one. `root` itself is not changed.
    """
    if not root.xpath(_LAYOUT):
        return root
    page = copy.deepcopy(root)
    for table in page.xpath(_LAYOUT):
        own = [part for part in table.iter(*_PARTS) if next(part.iterancestors("table")) is table]
        for part in (*own, table):
            part.tag = "div"
    return page
