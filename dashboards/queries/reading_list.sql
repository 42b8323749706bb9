-- title: Reading list
-- description: The current version of every article with the frames it invokes, newest first; the headline opens the reading view. Frames marked with * are contested wherever they occur in the article.
-- position: 7
WITH chosen AS (
    SELECT coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook)) AS codebook_id
),
found AS (
    SELECT r.article_id, r.version, c.frame, f.name, f.position,
           count(*) AS sentences, sum(c.stance = 'contested') AS contested
    FROM coding_run AS r
    JOIN coding AS c ON c.coding_run = r.coding_run AND c.present = 1
    LEFT JOIN frame AS f ON f.codebook_id = r.codebook_id
        AND f.codebook_version = r.codebook_version AND f.frame = c.frame
    WHERE r.is_current = 1
      AND r.codebook_id = (SELECT codebook_id FROM chosen)
    GROUP BY r.article_id, r.version, c.frame
    ORDER BY f.position
)
SELECT substr(a.published, 1, 10) AS published, o.name AS outlet_name, a.title,
       (SELECT group_concat(coalesce(name, frame) || CASE WHEN contested = sentences THEN '*' ELSE '' END, ', ')
        FROM found WHERE found.article_id = a.article_id AND found.version = a.version) AS frames,
       (SELECT count(*) FROM quotation AS q JOIN coding_run AS r ON r.coding_run = q.coding_run
        WHERE r.article_id = a.article_id AND r.version = a.version AND r.is_current = 1
          AND r.codebook_id = (SELECT codebook_id FROM chosen))
           AS quotations,
       a.word_count, a.access, d.relation AS copy, a.version AS versions, a.outlet, a.article_id,
       (SELECT codebook_id FROM chosen) AS codebook_id
FROM article AS a
JOIN outlet AS o ON o.outlet = a.outlet
LEFT JOIN duplicate AS d ON d.article_id = a.article_id
WHERE a.is_current = 1
  AND (:outlet = '' OR a.outlet = :outlet)
  AND (:frame = '' OR EXISTS (SELECT 1 FROM found WHERE found.article_id = a.article_id
        AND found.version = a.version AND found.frame = :frame))
  AND (:from = '' OR substr(a.published, 1, 10) >= :from)
  AND (:to = '' OR substr(a.published, 1, 10) <= :to)
ORDER BY a.published DESC, a.article_id
