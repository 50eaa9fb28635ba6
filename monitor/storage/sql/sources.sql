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
-- The values come by place and in bulk, for this statement is run more often than all others.
INSERT INTO item (
    id, source_id, guid, link, title, summary, author, published, precision, content_hash, state, skip, first_seen,
    revision, muted
)
SELECT new.*, 1, (SELECT 1 - baselined FROM source WHERE id = new.column2)
FROM (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)) AS new
WHERE true  -- or what follows would be read as a join's
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
-- Note a poll that worked; a 304 without validators of its own keeps the ones we have.
UPDATE source SET
    etag = CASE WHEN :unchanged AND :etag = '' THEN etag ELSE :etag END,
    last_modified = CASE WHEN :unchanged AND :last_modified = '' THEN last_modified ELSE :last_modified END,
    body_hash = CASE WHEN :unchanged AND :body_hash = '' THEN body_hash ELSE :body_hash END,
    seen = CASE WHEN :unchanged THEN seen ELSE :seen END,
    baselined = 1,
    failures = :failures,
    last_error = '',
    last_poll_at = :polled_at,
    last_ok_at = :polled_at,
    next_poll_at = :next_poll_at,
    lease_until = 0
WHERE id = :source_id;

-- name: failed_poll
-- Note a poll that failed; validators and coverage stay as they are.
UPDATE source SET
    failures = :failures,
    last_error = :error,
    last_poll_at = :polled_at,
    next_poll_at = :next_poll_at,
    lease_until = 0
WHERE id = :source_id;
