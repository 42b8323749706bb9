-- title: Syndicated copies
-- description: Groups of articles that carry the same or nearly the same text, first publication first. Count a group once when you compare outlets' own reporting. "contained" is the share of the copy's five-word sequences that stand in the first article.
-- position: 6
SELECT d.group_id, d.relation, o.name AS outlet_name, a.outlet, a.published, a.title,
       round(d.contained, 3) AS contained, d.agency,
       (SELECT count(*) FROM duplicate AS x WHERE x.group_id = d.group_id) AS group_size,
       d.article_id
FROM duplicate AS d
JOIN article AS a ON a.article_id = d.article_id AND a.is_current = 1
JOIN outlet AS o ON o.outlet = a.outlet
WHERE (:outlet = '' OR d.group_id IN (
        SELECT x.group_id FROM duplicate AS x
        JOIN article AS b ON b.article_id = x.article_id AND b.is_current = 1
        WHERE b.outlet = :outlet))
ORDER BY d.group_id, d.relation != 'first', a.published
