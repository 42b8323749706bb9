-- title: Crawl runs
-- description: When the crawler ran, how each run ended and what it did, newest first. A run still called "running" long after its start was cut off.
-- position: 9
SELECT started_at, finished_at, outcome, exit_code, announcements, announcements_unchanged,
       links_announced, links_new, pages_fetched, pages_unchanged, kept, paywalled, off_topic,
       refused, set_aside, message, code_version, run_id
FROM crawl_run
ORDER BY started_at DESC
