"""The released tables of what the coders said."""

from dataclasses import dataclass
from typing import get_args

from corpus import records
from corpus.datapackage.model import (
    CODEBOOK,
    CURRENT,
    CURRENT_RUNS,
    Column,
    Table,
    column,
    columns_of,
)


@dataclass(frozen=True, slots=True)
class FrameInUse:
    """A frame of a codebook that coded something, for the wide table of sentences."""

    frame: str
    codebook_id: str
    name: str
    shared: bool
    """Another codebook in use has a frame of the same identifier."""

    @property
    def column(self) -> str:
        """Name of its column: with the codebook's identifier only where it would be ambiguous."""
        return f"frame_{self.codebook_id}__{self.frame}" if self.shared else f"frame_{self.frame}"


def coding_runs(frames: tuple[str, ...]) -> Table:
    """Return the table of coding runs, which also says what `frames` do in the whole article."""
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
    columns = [
        *columns_of("coding_run", *names),
        column("coding_run", "threshold", "number"),
        *columns_of("coded_article", "sentences!#", "relevant_sentences#"),
        column("coded_article", "sentences_with_frame", "integer", required=True),
        column("coded_article", "contested_share", "number"),
        column("coded_article", "dominant_frame", codes=frames),
        column("coded_article", "first_frame", codes=frames),
        column("coded_article", "headline_frame", codes=frames),
    ]
    return Table(
        "coding_runs",
        "Which article version was coded when, by which codebook, model and program, and what"
        " the article as a whole comes to",
        "SELECT r.coding_run, r.run_id, r.article_id, r.version, r.codebook_id,"
        " r.codebook_version, r.codebook_hash, r.model, r.model_hash, r.code_version, r.coded_at,"
        " r.threshold, w.sentences, w.relevant_sentences, w.sentences_with_frame,"
        " w.contested_share, w.dominant_frame, w.first_frame, w.headline_frame"
        " FROM coded_article AS w JOIN coding_run AS r USING (coding_run) ORDER BY r.coding_run",
        tuple(columns),
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


def sentences(frames: list[FrameInUse]) -> Table:
    """Return the table of sentences, with a column for each of `frames`."""
    columns = [
        column("sentence", "coding_run", "integer", required=True),
        Column("sentence", "integer", "Number of the sentence; -1 for the headline", required=True),
        Column("article_id", "string", "Article", required=True),
        CODEBOOK,
        column("sentence", "start", "integer", required=True),
        column("sentence", "end", "integer", required=True),
        Column("sentence_hash", "string", "SHA-256 of the sentence in UTF-8", required=True),
    ]
    several = len({frame.codebook_id for frame in frames}) > 1
    select = ""
    for frame in frames:
        text = f"Whether the sentence invokes “{frame.name}”: asserted, contested, empty if not"
        if several:
            text += f"; a frame of codebook {frame.codebook_id}, empty in rows of other codebooks"
        if frame.shared:
            text += "; the column names its codebook because another one has a frame of this name"
        columns.append(Column(frame.column, "string", text, codes=get_args(records.Stance)))
        select += (
            ", (SELECT c.stance FROM coding AS c WHERE c.coding_run = s.coding_run AND"
            f" c.sentence = s.sentence AND c.frame = '{frame.frame}' AND c.present = 1"
            f" AND s.codebook_id = '{frame.codebook_id}')"
        )
    return Table(
        "sentences",
        "Every sentence of the coded articles and their headlines, with a column for each frame",
        "WITH s AS (SELECT r.coding_run, -1 AS sentence, a.article_id, r.codebook_id, 0 AS start,"
        f" length(a.title) AS end, a.title AS text FROM {CURRENT} AND a.title != ''"
        " UNION ALL SELECT r.coding_run, n.sentence, a.article_id, r.codebook_id, n.start, n.end,"
        " substr(a.text, n.start + 1, n.end - n.start)"
        f" FROM sentence AS n, {CURRENT} AND n.coding_run = r.coding_run)"
        " SELECT s.coding_run, s.sentence, s.article_id, s.codebook_id, s.start, s.end,"
        f" sha256(s.text){select} FROM s ORDER BY s.coding_run, s.sentence",
        tuple(columns),
        ("coding_run", "sentence"),
        {("coding_run",): "coding_runs", ("article_id",): "articles"},
    )


def codings(frames: tuple[str, ...]) -> Table:
    """Return the table of codings with these frames."""
    columns = [
        *columns_of("coding", "coding_run!#", "sentence!#"),
        Column("article_id", "string", "Article", required=True),
        CODEBOOK,
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
        "SELECT c.coding_run, c.sentence, r.article_id, r.codebook_id, c.frame, c.probability,"
        " c.present, c.stance, c.voice, c.evidence FROM coding AS c JOIN coding_run AS r"
        f" USING (coding_run) WHERE c.coding_run IN {CURRENT_RUNS}"
        " ORDER BY c.coding_run, c.sentence, c.frame",
        tuple(columns),
        ("coding_run", "sentence", "frame"),
        {("coding_run", "sentence"): "sentences", ("article_id",): "articles"},
    )


def article_frames(frames: tuple[str, ...]) -> Table:
    """Return the table of what `frames` do in whole articles."""
    columns = [
        *columns_of("article_frame", "coding_run!#"),
        Column("article_id", "string", "Article", required=True),
        CODEBOOK,
        column("article_frame", "frame", required=True, codes=frames),
        *columns_of("article_frame", "sentences!#"),
        column("coding_run", "relevant_sentences", "integer"),
        column("article_frame", "share", "number"),
        *columns_of("article_frame", "contested!#", "from_sources!#"),
        column("article_frame", "probability_sum", "number", required=True),
        *columns_of("article_frame", "first_sentence#"),
        column("article_frame", "in_headline", "integer", required=True, codes=(0, 1)),
        column("article_frame", "first", "integer", required=True, codes=(0, 1)),
        column("article_frame", "dominant", "integer", required=True, codes=(0, 1)),
    ]
    return Table(
        "article_frames",
        "Article-level measures: one row for each article and frame that it invokes",
        "SELECT f.coding_run, r.article_id, r.codebook_id, f.frame, f.sentences,"
        " r.relevant_sentences, f.share, f.contested, f.from_sources, f.probability_sum,"
        " f.first_sentence, f.in_headline, f.first, f.dominant FROM article_frame AS f"
        f" JOIN coding_run AS r USING (coding_run) WHERE f.coding_run IN {CURRENT_RUNS}"
        " ORDER BY f.coding_run, f.frame",
        tuple(columns),
        ("coding_run", "frame"),
        {("coding_run",): "coding_runs", ("article_id",): "articles"},
    )
