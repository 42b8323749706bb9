"""The released tables of what the coders said."""

from typing import get_args

from corpus import records
from corpus.datapackage.model import CURRENT, CURRENT_RUNS, Column, Table, column, columns_of


def coding_runs() -> Table:
    """Return the table of coding runs."""
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
        f" FROM {CURRENT} ORDER BY r.coding_run",
        tuple(columns_of("coding_run", *names)),
        ("coding_run",),
        {("article_id",): "articles"},
    )


def frames() -> Table:
    """Return the table of frames."""
    names = ["codebook_id!", "codebook_version!", "frame!", "name!", "definition!", "position!#"]
    return Table(
        "frames",
        "Frames of the codebooks that coded these articles",
        "SELECT codebook_id, codebook_version, frame, name, definition, position FROM frame"
        " WHERE (codebook_id, codebook_version) IN (SELECT codebook_id, codebook_version"
        " FROM coding_run WHERE is_current = 1)"
        " ORDER BY codebook_id, codebook_version, position",
        tuple(columns_of("frame", *names)),
        ("codebook_id", "codebook_version", "frame"),
    )


def sentences(frames: dict[str, str]) -> Table:
    """Return the table of sentences, with a column for each of `frames` (identifier -> name)."""
    columns = [
        column("sentence", "coding_run", "integer", required=True),
        Column("sentence", "integer", "Number of the sentence; -1 for the headline", required=True),
        Column("article_id", "string", "Article", required=True),
        column("sentence", "start", "integer", required=True),
        column("sentence", "end", "integer", required=True),
        Column("sentence_hash", "string", "SHA-256 of the sentence in UTF-8", required=True),
    ]
    stances = get_args(records.Stance)
    select = ""
    for frame, name in frames.items():
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
        f" length(a.title) AS end, a.title AS text FROM {CURRENT} AND a.title != ''"
        " UNION ALL SELECT r.coding_run, n.sentence, a.article_id, n.start, n.end,"
        " substr(a.text, n.start + 1, n.end - n.start)"
        f" FROM sentence AS n, {CURRENT} AND n.coding_run = r.coding_run)"
        " SELECT s.coding_run, s.sentence, s.article_id, s.start, s.end, sha256(s.text)"
        f"{select} FROM s ORDER BY s.coding_run, s.sentence",
        tuple(columns),
        ("coding_run", "sentence"),
        {("coding_run",): "coding_runs", ("article_id",): "articles"},
    )


def codings(frames: tuple[str, ...]) -> Table:
    """Return the table of codings with these frames."""
    columns = [
        *columns_of("coding", "coding_run!#", "sentence!#"),
        column("coding", "frame", required=True, codes=frames),
        column("coding", "probability", "number", required=True),
        column("coding", "present", "integer", required=True, codes=(0, 1)),
        column("coding", "stance", codes=get_args(records.Stance)),
        column("coding", "voice", codes=get_args(records.Voice)),
        column("coding", "evidence", required=True),
    ]
    return Table(
        "codings",
        "One row for each sentence and frame for which the coder saw evidence",
        "SELECT coding_run, sentence, frame, probability, present, stance, voice, evidence"
        f" FROM coding WHERE coding_run IN {CURRENT_RUNS} ORDER BY coding_run, sentence, frame",
        tuple(columns),
        ("coding_run", "sentence", "frame"),
        {("coding_run", "sentence"): "sentences"},
    )


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
        Column("quotations", "integer", "Number of quotations in these articles", required=True),
    ]
    return Table(
        "actors",
        "Who is quoted in these articles: one row for each actor across them",
        "SELECT a.actor_id, a.name, a.type, a.named, a.description, a.speaks_for, a.wikidata,"
        " a.aliases, (SELECT json_group_array(json_array(m.name, m.type, m.description, m.rule))"
        " FROM (SELECT name, type, description, rule FROM actor_merge WHERE undone_at IS NULL"
        " AND actor_id = a.actor_id ORDER BY name, type, description, rule) AS m),"
        " count(DISTINCT r.article_id), count(*)"
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
        "What the articles attribute to somebody",
        "SELECT q.coding_run, q.quotation, r.article_id, q.kind, q.act, q.sentence,"
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
