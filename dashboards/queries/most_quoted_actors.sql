-- title: Most quoted actors
-- description: Who gets a voice: quotations by kind and act, in how many articles and outlets. Names are counted as one actor across articles (see the table actor_merge); rows with named = 0 are wordings such as "critics", not individuals. Acts: speech counts what is said and written, belief what is thought or intended; empty counts all.
-- position: 5
SELECT coalesce(ac.name, ia.name) AS actor, coalesce(ac.type, ia.type) AS actor_type,
       count(*) AS quotations,
       sum(q.kind = 'direct') AS direct, sum(q.kind = 'mixed') AS mixed,
       sum(q.kind = 'indirect') AS indirect,
       sum(q.act IN ('says', 'writes')) AS speech, sum(q.act IN ('thinks', 'intends')) AS beliefs,
       count(DISTINCT a.article_id) AS articles, count(DISTINCT a.outlet) AS outlets,
       min(substr(a.published, 1, 10)) AS first_quoted,
       max(substr(a.published, 1, 10)) AS last_quoted,
       ac.named, ac.description, ac.speaks_for, ac.wikidata, ac.aliases, ac.actor_id
FROM quotation AS q
JOIN coding_run AS r ON r.coding_run = q.coding_run AND r.is_current = 1
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version AND a.is_current = 1
JOIN actor_in_article AS ia
    ON ia.coding_run = q.coding_run AND ia.actor_in_article = q.actor_in_article
LEFT JOIN actor AS ac ON ac.actor_id = ia.actor_id
WHERE r.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
  AND (:outlet = '' OR a.outlet = :outlet)
  AND (:actor_type = '' OR coalesce(ac.type, ia.type) = :actor_type)
  AND (:acts = '' OR (:acts = 'speech') = (q.act IN ('says', 'writes')))
  AND (:from = '' OR substr(a.published, 1, 10) >= :from)
  AND (:to = '' OR substr(a.published, 1, 10) <= :to)
GROUP BY coalesce(ac.actor_id, ia.actor_in_article)
ORDER BY quotations DESC, articles DESC, 1
