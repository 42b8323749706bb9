-- title: Frames of articles
-- description: One row an article: its dominant frame by the codebook's own rule, the first frame of its text, the frame of its headline, and each frame with its share of the sentences about the topic (a sentence may invoke several, the headline counts in no share). Contested share: of the frames invoked in sentences, those that are denied or held at a distance; source share: those in a source's voice. Empty measures: no frame, or coded before such measures were kept.
-- position: 2
SELECT substr(w.published, 1, 10) AS published, o.name AS outlet_name, w.title,
       dn.name AS dominant_frame, fn.name AS first_frame, hn.name AS headline_frame,
       (SELECT group_concat(told, ', ') FROM (
            SELECT coalesce(c.name, m.frame) || ' ' || CAST(round(100 * m.share) AS INTEGER)
                || '%' AS told
            FROM article_frame AS m
            LEFT JOIN frame AS c ON c.codebook_id = r.codebook_id
                AND c.codebook_version = r.codebook_version AND c.frame = m.frame
            WHERE m.coding_run = r.coding_run AND m.sentences > 0
            ORDER BY m.share DESC, c.position)) AS shares,
       round(w.contested_share, 4) AS contested_share,
       (SELECT round(1.0 * sum(m.from_sources) / nullif(sum(m.sentences), 0), 4)
        FROM article_frame AS m WHERE m.coding_run = r.coding_run) AS source_share,
       w.sentences, w.relevant_sentences, w.sentences_with_frame,
       w.outlet, w.article_id, w.version, w.codebook_id
FROM coded_article AS w
JOIN coding_run AS r ON r.coding_run = w.coding_run
JOIN outlet AS o ON o.outlet = w.outlet
LEFT JOIN frame AS dn ON dn.codebook_id = r.codebook_id
    AND dn.codebook_version = r.codebook_version AND dn.frame = w.dominant_frame
LEFT JOIN frame AS fn ON fn.codebook_id = r.codebook_id
    AND fn.codebook_version = r.codebook_version AND fn.frame = w.first_frame
LEFT JOIN frame AS hn ON hn.codebook_id = r.codebook_id
    AND hn.codebook_version = r.codebook_version AND hn.frame = w.headline_frame
WHERE w.codebook_id = coalesce(nullif(:codebook, ''), (SELECT codebook_id FROM newest_codebook))
  AND (:outlet = '' OR w.outlet = :outlet)
  AND (:frame = '' OR EXISTS (SELECT 1 FROM coding AS c WHERE c.coding_run = w.coding_run
        AND c.present = 1 AND c.frame = :frame))
  AND (:from = '' OR substr(w.published, 1, 10) >= :from)
  AND (:to = '' OR substr(w.published, 1, 10) <= :to)
ORDER BY w.published DESC, w.article_id
