-- title: Search the articles
-- description: Full-text search in headlines and texts, best match first; the headline opens the reading view. Words are found in all their forms (rate, rates, rating); put a phrase in "double quotes". All words must occur.
-- position: 0
SELECT substr(a.published, 1, 10) AS published, o.name AS outlet_name, a.title,
       snippet(article_fts, 1, '⟦', '⟧', ' … ', 32) AS snippet,
       a.outlet, a.article_id
FROM article_fts
JOIN article AS a ON a.rowid = article_fts.rowid AND a.is_current = 1
JOIN outlet AS o ON o.outlet = a.outlet
WHERE article_fts MATCH coalesce(nullif(trim(escape_fts(:search)), ''), '"framesay no search"')
  AND (:outlet = '' OR a.outlet = :outlet)
  AND (:frame = '' OR EXISTS (
        SELECT 1 FROM coding_run AS r JOIN coding AS c ON c.coding_run = r.coding_run
        WHERE r.article_id = a.article_id AND r.version = a.version AND r.is_current = 1
          AND r.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
          AND c.present = 1 AND c.frame = :frame))
  AND (:from = '' OR substr(a.published, 1, 10) >= :from)
  AND (:to = '' OR substr(a.published, 1, 10) <= :to)
ORDER BY article_fts.rank
