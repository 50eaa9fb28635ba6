-- name: enqueue
-- Put a copy into the outbox; the same copy again changes nothing.
INSERT INTO outbox (
    id, change_id, thread, alert, channel, recipient, message_id, thread_id, created_at, state, attempts,
    next_attempt_at, last_error
)
VALUES (
    :id, :change_id, :thread, :alert, :channel, :recipient, :message_id, :thread_id, :created_at, :state, :attempts,
    :next_attempt_at, :last_error
)
ON CONFLICT (id) DO NOTHING;

-- name: claim_copies
-- Lease pending copies that are due, not leased and not held back by their channel, oldest first.
UPDATE outbox SET lease_until = :lease_until
WHERE seq IN (
    SELECT o.seq FROM outbox AS o
    WHERE o.state = 'pending' AND o.next_attempt_at <= :now AND o.lease_until <= :now
        AND NOT EXISTS (SELECT 1 FROM channel AS c WHERE c.name = o.channel AND c.paused_until > :now)
    ORDER BY o.seq
    LIMIT :limit
)
RETURNING *;

-- name: release_copies
-- Free the copies that a killed process left leased.
UPDATE outbox SET lease_until = 0 WHERE state = 'pending' AND lease_until > 0;

-- name: move_copy
-- Move a copy on after an attempt; one that is sent or dead stays so.
UPDATE outbox SET
    state = :state,
    attempts = attempts + 1,
    next_attempt_at = :next_attempt_at,
    last_error = :last_error,
    lease_until = 0
WHERE id = :id AND state = 'pending';

-- name: log_delivery
-- Write the record of an attempt.
INSERT INTO delivery (copy_id, attempt, at, outcome, detail, retry_at)
VALUES (:copy_id, :attempt, :now, :outcome, :detail, :retry_at);

-- name: pause_channel
-- Hold a channel's copies back until a time.
INSERT INTO channel (name, paused_until, why) VALUES (:name, :until, :why)
ON CONFLICT (name) DO UPDATE SET paused_until = excluded.paused_until, why = excluded.why;

-- name: next_copy_at
-- Give when the next pending copy is due, with its lease and its channel's pause.
SELECT min(max(o.next_attempt_at, o.lease_until, coalesce(c.paused_until, 0))) AS at
FROM outbox AS o
LEFT JOIN channel AS c ON c.name = o.channel
WHERE o.state = 'pending';
