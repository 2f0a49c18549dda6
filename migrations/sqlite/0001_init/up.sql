-- The whole data model of the first release; see ARCHITECTURE.md, "Data model".
-- Units, people, accounts -----------------------------------------------------------------------
CREATE TABLE unit (
  id BLOB PRIMARY KEY NOT NULL,
  parent_id BLOB REFERENCES unit(id),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;
CREATE TABLE person (
  id BLOB PRIMARY KEY NOT NULL,
  unit_id BLOB NOT NULL REFERENCES unit(id),
  name TEXT NOT NULL,
  title TEXT NOT NULL
) STRICT;
CREATE TABLE "user" (
  id BLOB PRIMARY KEY NOT NULL,
  person_id BLOB NOT NULL REFERENCES person(id),
  login TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER
) STRICT;
CREATE TABLE "grant" (
  id BLOB PRIMARY KEY NOT NULL,
  user_id BLOB NOT NULL REFERENCES "user"(id),
  role TEXT NOT NULL,
  scope_kind TEXT NOT NULL,
  scope_id BLOB,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER
) STRICT;
CREATE INDEX grant_user ON "grant" (user_id);
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY NOT NULL,
  user_id BLOB NOT NULL REFERENCES "user"(id),
  csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_user ON session (user_id);
CREATE TABLE throttle (
  subject TEXT PRIMARY KEY NOT NULL,
  failures INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;
CREATE TABLE revoked_token (
  jti TEXT PRIMARY KEY NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

-- Sites and columns -----------------------------------------------------------------------------
CREATE TABLE plan (
  id BLOB PRIMARY KEY NOT NULL,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  form TEXT NOT NULL,
  stages TEXT NOT NULL
) STRICT;
CREATE TABLE site (
  id BLOB PRIMARY KEY NOT NULL,
  unit_id BLOB NOT NULL REFERENCES unit(id),
  parent_id BLOB REFERENCES site(id),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  domain TEXT NOT NULL,
  state TEXT NOT NULL,
  theme TEXT NOT NULL,
  hue TEXT NOT NULL,
  masthead TEXT NOT NULL,
  identity TEXT NOT NULL,
  grey INTEGER NOT NULL,
  notice TEXT,
  notice_url TEXT,
  plan_id BLOB NOT NULL REFERENCES plan(id),
  position INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE TABLE site_host (
  host TEXT PRIMARY KEY NOT NULL,
  site_id BLOB NOT NULL REFERENCES site(id)
) STRICT;
CREATE TABLE column_template (
  code TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  tree TEXT NOT NULL
) STRICT;
CREATE TABLE "column" (
  id BLOB PRIMARY KEY NOT NULL,
  site_id BLOB NOT NULL REFERENCES site(id),
  parent_id BLOB REFERENCES "column"(id),
  slug TEXT NOT NULL,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  class TEXT NOT NULL,
  content_type TEXT NOT NULL,
  description TEXT NOT NULL,
  update_limit_days INTEGER,
  plan_id BLOB REFERENCES plan(id),
  accept TEXT NOT NULL,
  state TEXT NOT NULL,
  position INTEGER NOT NULL,
  next_run INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  last_published_at INTEGER,
  revision INTEGER NOT NULL,
  UNIQUE (site_id, path)
) STRICT;
CREATE INDEX column_parent ON "column" (parent_id);

-- Documents, articles, versions -----------------------------------------------------------------
CREATE TABLE document (
  id BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  unit_id BLOB NOT NULL REFERENCES unit(id),
  site_id BLOB REFERENCES site(id),
  created_at INTEGER NOT NULL,
  created_by BLOB
) STRICT;
CREATE TABLE article (
  document_id BLOB PRIMARY KEY NOT NULL REFERENCES document(id),
  site_id BLOB NOT NULL REFERENCES site(id),
  column_id BLOB NOT NULL REFERENCES "column"(id),
  content_type TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  drafter TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  published_at INTEGER,
  discarded INTEGER NOT NULL
) STRICT;
CREATE INDEX article_site ON article (site_id, updated_at, document_id);
CREATE INDEX article_column ON article (column_id, updated_at, document_id);
CREATE TABLE draft (
  document_id BLOB PRIMARY KEY NOT NULL REFERENCES document(id),
  revision INTEGER NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  saved_by BLOB,
  editors TEXT NOT NULL
) STRICT;
CREATE TABLE version (
  id BLOB PRIMARY KEY NOT NULL,
  document_id BLOB NOT NULL REFERENCES document(id),
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  UNIQUE (document_id, number)
) STRICT;
CREATE TABLE relation (
  from_id BLOB NOT NULL REFERENCES document(id),
  to_id BLOB NOT NULL REFERENCES document(id),
  kind TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (from_id, to_id, kind)
) STRICT;
CREATE INDEX relation_to ON relation (to_id, kind);
CREATE TABLE placement (
  id BLOB PRIMARY KEY NOT NULL,
  document_id BLOB NOT NULL REFERENCES document(id),
  site_id BLOB NOT NULL REFERENCES site(id),
  column_id BLOB NOT NULL REFERENCES "column"(id),
  provenance TEXT NOT NULL,
  state TEXT NOT NULL,
  slot TEXT,
  pinned_until INTEGER,
  proposed_by BLOB,
  proposed_at INTEGER NOT NULL,
  decided_by BLOB,
  decided_at INTEGER,
  accepted_hash TEXT,
  reason TEXT,
  UNIQUE (document_id, column_id)
) STRICT;
CREATE INDEX placement_site ON placement (site_id, state, proposed_at);
CREATE INDEX placement_slot ON placement (site_id, slot) WHERE slot IS NOT NULL;
CREATE TABLE asset (
  sha256 TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  created_at INTEGER NOT NULL,
  created_by BLOB
) STRICT;
CREATE TABLE external_id (
  system TEXT NOT NULL,
  scope TEXT NOT NULL,
  value TEXT NOT NULL,
  document_id BLOB NOT NULL REFERENCES document(id),
  hash TEXT NOT NULL,
  PRIMARY KEY (system, scope, value)
) STRICT;

-- Proofing and approval -------------------------------------------------------------------------
CREATE TABLE lexicon (
  id BLOB PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  entries TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE finding (
  id BLOB PRIMARY KEY NOT NULL,
  version_id BLOB NOT NULL REFERENCES version(id),
  identity TEXT NOT NULL,
  severity TEXT NOT NULL,
  detail TEXT NOT NULL,
  engine TEXT NOT NULL,
  found_at INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_version ON finding (version_id);
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
  UNIQUE (document_id, finding)
) STRICT;
CREATE TABLE round (
  id BLOB PRIMARY KEY NOT NULL,
  document_id BLOB NOT NULL REFERENCES document(id),
  version_id BLOB NOT NULL REFERENCES version(id),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  form TEXT NOT NULL,
  stages TEXT NOT NULL,
  authors TEXT NOT NULL,
  state TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by BLOB NOT NULL,
  due_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by BLOB,
  closing_stage TEXT,
  reason TEXT,
  claimed_by BLOB,
  claimed_at INTEGER,
  UNIQUE (document_id, number)
) STRICT;
CREATE UNIQUE INDEX round_open ON round (document_id) WHERE state = 'open';
CREATE INDEX round_due ON round (due_at) WHERE state = 'open';
CREATE TABLE signature (
  id BLOB PRIMARY KEY NOT NULL,
  round_id BLOB NOT NULL REFERENCES round(id),
  stage TEXT NOT NULL,
  seat INTEGER NOT NULL,
  kind TEXT NOT NULL,
  user_id BLOB NOT NULL,
  hash TEXT NOT NULL,
  opinion TEXT NOT NULL,
  checklist TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  UNIQUE (round_id, stage, seat),
  UNIQUE (round_id, user_id, kind)
) STRICT;
CREATE TABLE annotation (
  id BLOB PRIMARY KEY NOT NULL,
  document_id BLOB NOT NULL REFERENCES document(id),
  round_id BLOB NOT NULL REFERENCES round(id),
  field TEXT NOT NULL,
  block INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  quote TEXT NOT NULL,
  text TEXT NOT NULL,
  made_by BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  resolved_by BLOB,
  resolved_at INTEGER
) STRICT;
CREATE INDEX annotation_document ON annotation (document_id);

-- Publishing ------------------------------------------------------------------------------------
CREATE TABLE live (
  document_id BLOB PRIMARY KEY NOT NULL REFERENCES document(id),
  version_id BLOB NOT NULL REFERENCES version(id),
  hash TEXT NOT NULL,
  clearance TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  modified_at INTEGER
) STRICT;
CREATE TABLE publication (
  id BLOB PRIMARY KEY NOT NULL,
  document_id BLOB NOT NULL REFERENCES document(id),
  version_id BLOB NOT NULL REFERENCES version(id),
  site_id BLOB NOT NULL REFERENCES site(id),
  column_id BLOB NOT NULL REFERENCES "column"(id),
  path TEXT NOT NULL,
  up_at INTEGER NOT NULL,
  down_at INTEGER,
  reason TEXT
) STRICT;
CREATE INDEX publication_document ON publication (document_id, up_at);
CREATE UNIQUE INDEX publication_open ON publication (document_id, column_id) WHERE down_at IS NULL;
CREATE TABLE listing (
  column_id BLOB NOT NULL REFERENCES "column"(id),
  document_id BLOB NOT NULL REFERENCES document(id),
  sort_at INTEGER NOT NULL,
  run INTEGER NOT NULL,
  pinned_until INTEGER,
  PRIMARY KEY (column_id, document_id)
) STRICT;
CREATE UNIQUE INDEX listing_order ON listing (column_id, sort_at, document_id);
CREATE INDEX listing_run ON listing (column_id, run, sort_at);
CREATE INDEX listing_document ON listing (document_id);
CREATE INDEX listing_pinned ON listing (column_id, pinned_until) WHERE pinned_until IS NOT NULL;
CREATE TABLE run (
  column_id BLOB NOT NULL REFERENCES "column"(id),
  number INTEGER NOT NULL,
  size INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  first_id BLOB NOT NULL,
  PRIMARY KEY (column_id, number)
) STRICT;
CREATE UNIQUE INDEX run_order ON run (column_id, first_at, first_id);
CREATE TABLE address (
  site_id BLOB NOT NULL REFERENCES site(id),
  path TEXT NOT NULL,
  kind TEXT NOT NULL,
  document_id BLOB,
  target TEXT,
  number INTEGER,
  PRIMARY KEY (site_id, path)
) STRICT;
CREATE INDEX address_by_document ON address (document_id);
CREATE INDEX address_number ON address (site_id, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX address_document ON address (document_id, site_id) WHERE kind = 'page';
CREATE TABLE page (
  site_id BLOB NOT NULL REFERENCES site(id),
  path TEXT NOT NULL,
  subject TEXT NOT NULL,
  lane INTEGER NOT NULL,
  wanted INTEGER NOT NULL,
  rendered INTEGER NOT NULL,
  hash TEXT,
  size INTEGER NOT NULL,
  written_at INTEGER,
  failure TEXT,
  PRIMARY KEY (site_id, path)
) STRICT;
CREATE INDEX page_stale ON page (site_id, lane, path) WHERE wanted > rendered;
CREATE TABLE page_read (
  key TEXT NOT NULL,
  site_id BLOB NOT NULL,
  path TEXT NOT NULL,
  depth INTEGER NOT NULL,
  PRIMARY KEY (key, site_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_read_page ON page_read (site_id, path);

-- Work, history, numbers ------------------------------------------------------------------------
CREATE TABLE job (
  id BLOB PRIMARY KEY NOT NULL,
  lane INTEGER NOT NULL,
  kind TEXT NOT NULL,
  dedup TEXT NOT NULL,
  payload TEXT NOT NULL,
  site_id BLOB,
  state TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  max_attempts INTEGER NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER,
  last_error TEXT
) STRICT;
CREATE UNIQUE INDEX job_dedup ON job (dedup) WHERE state = 'ready';
CREATE INDEX job_ready ON job (lane, run_at, id) WHERE state = 'ready';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  document_id BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id BLOB NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id BLOB,
  actor_name TEXT NOT NULL,
  site_id BLOB,
  document_id BLOB,
  payload TEXT NOT NULL,
  request TEXT
) STRICT;
CREATE INDEX event_document ON event (document_id, seq);
CREATE INDEX event_kind ON event (kind, seq);
-- Events that wait for their seal.
CREATE TABLE unsealed (
  event_seq INTEGER PRIMARY KEY NOT NULL
) STRICT;
CREATE TABLE seal (
  position INTEGER PRIMARY KEY NOT NULL,
  event_seq INTEGER NOT NULL UNIQUE,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE series (
  scope TEXT NOT NULL,
  pattern TEXT NOT NULL,
  year INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (scope, pattern, year)
) STRICT;
CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;
