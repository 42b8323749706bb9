-- title: Frame share by outlet and month
-- description: Of the coded articles that an outlet published in a month, the share that invokes each frame at least once, and the share of sentences. A month without a coded article has no row: see "Coverage by outlet and month" for whether that is silence or a gap. Leave a field empty for all (codebook: for the one that coded last); from and to are days such as 2026-01-31.
-- position: 1
WITH coded AS (
    SELECT r.coding_run, r.codebook_id, r.codebook_version, a.outlet,
           substr(coalesce(a.published, a.extracted_at), 1, 7) AS month,
           (SELECT count(*) FROM sentence AS s WHERE s.coding_run = r.coding_run) AS sentences
    FROM coding_run AS r
    JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
    WHERE r.is_current = 1 AND a.is_current = 1
      AND r.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
      AND (:outlet = '' OR a.outlet = :outlet)
      AND (:from = '' OR substr(coalesce(a.published, a.extracted_at), 1, 10) >= :from)
      AND (:to = '' OR substr(coalesce(a.published, a.extracted_at), 1, 10) <= :to)
),
volume AS (
    SELECT codebook_id, codebook_version, outlet, month,
           count(*) AS articles, sum(sentences) AS sentences
    FROM coded GROUP BY codebook_id, codebook_version, outlet, month
),
hits AS (
    SELECT d.codebook_id, d.codebook_version, d.outlet, d.month, c.frame,
           count(DISTINCT d.coding_run) AS articles,
           sum(c.sentence >= 0) AS sentences,
           count(DISTINCT CASE WHEN c.stance = 'asserted' THEN d.coding_run END) AS asserted
    FROM coded AS d JOIN coding AS c ON c.coding_run = d.coding_run AND c.present = 1
    GROUP BY d.codebook_id, d.codebook_version, d.outlet, d.month, c.frame
)
SELECT o.name AS outlet_name, v.outlet, o.country, v.month, f.name AS frame_name, f.frame,
       v.articles AS articles,
       coalesce(h.articles, 0) AS articles_with_frame,
       round(1.0 * coalesce(h.articles, 0) / v.articles, 4) AS share_of_articles,
       coalesce(h.asserted, 0) AS articles_asserting,
       v.sentences AS sentences,
       coalesce(h.sentences, 0) AS sentences_with_frame,
       round(1.0 * coalesce(h.sentences, 0) / nullif(v.sentences, 0), 4) AS share_of_sentences
FROM volume AS v
JOIN frame AS f USING (codebook_id, codebook_version)
JOIN outlet AS o ON o.outlet = v.outlet
LEFT JOIN hits AS h ON h.codebook_id = v.codebook_id AND h.codebook_version = v.codebook_version
    AND h.outlet = v.outlet AND h.month = v.month AND h.frame = f.frame
WHERE (:frame = '' OR f.frame = :frame)
ORDER BY o.name, v.month, f.position
