"""What a release consists of: its tables, their keys and codes, and their description.

`TABLES` says how each table is read from the corpus. Definitions of columns come from the
dictionary (the comments in schema.sql); those that exist only in a release are defined here.
The descriptor follows Frictionless Data Package v2. Codes are given as constraints.enum, which
validators check (v2's `categories` are not).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from corpus import records
from corpus.dictionary import dictionary
from corpus.store import Store

Type = Literal["string", "integer", "number"]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a released table."""

    name: str
    type: Type
    definition: str
    required: bool = False
    codes: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A released table: where its rows come from, and what holds of them."""

    name: str
    title: str
    sql: str
    """Selects the columns in order, sorted by the key, so that releases are reproducible."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Columns -> table whose key they name (the columns have the same names there)."""


_CURRENT = (
    "coding_run AS r JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version"
    " WHERE r.is_current = 1 AND a.is_current = 1"
)
_RUNS = f"(SELECT r.coding_run FROM {_CURRENT})"


def _column(
    table: str,
    name: str,
    kind: Type = "string",
    *,
    required: bool = False,
    codes: Iterable[str | int] = (),
) -> Column:
    """Return a column that has its definition in schema.sql."""
    return Column(name, kind, dictionary()[table].columns[name], required, tuple(codes))


def _columns(table: str, *names: str) -> list[Column]:
    """Return string columns; a name ending in "!" is required, one in "#" an integer."""
    return [
        _column(table, n.rstrip("!#"), "integer" if "#" in n else "string", required="!" in n)
        for n in names
    ]


def tables(store: Store) -> list[Table]:
    """Return the tables of a release of this corpus.

    They depend on the corpus in one thing: `sentences` has a column for each frame in use.
    """
    frames = [
        (row["frame"], row["name"])
        for row in store.rows(
            "SELECT DISTINCT f.frame, f.name FROM frame AS f JOIN coding_run AS r"
            " USING (codebook_id, codebook_version) WHERE r.is_current = 1 ORDER BY f.frame"
        )
    ]
    return [
        _outlets(),
        _links(),
        _ledger(),
        _articles(),
        _coding_runs(),
        _frames(),
        _sentences(frames),
        _codings(),
        _actors(),
        _quotations(),
        _quotation_frames(),
    ]


def _outlets() -> Table:
    columns = _columns(
        "outlet",
        *[
            "outlet!",
            "name!",
            "domain!",
            "country!",
            "kind!",
            "ownership!",
            "language!",
            "paywall!",
        ],
    )
    return Table(
        "outlets",
        "Outlets of the study",
        "SELECT outlet, name, domain, country, kind, ownership, language, paywall FROM outlet"
        " ORDER BY outlet",
        tuple(columns),
        ("outlet",),
    )


def _links() -> Table:
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
    columns = _columns("link", *names)
    columns[4] = _column("link", "found_via", required=True, codes=get_args(records.Found))
    columns[5] = _column("link", "state", required=True, codes=get_args(records.LinkState))
    return Table(
        "links",
        "Every link the outlets announced, kept or not: the denominator",
        "SELECT url, outlet, title, published, found_via, state, reason, first_seen, article_id"
        " FROM link ORDER BY url",
        tuple(columns),
        ("url",),
        {("outlet",): "outlets"},
    )


def _ledger() -> Table:
    names = list(dictionary()["coverage_ledger"].columns)
    columns = _columns("coverage_ledger", *(f"{n}!" if n in names[:2] else f"{n}#" for n in names))
    return Table(
        "coverage_ledger",
        "What each outlet announced on each day, and what became of it",
        f"SELECT {', '.join(names)} FROM coverage_ledger ORDER BY outlet, day",
        tuple(columns),
        ("outlet", "day"),
        {("outlet",): "outlets"},
    )


def _articles() -> Table:
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
    columns = _columns("article", *names)
    columns[10] = _column("article", "access", required=True, codes=get_args(records.Access))
    columns += [
        _column("capture", "fetched_at", required=True),
        Column("versions", "integer", "Number of versions of the text seen so far", required=True),
        _column("duplicate", "group_id"),
        _column("duplicate", "relation", codes=("first", "same_text", "near_copy")),
        _column("duplicate", "contained", "number"),
        _column("duplicate", "agency"),
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


def _coding_runs() -> Table:
    names = [
        "coding_run!#",
        "run_id!",
        "article_id!",
        "version!#",
        "codebook_id!",
        "codebook_version!",
        "codebook_hash!",
        "model!",
        "model_hash!",
        "code_version!",
        "coded_at!",
    ]
    return Table(
        "coding_runs",
        "Which article version was coded when, by which codebook, model and program",
        "SELECT r.coding_run, r.run_id, r.article_id, r.version, r.codebook_id,"
        " r.codebook_version, r.codebook_hash, r.model, r.model_hash, r.code_version, r.coded_at"
        f" FROM {_CURRENT} ORDER BY r.coding_run",
        tuple(_columns("coding_run", *names)),
        ("coding_run",),
        {("article_id",): "articles"},
    )


def _frames() -> Table:
    names = ["codebook_id!", "codebook_version!", "frame!", "name!", "definition!", "position!#"]
    return Table(
        "frames",
        "Frames of the codebooks that coded these articles",
        "SELECT codebook_id, codebook_version, frame, name, definition, position FROM frame"
        " WHERE (codebook_id, codebook_version) IN (SELECT codebook_id, codebook_version"
        " FROM coding_run WHERE is_current = 1)"
        " ORDER BY codebook_id, codebook_version, position",
        tuple(_columns("frame", *names)),
        ("codebook_id", "codebook_version", "frame"),
    )


def _sentences(frames: list[tuple[str, str]]) -> Table:
    columns = [
        _column("sentence", "coding_run", "integer", required=True),
        Column("sentence", "integer", "Number of the sentence; -1 for the headline", required=True),
        Column("article_id", "string", "Article", required=True),
        _column("sentence", "start", "integer", required=True),
        _column("sentence", "end", "integer", required=True),
        Column("sentence_hash", "string", "SHA-256 of the sentence in UTF-8", required=True),
    ]
    stances = get_args(records.Stance)
    select = ""
    for frame, name in frames:
        text = f"Whether the sentence invokes “{name}”: asserted, contested, empty if it does not"
        columns.append(Column(f"frame_{frame}", "string", text, codes=stances))
        select += (
            ", (SELECT c.stance FROM coding AS c WHERE c.coding_run = s.coding_run AND"
            f" c.sentence = s.sentence AND c.frame = '{frame}' AND c.present = 1)"
        )
    return Table(
        "sentences",
        "Every sentence of the coded articles and their headlines, with a column for each frame",
        "WITH s AS (SELECT r.coding_run, -1 AS sentence, a.article_id, 0 AS start,"
        f" length(a.title) AS end, a.title AS text FROM {_CURRENT}"
        " UNION ALL SELECT r.coding_run, n.sentence, a.article_id, n.start, n.end,"
        " substr(a.text, n.start + 1, n.end - n.start)"
        f" FROM sentence AS n, {_CURRENT} AND n.coding_run = r.coding_run)"
        " SELECT s.coding_run, s.sentence, s.article_id, s.start, s.end, sha256(s.text)"
        f"{select} FROM s ORDER BY s.coding_run, s.sentence",
        tuple(columns),
        ("coding_run", "sentence"),
        {("coding_run",): "coding_runs", ("article_id",): "articles"},
    )


def _codings() -> Table:
    columns = [
        *_columns("coding", "coding_run!#", "sentence!#", "frame!"),
        _column("coding", "probability", "number", required=True),
        _column("coding", "present", "integer", required=True, codes=(0, 1)),
        _column("coding", "stance", codes=get_args(records.Stance)),
        _column("coding", "voice", codes=get_args(records.Voice)),
        _column("coding", "evidence", required=True),
    ]
    return Table(
        "codings",
        "One row for each sentence and frame for which the coder saw evidence",
        "SELECT coding_run, sentence, frame, probability, present, stance, voice, evidence"
        f" FROM coding WHERE coding_run IN {_RUNS} ORDER BY coding_run, sentence, frame",
        tuple(columns),
        ("coding_run", "sentence", "frame"),
        {("coding_run", "sentence"): "sentences"},
    )


def _actors() -> Table:
    columns = [
        *_columns("actor", "actor_id!", "name!"),
        _column("actor", "type", required=True, codes=get_args(records.ActorType)),
        _column("actor", "aliases", required=True),
        Column("quotations", "integer", "Number of quotations in these articles", required=True),
    ]
    return Table(
        "actors",
        "Who is quoted in these articles",
        "SELECT a.actor_id, a.name, a.type, a.aliases, count(*) FROM quotation AS q JOIN actor"
        f" AS a USING (actor_id) WHERE q.coding_run IN {_RUNS} GROUP BY a.actor_id"
        " ORDER BY a.actor_id",
        tuple(columns),
        ("actor_id",),
    )


def _quotations() -> Table:
    columns = [
        *_columns("quotation", "coding_run!#", "quotation!#"),
        Column("article_id", "string", "Article", required=True),
        _column("quotation", "kind", required=True, codes=get_args(records.QuotationKind)),
        *_columns("quotation", "sentence!#"),
        Column(
            "content",
            "string",
            "What is quoted, cut to the length the README names; parts split around the cue are"
            " joined by “ … ”",
        ),
        Column("content_words", "integer", "Words of the whole content", required=True),
        Column("content_cut", "integer", "1 if `content` was cut", required=True, codes=(0, 1)),
        _column("quotation", "content_spans", required=True),
        *_columns("quotation", "cue", "cue_start#", "cue_end#"),
        *_columns("quotation", "source", "source_start#", "source_end#", "actor_id"),
    ]
    return Table(
        "quotations",
        "What the articles attribute to somebody",
        "SELECT q.coding_run, q.quotation, r.article_id, q.kind, q.sentence,"
        " cut_words(q.content), word_count(q.content), is_cut(q.content), q.content_spans, q.cue,"
        " q.cue_start, q.cue_end, q.source, q.source_start, q.source_end, q.actor_id"
        f" FROM quotation AS q JOIN coding_run AS r USING (coding_run) WHERE coding_run IN {_RUNS}"
        " ORDER BY q.coding_run, q.quotation",
        tuple(columns),
        ("coding_run", "quotation"),
        {("coding_run",): "coding_runs", ("actor_id",): "actors", ("article_id",): "articles"},
    )


def _quotation_frames() -> Table:
    columns = [
        *_columns("quotation_frame", "coding_run!#", "quotation!#", "frame!"),
        _column("quotation_frame", "stance", required=True, codes=get_args(records.Stance)),
    ]
    return Table(
        "quotation_frames",
        "Frames that the quotations' contents invoke: who says what",
        f"SELECT * FROM quotation_frame WHERE coding_run IN {_RUNS}"
        " ORDER BY coding_run, quotation, frame",
        tuple(columns),
        ("coding_run", "quotation", "frame"),
        {("coding_run", "quotation"): "quotations"},
    )


def texts() -> Table:
    """Return the table of article texts, for releases that may hold them."""
    return Table(
        "texts",
        "Texts of the articles. They belong to their publishers",
        "SELECT article_id, version, text FROM article WHERE is_current = 1 ORDER BY article_id",
        tuple(_columns("article", "article_id!", "version!#", "text!")),
        ("article_id",),
        {("article_id",): "articles"},
    )
