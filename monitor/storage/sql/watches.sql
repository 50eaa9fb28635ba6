-- name: insert_report
-- File a report; the same one again changes nothing, and one of a retracted item is born voided.
INSERT INTO report (id, item_id, kind, body, url, publisher, origin, published, first_seen, muted, voided, sketch)
VALUES (
    :id, :item_id, :kind, :body, :url, :publisher, :origin, :published, :first_seen, :muted,
    :voided OR EXISTS (SELECT 1 FROM retraction WHERE item_id = :item_id), :sketch
)
ON CONFLICT (id) DO NOTHING;

-- name: route_report
-- Say that a report belongs to a watch.
INSERT INTO report_watch (watch, report_id) VALUES (:watch, :report_id) ON CONFLICT (watch, report_id) DO NOTHING;

-- name: reports_page
-- Give the reports behind this id, in the order of their ids.
SELECT * FROM report WHERE id > :after ORDER BY id LIMIT :limit;

-- name: unroute
-- Take these reports out of the followed watches.
DELETE FROM report_watch
WHERE report_id IN (SELECT value FROM json_each(:ids)) AND watch IN (SELECT value FROM json_each(:followed));

-- name: wake_watch
-- Make a watch due, and move it on: it has reports that are not folded yet.
INSERT INTO watch (id, version, next_due) VALUES (:watch, 1, 0)
ON CONFLICT (id) DO UPDATE SET version = version + 1, next_due = 0;

-- name: retract_item
-- Remember that an item was retracted by its publisher.
INSERT INTO retraction (item_id, at) VALUES (:item_id, :now) ON CONFLICT (item_id) DO NOTHING;

-- name: void_reports
-- Void the reports of retracted items; they stay on record.
UPDATE report SET voided = 1 WHERE voided = 0 AND item_id IN (SELECT value FROM json_each(:ids));

-- name: move_voided
-- Move on the watches of retracted items and make them due, but for those that are folded in the same commit.
UPDATE watch SET version = version + 1, next_due = 0
WHERE id NOT IN (SELECT value FROM json_each(:folded)) AND id IN (
    SELECT w.watch FROM report AS r JOIN report_watch AS w ON w.report_id = r.id
    WHERE r.item_id IN (SELECT value FROM json_each(:ids))
);

-- name: open_watch
-- Give a watch its row when it is first touched.
INSERT INTO watch (id, version) VALUES (:watch, 0) ON CONFLICT (id) DO NOTHING;

-- name: move_watch
-- Move a watch on, if it still has the version that was read.
UPDATE watch SET version = version + 1, next_due = :next_due WHERE id = :watch AND version = :version;

-- name: drop_conditions
-- Drop the conditions from a position on.
DELETE FROM condition WHERE watch = :watch AND position >= :first;

-- name: keep_condition
-- Keep one standing condition in its position.
INSERT INTO condition (watch, position, kind, arrangement, status, since, body)
VALUES (:watch, :position, :kind, :arrangement, :status, :since, :body)
ON CONFLICT (watch, position) DO UPDATE SET
    kind = excluded.kind, arrangement = excluded.arrangement, status = excluded.status, since = excluded.since,
    body = excluded.body;

-- name: append_change
-- Journal a change; one that stands there already stays as it was written.
INSERT INTO change (id, watch, kind, arrangement, change, event_at, detected_at, announced, body)
VALUES (:id, :watch, :kind, :arrangement, :change, :event_at, :detected_at, :announced, :body)
ON CONFLICT (id) DO NOTHING;

-- name: confirm_change
-- Note that a journalled change has been confirmed.
INSERT INTO confirmation (change_id, at) VALUES (:change_id, :now) ON CONFLICT (change_id) DO NOTHING;

-- name: watch_version
-- Give a watch's version.
SELECT version FROM watch WHERE id = :watch;

-- name: watch_reports
-- Give the reports of a watch, in the order of their ids.
SELECT r.* FROM report_watch AS w JOIN report AS r ON r.id = w.report_id WHERE w.watch = :watch ORDER BY r.id;

-- name: watch_journal
-- Give a watch's changes in the order they were journalled.
SELECT * FROM change WHERE watch = :watch ORDER BY seq;

-- name: watch_confirmed
-- Give the ids of a watch's changes that have been confirmed since.
SELECT c.id FROM change AS c JOIN confirmation AS f ON f.change_id = c.id WHERE c.watch = :watch;

-- name: due_watches
-- Give the watches whose clock rule is due, most overdue first.
SELECT id FROM watch WHERE next_due <= :now ORDER BY next_due, id;

-- name: retracted
-- Choose those of these items that their publisher retracted.
SELECT item_id FROM retraction WHERE item_id IN (SELECT value FROM json_each(:ids));

-- name: retracted_after
-- Give the items that were retracted after this instant.
SELECT item_id FROM retraction WHERE at > :at;
