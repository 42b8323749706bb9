-- The corpus: every table, view and index of framesay.
-- The comment behind a column is its definition; the data package, Datasette's labels and
-- docs/dictionary.md are generated from it (corpus/dictionary.py). The comment line directly
-- above CREATE is the definition of the table. Full-text tables are made by sqlite-utils in
-- corpus/migrations.py (Datasette detects only its form of the DDL).
-- Times are UTC, ISO 8601 ("2026-05-04T03:02:01Z"); offsets count characters from 0.

-- Publications whose coverage is studied, as their outlet files describe them.
CREATE TABLE outlet (
    outlet TEXT PRIMARY KEY, -- Short name (slug) of the outlet, the name of its outlet file
    name TEXT NOT NULL, -- Name of the publication
    domain TEXT NOT NULL, -- Web domain; articles lie on it or on a subdomain
    country TEXT NOT NULL, -- Country of the outlet, ISO 3166-1 alpha-2
    kind TEXT NOT NULL, -- Kind of outlet: daily, tabloid, agency, broadcaster, magazine, online, ngo, think_tank, state_media
    ownership TEXT NOT NULL, -- Who owns it: private, public, nonprofit, state
    language TEXT NOT NULL, -- Language it publishes in, ISO 639-1
    paywall TEXT NOT NULL, -- Paywall as the outlet file states it: none, metered, partial, hard
    homepage TEXT -- Address of its front page
) STRICT;

-- Feeds, sitemaps and archive pages that announce articles, and when each was last asked.
CREATE TABLE announcement (
    url TEXT PRIMARY KEY, -- Address of the feed, sitemap or archive page
    outlet TEXT NOT NULL REFERENCES outlet (outlet), -- Outlet it belongs to
    found_via TEXT NOT NULL, -- What it is: feed, news_sitemap, sitemap, archive
    etag TEXT, -- ETag of the last full answer, sent back to ask only for changes
    last_modified TEXT, -- Last-Modified of the last full answer, likewise
    status INTEGER, -- HTTP status of the last answer
    visited_at TEXT, -- Time of the last answer
    links INTEGER NOT NULL DEFAULT 0, -- Number of links in the last full answer
    problem TEXT -- What was wrong at the last visit, if anything
) STRICT;

-- One row per crawl: when it ran, how it ended, what it did.
CREATE TABLE crawl_run (
    run_id TEXT PRIMARY KEY, -- Identifier of the crawl run (its start time and a random part)
    started_at TEXT NOT NULL, -- Start of the run
    code_version TEXT NOT NULL, -- Version of framesay that ran
    finished_at TEXT, -- End of the run; empty while it runs and after a crash
    outcome TEXT NOT NULL CHECK (outcome IN ('running', 'fine', 'set_aside', 'stopped', 'failed')), -- How it ended: fine, set_aside (some items were), stopped (by a person or a signal), failed; running while it runs and after a crash
    exit_code INTEGER, -- Exit status the scheduler saw
    announcements INTEGER NOT NULL DEFAULT 0, -- Feeds, sitemaps and archive pages asked
    announcements_unchanged INTEGER NOT NULL DEFAULT 0, -- Of these, answered "not modified"
    links_announced INTEGER NOT NULL DEFAULT 0, -- Links read from the announcements
    links_new INTEGER NOT NULL DEFAULT 0, -- Of these, never seen before
    pages_fetched INTEGER NOT NULL DEFAULT 0, -- Article pages received in full
    pages_unchanged INTEGER NOT NULL DEFAULT 0, -- Article pages answered "not modified"
    kept INTEGER NOT NULL DEFAULT 0, -- Captures that became an article version or confirmed one
    paywalled INTEGER NOT NULL DEFAULT 0, -- Captures of which only a teaser could be read
    off_topic INTEGER NOT NULL DEFAULT 0, -- Links or captures outside the study's topic
    refused INTEGER NOT NULL DEFAULT 0, -- Links that robots.txt forbids
    set_aside INTEGER NOT NULL DEFAULT 0, -- Items set aside with a reason
    message TEXT -- One line on how the run ended
) STRICT;

-- Every URL an outlet announced, fetched or not: the denominator for shares of coverage.
CREATE TABLE link (
    url TEXT PRIMARY KEY, -- Canonical URL
    outlet TEXT NOT NULL REFERENCES outlet (outlet), -- Outlet that announced it
    announced_url TEXT NOT NULL, -- URL as announced
    found_via TEXT NOT NULL, -- Kind of announcement it was first seen in: feed, news_sitemap, sitemap, archive, import
    announced_at TEXT NOT NULL, -- Address of the announcement it was first seen in
    title TEXT, -- Headline as announced
    summary TEXT, -- Summary as announced
    published TEXT, -- Publication time or date as announced, else as the page states it
    modified TEXT, -- Last change as announced
    language TEXT, -- Language as announced
    state TEXT NOT NULL DEFAULT 'found' CHECK (state IN ('found', 'fetched', 'kept', 'paywalled', 'off_topic', 'out_of_period', 'refused', 'set_aside', 'failed')), -- What became of it: found (not fetched yet), fetched (waits for extraction), kept (an article of the study), paywalled (an article of which only a part could be read), off_topic, out_of_period, refused (by robots.txt), set_aside (see reason), failed (will be asked again)
    reason TEXT, -- Short code why it is in this state
    attempts INTEGER NOT NULL DEFAULT 0, -- Requests made so far
    next_due TEXT, -- When to ask again; empty when not before a change is announced
    first_seen TEXT NOT NULL, -- When it was first announced to framesay
    last_seen TEXT NOT NULL, -- When it was last announced to framesay
    first_run TEXT NOT NULL REFERENCES crawl_run (run_id), -- Crawl run that first saw it
    checked_at TEXT, -- When its page last answered, changed or not
    capture_id TEXT REFERENCES capture (capture_id), -- Its latest capture
    article_id TEXT -- Article it leads to
) STRICT;
CREATE INDEX link_outlet_state ON link (outlet, state, next_due);
CREATE INDEX link_article ON link (article_id);
CREATE INDEX link_published ON link (published);

-- One fetch of one page, archived as a WARC record.
CREATE TABLE capture (
    capture_id TEXT PRIMARY KEY, -- Identifier of the capture (from URL, time and body)
    url TEXT NOT NULL REFERENCES link (url), -- Canonical URL of the link it answers
    outlet TEXT NOT NULL REFERENCES outlet (outlet), -- Outlet
    run_id TEXT NOT NULL REFERENCES crawl_run (run_id), -- Crawl run that fetched it
    requested_url TEXT NOT NULL, -- URL that was asked
    final_url TEXT NOT NULL, -- URL that answered, after redirects
    fetched_at TEXT NOT NULL, -- Time of the answer
    status INTEGER NOT NULL, -- HTTP status
    content_type TEXT, -- Content type as the server gave it
    body_hash TEXT NOT NULL, -- SHA-256 of the body
    body_size INTEGER NOT NULL, -- Size of the body in bytes
    warc_file TEXT NOT NULL, -- WARC file in the study's captures folder
    warc_offset INTEGER NOT NULL, -- Byte offset of the response record in it
    etag TEXT, -- ETag, sent back to ask only for changes
    last_modified TEXT, -- Last-Modified, likewise
    extracted_by TEXT, -- Extractor (name and version) that last read it; empty while it waits
    extraction TEXT -- What came of it: kept, paywalled, off_topic, set_aside, same_article (the page belongs to an article known under another address)
) STRICT;
CREATE INDEX capture_url ON capture (url, fetched_at);
CREATE INDEX capture_waiting ON capture (extracted_by);

-- One version of one text. A changed text is a new version; a stored text is never rewritten.
CREATE TABLE article (
    article_id TEXT NOT NULL, -- Identifier of the article (from its canonical URL)
    version INTEGER NOT NULL, -- 1 for the first text seen, one more for each changed text
    is_current INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1)), -- 1 for the newest version, else 0
    url TEXT NOT NULL, -- Canonical URL
    outlet TEXT NOT NULL REFERENCES outlet (outlet), -- Outlet
    title TEXT NOT NULL, -- Headline
    text TEXT NOT NULL, -- Text without headline, one paragraph a line
    text_hash TEXT NOT NULL, -- SHA-256 of the text in UTF-8: offsets hold for exactly this text
    capture_id TEXT NOT NULL REFERENCES capture (capture_id), -- Capture it was read from
    extracted_at TEXT NOT NULL, -- Time of the extraction
    extractor TEXT NOT NULL, -- Name and version of the extractor
    byline TEXT, -- Authors, separated by "; "
    byline_raw TEXT, -- Byline as the page gives it
    published TEXT, -- Publication time or date
    published_raw TEXT, -- Publication time as the page gives it
    modified TEXT, -- Last change as the page states it
    section TEXT, -- Section of the outlet
    language TEXT, -- Language of the text, ISO 639-1
    access TEXT NOT NULL CHECK (access IN ('open', 'paywalled', 'unknown')), -- Whether the whole text could be read: open, paywalled (a teaser only), unknown
    word_count INTEGER NOT NULL, -- Number of words in the text
    field_sources TEXT NOT NULL, -- JSON object: where each value came from (json-ld, opengraph, trafilatura, feed, ...)
    PRIMARY KEY (article_id, version)
) STRICT;
CREATE INDEX article_outlet ON article (outlet, published);
CREATE INDEX article_published ON article (published);
CREATE INDEX article_hash ON article (text_hash);

-- Items a run could not use, with the reason; nothing is thrown away silently.
CREATE TABLE set_aside (
    stage TEXT NOT NULL CHECK (stage IN ('discover', 'fetch', 'extract', 'annotate')), -- Step that set it aside: discover, fetch, extract, annotate
    item TEXT NOT NULL, -- URL of the page or announcement, or the article's identifier
    outlet TEXT REFERENCES outlet (outlet), -- Outlet it belongs to
    reason TEXT NOT NULL, -- Short code for counting
    message TEXT NOT NULL, -- What happened and what to do
    run_id TEXT NOT NULL, -- Run that set it aside last
    at TEXT NOT NULL, -- When it was last set aside
    PRIMARY KEY (stage, item)
) STRICT;

-- Copies: which articles carry the same or nearly the same text.
CREATE TABLE duplicate (
    article_id TEXT PRIMARY KEY, -- Article
    group_id TEXT NOT NULL, -- Identifier of its group: the article that was published first
    relation TEXT NOT NULL CHECK (relation IN ('first', 'same_text', 'near_copy')), -- Place in the group: first (published first), same_text, near_copy
    contained REAL NOT NULL, -- Share of this article's five-word sequences that stand in the first article, 0 to 1
    agency TEXT -- News agency that the text or byline names, if any
) STRICT;
CREATE INDEX duplicate_group ON duplicate (group_id);

-- Codes of the codebooks in use.
CREATE TABLE frame (
    codebook_id TEXT NOT NULL, -- Codebook
    codebook_version TEXT NOT NULL, -- Version of the codebook
    frame TEXT NOT NULL, -- Identifier of the frame
    name TEXT NOT NULL, -- Name of the frame
    definition TEXT NOT NULL, -- Definition a coder works by
    position INTEGER NOT NULL, -- Order in the codebook
    PRIMARY KEY (codebook_id, codebook_version, frame)
) STRICT;

-- Which article version was coded when, by which codebook, model and program.
CREATE TABLE coding_run (
    coding_run INTEGER PRIMARY KEY, -- Number of the coding of one article version
    run_id TEXT NOT NULL, -- Identifier of the annotation run
    article_id TEXT NOT NULL, -- Article
    version INTEGER NOT NULL, -- Version of the article that was coded
    is_current INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1)), -- 1 for the newest coding of the newest version by this codebook, else 0
    codebook_id TEXT NOT NULL, -- Codebook
    codebook_version TEXT NOT NULL, -- Version of the codebook
    codebook_hash TEXT NOT NULL, -- SHA-256 of the codebook file
    model TEXT NOT NULL, -- Models used, with versions
    model_hash TEXT NOT NULL, -- Hash of the models' names, versions and settings
    code_version TEXT NOT NULL, -- Version of framesay that coded
    coded_at TEXT NOT NULL, -- When
    relevant_sentences INTEGER CHECK (relevant_sentences >= 0), -- Sentences of the text about the topic, with or without a frame, headline not counted: the denominator of share in article_frame; empty in codings made before schema 3
    threshold REAL CHECK (threshold BETWEEN 0 AND 1), -- Probability from which a frame counts as present, as the codebook states it; empty in codings made before schema 3
    UNIQUE (run_id, article_id, version, codebook_id),
    FOREIGN KEY (article_id, version) REFERENCES article (article_id, version)
) STRICT;
CREATE INDEX coding_run_article ON coding_run (article_id, version, is_current);

-- Sentences of the coded texts. A sentence without a row in coding has no frame.
CREATE TABLE sentence (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run), -- Coding it belongs to
    sentence INTEGER NOT NULL, -- Number of the sentence in the article, from 0
    start INTEGER NOT NULL, -- First character in the article's text
    end INTEGER NOT NULL, -- Character after the last
    PRIMARY KEY (coding_run, sentence)
) STRICT, WITHOUT ROWID;

-- One sentence × frame for which the coder saw evidence.
CREATE TABLE coding (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run), -- Coding it belongs to
    sentence INTEGER NOT NULL, -- Number of the sentence; -1 for the headline
    frame TEXT NOT NULL, -- Frame
    start INTEGER NOT NULL, -- First character of the sentence in the text (in the headline for -1)
    end INTEGER NOT NULL, -- Character after the last
    probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1), -- Coder's probability that the sentence invokes the frame
    present INTEGER NOT NULL CHECK (present IN (0, 1)), -- 1 if the sentence invokes the frame, else 0
    stance TEXT CHECK (stance IN ('asserted', 'contested')), -- Whether the frame stands (asserted) or is invoked to be denied or held at a distance (contested)
    voice TEXT CHECK (voice IN ('author', 'source')), -- Whose frame it is: the writer's (author) or that of somebody quoted or paraphrased (source)
    evidence TEXT NOT NULL, -- JSON list of [start, end]: the words that carried the decision
    PRIMARY KEY (coding_run, sentence, frame)
) STRICT, WITHOUT ROWID;
CREATE INDEX coding_frame ON coding (frame, present, coding_run);

-- Frames of whole articles: one row for each frame that the headline or the text invokes. Empty for codings made before schema 3 (their relevant_sentences is empty, too): code them anew.
CREATE TABLE article_frame (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run), -- Coding it belongs to
    frame TEXT NOT NULL, -- Frame
    sentences INTEGER NOT NULL CHECK (sentences >= 0), -- Sentences of the text that invoke it; the headline is not among them
    share REAL CHECK (share BETWEEN 0 AND 1), -- sentences divided by the relevant_sentences of the coding run: share of the sentences about the topic that invoke the frame, 0 to 1; a sentence may invoke several, so shares need not add up to 1; empty when no sentence of the text is about the topic
    contested INTEGER NOT NULL CHECK (contested BETWEEN 0 AND sentences), -- Of these sentences, those in which it is contested
    from_sources INTEGER NOT NULL CHECK (from_sources BETWEEN 0 AND sentences), -- Of these sentences, those in the voice of a source
    probability_sum REAL NOT NULL, -- Probabilities added up over these sentences and the headline, if it invokes the frame (what the rule highest_probability compares)
    first_sentence INTEGER, -- Number of the first of these sentences; empty when the headline alone invokes the frame
    in_headline INTEGER NOT NULL CHECK (in_headline IN (0, 1)), -- 1 if the headline invokes it, else 0
    first INTEGER NOT NULL CHECK (first IN (0, 1)), -- 1 for the first frame of the text (headline not counted; of several in one sentence the most probable), else 0
    dominant INTEGER NOT NULL CHECK (dominant IN (0, 1)), -- 1 for the frame that dominates the article by the codebook's rule, else 0; an article without a 1 has no dominant frame
    PRIMARY KEY (coding_run, frame)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_frame_frame ON article_frame (frame, coding_run);

-- People, bodies and documents that are quoted, one row for each across the corpus. Made anew from actor_in_article and actors.csv by each annotation and by framesay actors.
CREATE TABLE actor (
    actor_id TEXT PRIMARY KEY, -- Identifier of the actor (from name and sort; also from its description where several share a name)
    name TEXT NOT NULL, -- Canonical name
    type TEXT NOT NULL CHECK (type IN ('person', 'government', 'politician', 'party', 'company', 'ngo', 'academic', 'media', 'citizen', 'document', 'unnamed', 'organisation')), -- Type of actor: person, government, politician, party, company, ngo, academic, media, citizen, document (a report, law or survey), unnamed ("critics", "some experts"), organisation (kind not known)
    named INTEGER NOT NULL CHECK (named IN (0, 1)), -- 1 for a name; 0 for a wording such as "critics" or "the ministry", under which different people or bodies of different articles stand together
    description TEXT, -- Role that most articles give it
    speaks_for TEXT, -- Whom it speaks for in most articles, if it is a spokesperson
    wikidata TEXT, -- Wikidata item (Q and a number), as actors.csv gives it
    aliases TEXT NOT NULL -- JSON list of all other names seen for it
) STRICT;

-- Actors as one article shows them: the evidence from which the actors of the corpus are made.
CREATE TABLE actor_in_article (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run), -- Coding it belongs to
    actor_in_article TEXT NOT NULL, -- Identifier of the actor within the article (from name and type)
    name TEXT NOT NULL, -- Fullest name in the article
    type TEXT NOT NULL CHECK (type IN ('person', 'government', 'politician', 'party', 'company', 'ngo', 'academic', 'media', 'citizen', 'document', 'unnamed', 'organisation')), -- Type of actor, as this article shows it; values as in actor
    aliases TEXT NOT NULL, -- JSON list of other names in the article
    description TEXT, -- Role that the article gives it, such as "law professor at Lakeside"
    speaks_for TEXT, -- Whom it speaks for, if it is a spokesperson
    actor_id TEXT REFERENCES actor (actor_id), -- Actor it is across the corpus; empty in former codings and until framesay actors has run
    merged_by TEXT CHECK (merged_by IN ('same_name', 'surname', 'acronym', 'same_wording', 'actors.csv')), -- Rule that joins it with actors of other articles: same_name, surname, acronym, same_wording, actors.csv; empty if it stands alone
    PRIMARY KEY (coding_run, actor_in_article)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_in_article_actor ON actor_in_article (actor_id);

-- Log of merges: which name was counted as which actor, why, and since when. Rows are never deleted.
CREATE TABLE actor_merge (
    merge INTEGER PRIMARY KEY, -- Number of the merge, for framesay actors --undo
    name TEXT NOT NULL, -- Name that was joined, as articles give it
    type TEXT NOT NULL, -- Its type in these articles
    description TEXT, -- Its description in these articles
    actor_id TEXT NOT NULL, -- Actor it became part of
    actor TEXT NOT NULL, -- Name of that actor at the time
    rule TEXT NOT NULL, -- Rule: same_name, surname, acronym, same_wording, actors.csv
    reason TEXT NOT NULL, -- Why the rule held, or the line of actors.csv
    run_id TEXT NOT NULL, -- Run that merged
    merged_at TEXT NOT NULL, -- When
    undone_run TEXT, -- Run that undid it; empty while it holds
    undone_at TEXT -- When it was undone
) STRICT;
CREATE INDEX actor_merge_actor ON actor_merge (actor_id);

-- Where an actor is mentioned.
CREATE TABLE mention (
    coding_run INTEGER NOT NULL, -- Coding it belongs to
    actor_in_article TEXT NOT NULL, -- Actor, as the article shows it
    start INTEGER NOT NULL, -- First character in the article's text
    end INTEGER NOT NULL, -- Character after the last
    kind TEXT NOT NULL CHECK (kind IN ('name', 'pronoun', 'nominal')), -- How: by name, by pronoun, or by description (nominal)
    PRIMARY KEY (coding_run, start, end),
    FOREIGN KEY (coding_run, actor_in_article) REFERENCES actor_in_article (coding_run, actor_in_article)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_actor ON mention (coding_run, actor_in_article);

-- Words and claims that an article attributes to somebody.
CREATE TABLE quotation (
    coding_run INTEGER NOT NULL REFERENCES coding_run (coding_run), -- Coding it belongs to
    quotation INTEGER NOT NULL, -- Number of the quotation in the article, from 0
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')), -- direct (all of it in quotation marks), mixed (a part), indirect (none)
    act TEXT NOT NULL CHECK (act IN ('says', 'writes', 'thinks', 'intends')), -- What the source does: says, writes, thinks (a belief), intends (a plan or wish); speech is says and writes
    sentence INTEGER NOT NULL, -- Number of the sentence in which it begins
    content TEXT NOT NULL, -- What is quoted; parts split around the cue are joined by " … "
    content_spans TEXT NOT NULL, -- JSON list of [start, end] of the content in the article's text
    cue TEXT, -- Word or phrase that announces it, such as "said" or "according to"
    cue_start INTEGER, -- First character of the cue
    cue_end INTEGER, -- Character after the last of the cue
    source TEXT, -- Source as the article words it at this place
    source_start INTEGER, -- First character of the source
    source_end INTEGER, -- Character after the last of the source
    actor_in_article TEXT, -- Actor the source stands for, as the article shows it
    PRIMARY KEY (coding_run, quotation),
    FOREIGN KEY (coding_run, actor_in_article) REFERENCES actor_in_article (coding_run, actor_in_article)
) STRICT;
CREATE INDEX quotation_actor ON quotation (coding_run, actor_in_article);

-- Frames that a quotation's content invokes: who says what.
CREATE TABLE quotation_frame (
    coding_run INTEGER NOT NULL, -- Coding it belongs to
    quotation INTEGER NOT NULL, -- Number of the quotation
    frame TEXT NOT NULL, -- Frame
    stance TEXT NOT NULL CHECK (stance IN ('asserted', 'contested')), -- Whether it stands or is contested
    PRIMARY KEY (coding_run, quotation, frame),
    FOREIGN KEY (coding_run, quotation) REFERENCES quotation (coding_run, quotation)
) STRICT, WITHOUT ROWID;

-- Coverage ledger: per outlet and day what was announced and what became of it, so that silence can be told from a gap.
CREATE VIEW coverage_ledger AS
SELECT
    outlet, -- Outlet
    substr(coalesce(published, first_seen), 1, 10) AS day, -- Day of publication, or the day it was first seen where none was announced
    count(*) AS announced, -- Links announced
    sum(capture_id IS NOT NULL) AS fetched, -- Of these, fetched
    sum(state = 'kept') AS kept, -- Articles of the study with text
    sum(state = 'paywalled') AS paywalled, -- Articles of the study of which only a part could be read
    sum(state = 'off_topic') AS off_topic, -- Outside the study's topic
    sum(state = 'out_of_period') AS out_of_period, -- Outside the study's period
    sum(state = 'refused') AS refused, -- Forbidden by robots.txt
    sum(state = 'set_aside') AS set_aside, -- Set aside with a reason
    sum(state IN ('found', 'fetched', 'failed')) AS waiting -- Not decided yet
FROM link
GROUP BY outlet, day;

-- Sentences of the current article versions in their current coding, one row a frame (frame is empty for a sentence without one).
CREATE VIEW sentence_with_frame AS
SELECT
    a.article_id AS article_id, -- Article
    a.version AS version, -- Version of the article
    a.outlet AS outlet, -- Outlet
    a.published AS published, -- Publication time or date
    r.coding_run AS coding_run, -- Coding it belongs to
    r.codebook_id AS codebook_id, -- Codebook
    s.sentence AS sentence, -- Number of the sentence, from 0
    s.start AS start, -- First character in the article's text
    s.end AS end, -- Character after the last
    substr(a.text, s.start + 1, s.end - s.start) AS text, -- The sentence
    c.frame AS frame, -- Frame the sentence invokes
    c.stance AS stance, -- Whether the frame stands (asserted) or not (contested)
    c.voice AS voice, -- Whose frame it is: author or source
    c.probability AS probability -- Coder's probability
FROM coding_run AS r
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
JOIN sentence AS s ON s.coding_run = r.coding_run
LEFT JOIN coding AS c ON c.coding_run = s.coding_run AND c.sentence = s.sentence AND c.present = 1
WHERE r.is_current = 1 AND a.is_current = 1;

-- Quotations of the current article versions with their actor, one row a frame (frame is empty for a quotation without one).
CREATE VIEW quotation_with_source AS
SELECT
    a.article_id AS article_id, -- Article
    a.version AS version, -- Version of the article
    a.outlet AS outlet, -- Outlet
    a.published AS published, -- Publication time or date
    r.coding_run AS coding_run, -- Coding it belongs to
    r.codebook_id AS codebook_id, -- Codebook of this coding: each codebook's coding holds the quotations once
    q.quotation AS quotation, -- Number of the quotation in the article
    q.kind AS kind, -- direct, mixed or indirect
    q.act AS act, -- What the source does: says, writes, thinks or intends
    q.content AS content, -- What is quoted
    q.cue AS cue, -- Word or phrase that announces it
    q.source AS source, -- Source as the article words it there
    ia.actor_id AS actor_id, -- Actor across the corpus
    coalesce(ac.name, ia.name) AS actor, -- Canonical name of the actor (until framesay actors has run, its name in the article)
    coalesce(ac.type, ia.type) AS actor_type, -- Type of the actor
    ia.name AS name_in_article, -- Fullest name of the actor in the article
    ia.description AS description, -- Role that the article gives the actor
    ia.speaks_for AS speaks_for, -- Whom the actor speaks for in the article
    qf.frame AS frame, -- Frame that the content invokes
    qf.stance AS stance -- Whether it stands or is contested
FROM coding_run AS r
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
JOIN quotation AS q ON q.coding_run = r.coding_run
LEFT JOIN actor_in_article AS ia ON ia.coding_run = q.coding_run AND ia.actor_in_article = q.actor_in_article
LEFT JOIN actor AS ac ON ac.actor_id = ia.actor_id
LEFT JOIN quotation_frame AS qf ON qf.coding_run = q.coding_run AND qf.quotation = q.quotation
WHERE r.is_current = 1 AND a.is_current = 1;

-- Articles in their current coding, one row for each codebook that coded them.
CREATE VIEW coded_article AS
SELECT
    a.article_id AS article_id, -- Article
    a.version AS version, -- Version of the article
    a.outlet AS outlet, -- Outlet
    a.published AS published, -- Publication time or date
    a.title AS title, -- Headline
    r.coding_run AS coding_run, -- Coding it belongs to
    r.codebook_id AS codebook_id, -- Codebook
    (SELECT count(*) FROM sentence AS s WHERE s.coding_run = r.coding_run) AS sentences, -- Sentences of the text
    r.relevant_sentences AS relevant_sentences, -- Of these, sentences about the topic; empty in codings made before schema 3
    (SELECT count(DISTINCT c.sentence) FROM coding AS c WHERE c.coding_run = r.coding_run AND c.present = 1 AND c.sentence >= 0) AS sentences_with_frame, -- Of these, sentences that invoke at least one frame
    (SELECT 1.0 * sum(f.contested) / nullif(sum(f.sentences), 0) FROM article_frame AS f WHERE f.coding_run = r.coding_run) AS contested_share, -- Share of the frames invoked in the text's sentences that are contested there, 0 to 1 (a sentence with two frames counts twice); empty without any, and in codings made before schema 3
    (SELECT f.frame FROM article_frame AS f WHERE f.coding_run = r.coding_run AND f.dominant = 1) AS dominant_frame, -- Frame that dominates the article by the codebook's rule; empty when none does, and in codings made before schema 3
    (SELECT f.frame FROM article_frame AS f WHERE f.coding_run = r.coding_run AND f.first = 1) AS first_frame, -- First frame of the text, headline not counted; empty when there is none, and in codings made before schema 3
    (SELECT c.frame FROM coding AS c WHERE c.coding_run = r.coding_run AND c.sentence = -1 AND c.present = 1 ORDER BY c.probability DESC, c.frame LIMIT 1) AS headline_frame -- Frame that the headline invokes (of several the most probable); empty when there is none
FROM coding_run AS r
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
WHERE r.is_current = 1 AND a.is_current = 1;

-- Frames of the current article versions in their current coding, one row for each frame that an article invokes.
CREATE VIEW article_with_frame AS
SELECT
    a.article_id AS article_id, -- Article
    a.version AS version, -- Version of the article
    a.outlet AS outlet, -- Outlet
    a.published AS published, -- Publication time or date
    a.title AS title, -- Headline
    r.coding_run AS coding_run, -- Coding it belongs to
    r.codebook_id AS codebook_id, -- Codebook
    f.frame AS frame, -- Frame
    f.sentences AS sentences, -- Sentences of the text that invoke it, headline not counted
    r.relevant_sentences AS relevant_sentences, -- Sentences of the text about the topic
    f.share AS share, -- sentences divided by relevant_sentences, 0 to 1
    f.contested AS contested, -- Of the sentences that invoke it, those in which it is contested
    f.from_sources AS from_sources, -- Of the sentences that invoke it, those in the voice of a source
    f.probability_sum AS probability_sum, -- Probabilities added up over these sentences and the headline
    f.first_sentence AS first_sentence, -- Number of the first sentence that invokes it
    f.in_headline AS in_headline, -- 1 if the headline invokes it
    f.first AS first, -- 1 for the first frame of the text
    f.dominant AS dominant -- 1 for the frame that dominates the article
FROM article_frame AS f
JOIN coding_run AS r ON r.coding_run = f.coding_run
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
WHERE r.is_current = 1 AND a.is_current = 1;

-- The codebook that coded last: what pages and queries show unless another is chosen.
CREATE VIEW newest_codebook AS
SELECT
    codebook_id, -- Codebook
    codebook_version, -- Its version
    coded_at -- When it last coded
FROM coding_run
WHERE is_current = 1
ORDER BY coded_at DESC, coding_run DESC
LIMIT 1;
