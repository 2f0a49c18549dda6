-- Checking again what is public: attachments' text, scans, findings of live texts, links.
CREATE TABLE asset_text (
  sha256 text COLLATE "C" PRIMARY KEY NOT NULL REFERENCES asset(sha256),
  state text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  engine text COLLATE "C" NOT NULL,
  read_at timestamptz NOT NULL
);
CREATE TABLE scan (
  id uuid PRIMARY KEY NOT NULL,
  kind text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  engine text COLLATE "C" NOT NULL,
  lists text COLLATE "C" NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  position text COLLATE "C" NOT NULL,
  total bigint NOT NULL,
  done bigint NOT NULL,
  found bigint NOT NULL,
  closed bigint NOT NULL,
  worked_ms bigint NOT NULL,
  started_by uuid,
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX scan_running ON scan (kind) WHERE state = 'running';
CREATE INDEX scan_started ON scan (started_at, id);
CREATE TABLE live_finding (
  id uuid PRIMARY KEY NOT NULL,
  subject text COLLATE "C" NOT NULL,
  document_id uuid REFERENCES document(id),
  site_id uuid NOT NULL REFERENCES site(id),
  path text COLLATE "C",
  version_id uuid,
  identity text COLLATE "C" NOT NULL,
  rule text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  owner_id uuid,
  engine text COLLATE "C" NOT NULL,
  found_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE UNIQUE INDEX live_finding_subject ON live_finding (subject, identity);
CREATE INDEX live_finding_site ON live_finding (site_id, state, found_at, id);
CREATE INDEX live_finding_document ON live_finding (document_id);
CREATE TABLE link (
  hash text COLLATE "C" PRIMARY KEY NOT NULL,
  url text COLLATE "C" NOT NULL,
  host text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  status integer,
  why text COLLATE "C" NOT NULL,
  fails integer NOT NULL,
  goods integer NOT NULL,
  checked_at timestamptz,
  next_at timestamptz NOT NULL,
  since timestamptz
);
CREATE INDEX link_due ON link (next_at);
CREATE INDEX link_state ON link (state, url);
CREATE TABLE link_use (
  document_id uuid NOT NULL REFERENCES document(id),
  hash text COLLATE "C" NOT NULL REFERENCES link(hash),
  PRIMARY KEY (document_id, hash)
);
CREATE INDEX link_use_hash ON link_use (hash);
-- Fingerprints of public texts, with the four parts one of which two near texts share (雷同稿).
CREATE TABLE likeness (
  document_id uuid PRIMARY KEY NOT NULL REFERENCES document(id),
  signature bigint NOT NULL,
  part_a integer NOT NULL,
  part_b integer NOT NULL,
  part_c integer NOT NULL,
  part_d integer NOT NULL
);
CREATE INDEX likeness_a ON likeness (part_a);
CREATE INDEX likeness_b ON likeness (part_b);
CREATE INDEX likeness_c ON likeness (part_c);
CREATE INDEX likeness_d ON likeness (part_d);
