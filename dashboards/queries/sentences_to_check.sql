-- title: Sentences to check by hand
-- description: The 500 codings of which the coder was least sure: those whose probability lies nearest to the codebook's threshold, on either side of it. Present = 1 was coded as the frame, 0 was not, though it was near. The sentence opens in the reading view. A coding made before the threshold was kept is compared with 0.5.
-- position: 7
WITH near AS (
    SELECT c.*, r.article_id, r.version, r.codebook_id, r.codebook_version,
           coalesce(r.threshold, 0.5) AS threshold,
           abs(c.probability - coalesce(r.threshold, 0.5)) AS distance
    FROM coding AS c
    JOIN coding_run AS r ON r.coding_run = c.coding_run AND r.is_current = 1
    JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version AND a.is_current = 1
    WHERE r.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
      AND (:outlet = '' OR a.outlet = :outlet)
      AND (:frame = '' OR c.frame = :frame)
      AND (:from = '' OR substr(a.published, 1, 10) >= :from)
      AND (:to = '' OR substr(a.published, 1, 10) <= :to)
    ORDER BY distance, r.article_id, c.sentence, c.frame
    LIMIT 500
)
SELECT f.name AS frame_name, n.probability, round(n.distance, 4) AS from_threshold, n.present,
       CASE WHEN n.sentence < 0 THEN a.title
            ELSE substr(a.text, n.start + 1, n.end - n.start) END AS text,
       n.stance, n.voice, o.name AS outlet_name, substr(a.published, 1, 10) AS published,
       n.threshold, n.frame, a.outlet, n.article_id, n.version, n.sentence, n.codebook_id
FROM near AS n
JOIN article AS a ON a.article_id = n.article_id AND a.version = n.version
JOIN outlet AS o ON o.outlet = a.outlet
LEFT JOIN frame AS f ON f.codebook_id = n.codebook_id
    AND f.codebook_version = n.codebook_version AND f.frame = n.frame
ORDER BY n.distance, n.article_id, n.sentence, n.frame
