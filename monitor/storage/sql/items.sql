-- name: claim_items
-- Lease wanted items, each source's oldest first; those whose lease ran out come after those never tried. A source has
-- only so many on their way at a time: one that floods or hangs keeps nobody else waiting.
UPDATE item SET lease_until = :lease_until
WHERE id IN (
    SELECT id FROM (
        SELECT id, lease_until, first_seen, row_number() OVER (
            PARTITION BY source_id
            ORDER BY CASE WHEN lease_until > :now THEN 0 ELSE 1 END, lease_until, first_seen, id
        ) AS place
        FROM item WHERE state = 'wanted'
    ) AS queued
    WHERE lease_until <= :now AND place <= :per_source
    ORDER BY lease_until, place, first_seen, id
    LIMIT :limit
)
RETURNING *;

-- name: release_items
-- Free the items that a killed process left leased.
UPDATE item SET lease_until = 0 WHERE state = 'wanted' AND lease_until > 0;

-- name: item_sources
-- Give the sources of claimed items.
SELECT * FROM source WHERE id IN (SELECT value FROM json_each(:ids));

-- name: close_item
-- Say that a polled item is done, unless an edit has come in since; a skipped one is kept light.
UPDATE item SET
    state = :state,
    skip = :skip,
    failure = :failure,
    summary = CASE WHEN :state = 'skipped' THEN '' ELSE summary END,
    lease_until = 0
WHERE id = :id AND revision = :revision;

-- name: backfill_item
-- Add a backfilled row as a finished item, or take an edit in as its next revision; the same text again changes nothing.
INSERT INTO item (
    id, guid, link, title, summary, author, published, precision, content_hash, revision, state, skip, muted, first_seen
)
VALUES (:id, :id, :url, :title, '', '', :published, :precision, :content_hash, 1, :state, :skip, :muted, :first_seen)
ON CONFLICT (id) DO UPDATE SET
    link = excluded.link,
    title = excluded.title,
    published = excluded.published,
    precision = excluded.precision,
    content_hash = excluded.content_hash,
    earlier = item.earlier || item.content_hash || char(10),
    revision = item.revision + 1,
    state = excluded.state,
    skip = excluded.skip,
    muted = excluded.muted,
    first_seen = excluded.first_seen
WHERE item.content_hash <> excluded.content_hash;
