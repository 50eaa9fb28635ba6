-- name: note_opening
-- Remember when a writer last opened the file; a file that cannot be written shows itself by this.
INSERT INTO meta (key, value) VALUES ('opened_at', :now)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
