-- Checking again what is public: attachments' text, scans, findings of live texts, links.
CREATE TABLE asset_text (
  sha256 TEXT PRIMARY KEY NOT NULL REFERENCES asset(sha256),
  state TEXT NOT NULL,
  detail TEXT NOT NULL,
  engine TEXT NOT NULL,
  read_at INTEGER NOT NULL
) STRICT;
CREATE TABLE scan (
  id BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  engine TEXT NOT NULL,
  lists TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  position TEXT NOT NULL,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL,
  found INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  worked_ms INTEGER NOT NULL,
  started_by BLOB,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX scan_running ON scan (kind) WHERE state = 'running';
CREATE INDEX scan_started ON scan (started_at, id);
CREATE TABLE live_finding (
  id BLOB PRIMARY KEY NOT NULL,
  subject TEXT NOT NULL,
  document_id BLOB REFERENCES document(id),
  site_id BLOB NOT NULL REFERENCES site(id),
  path TEXT,
  version_id BLOB,
  identity TEXT NOT NULL,
  rule TEXT NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  detail TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  owner_id BLOB,
  engine TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX live_finding_subject ON live_finding (subject, identity);
CREATE INDEX live_finding_site ON live_finding (site_id, state, found_at, id);
CREATE INDEX live_finding_document ON live_finding (document_id);
CREATE TABLE link (
  hash TEXT PRIMARY KEY NOT NULL,
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  state TEXT NOT NULL,
  status INTEGER,
  why TEXT NOT NULL,
  fails INTEGER NOT NULL,
  goods INTEGER NOT NULL,
  checked_at INTEGER,
  next_at INTEGER NOT NULL,
  since INTEGER
) STRICT;
CREATE INDEX link_due ON link (next_at);
CREATE INDEX link_state ON link (state, url);
CREATE TABLE link_use (
  document_id BLOB NOT NULL REFERENCES document(id),
  hash TEXT NOT NULL REFERENCES link(hash),
  PRIMARY KEY (document_id, hash)
) STRICT;
CREATE INDEX link_use_hash ON link_use (hash);
-- Fingerprints of public texts, with the four parts one of which two near texts share (雷同稿).
CREATE TABLE likeness (
  document_id BLOB PRIMARY KEY NOT NULL REFERENCES document(id),
  signature INTEGER NOT NULL,
  part_a INTEGER NOT NULL,
  part_b INTEGER NOT NULL,
  part_c INTEGER NOT NULL,
  part_d INTEGER NOT NULL
) STRICT;
CREATE INDEX likeness_a ON likeness (part_a);
CREATE INDEX likeness_b ON likeness (part_b);
CREATE INDEX likeness_c ON likeness (part_c);
CREATE INDEX likeness_d ON likeness (part_d);
