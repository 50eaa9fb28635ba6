-- name: sight_sources
-- Give how each source does, with when it last brought something new; an edit of one of its latest items is new too.
SELECT
    s.id, s.url, s.title, s.active, s.last_poll_at, s.last_ok_at, s.last_error, s.failures,
    (
        SELECT max(latest.first_seen)
        FROM (SELECT i.first_seen FROM item AS i WHERE i.source_id = s.id ORDER BY i.rowid DESC LIMIT :latest) AS latest
    ) AS item_at
FROM source AS s
ORDER BY s.id;

-- name: source_pauses
-- Give, for each of these sources, the pause between its items of that place among its longest, and how many pauses there
-- are. An item comes when it is published, but no later than it is seen: the first poll brings in many at once.
WITH told AS (
    SELECT DISTINCT i.source_id, min(i.first_seen, coalesce(i.published, i.first_seen)) AS at
    FROM json_each(:ids) AS one
    CROSS JOIN item AS i
    WHERE i.source_id = one.value AND i.rowid > coalesce(
        (SELECT old.rowid FROM item AS old WHERE old.source_id = one.value ORDER BY old.rowid DESC LIMIT 1 OFFSET :memory), 0
    )
),
paused AS (
    SELECT source_id, at - lag(at) OVER (PARTITION BY source_id ORDER BY at) AS pause FROM told
),
ranked AS (
    SELECT
        source_id, pause,
        row_number() OVER (PARTITION BY source_id ORDER BY pause DESC) AS place,
        count(*) OVER (PARTITION BY source_id) AS items
    FROM paused
)
SELECT source_id, pause FROM ranked WHERE place = :place AND items >= :least;

-- name: usual_sources
-- Give the sources that told of each watch often enough in a time.
SELECT w.watch, i.source_id
FROM report AS r
JOIN item AS i ON i.id = r.item_id
JOIN report_watch AS w ON w.report_id = r.id
WHERE r.first_seen > :since AND r.first_seen <= :until AND i.source_id IS NOT NULL
GROUP BY w.watch, i.source_id
HAVING count(*) >= :least;
