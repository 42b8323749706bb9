-- title: Contested share per frame and outlet
-- description: Of the sentences (and headlines) that invoke a frame, the share that denies it or holds it at a distance, and the share in the voice of somebody quoted.
-- position: 4
SELECT f.name AS frame_name, c.frame, o.name AS outlet_name, a.outlet, o.country,
       count(*) AS sentences,
       sum(c.stance = 'asserted') AS asserted,
       sum(c.stance = 'contested') AS contested,
       round(1.0 * sum(c.stance = 'contested') / count(*), 4) AS contested_share,
       sum(c.voice = 'author') AS author_voice,
       sum(c.voice = 'source') AS source_voice,
       round(1.0 * sum(c.voice = 'source') / count(*), 4) AS source_share,
       count(DISTINCT a.article_id) AS articles
FROM coding AS c
JOIN coding_run AS r ON r.coding_run = c.coding_run AND r.is_current = 1
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version AND a.is_current = 1
JOIN outlet AS o ON o.outlet = a.outlet
LEFT JOIN frame AS f ON f.codebook_id = r.codebook_id
    AND f.codebook_version = r.codebook_version AND f.frame = c.frame
WHERE c.present = 1
  AND r.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
  AND (:outlet = '' OR a.outlet = :outlet)
  AND (:frame = '' OR c.frame = :frame)
  AND (:from = '' OR substr(a.published, 1, 10) >= :from)
  AND (:to = '' OR substr(a.published, 1, 10) <= :to)
GROUP BY c.frame, a.outlet
ORDER BY f.position, contested_share DESC, o.name
