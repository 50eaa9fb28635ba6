-- name: insert_article
-- Keep a text that was read; a backfilled row's revision is the one its item has just been given.
INSERT INTO article (
    item_id, revision, revision_of, title, text, url, lang, published, precision, publisher, text_source, content_hash,
    first_seen, coding
)
VALUES (
    :item_id,
    CASE
        WHEN :text_source = 'backfill' OR :revision = 0 THEN (SELECT revision FROM item WHERE id = :item_id)
        ELSE :revision
    END,
    :revision_of, :title, :text, :url, :lang, :published, :precision, :publisher, :text_source, :content_hash,
    :first_seen, :coding
)
ON CONFLICT (item_id, revision) DO NOTHING;

-- name: unindex_words
-- Take the words of outdated revisions out of the index; FTS5 needs the very text that went in.
INSERT INTO article_fts (article_fts, rowid, title, text)
SELECT 'delete', old.id, old.title, old.text
FROM article AS old
WHERE old.item_id IN (SELECT value FROM json_each(:ids)) AND old.indexed = 1
    AND EXISTS (SELECT 1 FROM article WHERE item_id = old.item_id AND revision > old.revision);

-- name: unindex
-- Mark them as out of the index.
UPDATE article AS old SET indexed = 0
WHERE old.item_id IN (SELECT value FROM json_each(:ids)) AND old.indexed = 1
    AND EXISTS (SELECT 1 FROM article WHERE item_id = old.item_id AND revision > old.revision);

-- name: index_words
-- Put the words of the latest revisions into the index.
INSERT INTO article_fts (rowid, title, text)
SELECT new.id, new.title, new.text
FROM article AS new
WHERE new.item_id IN (SELECT value FROM json_each(:ids)) AND new.indexed = 0
    AND NOT EXISTS (SELECT 1 FROM article WHERE item_id = new.item_id AND revision > new.revision);

-- name: index
-- Mark them as in the index.
UPDATE article AS new SET indexed = 1
WHERE new.item_id IN (SELECT value FROM json_each(:ids)) AND new.indexed = 0
    AND NOT EXISTS (SELECT 1 FROM article WHERE item_id = new.item_id AND revision > new.revision);

-- name: stale_articles
-- Choose texts that no report rests on, first seen before a day, oldest first.
SELECT a.id FROM article AS a
WHERE a.first_seen < :before AND NOT EXISTS (SELECT 1 FROM report AS r WHERE r.item_id = a.item_id)
ORDER BY a.first_seen, a.id
LIMIT :limit;

-- name: forget_words
-- Take the words of these articles out of the index.
INSERT INTO article_fts (article_fts, rowid, title, text)
SELECT 'delete', id, title, text FROM article
WHERE indexed = 1 AND id IN (SELECT value FROM json_each(:ids));

-- name: forget_articles
-- Drop these articles' texts; their items stay, so that they never come back as news.
DELETE FROM article WHERE id IN (SELECT value FROM json_each(:ids));
