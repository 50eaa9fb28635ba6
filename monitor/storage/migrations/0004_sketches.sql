-- Reprints are known by the sketch of their text; reports of before have none and stand for themselves.
ALTER TABLE report ADD COLUMN sketch TEXT NOT NULL DEFAULT '';
