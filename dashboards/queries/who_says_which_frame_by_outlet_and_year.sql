-- title: Who says which frame, by outlet and year
-- description: Per outlet and year, how often each actor is quoted with each frame: the rows behind "who says Orwellian". Names are counted as one actor across articles. Asserted: the actor stands by the frame; contested: speaks against it. Acts: speech counts what is said and written, belief what is thought or intended; empty counts all.
-- position: 3
SELECT o.name AS outlet_name, q.outlet, substr(q.published, 1, 4) AS year,
       coalesce(f.name, q.frame) AS frame_name, q.frame,
       coalesce(q.actor_type, '(source not resolved)') AS actor_type,
       coalesce(q.actor, '(source not resolved)') AS actor,
       count(*) AS quotations,
       sum(q.stance = 'asserted') AS asserted,
       sum(q.stance = 'contested') AS contested,
       sum(q.act IN ('says', 'writes')) AS speech,
       count(DISTINCT q.article_id) AS articles,
       q.actor_id
FROM quotation_with_source AS q
JOIN coding_run AS r ON r.coding_run = q.coding_run
JOIN outlet AS o ON o.outlet = q.outlet
LEFT JOIN frame AS f ON f.codebook_id = r.codebook_id
    AND f.codebook_version = r.codebook_version AND f.frame = q.frame
WHERE q.frame IS NOT NULL
  AND q.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
  AND (:outlet = '' OR q.outlet = :outlet)
  AND (:frame = '' OR q.frame = :frame)
  AND (:actor_type = '' OR q.actor_type = :actor_type)
  AND (:acts = '' OR (:acts = 'speech') = (q.act IN ('says', 'writes')))
  AND (:from = '' OR substr(q.published, 1, 10) >= :from)
  AND (:to = '' OR substr(q.published, 1, 10) <= :to)
GROUP BY q.outlet, year, q.frame, coalesce(q.actor_id, q.actor)
ORDER BY o.name, year, f.position, quotations DESC, 7
