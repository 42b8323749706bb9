-- title: Frames in headlines and texts, by outlet
-- description: Per outlet and frame, in how many of its coded articles the headline invokes it, the text does, both do, or the headline alone; how often it is the first frame of the text and how often it dominates the article (both empty while some of the outlet's articles were coded before this was kept). Shares are of the outlet's coded articles.
-- position: 3
WITH coded AS (
    SELECT r.coding_run, r.codebook_id, r.codebook_version, a.outlet, r.relevant_sentences
    FROM coding_run AS r
    JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
    WHERE r.is_current = 1 AND a.is_current = 1
      AND r.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
      AND (:outlet = '' OR a.outlet = :outlet)
      AND (:from = '' OR substr(a.published, 1, 10) >= :from)
      AND (:to = '' OR substr(a.published, 1, 10) <= :to)
),
volume AS (
    SELECT codebook_id, outlet, max(codebook_version) AS codebook_version, count(*) AS articles,
           count(relevant_sentences) = count(*) AS all_measured
    FROM coded GROUP BY codebook_id, outlet
),
found AS (
    SELECT d.outlet, d.coding_run, c.frame, max(c.sentence = -1) AS in_headline,
           max(c.sentence >= 0) AS in_text
    FROM coded AS d JOIN coding AS c ON c.coding_run = d.coding_run AND c.present = 1
    GROUP BY d.coding_run, c.frame
),
hits AS (
    SELECT n.outlet, n.frame, sum(n.in_headline) AS headlines, sum(n.in_text) AS texts,
           sum(n.in_headline AND n.in_text) AS both,
           sum(coalesce(m.first, 0)) AS first_of_text, sum(coalesce(m.dominant, 0)) AS dominant
    FROM found AS n
    LEFT JOIN article_frame AS m ON m.coding_run = n.coding_run AND m.frame = n.frame
    GROUP BY n.outlet, n.frame
)
SELECT o.name AS outlet_name, v.outlet, f.name AS frame_name, f.frame, v.articles,
       coalesce(h.headlines, 0) AS headlines,
       round(1.0 * coalesce(h.headlines, 0) / v.articles, 4) AS share_of_headlines,
       coalesce(h.texts, 0) AS texts,
       round(1.0 * coalesce(h.texts, 0) / v.articles, 4) AS share_of_texts,
       coalesce(h.both, 0) AS headline_and_text,
       coalesce(h.headlines - h.both, 0) AS headline_alone,
       CASE WHEN v.all_measured THEN coalesce(h.first_of_text, 0) END AS first_of_text,
       CASE WHEN v.all_measured THEN coalesce(h.dominant, 0) END AS dominant
FROM volume AS v
JOIN frame AS f ON f.codebook_id = v.codebook_id AND f.codebook_version = v.codebook_version
JOIN outlet AS o ON o.outlet = v.outlet
LEFT JOIN hits AS h ON h.outlet = v.outlet AND h.frame = f.frame
WHERE (:frame = '' OR f.frame = :frame)
ORDER BY o.name, f.position
