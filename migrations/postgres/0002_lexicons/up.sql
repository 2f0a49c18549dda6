-- Word lists as rows with versions, changes by two people, waivers by scope. The CSV of each list waits in
-- lexicon_csv until the application has read it into rows, once, in one transaction (cms/src/lexicons/adopt.rs).
CREATE TABLE lexicon_csv (
  lexicon_id uuid PRIMARY KEY NOT NULL REFERENCES lexicon(id),
  entries text COLLATE "C" NOT NULL
);
INSERT INTO lexicon_csv (lexicon_id, entries) SELECT id, entries FROM lexicon;
ALTER TABLE lexicon RENAME COLUMN name TO code;
ALTER TABLE lexicon DROP COLUMN entries;
ALTER TABLE lexicon ADD COLUMN title text COLLATE "C";
ALTER TABLE lexicon ADD COLUMN kind text COLLATE "C";
ALTER TABLE lexicon ADD COLUMN site_id uuid REFERENCES site(id);
UPDATE lexicon SET title = code, kind = 'words';
ALTER TABLE lexicon ALTER COLUMN title SET NOT NULL;
ALTER TABLE lexicon ALTER COLUMN kind SET NOT NULL;
CREATE TABLE lexicon_entry (
  id uuid PRIMARY KEY NOT NULL,
  lexicon_id uuid NOT NULL REFERENCES lexicon(id),
  key text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  "row" text COLLATE "C" NOT NULL,
  added_in integer NOT NULL,
  removed_in integer
);
CREATE UNIQUE INDEX lexicon_entry_key ON lexicon_entry (lexicon_id, key) WHERE removed_in IS NULL;
CREATE INDEX lexicon_entry_added ON lexicon_entry (lexicon_id, added_in);
CREATE TABLE lexicon_change (
  id uuid PRIMARY KEY NOT NULL,
  lexicon_id uuid NOT NULL REFERENCES lexicon(id),
  base_version integer NOT NULL,
  number integer,
  state text COLLATE "C" NOT NULL,
  rows text COLLATE "C" NOT NULL,
  sample text COLLATE "C" NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  removed integer NOT NULL,
  severest text COLLATE "C" NOT NULL,
  note text COLLATE "C" NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  reason text COLLATE "C"
);
CREATE UNIQUE INDEX lexicon_change_number ON lexicon_change (lexicon_id, number) WHERE number IS NOT NULL;
CREATE INDEX lexicon_change_state ON lexicon_change (state, proposed_at);

ALTER TABLE finding ADD COLUMN rule text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN folded text COLLATE "C" NOT NULL DEFAULT '';
UPDATE finding SET rule = coalesce(detail::json->>'rule', ''), folded = lower(trim(coalesce(detail::json->>'found', '')));
CREATE INDEX finding_rule ON finding (rule, found_at);

ALTER TABLE waiver DROP CONSTRAINT waiver_document_id_finding_key;
ALTER TABLE waiver ADD COLUMN scope text COLLATE "C" NOT NULL DEFAULT 'document';
ALTER TABLE waiver ADD COLUMN version_hash text COLLATE "C";
ALTER TABLE waiver ADD COLUMN column_id uuid REFERENCES "column"(id);
ALTER TABLE waiver ADD COLUMN site_id uuid REFERENCES site(id);
ALTER TABLE waiver ADD COLUMN rule text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE waiver ADD COLUMN found text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE waiver ADD COLUMN preset text COLLATE "C";
ALTER TABLE waiver ADD COLUMN expires_at timestamptz;
ALTER TABLE waiver ADD COLUMN uses integer NOT NULL DEFAULT 0;
ALTER TABLE waiver ADD COLUMN ended_at timestamptz;
ALTER TABLE waiver ALTER COLUMN scope DROP DEFAULT;
ALTER TABLE waiver ALTER COLUMN uses DROP DEFAULT;
UPDATE waiver SET
  rule = coalesce((SELECT f.rule FROM finding f WHERE f.identity = waiver.finding LIMIT 1), ''),
  found = coalesce((SELECT f.folded FROM finding f WHERE f.identity = waiver.finding LIMIT 1), '');
ALTER TABLE waiver ALTER COLUMN rule DROP DEFAULT;
ALTER TABLE waiver ALTER COLUMN found DROP DEFAULT;
CREATE UNIQUE INDEX waiver_open ON waiver (document_id, finding, scope) WHERE state <> 'refused' AND ended_at IS NULL;
CREATE INDEX waiver_document ON waiver (document_id);
CREATE INDEX waiver_scope ON waiver (scope, requested_at) WHERE scope IN ('column', 'site', 'platform');
