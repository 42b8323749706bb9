"""What Datasette is told about the corpus: labels, descriptions, facets, order.

Definitions come from the variable dictionary alone (corpus/dictionary.py), so that a table page
explains each column in the same words as the data package.
"""

from functools import cache
from typing import Any

from corpus.dictionary import dictionary
from dashboards.queries import queries

TEXT_NOTICE = (
    "Texts, headlines and quotations belong to their publishers. This corpus is served for"
    " your own research on this computer; publish labels and figures, not texts."
)

LICENCE = "texts, headlines and quotations belong to their publishers"
SOURCE = "the outlets' own pages, as captured by framesay"

_TABLES: dict[str, dict[str, Any]] = {
    "article": {
        "title": "Articles",
        "facets": ["outlet", "access", "is_current", "section", "language"],
        "sort_desc": "published",
        "label_column": "title",
    },
    "sentence_with_frame": {
        "title": "Sentences with their frames",
        "facets": ["codebook_id", "frame", "stance", "voice", "outlet"],
    },
    "article_with_frame": {
        "title": "Articles with their frames",
        "facets": ["codebook_id", "frame", "dominant", "first", "in_headline", "outlet"],
    },
    "coded_article": {
        "title": "Articles as coded, whole",
        "facets": ["codebook_id", "dominant_frame", "first_frame", "headline_frame", "outlet"],
        "sort_desc": "published",
    },
    "quotation_with_source": {
        "title": "Quotations with their sources",
        "facets": ["codebook_id", "kind", "act", "actor_type", "frame", "stance", "outlet"],
    },
    "coverage_ledger": {"title": "Coverage ledger", "facets": ["outlet"], "sort_desc": "day"},
    "outlet": {
        "title": "Outlets",
        "facets": ["country", "kind", "ownership", "paywall"],
        "sort": "name",
        "label_column": "name",
    },
    "actor": {
        "title": "Actors",
        "facets": ["type", "named"],
        "sort": "name",
        "label_column": "name",
    },
    "actor_in_article": {
        "title": "Actors as single articles show them",
        "facets": ["type", "merged_by"],
        "label_column": "name",
    },
    "actor_merge": {
        "title": "Merges of actors (log)",
        "facets": ["rule", "type"],
        "sort_desc": "merge",
        "label_column": "name",
    },
    "frame": {
        "title": "Frames of the codebooks",
        "facets": ["codebook_id", "codebook_version"],
        "sort": "position",
        "label_column": "name",
    },
    "article_frame": {
        "title": "Frames of articles (as coded)",
        "facets": ["frame", "dominant", "first", "in_headline"],
    },
    "newest_codebook": {"title": "The codebook that coded last"},
    "quotation": {"title": "Quotations (as coded)", "facets": ["kind", "act"]},
    "quotation_frame": {"title": "Frames of quotations", "facets": ["frame", "stance"]},
    "coding": {
        "title": "Codings (sentence × frame)",
        "facets": ["frame", "present", "stance", "voice"],
    },
    "coding_run": {
        "title": "Coding runs",
        "facets": ["is_current", "codebook_id", "codebook_version", "model"],
        "sort_desc": "coded_at",
    },
    "sentence": {"title": "Sentences (as cut)"},
    "mention": {"title": "Mentions of actors", "facets": ["kind"]},
    "link": {
        "title": "Announced links",
        "facets": ["state", "outlet", "found_via", "reason"],
        "sort_desc": "published",
        "label_column": "title",
    },
    "announcement": {
        "title": "Feeds, sitemaps, archive pages",
        "facets": ["outlet", "found_via", "status"],
        "sort": "outlet",
    },
    "capture": {
        "title": "Captures (archived pages)",
        "facets": ["outlet", "status", "extraction"],
        "sort_desc": "fetched_at",
        # a label that is short and safe: the address, not the hash
        "label_column": "url",
    },
    "crawl_run": {
        "title": "Crawl runs",
        "facets": ["outcome"],
        "sort_desc": "started_at",
        "label_column": "started_at",
    },
    "set_aside": {
        "title": "Set-aside items",
        "facets": ["stage", "reason", "outlet"],
        "sort_desc": "at",
    },
    "duplicate": {"title": "Copies", "facets": ["relation", "agency"], "sort": "group_id"},
}

MAIN_TABLES = (
    "article",
    "sentence_with_frame",
    "article_with_frame",
    "quotation_with_source",
    "actor",
    "frame",
    "outlet",
    "coverage_ledger",
)
"""Tables and views that a reader wants first; the rest is provenance and machinery."""

SETTINGS: dict[str, Any] = {
    "allow_download": False,  # the whole file would hand out every text at once
    "allow_csv_stream": True,
    "max_csv_mb": 0,  # no limit: an export must never be cut off silently
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "facet_time_limit_ms": 5000,  # at the default 200 facets of a large corpus come back empty
    "sql_time_limit_ms": 10_000,
    "suggest_facets": False,  # the facets that make sense are named in _TABLES
    "truncate_cells_html": 300,
    "default_cache_ttl": 0,  # a crawl may be writing
}


@cache
def table_metadata() -> dict[str, dict[str, Any]]:
    """Return the metadata of every table and view: title, description, columns, facets."""
    return {
        name: {
            "title": name,
            "description": definition.definition,
            "columns": definition.columns,
        }
        | _TABLES.get(name, {})
        for name, definition in dictionary().items()
    }


def corpus_metadata(database: str) -> dict[str, Any]:
    """Return Datasette's metadata for the corpus called `database`.

    The outer dictionaries are new at each call: Datasette merges other metadata into them.
    """
    tables = {name: dict(values) for name, values in table_metadata().items()}
    return {
        "databases": {
            database: {
                "description": "Every table, view and query of the corpus.",
                "license": LICENCE,
                "source": SOURCE,
                "tables": tables,
            }
        }
    }


@cache
def canned_queries() -> dict[str, dict[str, Any]]:
    """Return the canned queries in Datasette's form."""
    return {
        query.name: {
            "sql": query.sql,
            "title": query.title,
            "description": query.description,
            "params": query.parameters,
            "hide_sql": True,
        }
        for query in queries().values()
    }
