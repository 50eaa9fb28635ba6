-- A changed feed is mostly old entries: those that its last body had to the letter need no second look.
ALTER TABLE source ADD COLUMN seen TEXT NOT NULL DEFAULT '';

-- Threads are told by ids that follow from their content; nothing looks for their first copy.
DROP INDEX outbox_thread;
