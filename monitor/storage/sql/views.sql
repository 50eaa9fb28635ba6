-- name: sources
-- List every source with the number of its items.
SELECT s.*, (SELECT count(*) FROM item AS i WHERE i.source_id = s.id) AS items
FROM source AS s
ORDER BY s.active DESC, s.title, s.url;

-- name: copies
-- List copies, latest first.
SELECT * FROM outbox ORDER BY seq DESC LIMIT :limit;

-- name: copies_in_state
-- List copies in one state, latest first.
SELECT * FROM outbox WHERE state = :state ORDER BY seq DESC LIMIT :limit;

-- name: deliveries
-- Give the attempts of these copies, in order.
SELECT * FROM delivery WHERE copy_id IN (SELECT value FROM json_each(:ids)) ORDER BY copy_id, id;

-- name: search
-- Find articles by words, best first; a hit in the title weighs four times.
SELECT a.item_id, a.title, a.url, a.publisher, a.published, f.snippet
FROM (
    SELECT rowid, snippet(article_fts, 1, '', '', ' … ', 32) AS snippet, rank AS score
    FROM article_fts
    WHERE article_fts MATCH :query AND rank MATCH 'bm25(4.0, 1.0)'
    ORDER BY rank
    LIMIT :limit
) AS f
JOIN article AS a ON a.id = f.rowid
ORDER BY f.score, a.published DESC;

-- name: changes
-- List the journal in its order, of one watch or all, by event time from `since` up to but without `until`.
SELECT c.*, f.at AS confirmed_at
FROM change AS c
LEFT JOIN confirmation AS f ON f.change_id = c.id
WHERE (:watch IS NULL OR watch = :watch)
    AND (:since IS NULL OR event_at >= :since)
    AND (:until IS NULL OR event_at < :until)
ORDER BY seq;

-- name: change
-- Give one change.
SELECT c.*, f.at AS confirmed_at
FROM change AS c
LEFT JOIN confirmation AS f ON f.change_id = c.id
WHERE c.id = :id;

-- name: conditions
-- List the standing conditions, of one watch or all.
SELECT * FROM condition WHERE :watch IS NULL OR watch = :watch ORDER BY watch, position;

-- name: reports
-- Give these reports.
SELECT * FROM report WHERE id IN (SELECT value FROM json_each(:ids));

-- name: watch_ids
-- List the watches that have reports.
SELECT DISTINCT watch FROM report_watch ORDER BY watch;

-- name: item_counts
-- Count items by state and reason.
SELECT state, skip, count(*) AS n FROM item GROUP BY state, skip;

-- name: source_counts
-- Count sources by how they do; a silent one has not been seen for three of its intervals.
SELECT
    coalesce(sum(active AND last_error = '' AND last_ok_at IS NOT NULL), 0) AS ok,
    coalesce(sum(active AND last_error <> ''), 0) AS failing,
    coalesce(sum(active AND coalesce(last_ok_at, added_at) < :now - 3 * interval_ms), 0) AS silent,
    coalesce(sum(NOT active), 0) AS resting,
    coalesce(sum(active), 0) AS active,
    max(last_poll_at) AS last_poll_at,
    max(last_ok_at) AS last_ok_at
FROM source;

-- name: copy_counts
-- Count copies by state.
SELECT state, count(*) AS n FROM outbox GROUP BY state;

-- name: totals
-- Count the rest, and measure the file.
SELECT
    (SELECT count(*) FROM item WHERE failure <> '') AS unread_pages,
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(*) FROM report) AS reports,
    (SELECT count(*) FROM change) AS changes,
    (SELECT count(*) FROM condition) AS conditions,
    (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS bytes,
    (SELECT value FROM meta WHERE key = 'created_at') AS created_at;
