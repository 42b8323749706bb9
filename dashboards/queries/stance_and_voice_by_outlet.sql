-- title: Stance and voice by outlet
-- description: Of the sentences and headlines that invoke a frame: asserted or contested, crossed with whose voice it is in. "Contested by source" is somebody quoted who denies the frame; "asserted by author" the outlet's own words. The last two columns compare how often sources and how often authors contest it.
-- position: 4
SELECT o.name AS outlet_name, a.outlet, f.name AS frame_name, c.frame,
       count(*) AS sentences,
       sum(c.stance = 'asserted' AND c.voice = 'author') AS asserted_by_author,
       sum(c.stance = 'asserted' AND c.voice = 'source') AS asserted_by_source,
       sum(c.stance = 'contested' AND c.voice = 'author') AS contested_by_author,
       sum(c.stance = 'contested' AND c.voice = 'source') AS contested_by_source,
       round(1.0 * sum(c.voice = 'source') / count(*), 4) AS source_share,
       round(1.0 * sum(c.stance = 'contested' AND c.voice = 'author')
           / nullif(sum(c.voice = 'author'), 0), 4) AS authors_contest,
       round(1.0 * sum(c.stance = 'contested' AND c.voice = 'source')
           / nullif(sum(c.voice = 'source'), 0), 4) AS sources_contest,
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
GROUP BY a.outlet, c.frame
ORDER BY o.name, f.position
