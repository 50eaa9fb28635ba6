-- name: extend_coverage
-- Lengthen a source's latest span to its poll where nothing can have been missed since: an entry was there before, or is
-- older than the span's end.
WITH poll (
    source_id, polled_at, next_poll_at, etag, last_modified, body_hash, failures, error, unchanged, seamless, ids, seen,
    oldest
) AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
UPDATE coverage SET until = max(coverage.until, poll.polled_at)
FROM poll
WHERE coverage.id = (SELECT c.id FROM coverage AS c WHERE c.source_id = poll.source_id ORDER BY c.until DESC LIMIT 1)
    AND (
        poll.seamless
        OR poll.oldest <= coverage.until
        OR EXISTS (SELECT 1 FROM item WHERE item.id IN (SELECT value FROM json_each(poll.ids)))
    );

-- name: begin_coverage
-- Open a span where the latest one does not reach a poll: after a gap it begins with the feed's oldest entry, for a
-- source never seen before with the poll itself.
WITH poll (
    source_id, polled_at, next_poll_at, etag, last_modified, body_hash, failures, error, unchanged, seamless, ids, seen,
    oldest
) AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
INSERT INTO coverage (source_id, since, until)
SELECT
    poll.source_id,
    CASE
        WHEN EXISTS (SELECT 1 FROM coverage AS c WHERE c.source_id = poll.source_id)
        THEN min(coalesce(poll.oldest, poll.polled_at), poll.polled_at)
        ELSE poll.polled_at
    END,
    poll.polled_at
FROM poll
WHERE NOT EXISTS (SELECT 1 FROM coverage AS c WHERE c.source_id = poll.source_id AND c.until >= poll.polled_at);

-- name: source_spans
-- Give each source's spans, with what says from when to when it counts; a source never seen has one row without a span.
SELECT
    s.id, s.owner, s.interval_ms, s.added_at, s.rested_at,
    CASE WHEN s.last_error = '' THEN s.next_poll_at ELSE 0 END AS planned, c.since, c.until
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
