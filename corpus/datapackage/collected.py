"""The released tables of what was announced and collected."""

from typing import get_args

from corpus import records
from corpus.datapackage.model import Column, Table, column, columns_of
from corpus.dictionary import dictionary

KINDS = (
    "daily",
    "tabloid",
    "agency",
    "broadcaster",
    "magazine",
    "online",
    "ngo",
    "think_tank",
    "state_media",
)
OWNERSHIP = ("private", "public", "nonprofit", "state")
PAYWALLS = ("none", "metered", "partial", "hard")


def outlets() -> Table:
    """Return the table of outlets."""
    columns = [
        *columns_of("outlet", "outlet!", "name!", "domain!", "country!"),
        column("outlet", "kind", required=True, codes=KINDS),
        column("outlet", "ownership", required=True, codes=OWNERSHIP),
        column("outlet", "language", required=True),
        column("outlet", "paywall", required=True, codes=PAYWALLS),
    ]
    return Table(
        "outlets",
        "Outlets of the study",
        "SELECT outlet, name, domain, country, kind, ownership, language, paywall FROM outlet"
        " ORDER BY outlet",
        tuple(columns),
        ("outlet",),
    )


def links() -> Table:
    """Return the table of links."""
    names = [
        "url!",
        "outlet!",
        "title",
        "published",
        "found_via!",
        "state!",
        "reason",
        "first_seen!",
        "article_id",
    ]
    columns = columns_of("link", *names)
    columns[4] = column("link", "found_via", required=True, codes=get_args(records.Found))
    columns[5] = column("link", "state", required=True, codes=get_args(records.LinkState))
    return Table(
        "links",
        "Every link the outlets announced, kept or not: the denominator",
        "SELECT url, outlet, title, published, found_via, state, reason, first_seen, article_id"
        " FROM link ORDER BY url",
        tuple(columns),
        ("url",),
        {("outlet",): "outlets", ("article_id",): "articles"},
    )


def ledger() -> Table:
    """Return the coverage ledger."""
    names = list(dictionary()["coverage_ledger"].columns)
    columns = columns_of(
        "coverage_ledger", *(f"{n}!" if n in names[:2] else f"{n}#" for n in names)
    )
    return Table(
        "coverage_ledger",
        "What each outlet announced on each day, and what became of it",
        f"SELECT {', '.join(names)} FROM coverage_ledger ORDER BY outlet, day",
        tuple(columns),
        ("outlet", "day"),
        {("outlet",): "outlets"},
    )


def articles() -> Table:
    """Return the table of articles."""
    names = [
        "article_id!",
        "version!#",
        "url!",
        "outlet!",
        "title!",
        "byline",
        "published",
        "modified",
        "section",
        "language",
        "access!",
        "word_count!#",
        "text_hash!",
        "extracted_at!",
        "extractor!",
    ]
    columns = columns_of("article", *names)
    columns[10] = column("article", "access", required=True, codes=get_args(records.Access))
    columns += [
        column("capture", "fetched_at", required=True),
        Column("versions", "integer", "Number of versions of the text seen so far", required=True),
        column("duplicate", "group_id"),
        column("duplicate", "relation", codes=("first", "same_text", "near_copy")),
        column("duplicate", "contained", "number"),
        column("duplicate", "agency"),
    ]
    return Table(
        "articles",
        "Articles of the study, each in its newest version",
        "SELECT a.article_id, a.version, a.url, a.outlet, a.title, a.byline, a.published,"
        " a.modified, a.section, a.language, a.access, a.word_count, a.text_hash, a.extracted_at,"
        " a.extractor, c.fetched_at,"
        " (SELECT count(*) FROM article AS v WHERE v.article_id = a.article_id),"
        " d.group_id, d.relation, d.contained, d.agency"
        " FROM article AS a JOIN capture AS c USING (capture_id)"
        " LEFT JOIN duplicate AS d USING (article_id) WHERE a.is_current = 1 ORDER BY article_id",
        tuple(columns),
        ("article_id",),
        {("outlet",): "outlets"},
    )


def texts() -> Table:
    """Return the table of article texts, for releases that may hold them."""
    return Table(
        "texts",
        "Texts of the articles. They belong to their publishers",
        "SELECT article_id, version, text FROM article WHERE is_current = 1 ORDER BY article_id",
        tuple(columns_of("article", "article_id!", "version!#", "text!")),
        ("article_id",),
        {("article_id",): "articles"},
    )
