-- title: Quotations by act and kind
-- description: Per outlet, what sources do with what is quoted: says and writes are speech, thinks is a belief, intends a plan or wish that the article ascribes to them; so either can be counted. Direct, mixed and indirect as the marks stand.
-- position: 6
SELECT o.name AS outlet_name, a.outlet, q.act,
       CASE WHEN q.act IN ('says', 'writes') THEN 'speech' ELSE 'belief or intention' END AS sort,
       count(*) AS quotations,
       round(1.0 * count(*) / sum(count(*)) OVER (PARTITION BY a.outlet), 4) AS share_of_outlet,
       sum(q.kind = 'direct') AS direct, sum(q.kind = 'mixed') AS mixed,
       sum(q.kind = 'indirect') AS indirect,
       sum(q.source IS NULL) AS without_source,
       sum(EXISTS (SELECT 1 FROM quotation_frame AS f
           WHERE f.coding_run = q.coding_run AND f.quotation = q.quotation)) AS with_frame,
       count(DISTINCT a.article_id) AS articles
FROM quotation AS q
JOIN coding_run AS r ON r.coding_run = q.coding_run AND r.is_current = 1
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version AND a.is_current = 1
JOIN outlet AS o ON o.outlet = a.outlet
WHERE r.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
  AND (:outlet = '' OR a.outlet = :outlet)
  AND (:from = '' OR substr(a.published, 1, 10) >= :from)
  AND (:to = '' OR substr(a.published, 1, 10) <= :to)
GROUP BY a.outlet, q.act
ORDER BY o.name, quotations DESC
