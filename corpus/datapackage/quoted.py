"""The released tables of who is quoted, and with which frames."""

from typing import get_args

from corpus import records
from corpus.datapackage.model import CODEBOOK, CURRENT_RUNS, Column, Table, column, columns_of


def actors() -> Table:
    """Return the table of actors."""
    columns = [
        *columns_of("actor", "actor_id!", "name!"),
        column("actor", "type", required=True, codes=get_args(records.ActorType)),
        column("actor", "named", "integer", required=True, codes=(0, 1)),
        *columns_of("actor", "description", "speaks_for", "wikidata", "aliases!"),
        Column(
            "merged_from",
            "string",
            "JSON list of the names in articles that were counted as this actor, each with its"
            " type, its description (or null) and the rule that joined it",
            required=True,
        ),
        Column("articles", "integer", "Number of these articles that quote it", required=True),
        Column(
            "quotations",
            "integer",
            "Number of quotations in these articles, each once however many codebooks coded it",
            required=True,
        ),
    ]
    return Table(
        "actors",
        "Who is quoted in these articles: one row for each actor across them",
        "SELECT a.actor_id, a.name, a.type, a.named, a.description, a.speaks_for, a.wikidata,"
        " a.aliases, (SELECT json_group_array(json_array(m.name, m.type, m.description, m.rule))"
        " FROM (SELECT name, type, description, rule FROM actor_merge WHERE undone_at IS NULL"
        " AND actor_id = a.actor_id ORDER BY name, type, description, rule) AS m),"
        " count(DISTINCT r.article_id), count(DISTINCT r.article_id || q.content_spans)"
        " FROM quotation AS q JOIN coding_run AS r USING (coding_run) JOIN actor_in_article AS i"
        " USING (coding_run, actor_in_article) JOIN actor AS a ON a.actor_id = i.actor_id"
        f" WHERE q.coding_run IN {CURRENT_RUNS} GROUP BY a.actor_id ORDER BY a.actor_id",
        tuple(columns),
        ("actor_id",),
    )


def quotations() -> Table:
    """Return the table of quotations."""
    columns = [
        *columns_of("quotation", "coding_run!#", "quotation!#"),
        Column("article_id", "string", "Article", required=True),
        CODEBOOK,
        column("quotation", "kind", required=True, codes=get_args(records.QuotationKind)),
        column("quotation", "act", required=True, codes=get_args(records.Act)),
        *columns_of("quotation", "sentence!#"),
        Column(
            "content",
            "string",
            "What is quoted, cut to the length the README names; parts split around the cue are"
            " joined by “ … ”",
        ),
        Column("content_words", "integer", "Words of the whole content", required=True),
        Column("content_cut", "integer", "1 if `content` was cut", required=True, codes=(0, 1)),
        column("quotation", "content_spans", required=True),
        *columns_of("quotation", "cue", "cue_start#", "cue_end#"),
        *columns_of("quotation", "source", "source_start#", "source_end#"),
        column("actor_in_article", "actor_id"),
        Column("name_in_article", "string", "Fullest name of the actor in this article"),
        column("actor_in_article", "description"),
        column("actor_in_article", "speaks_for"),
    ]
    return Table(
        "quotations",
        "What the articles attribute to somebody: each quotation once for each codebook",
        "SELECT q.coding_run, q.quotation, r.article_id, r.codebook_id, q.kind, q.act, q.sentence,"
        " cut_words(q.content), word_count(q.content), is_cut(q.content), q.content_spans, q.cue,"
        " q.cue_start, q.cue_end, q.source, q.source_start, q.source_end, i.actor_id, i.name,"
        " i.description, i.speaks_for FROM quotation AS q JOIN coding_run AS r USING (coding_run)"
        " LEFT JOIN actor_in_article AS i ON i.coding_run = q.coding_run"
        " AND i.actor_in_article = q.actor_in_article"
        f" WHERE q.coding_run IN {CURRENT_RUNS} ORDER BY q.coding_run, q.quotation",
        tuple(columns),
        ("coding_run", "quotation"),
        {
            ("coding_run",): "coding_runs",
            ("coding_run", "sentence"): "sentences",
            ("actor_id",): "actors",
            ("article_id",): "articles",
        },
    )


def quotation_frames(frames: tuple[str, ...]) -> Table:
    """Return the table of the quotations' frames."""
    columns = [
        *columns_of("quotation_frame", "coding_run!#", "quotation!#"),
        column("quotation_frame", "frame", required=True, codes=frames),
        column("quotation_frame", "stance", required=True, codes=get_args(records.Stance)),
    ]
    return Table(
        "quotation_frames",
        "Frames that the quotations' contents invoke: who says what",
        f"SELECT * FROM quotation_frame WHERE coding_run IN {CURRENT_RUNS}"
        " ORDER BY coding_run, quotation, frame",
        tuple(columns),
        ("coding_run", "quotation", "frame"),
        {("coding_run", "quotation"): "quotations"},
    )
