-- From schema 1 to 2: an actor within an article is told from the actor across the corpus, a
-- quotation has its act. Rows are kept; what was coded before counts as "says".
DROP VIEW quotation_with_source;
CREATE TABLE actor_new (
    actor_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('person', 'government', 'politician', 'party', 'company', 'ngo', 'academic', 'media', 'citizen', 'document', 'unnamed', 'organisation')),
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    description TEXT,
    speaks_for TEXT,
    wikidata TEXT,
    aliases TEXT NOT NULL
) STRICT;
INSERT INTO actor_new
SELECT actor_id, name, type, type != 'unnamed', NULL, NULL, NULL, aliases FROM actor;
CREATE TABLE actor_in_article (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run),
    actor_in_article TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('person', 'government', 'politician', 'party', 'company', 'ngo', 'academic', 'media', 'citizen', 'document', 'unnamed', 'organisation')),
    aliases TEXT NOT NULL,
    description TEXT,
    speaks_for TEXT,
    actor_id TEXT REFERENCES actor (actor_id),
    merged_by TEXT CHECK (merged_by IN ('same_name', 'surname', 'acronym', 'same_wording', 'actors.csv')),
    PRIMARY KEY (coding_run, actor_in_article)
) STRICT, WITHOUT ROWID;
INSERT INTO actor_in_article
SELECT DISTINCT f.coding_run, a.actor_id, a.name, a.type, a.aliases, NULL, NULL,
    CASE WHEN r.is_current = 1 THEN a.actor_id END, NULL
FROM (SELECT coding_run, actor_id FROM quotation UNION SELECT coding_run, actor_id FROM mention) AS f
JOIN actor AS a ON a.actor_id = f.actor_id
JOIN coding_run AS r ON r.coding_run = f.coding_run;
CREATE TABLE actor_merge (
    merge INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT,
    actor_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    run_id TEXT NOT NULL,
    merged_at TEXT NOT NULL,
    undone_run TEXT,
    undone_at TEXT
) STRICT;
CREATE TABLE mention_new (
    coding_run INTEGER NOT NULL,
    actor_in_article TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'pronoun', 'nominal')),
    PRIMARY KEY (coding_run, start, end),
    FOREIGN KEY (coding_run, actor_in_article) REFERENCES actor_in_article (coding_run, actor_in_article)
) STRICT, WITHOUT ROWID;
INSERT INTO mention_new SELECT coding_run, actor_id, start, end, kind FROM mention;
CREATE TABLE quotation_new (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run),
    quotation INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')),
    act TEXT NOT NULL CHECK (act IN ('says', 'writes', 'thinks', 'intends')),
    sentence INTEGER NOT NULL,
    content TEXT NOT NULL,
    content_spans TEXT NOT NULL,
    cue TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    source TEXT,
    source_start INTEGER,
    source_end INTEGER,
    actor_in_article TEXT,
    PRIMARY KEY (coding_run, quotation),
    FOREIGN KEY (coding_run, actor_in_article) REFERENCES actor_in_article (coding_run, actor_in_article)
) STRICT;
INSERT INTO quotation_new (rowid, coding_run, quotation, kind, act, sentence, content, content_spans,
    cue, cue_start, cue_end, source, source_start, source_end, actor_in_article)
SELECT rowid, coding_run, quotation, kind, 'says', sentence, content, content_spans,
    cue, cue_start, cue_end, source, source_start, source_end, actor_id
FROM quotation;
DROP TABLE quotation;
DROP TABLE mention;
DROP TABLE actor;
ALTER TABLE actor_new RENAME TO actor;
ALTER TABLE mention_new RENAME TO mention;
ALTER TABLE quotation_new RENAME TO quotation;
CREATE INDEX actor_in_article_actor ON actor_in_article (actor_id);
CREATE INDEX actor_merge_actor ON actor_merge (actor_id);
CREATE INDEX mention_actor ON mention (coding_run, actor_in_article);
CREATE INDEX quotation_actor ON quotation (coding_run, actor_in_article);
CREATE VIEW quotation_with_source AS
SELECT
    a.article_id AS article_id,
    a.version AS version,
    a.outlet AS outlet,
    a.published AS published,
    r.coding_run AS coding_run,
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
