-- The current schema, whole; what the numbered migrations together must give (a test compares the two).
--
-- Physical types are portable: times are integer milliseconds since 1970 in UTC, JSON is text, booleans are 0 and 1.

PRAGMA application_id = 1416787299;  -- "Truc"

CREATE TABLE meta (
    key    TEXT NOT NULL PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;

-- A publisher's feed. One that left the configuration rests (active = 0) and keeps its history.
CREATE TABLE source (
    id             INTEGER NOT NULL PRIMARY KEY,
    url            TEXT    NOT NULL UNIQUE,
    title          TEXT    NOT NULL,
    language       TEXT    NOT NULL,
    owner          TEXT    NOT NULL,
    grade          TEXT    NOT NULL,
    interval_ms    INTEGER NOT NULL,
    active         INTEGER NOT NULL DEFAULT 1,
    added_at       INTEGER NOT NULL,
    rested_at      INTEGER,
    etag           TEXT    NOT NULL DEFAULT '',
    last_modified  TEXT    NOT NULL DEFAULT '',
    body_hash      TEXT    NOT NULL DEFAULT '',
    baselined      INTEGER NOT NULL DEFAULT 0,  -- 1 after the first good poll
    failures       REAL    NOT NULL DEFAULT 0,  -- weighted, since the last good poll
    last_error     TEXT    NOT NULL DEFAULT '',
    last_poll_at   INTEGER,
    last_ok_at     INTEGER,
    next_poll_at   INTEGER NOT NULL,
    lease_until    INTEGER NOT NULL DEFAULT 0,
    seen           TEXT    NOT NULL DEFAULT ''  -- fingerprints of the last body's entries
) STRICT;

CREATE INDEX source_due ON source (next_poll_at, id) WHERE active = 1;

-- What was seen without a gap: spans of one source, or of a backfill where source_id is null.
CREATE TABLE coverage (
    id         INTEGER NOT NULL PRIMARY KEY,
    source_id  INTEGER REFERENCES source (id),
    since      INTEGER NOT NULL,
    until      INTEGER NOT NULL
) STRICT;

CREATE INDEX coverage_latest ON coverage (source_id, until);

-- One entry of a feed, or one backfilled row (source_id null), with how far it has come. Those that cannot matter are
-- kept light: no summary. Times and texts are those of the latest revision.
CREATE TABLE item (
    id            TEXT    NOT NULL PRIMARY KEY,
    source_id     INTEGER REFERENCES source (id),
    guid          TEXT    NOT NULL,
    link          TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    summary       TEXT    NOT NULL,
    author        TEXT    NOT NULL,
    published     INTEGER,
    precision     TEXT    NOT NULL,
    content_hash  TEXT    NOT NULL,
    earlier       TEXT    NOT NULL DEFAULT '',  -- the content hashes of earlier revisions, one a line
    revision      INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    skip          TEXT,
    failure       TEXT    NOT NULL DEFAULT '',  -- why its page could not be read
    muted         INTEGER NOT NULL,
    first_seen    INTEGER NOT NULL,
    lease_until   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX item_wanted ON item (source_id, lease_until, first_seen, id) WHERE state = 'wanted';
CREATE INDEX item_source ON item (source_id);

-- A text that was read and coded, one row a revision. `indexed` is 1 for the one revision that search knows.
CREATE TABLE article (
    id            INTEGER NOT NULL PRIMARY KEY,
    item_id       TEXT    NOT NULL REFERENCES item (id),
    revision      INTEGER NOT NULL,
    revision_of   TEXT,
    title         TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    url           TEXT    NOT NULL,
    lang          TEXT    NOT NULL,
    published     INTEGER,
    precision     TEXT    NOT NULL,
    publisher     TEXT    NOT NULL,
    text_source   TEXT    NOT NULL,
    content_hash  TEXT    NOT NULL,
    first_seen    INTEGER NOT NULL,
    coding        TEXT    NOT NULL,  -- JSON; its reports stand in their own table
    indexed       INTEGER NOT NULL DEFAULT 0,
    UNIQUE (item_id, revision)
) STRICT;

CREATE VIEW indexed_article AS SELECT id, title, text FROM article WHERE indexed = 1;

-- The words of the indexed articles; the texts themselves stay in `article`. Written beside it, without triggers.
CREATE VIRTUAL TABLE article_fts USING fts5 (
    title, text,
    content = 'indexed_article', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- What one article asserts. Never deleted; `voided` once its publisher retracted it.
CREATE TABLE report (
    id          TEXT    NOT NULL PRIMARY KEY,
    item_id     TEXT    NOT NULL REFERENCES item (id),
    kind        TEXT    NOT NULL,  -- ceasefire or event
    body        TEXT    NOT NULL,  -- JSON
    url         TEXT    NOT NULL,
    publisher   TEXT    NOT NULL,
    origin      TEXT    NOT NULL,
    published   INTEGER,
    first_seen  INTEGER NOT NULL,
    muted       INTEGER NOT NULL,
    voided      INTEGER NOT NULL,
    sketch      TEXT    NOT NULL DEFAULT ''  -- of the article's text, in hex: reprints are known by it
) STRICT;

CREATE INDEX report_item ON report (item_id);

-- Items that their publisher retracted; kept apart, for a notice can come before what it retracts.
CREATE TABLE retraction (
    item_id  TEXT    NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL
) STRICT;

-- Which reports belong to which watch.
CREATE TABLE report_watch (
    watch      TEXT NOT NULL,
    report_id  TEXT NOT NULL REFERENCES report (id),
    PRIMARY KEY (watch, report_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX report_watch_report ON report_watch (report_id);

-- A followed conflict; `version` moves with every commit that touches it.
CREATE TABLE watch (
    id        TEXT    NOT NULL PRIMARY KEY,
    version   INTEGER NOT NULL,
    next_due  INTEGER
) STRICT;

CREATE INDEX watch_due ON watch (next_due) WHERE next_due IS NOT NULL;

-- The standing conditions of each watch, as last derived.
CREATE TABLE condition (
    watch        TEXT    NOT NULL REFERENCES watch (id),
    position     INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    arrangement  TEXT,
    status       TEXT    NOT NULL,
    since        INTEGER NOT NULL,
    body         TEXT    NOT NULL,  -- JSON
    PRIMARY KEY (watch, position)
) STRICT, WITHOUT ROWID;

-- The journal: append-only, and held so.
CREATE TABLE change (
    seq          INTEGER NOT NULL PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
    watch        TEXT    NOT NULL REFERENCES watch (id),
    kind         TEXT    NOT NULL,
    arrangement  TEXT,
    change       TEXT    NOT NULL,
    event_at     INTEGER NOT NULL,
    detected_at  INTEGER NOT NULL,
    announced    INTEGER NOT NULL,
    body         TEXT    NOT NULL  -- JSON
) STRICT;

CREATE INDEX change_watch ON change (watch, seq);

CREATE TRIGGER change_is_not_rewritten BEFORE UPDATE ON change
BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

-- Changes that were unconfirmed when journalled and have been confirmed since.
CREATE TABLE confirmation (
    change_id  TEXT    NOT NULL PRIMARY KEY REFERENCES change (id),
    at         INTEGER NOT NULL
) STRICT;

-- What analysts ruled, by hand: kept for good, at most withdrawn, and held so.
CREATE TABLE ruling (
    id               TEXT    NOT NULL PRIMARY KEY,
    watch            TEXT    NOT NULL,
    verb             TEXT    NOT NULL,
    subject          TEXT    NOT NULL,
    ruled_at         INTEGER NOT NULL,
    body             TEXT    NOT NULL,  -- JSON
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

-- One copy of one alert for one recipient; its identity is frozen.
CREATE TABLE outbox (
    seq              INTEGER NOT NULL PRIMARY KEY,
    id               TEXT    NOT NULL UNIQUE,
    change_id        TEXT    NOT NULL,
    thread           TEXT    NOT NULL,
    alert            TEXT    NOT NULL,  -- JSON
    channel          TEXT    NOT NULL,
    recipient        TEXT    NOT NULL,
    message_id       TEXT    NOT NULL,
    thread_id        TEXT    NOT NULL,
    created_at       INTEGER NOT NULL,
    state            TEXT    NOT NULL,
    attempts         INTEGER NOT NULL,
    next_attempt_at  INTEGER NOT NULL,
    last_error       TEXT    NOT NULL,
    lease_until      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX outbox_state ON outbox (state, seq);

-- One attempt to deliver one copy.
CREATE TABLE delivery (
    id       INTEGER NOT NULL PRIMARY KEY,
    copy_id  TEXT    NOT NULL REFERENCES outbox (id),
    attempt  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    outcome  TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    retry_at INTEGER
) STRICT;

CREATE INDEX delivery_copy ON delivery (copy_id, id);

-- Channels that rest until their pause ends.
CREATE TABLE channel (
    name          TEXT    NOT NULL PRIMARY KEY,
    paused_until  INTEGER NOT NULL,
    why           TEXT    NOT NULL
) STRICT;
