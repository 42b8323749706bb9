-- A small corpus of schema 1: two codings of one article, three quotations, one of them re-inserted.
INSERT INTO outlet VALUES ('o', 'O', 'o.example', 'CA', 'daily', 'private', 'en', 'none', NULL);
INSERT INTO crawl_run (run_id, started_at, code_version, outcome) VALUES ('r', 't', '0', 'fine');
INSERT INTO link (url, outlet, announced_url, found_via, announced_at, first_seen, last_seen,
    first_run) VALUES ('u', 'o', 'u', 'feed', 'f', 't', 't', 'r');
INSERT INTO capture (capture_id, url, outlet, run_id, requested_url, final_url, fetched_at,
    status, body_hash, body_size, warc_file, warc_offset)
    VALUES ('c', 'u', 'o', 'r', 'u', 'u', 't', 200, 'h', 1, 'w', 0);
INSERT INTO article (article_id, version, url, outlet, title, text, text_hash, capture_id,
    extracted_at, extractor, access, word_count, field_sources)
    VALUES ('a', 1, 'u', 'o', 'T', 'Bell said so.', 'h', 'c', 't', 'x', 'open', 3, '{}');
INSERT INTO coding_run VALUES (7, 'n', 'a', 1, 0, 'b', '1', 'h', 'm', 'h', '0', 't'),
    (8, 'o', 'a', 1, 1, 'b', '1', 'h', 'm', 'h', '0', 't');
INSERT INTO actor VALUES ('x', 'Bell', 'person', '["Ms Bell"]'), ('y', 'critics', 'unnamed', '[]');
INSERT INTO mention VALUES (8, 'x', 0, 4, 'name');
INSERT INTO quotation VALUES
    (7, 0, 'direct', 0, 'never', '[[5, 9]]', NULL, NULL, NULL, NULL, NULL, NULL, 'y'),
    (8, 0, 'indirect', 0, 'so', '[[10, 12]]', 'said', 5, 9, 'Bell', 0, 4, 'x'),
    (8, 1, 'indirect', 0, 'Bell', '[[0, 4]]', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO quotation_frame VALUES (8, 0, 'trust', 'asserted');
DELETE FROM quotation WHERE coding_run = 7;
INSERT INTO quotation VALUES
    (7, 0, 'direct', 0, 'never', '[[5, 9]]', NULL, NULL, NULL, NULL, NULL, NULL, 'y');
