-- title: Set-aside items
-- description: Pages, announcements and texts that a run could not use, each with its reason and what to do about it. Nothing is thrown away silently.
-- position: 8
SELECT coalesce(o.name, s.outlet, '(no outlet)') AS outlet_name, s.outlet, s.stage, s.reason,
       s.message, s.item, s.at, s.run_id
FROM set_aside AS s LEFT JOIN outlet AS o ON o.outlet = s.outlet
WHERE (:outlet = '' OR s.outlet = :outlet)
  AND (:stage = '' OR s.stage = :stage)
  AND (:reason = '' OR s.reason = :reason)
ORDER BY s.at DESC, s.item
