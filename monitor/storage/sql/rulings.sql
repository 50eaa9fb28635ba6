-- name: insert_ruling
-- Put a ruling on record; the same one again changes nothing.
INSERT INTO ruling (id, watch, verb, subject, ruled_at, body)
VALUES (:id, :watch, :verb, :subject, :ruled_at, :body)
ON CONFLICT (id) DO NOTHING;

-- name: withdraw_ruling
-- Take a ruling back that has not been; it stays on record.
UPDATE ruling SET withdrawn_at = :at, withdrawn_by = :by, withdrawn_why = :why
WHERE id = :id AND withdrawn_at IS NULL;

-- name: unconfirm
-- Forget that a change was confirmed; the next fold confirms it again where it still is.
DELETE FROM confirmation WHERE change_id = :change_id;

-- name: rulings
-- List the rulings of one watch or all, oldest first.
SELECT * FROM ruling WHERE :watch IS NULL OR watch = :watch ORDER BY ruled_at, id;
