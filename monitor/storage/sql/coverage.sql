-- name: extend_coverage
-- Lengthen a source's latest span to this poll where nothing can have been missed since: an entry was there before, or
-- is older than the span's end.
UPDATE coverage SET until = max(until, :polled_at)
WHERE id = (SELECT id FROM coverage WHERE source_id = :source_id ORDER BY until DESC LIMIT 1)
    AND (:seamless OR :oldest <= until OR EXISTS (SELECT 1 FROM item WHERE id IN (SELECT value FROM json_each(:ids))));

-- name: begin_coverage
-- Open a span where the latest one does not reach this poll: after a gap it begins with the feed's oldest entry, for a
-- source never seen before with the poll itself.
INSERT INTO coverage (source_id, since, until)
SELECT
    :source_id,
    CASE
        WHEN EXISTS (SELECT 1 FROM coverage WHERE source_id = :source_id) THEN min(coalesce(:oldest, :polled_at), :polled_at)
        ELSE :polled_at
    END,
    :polled_at
WHERE NOT EXISTS (SELECT 1 FROM coverage WHERE source_id = :source_id AND until >= :polled_at);

-- name: source_spans
-- Give each source's spans, with what says from when to when it counts; a source never seen has one row without a span.
SELECT
    s.id, s.interval_ms, s.added_at, s.rested_at, CASE WHEN s.last_error = '' THEN s.next_poll_at ELSE 0 END AS planned,
    c.since, c.until
FROM source AS s
LEFT JOIN coverage AS c ON c.source_id = s.id
ORDER BY s.id, c.until;

-- name: backfill_spans
-- Give the spans that backfills cover.
SELECT since, until FROM coverage WHERE source_id IS NULL;

-- name: near_backfill
-- Find the backfill span that these times continue.
SELECT id FROM coverage
WHERE source_id IS NULL AND since <= :until + :seam AND until >= :since - :seam
ORDER BY until DESC
LIMIT 1;

-- name: begin_backfill
-- Open a backfill's span.
INSERT INTO coverage (since, until) VALUES (:since, :until) RETURNING id;

-- name: extend_backfill
-- Widen a backfill's span.
UPDATE coverage SET since = min(since, :since), until = max(until, :until) WHERE id = :id RETURNING id;
