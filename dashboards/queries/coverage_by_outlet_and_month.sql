-- title: Coverage by outlet and month: silence or gap
-- description: What each outlet announced in each month of the corpus and what became of it. The reading tells silence (the outlet announced articles, none was on the topic) from a gap (nothing was announced to us, so nothing is known) and from months not yet decided.
-- position: 3
WITH RECURSIVE span AS (
    SELECT min(substr(day, 1, 7)) AS first, max(substr(day, 1, 7)) AS last
    FROM coverage_ledger WHERE day GLOB '[12][0-9][0-9][0-9]-[01][0-9]*'
      AND (:from = '' OR day >= :from) AND (:to = '' OR day <= :to)
),
months (month) AS (
    SELECT first FROM span WHERE first IS NOT NULL
    UNION ALL
    SELECT strftime('%Y-%m', month || '-01', '+1 month') FROM months
    WHERE month < (SELECT last FROM span)
    LIMIT 600
),
ledger AS (
    SELECT outlet, substr(day, 1, 7) AS month, sum(announced) AS announced,
           sum(fetched) AS fetched, sum(kept) AS kept, sum(paywalled) AS paywalled,
           sum(off_topic) AS off_topic, sum(out_of_period) AS out_of_period,
           sum(refused) AS refused, sum(set_aside) AS set_aside, sum(waiting) AS waiting
    FROM coverage_ledger
    WHERE (:from = '' OR day >= :from) AND (:to = '' OR day <= :to)
    GROUP BY outlet, substr(day, 1, 7)
)
SELECT o.name AS outlet_name, o.outlet, m.month,
       CASE
           WHEN l.announced IS NULL THEN 'gap: nothing announced to us'
           WHEN l.kept + l.paywalled > 0 THEN 'covered'
           WHEN l.waiting > 0 THEN 'open: not all decided'
           WHEN l.refused + l.set_aside > 0 THEN 'unclear: some pages could not be read'
           WHEN l.announced = l.out_of_period THEN 'outside the period'
           ELSE 'silence: announced, none on the topic'
       END AS reading,
       coalesce(l.announced, 0) AS announced, coalesce(l.fetched, 0) AS fetched,
       coalesce(l.kept, 0) AS kept, coalesce(l.paywalled, 0) AS paywalled,
       coalesce(l.off_topic, 0) AS off_topic, coalesce(l.out_of_period, 0) AS out_of_period,
       coalesce(l.refused, 0) AS refused, coalesce(l.set_aside, 0) AS set_aside,
       coalesce(l.waiting, 0) AS waiting
FROM outlet AS o CROSS JOIN months AS m
LEFT JOIN ledger AS l ON l.outlet = o.outlet AND l.month = m.month
WHERE (:outlet = '' OR o.outlet = :outlet)
ORDER BY o.name, m.month
