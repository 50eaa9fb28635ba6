-- name: sync_source
-- Add a configured source, due at once, or bring it up to date; one that returns or changes its rhythm is due at once.
INSERT INTO source (url, title, language, owner, grade, interval_ms, added_at, next_poll_at)
VALUES (:url, :title, :language, :owner, :grade, :interval_ms, :now, :now)
ON CONFLICT (url) DO UPDATE SET
    title = excluded.title,
    language = excluded.language,
    owner = excluded.owner,
    grade = excluded.grade,
    next_poll_at = CASE
        WHEN source.active = 0 OR source.interval_ms <> excluded.interval_ms
        THEN min(source.next_poll_at, excluded.next_poll_at)
        ELSE source.next_poll_at
    END,
    interval_ms = excluded.interval_ms,
    active = 1,
    rested_at = NULL;

-- name: rest_sources
-- Let the sources rest that are no longer configured.
UPDATE source SET active = 0, rested_at = :now
WHERE active = 1 AND url NOT IN (SELECT value FROM json_each(:urls));

-- name: claim_sources
-- Lease the active sources that are due and not leased, most overdue first.
UPDATE source SET lease_until = :lease_until
WHERE id IN (
    SELECT id FROM source
    WHERE active = 1 AND next_poll_at <= :now AND lease_until <= :now
    ORDER BY next_poll_at, id
    LIMIT :limit
)
RETURNING *;

-- name: release_sources
-- Free the sources that a killed process left leased.
UPDATE source SET lease_until = 0 WHERE lease_until > 0;

-- name: known_items
-- Give the content hashes of each of these items that is stored, those of earlier revisions too.
SELECT id, content_hash, earlier FROM item WHERE id IN (SELECT value FROM json_each(:ids));

-- name: upsert_item
-- Add a new item, or take an edit in as its next revision; one whose text is known, of whatever revision, stays as it is.
WITH new (
    source_id, first_seen, id, guid, link, title, summary, published, precision, author, content_hash, state, skip
) AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
INSERT INTO item (
    source_id, first_seen, id, guid, link, title, summary, published, precision, author, content_hash, state, skip,
    revision, muted
)
SELECT new.*, 1, (SELECT 1 - baselined FROM source WHERE source.id = new.source_id)
FROM new
WHERE true -- else what follows would be read as a join's
ON CONFLICT (id) DO UPDATE SET
    link = excluded.link,
    title = excluded.title,
    summary = excluded.summary,
    author = excluded.author,
    published = excluded.published,
    precision = excluded.precision,
    content_hash = excluded.content_hash,
    earlier = item.earlier || item.content_hash || char(10),
    revision = item.revision + 1,
    state = excluded.state,
    skip = excluded.skip,
    muted = excluded.muted,
    first_seen = excluded.first_seen,
    failure = '',
    lease_until = 0
WHERE item.content_hash <> excluded.content_hash AND instr(item.earlier, excluded.content_hash) = 0;

-- name: good_poll
-- Note polls that worked; a 304 without validators of its own keeps the ones we have.
WITH poll (
    source_id, polled_at, next_poll_at, etag, last_modified, body_hash, failures, error, unchanged, seamless, ids, seen,
    oldest
) AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
UPDATE source SET
    etag = CASE WHEN poll.unchanged AND poll.etag = '' THEN source.etag ELSE poll.etag END,
    last_modified = CASE
        WHEN poll.unchanged AND poll.last_modified = '' THEN source.last_modified
        ELSE poll.last_modified
    END,
    body_hash = CASE WHEN poll.unchanged AND poll.body_hash = '' THEN source.body_hash ELSE poll.body_hash END,
    seen = CASE WHEN poll.unchanged THEN source.seen ELSE poll.seen END,
    baselined = 1,
    failures = poll.failures,
    last_error = '',
    last_poll_at = poll.polled_at,
    last_ok_at = poll.polled_at,
    next_poll_at = poll.next_poll_at,
    lease_until = 0
FROM poll
WHERE source.id = poll.source_id;

-- name: failed_poll
-- Note polls that failed; validators and coverage stay as they are.
WITH poll (
    source_id, polled_at, next_poll_at, etag, last_modified, body_hash, failures, error, unchanged, seamless, ids, seen,
    oldest
) AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
UPDATE source SET
    failures = poll.failures,
    last_error = poll.error,
    last_poll_at = poll.polled_at,
    next_poll_at = poll.next_poll_at,
    lease_until = 0
FROM poll
WHERE source.id = poll.source_id;
