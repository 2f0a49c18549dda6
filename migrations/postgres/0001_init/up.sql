-- The whole data model of the first release; see ARCHITECTURE.md, "Data model".
-- Units, people, accounts -----------------------------------------------------------------------
CREATE TABLE unit (
  id uuid PRIMARY KEY NOT NULL,
  parent_id uuid REFERENCES unit(id),
  code text COLLATE "C" NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  level text COLLATE "C" NOT NULL,
  position integer NOT NULL
);
CREATE TABLE person (
  id uuid PRIMARY KEY NOT NULL,
  unit_id uuid NOT NULL REFERENCES unit(id),
  name text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL
);
CREATE TABLE "user" (
  id uuid PRIMARY KEY NOT NULL,
  person_id uuid NOT NULL REFERENCES person(id),
  login text COLLATE "C" NOT NULL UNIQUE,
  password text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at timestamptz
);
CREATE TABLE "grant" (
  id uuid PRIMARY KEY NOT NULL,
  user_id uuid NOT NULL REFERENCES "user"(id),
  role text COLLATE "C" NOT NULL,
  scope_kind text COLLATE "C" NOT NULL,
  scope_id uuid,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz
);
CREATE INDEX grant_user ON "grant" (user_id);
CREATE TABLE session (
  token_hash text COLLATE "C" PRIMARY KEY NOT NULL,
  user_id uuid NOT NULL REFERENCES "user"(id),
  csrf text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_of_user ON session (user_id);
CREATE TABLE throttle (
  subject text COLLATE "C" PRIMARY KEY NOT NULL,
  failures integer NOT NULL,
  until timestamptz NOT NULL
);
CREATE TABLE revoked_token (
  jti text COLLATE "C" PRIMARY KEY NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Sites and columns -----------------------------------------------------------------------------
CREATE TABLE plan (
  id uuid PRIMARY KEY NOT NULL,
  code text COLLATE "C" NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  form text COLLATE "C" NOT NULL,
  stages text COLLATE "C" NOT NULL
);
CREATE TABLE site (
  id uuid PRIMARY KEY NOT NULL,
  unit_id uuid NOT NULL REFERENCES unit(id),
  parent_id uuid REFERENCES site(id),
  code text COLLATE "C" NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  theme text COLLATE "C" NOT NULL,
  hue text COLLATE "C" NOT NULL,
  masthead text COLLATE "C" NOT NULL,
  identity text COLLATE "C" NOT NULL,
  grey boolean NOT NULL,
  notice text COLLATE "C",
  notice_url text COLLATE "C",
  plan_id uuid NOT NULL REFERENCES plan(id),
  position integer NOT NULL,
  revision integer NOT NULL
);
CREATE TABLE site_host (
  host text COLLATE "C" PRIMARY KEY NOT NULL,
  site_id uuid NOT NULL REFERENCES site(id)
);
CREATE TABLE column_template (
  code text COLLATE "C" PRIMARY KEY NOT NULL,
  name text COLLATE "C" NOT NULL,
  tree text COLLATE "C" NOT NULL
);
CREATE TABLE "column" (
  id uuid PRIMARY KEY NOT NULL,
  site_id uuid NOT NULL REFERENCES site(id),
  parent_id uuid REFERENCES "column"(id),
  slug text COLLATE "C" NOT NULL,
  path text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  class text COLLATE "C" NOT NULL,
  content_type text COLLATE "C" NOT NULL,
  description text COLLATE "C" NOT NULL,
  update_limit_days integer,
  plan_id uuid REFERENCES plan(id),
  accept text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  position integer NOT NULL,
  next_run integer NOT NULL,
  opened_at timestamptz NOT NULL,
  last_published_at timestamptz,
  revision integer NOT NULL,
  UNIQUE (site_id, path)
);
CREATE INDEX column_parent ON "column" (parent_id);

-- Documents, articles, versions -----------------------------------------------------------------
CREATE TABLE document (
  id uuid PRIMARY KEY NOT NULL,
  kind text COLLATE "C" NOT NULL,
  unit_id uuid NOT NULL REFERENCES unit(id),
  site_id uuid REFERENCES site(id),
  created_at timestamptz NOT NULL,
  created_by uuid
);
CREATE TABLE article (
  document_id uuid PRIMARY KEY NOT NULL REFERENCES document(id),
  site_id uuid NOT NULL REFERENCES site(id),
  column_id uuid NOT NULL REFERENCES "column"(id),
  content_type text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  drafter text COLLATE "C" NOT NULL,
  updated_at timestamptz NOT NULL,
  published_at timestamptz,
  discarded boolean NOT NULL
);
CREATE INDEX article_site ON article (site_id, updated_at, document_id);
CREATE INDEX article_column ON article (column_id, updated_at, document_id);
CREATE TABLE draft (
  document_id uuid PRIMARY KEY NOT NULL REFERENCES document(id),
  revision integer NOT NULL,
  text text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid,
  editors text COLLATE "C" NOT NULL
);
CREATE TABLE version (
  id uuid PRIMARY KEY NOT NULL,
  document_id uuid NOT NULL REFERENCES document(id),
  number integer NOT NULL,
  text text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  UNIQUE (document_id, number)
);
CREATE TABLE relation (
  from_id uuid NOT NULL REFERENCES document(id),
  to_id uuid NOT NULL REFERENCES document(id),
  kind text COLLATE "C" NOT NULL,
  ordinal integer NOT NULL,
  PRIMARY KEY (from_id, to_id, kind)
);
CREATE INDEX relation_to ON relation (to_id, kind);
CREATE TABLE placement (
  id uuid PRIMARY KEY NOT NULL,
  document_id uuid NOT NULL REFERENCES document(id),
  site_id uuid NOT NULL REFERENCES site(id),
  column_id uuid NOT NULL REFERENCES "column"(id),
  provenance text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  slot text COLLATE "C",
  pinned_until timestamptz,
  proposed_by uuid,
  proposed_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  accepted_hash text COLLATE "C",
  reason text COLLATE "C",
  UNIQUE (document_id, column_id)
);
CREATE INDEX placement_site ON placement (site_id, state, proposed_at);
CREATE INDEX placement_slot ON placement (site_id, slot) WHERE slot IS NOT NULL;
CREATE TABLE asset (
  sha256 text COLLATE "C" PRIMARY KEY NOT NULL,
  name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  width integer,
  height integer,
  created_at timestamptz NOT NULL,
  created_by uuid
);
CREATE TABLE external_id (
  system text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  document_id uuid NOT NULL REFERENCES document(id),
  hash text COLLATE "C" NOT NULL,
  PRIMARY KEY (system, scope, value)
);

-- Proofing and approval -------------------------------------------------------------------------
CREATE TABLE lexicon (
  id uuid PRIMARY KEY NOT NULL,
  name text COLLATE "C" NOT NULL UNIQUE,
  version integer NOT NULL,
  entries text COLLATE "C" NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE TABLE finding (
  id uuid PRIMARY KEY NOT NULL,
  version_id uuid NOT NULL REFERENCES version(id),
  identity text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  engine text COLLATE "C" NOT NULL,
  found_at timestamptz NOT NULL
);
CREATE INDEX finding_version ON finding (version_id);
CREATE TABLE waiver (
  id uuid PRIMARY KEY NOT NULL,
  document_id uuid NOT NULL REFERENCES document(id),
  finding text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  UNIQUE (document_id, finding)
);
CREATE TABLE round (
  id uuid PRIMARY KEY NOT NULL,
  document_id uuid NOT NULL REFERENCES document(id),
  version_id uuid NOT NULL REFERENCES version(id),
  number integer NOT NULL,
  hash text COLLATE "C" NOT NULL,
  form text COLLATE "C" NOT NULL,
  stages text COLLATE "C" NOT NULL,
  authors text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by uuid NOT NULL,
  due_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by uuid,
  closing_stage text COLLATE "C",
  reason text COLLATE "C",
  claimed_by uuid,
  claimed_at timestamptz,
  UNIQUE (document_id, number)
);
CREATE UNIQUE INDEX round_open ON round (document_id) WHERE state = 'open';
CREATE INDEX round_due ON round (due_at) WHERE state = 'open';
CREATE TABLE signature (
  id uuid PRIMARY KEY NOT NULL,
  round_id uuid NOT NULL REFERENCES round(id),
  stage text COLLATE "C" NOT NULL,
  seat integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  user_id uuid NOT NULL,
  hash text COLLATE "C" NOT NULL,
  opinion text COLLATE "C" NOT NULL,
  checklist text COLLATE "C" NOT NULL,
  signed_at timestamptz NOT NULL,
  UNIQUE (round_id, stage, seat),
  UNIQUE (round_id, user_id, kind)
);
CREATE TABLE annotation (
  id uuid PRIMARY KEY NOT NULL,
  document_id uuid NOT NULL REFERENCES document(id),
  round_id uuid NOT NULL REFERENCES round(id),
  field text COLLATE "C" NOT NULL,
  block integer NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  quote text COLLATE "C" NOT NULL,
  text text COLLATE "C" NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  resolved_by uuid,
  resolved_at timestamptz
);
CREATE INDEX annotation_document ON annotation (document_id);

-- Publishing ------------------------------------------------------------------------------------
CREATE TABLE live (
  document_id uuid PRIMARY KEY NOT NULL REFERENCES document(id),
  version_id uuid NOT NULL REFERENCES version(id),
  hash text COLLATE "C" NOT NULL,
  clearance text COLLATE "C" NOT NULL,
  published_at timestamptz NOT NULL,
  modified_at timestamptz
);
CREATE TABLE publication (
  id uuid PRIMARY KEY NOT NULL,
  document_id uuid NOT NULL REFERENCES document(id),
  version_id uuid NOT NULL REFERENCES version(id),
  site_id uuid NOT NULL REFERENCES site(id),
  column_id uuid NOT NULL REFERENCES "column"(id),
  path text COLLATE "C" NOT NULL,
  up_at timestamptz NOT NULL,
  down_at timestamptz,
  reason text COLLATE "C"
);
CREATE INDEX publication_document ON publication (document_id, up_at);
CREATE UNIQUE INDEX publication_open ON publication (document_id, column_id) WHERE down_at IS NULL;
CREATE TABLE listing (
  column_id uuid NOT NULL REFERENCES "column"(id),
  document_id uuid NOT NULL REFERENCES document(id),
  sort_at timestamptz NOT NULL,
  run integer NOT NULL,
  pinned_until timestamptz,
  PRIMARY KEY (column_id, document_id)
);
CREATE UNIQUE INDEX listing_order ON listing (column_id, sort_at, document_id);
CREATE INDEX listing_run ON listing (column_id, run, sort_at);
CREATE INDEX listing_document ON listing (document_id);
CREATE INDEX listing_pinned ON listing (column_id, pinned_until) WHERE pinned_until IS NOT NULL;
CREATE TABLE run (
  column_id uuid NOT NULL REFERENCES "column"(id),
  number integer NOT NULL,
  size integer NOT NULL,
  first_at timestamptz NOT NULL,
  first_id uuid NOT NULL,
  PRIMARY KEY (column_id, number)
);
CREATE UNIQUE INDEX run_order ON run (column_id, first_at, first_id);
CREATE TABLE address (
  site_id uuid NOT NULL REFERENCES site(id),
  path text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  document_id uuid,
  target text COLLATE "C",
  number bigint,
  PRIMARY KEY (site_id, path)
);
CREATE INDEX address_by_document ON address (document_id);
CREATE INDEX address_number ON address (site_id, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX address_document ON address (document_id, site_id) WHERE kind = 'page';
CREATE TABLE page (
  site_id uuid NOT NULL REFERENCES site(id),
  path text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  lane integer NOT NULL,
  wanted bigint NOT NULL,
  rendered bigint NOT NULL,
  hash text COLLATE "C",
  size bigint NOT NULL,
  written_at timestamptz,
  failure text COLLATE "C",
  PRIMARY KEY (site_id, path)
);
CREATE INDEX page_stale ON page (site_id, lane, path) WHERE wanted > rendered;
CREATE TABLE page_read (
  key text COLLATE "C" NOT NULL,
  site_id uuid NOT NULL,
  path text COLLATE "C" NOT NULL,
  depth integer NOT NULL,
  PRIMARY KEY (key, site_id, path)
);
CREATE INDEX page_read_page ON page_read (site_id, path);

-- Work, history, numbers ------------------------------------------------------------------------
CREATE TABLE job (
  id uuid PRIMARY KEY NOT NULL,
  lane integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  dedup text COLLATE "C" NOT NULL,
  payload text COLLATE "C" NOT NULL,
  site_id uuid,
  state text COLLATE "C" NOT NULL,
  run_at timestamptz NOT NULL,
  attempts integer NOT NULL,
  max_attempts integer NOT NULL,
  lease_owner text COLLATE "C",
  lease_until timestamptz,
  last_error text COLLATE "C"
);
CREATE UNIQUE INDEX job_dedup ON job (dedup) WHERE state = 'ready';
CREATE INDEX job_ready ON job (lane, run_at, id) WHERE state = 'ready';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
CREATE TABLE change (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document_id uuid NOT NULL,
  at timestamptz NOT NULL
);
CREATE TABLE event (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  kind text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  actor_kind text COLLATE "C" NOT NULL,
  actor_id uuid,
  actor_name text COLLATE "C" NOT NULL,
  site_id uuid,
  document_id uuid,
  payload text COLLATE "C" NOT NULL,
  request text COLLATE "C"
);
CREATE INDEX event_document ON event (document_id, seq);
CREATE INDEX event_kind ON event (kind, seq);
-- Events that wait for their seal.
CREATE TABLE unsealed (
  event_seq bigint PRIMARY KEY NOT NULL
);
CREATE TABLE seal (
  position bigint PRIMARY KEY NOT NULL,
  event_seq bigint NOT NULL UNIQUE,
  hash text COLLATE "C" NOT NULL
);
CREATE TABLE series (
  scope text COLLATE "C" NOT NULL,
  pattern text COLLATE "C" NOT NULL,
  year integer NOT NULL,
  next bigint NOT NULL,
  PRIMARY KEY (scope, pattern, year)
);
CREATE TABLE setting (
  name text COLLATE "C" PRIMARY KEY NOT NULL,
  value text COLLATE "C" NOT NULL
);
