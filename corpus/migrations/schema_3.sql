-- From schema 2 to 3: article-level measures of frames, and which codebook a row belongs to. What
-- was coded before has none: the sentences about the topic were not kept. It is coded anew by the
-- next annotation.
ALTER TABLE coding_run ADD COLUMN relevant_sentences INTEGER CHECK (relevant_sentences >= 0);
ALTER TABLE coding_run ADD COLUMN threshold REAL CHECK (threshold BETWEEN 0 AND 1);
CREATE TABLE article_frame (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run),
    frame TEXT NOT NULL,
    sentences INTEGER NOT NULL CHECK (sentences >= 0),
    share REAL CHECK (share BETWEEN 0 AND 1),
    contested INTEGER NOT NULL CHECK (contested BETWEEN 0 AND sentences),
    from_sources INTEGER NOT NULL CHECK (from_sources BETWEEN 0 AND sentences),
    probability_sum REAL NOT NULL,
    first_sentence INTEGER,
    in_headline INTEGER NOT NULL CHECK (in_headline IN (0, 1)),
    first INTEGER NOT NULL CHECK (first IN (0, 1)),
    dominant INTEGER NOT NULL CHECK (dominant IN (0, 1)),
    PRIMARY KEY (coding_run, frame)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_frame_frame ON article_frame (frame, coding_run);
DROP VIEW quotation_with_source;
CREATE VIEW quotation_with_source AS
SELECT
    a.article_id AS article_id,
    a.version AS version,
    a.outlet AS outlet,
    a.published AS published,
    r.coding_run AS coding_run,
    r.codebook_id AS codebook_id,
    q.quotation AS quotation,
    q.kind AS kind,
    q.act AS act,
    q.content AS content,
    q.cue AS cue,
    q.source AS source,
    ia.actor_id AS actor_id,
    coalesce(ac.name, ia.name) AS actor,
    coalesce(ac.type, ia.type) AS actor_type,
    ia.name AS name_in_article,
    ia.description AS description,
    ia.speaks_for AS speaks_for,
    qf.frame AS frame,
    qf.stance AS stance
FROM coding_run AS r
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
JOIN quotation AS q ON q.coding_run = r.coding_run
LEFT JOIN actor_in_article AS ia ON ia.coding_run = q.coding_run AND ia.actor_in_article = q.actor_in_article
LEFT JOIN actor AS ac ON ac.actor_id = ia.actor_id
LEFT JOIN quotation_frame AS qf ON qf.coding_run = q.coding_run AND qf.quotation = q.quotation
WHERE r.is_current = 1 AND a.is_current = 1;
CREATE VIEW coded_article AS
SELECT
    a.article_id AS article_id,
    a.version AS version,
    a.outlet AS outlet,
    a.published AS published,
    a.title AS title,
    r.coding_run AS coding_run,
    r.codebook_id AS codebook_id,
    (SELECT count(*) FROM sentence AS s WHERE s.coding_run = r.coding_run) AS sentences,
    r.relevant_sentences AS relevant_sentences,
    (SELECT count(DISTINCT c.sentence) FROM coding AS c WHERE c.coding_run = r.coding_run AND c.present = 1 AND c.sentence >= 0) AS sentences_with_frame,
    (SELECT 1.0 * sum(f.contested) / nullif(sum(f.sentences), 0) FROM article_frame AS f WHERE f.coding_run = r.coding_run) AS contested_share,
    (SELECT f.frame FROM article_frame AS f WHERE f.coding_run = r.coding_run AND f.dominant = 1) AS dominant_frame,
    (SELECT f.frame FROM article_frame AS f WHERE f.coding_run = r.coding_run AND f.first = 1) AS first_frame,
    (SELECT c.frame FROM coding AS c WHERE c.coding_run = r.coding_run AND c.sentence = -1 AND c.present = 1 ORDER BY c.probability DESC, c.frame LIMIT 1) AS headline_frame
FROM coding_run AS r
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
WHERE r.is_current = 1 AND a.is_current = 1;
CREATE VIEW article_with_frame AS
SELECT
    a.article_id AS article_id,
    a.version AS version,
    a.outlet AS outlet,
    a.published AS published,
    a.title AS title,
    r.coding_run AS coding_run,
    r.codebook_id AS codebook_id,
    f.frame AS frame,
    f.sentences AS sentences,
    r.relevant_sentences AS relevant_sentences,
    f.share AS share,
    f.contested AS contested,
    f.from_sources AS from_sources,
    f.probability_sum AS probability_sum,
    f.first_sentence AS first_sentence,
    f.in_headline AS in_headline,
    f.first AS first,
    f.dominant AS dominant
FROM article_frame AS f
JOIN coding_run AS r ON r.coding_run = f.coding_run
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
WHERE r.is_current = 1 AND a.is_current = 1;
CREATE VIEW newest_codebook AS
SELECT
    codebook_id,
    codebook_version,
    coded_at
FROM coding_run
WHERE is_current = 1
ORDER BY coded_at DESC, coding_run DESC
LIMIT 1;
