-- title: Who is quoted with which frame
-- description: Each actor with each frame that the quoted words invoke: whether they stand by it (asserted) or speak against it (contested), word for word (direct), partly (mixed) or in the reporter's words (indirect). A quotation with two frames counts once for each; "no frame" holds the others. Acts: speech counts what is said and written, belief what is thought or intended; empty counts all.
-- position: 2
SELECT coalesce(q.actor, '(source not resolved)') AS actor, q.actor_type,
       coalesce(f.name, '(no frame)') AS frame_name, coalesce(q.frame, '') AS frame,
       count(*) AS quotations,
       sum(coalesce(q.stance, '') = 'asserted') AS asserted,
       sum(coalesce(q.stance, '') = 'contested') AS contested,
       sum(q.kind = 'direct') AS direct,
       sum(q.kind = 'mixed') AS mixed,
       sum(q.kind = 'indirect') AS indirect,
       sum(q.act IN ('says', 'writes')) AS speech,
       count(DISTINCT q.article_id) AS articles,
       count(DISTINCT q.outlet) AS outlets,
       q.actor_id
FROM quotation_with_source AS q
JOIN coding_run AS r ON r.coding_run = q.coding_run
LEFT JOIN frame AS f ON f.codebook_id = r.codebook_id
    AND f.codebook_version = r.codebook_version AND f.frame = q.frame
WHERE q.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
  AND (:outlet = '' OR q.outlet = :outlet)
  AND (:frame = '' OR q.frame = :frame)
  AND (:actor_type = '' OR q.actor_type = :actor_type)
  AND (:acts = '' OR (:acts = 'speech') = (q.act IN ('says', 'writes')))
  AND (:from = '' OR substr(q.published, 1, 10) >= :from)
  AND (:to = '' OR substr(q.published, 1, 10) <= :to)
GROUP BY coalesce(q.actor_id, q.actor), q.frame
ORDER BY quotations DESC, actor, f.position
