-- Word lists as rows with versions, changes by two people, waivers by scope. The CSV of each list waits in
-- lexicon_csv until the application has read it into rows, once, in one transaction (cms/src/lexicons/adopt.rs).
ALTER TABLE lexicon RENAME TO lexicon_before;
CREATE TABLE lexicon (
  id BLOB PRIMARY KEY NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  site_id BLOB REFERENCES site(id),
  version INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE lexicon_csv (
  lexicon_id BLOB PRIMARY KEY NOT NULL REFERENCES lexicon(id),
  entries TEXT NOT NULL
) STRICT;
INSERT INTO lexicon (id, code, title, kind, site_id, version, changed_at)
  SELECT id, name, name, 'words', NULL, version, changed_at FROM lexicon_before;
INSERT INTO lexicon_csv (lexicon_id, entries) SELECT id, entries FROM lexicon_before;
DROP TABLE lexicon_before;
CREATE TABLE lexicon_entry (
  id BLOB PRIMARY KEY NOT NULL,
  lexicon_id BLOB NOT NULL REFERENCES lexicon(id),
  key TEXT NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  "row" TEXT NOT NULL,
  added_in INTEGER NOT NULL,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX lexicon_entry_key ON lexicon_entry (lexicon_id, key) WHERE removed_in IS NULL;
CREATE INDEX lexicon_entry_added ON lexicon_entry (lexicon_id, added_in);
CREATE TABLE lexicon_change (
  id BLOB PRIMARY KEY NOT NULL,
  lexicon_id BLOB NOT NULL REFERENCES lexicon(id),
  base_version INTEGER NOT NULL,
  number INTEGER,
  state TEXT NOT NULL,
  rows TEXT NOT NULL,
  sample TEXT NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  severest TEXT NOT NULL,
  note TEXT NOT NULL,
  proposed_by BLOB NOT NULL,
  proposed_at INTEGER NOT NULL,
  decided_by BLOB,
  decided_at INTEGER,
  reason TEXT
) STRICT;
CREATE UNIQUE INDEX lexicon_change_number ON lexicon_change (lexicon_id, number) WHERE number IS NOT NULL;
CREATE INDEX lexicon_change_state ON lexicon_change (state, proposed_at);

ALTER TABLE finding ADD COLUMN rule TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE finding SET rule = coalesce(json_extract(detail, '$.rule'), ''), folded = lower(trim(coalesce(json_extract(detail, '$.found'), '')));
CREATE INDEX finding_rule ON finding (rule, found_at);

ALTER TABLE waiver RENAME TO waiver_before;
CREATE TABLE waiver (
  id BLOB PRIMARY KEY NOT NULL,
  document_id BLOB NOT NULL REFERENCES document(id),
  finding TEXT NOT NULL,
  severity TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  requested_by BLOB NOT NULL,
  requested_at INTEGER NOT NULL,
  decided_by BLOB,
  decided_at INTEGER,
  scope TEXT NOT NULL,
  version_hash TEXT,
  column_id BLOB REFERENCES "column"(id),
  site_id BLOB REFERENCES site(id),
  rule TEXT NOT NULL,
  found TEXT NOT NULL,
  preset TEXT,
  expires_at INTEGER,
  uses INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
INSERT INTO waiver
  SELECT w.id, w.document_id, w.finding, w.severity, w.reason, w.state, w.requested_by, w.requested_at, w.decided_by, w.decided_at,
    'document', NULL, NULL, NULL,
    coalesce((SELECT f.rule FROM finding f WHERE f.identity = w.finding LIMIT 1), ''),
    coalesce((SELECT f.folded FROM finding f WHERE f.identity = w.finding LIMIT 1), ''),
    NULL, NULL, 0, NULL
  FROM waiver_before w;
DROP TABLE waiver_before;
CREATE UNIQUE INDEX waiver_open ON waiver (document_id, finding, scope) WHERE state <> 'refused' AND ended_at IS NULL;
CREATE INDEX waiver_document ON waiver (document_id);
CREATE INDEX waiver_scope ON waiver (scope, requested_at) WHERE scope IN ('column', 'site', 'platform');
