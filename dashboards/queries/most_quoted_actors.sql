-- title: Most quoted actors
-- description: Who gets a voice: quotations by kind, in how many articles and outlets, with the other names under which the actor appears.
-- position: 5
SELECT ac.name AS actor, ac.type AS actor_type, count(*) AS quotations,
       sum(q.kind = 'direct') AS direct, sum(q.kind = 'mixed') AS mixed,
       sum(q.kind = 'indirect') AS indirect,
       count(DISTINCT a.article_id) AS articles, count(DISTINCT a.outlet) AS outlets,
       min(substr(a.published, 1, 10)) AS first_quoted,
       max(substr(a.published, 1, 10)) AS last_quoted,
       ac.aliases, ac.actor_id
FROM quotation AS q
JOIN coding_run AS r ON r.coding_run = q.coding_run AND r.is_current = 1
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version AND a.is_current = 1
JOIN actor AS ac ON ac.actor_id = q.actor_id
WHERE (:outlet = '' OR a.outlet = :outlet)
  AND (:actor_type = '' OR ac.type = :actor_type)
  AND (:from = '' OR substr(a.published, 1, 10) >= :from)
  AND (:to = '' OR substr(a.published, 1, 10) <= :to)
GROUP BY ac.actor_id
ORDER BY quotations DESC, articles DESC, ac.name
