-- The analyst's hand: rulings are evidence too, kept for good; one that was withdrawn stays on record.
CREATE TABLE ruling (
    id               TEXT    NOT NULL PRIMARY KEY,
    watch            TEXT    NOT NULL,
    verb             TEXT    NOT NULL,
    subject          TEXT    NOT NULL,
    ruled_at         INTEGER NOT NULL,
    body             TEXT    NOT NULL,
    withdrawn_at     INTEGER,
    withdrawn_by     TEXT    NOT NULL DEFAULT '',
    withdrawn_why    TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX ruling_watch ON ruling (watch, ruled_at);

CREATE TRIGGER ruling_is_not_rewritten BEFORE UPDATE ON ruling
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.id <> OLD.id OR NEW.watch <> OLD.watch
    OR NEW.verb <> OLD.verb OR NEW.subject <> OLD.subject OR NEW.ruled_at <> OLD.ruled_at OR NEW.body <> OLD.body
BEGIN
    SELECT RAISE (ABORT, 'a ruling can only be withdrawn, once');
END;

CREATE TRIGGER ruling_is_not_deleted BEFORE DELETE ON ruling
BEGIN
    SELECT RAISE (ABORT, 'rulings are kept for good');
END;
