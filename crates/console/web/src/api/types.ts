// The server's contract /api/v1, as types. Ids are strings; times are UTC instants ("2026-11-20T01:30:00Z"), days are "2026-11-20".
// Must stay true: one shape per answer, the server's own names, nothing added on this side.

export type Id = string
export type Time = string
export type Day = string

export type StageKey = 'review_first' | 'proof_first' | 'review_second' | 'proof_second' | 'review_final' | 'proof_third'

export interface Session {
  user: { id: Id; login: string; name: string; title: string; unit: string }
  csrf: string
  expires_at: Time
  platform: string
  /** union of what the person may do anywhere, codes below */
  permissions: string[]
  /** sites where the person may do anything, portal first */
  sites: SiteBrief[]
}

export interface SiteBrief {
  id: Id
  code: string
  name: string
  level: 'city'|'county'|'department'|'township'
  /** "swj.localhost:8080" to open the live site */
  host: string
  permissions: string[]
}

export interface Workbench {
  /** 待签收 */
  counts: { review: number; review_due_soon: number; returned: number; drafts: number; proposed: number; live: number; alerts: number }
  returned: Returned[]
  review: QueueItem[]
  drafts: DraftItem[]
  proposed: Proposal[]
  live: LiveItem[]
  columns: MyColumn[]
  alerts: Alert[]
}

export interface Returned {
  article: Id
  title: string
  site: string
  column: string
  reason: string
  by: string
  by_title: string
  stage: StageKey
  at: Time
  annotations: number
  steps: Step[]
}

export interface QueueItem {
  round: Id
  article: Id
  title: string
  site: string
  unit: string
  column: string
  /** 第 n 次送审 */
  number: number
  stage: StageKey
  stage_label: string
  steps: Step[]
  waiting_since: Time
  due: Time
  late: boolean
  claimed_by: string|null
  claimed_by_me: boolean
}

export interface DraftItem {
  article: Id
  title: string
  site: string
  column: string
  saved_at: Time
  blocking: number
  warnings: number
  hints: number
}

export interface Proposal {
  placement: Id
  article: Id
  title: string
  from_site: string
  site: string
  column: string
  column_path: string
  proposed_by: string
  at: Time
}

export interface LiveItem {
  article: Id
  title: string
  at: Time
  places: Place[]
}

export interface MyColumn {
  id: Id
  name: string
  site: Id
  site_name: string
  limit_days: number
  /** negative = over */
  days_left: number
  last_published_at: Time|null
}

export interface Alert {
  kind: 'job'|'audit'|'finding'
  text: string
  /** console path */
  link: string
}

export interface Step {
  stage: StageKey
  kind: 'review'|'proof'
  label: '初审'|'一校'|'复审'|'二校'|'终审'|'三校'
  state: 'signed'|'now'|'waiting'|'late'|'returned'|'void'|'machine'
}

export interface ArticleRow {
  id: Id
  title: string
  site: string
  site_id: Id
  column: string
  column_path: string
  content_type: string
  drafter: string
  /** live and a newer draft */
  state: 'draft'|'review'|'returned'|'live'|'live_editing'|'live_review'|'withdrawn'
  steps: Step[]|null
  updated_at: Time
  published_at: Time|null
  url: string|null
  /** "张岚 科长" */
  holder: string|null
  due: Time|null
  places: number
}

export interface Article {
  id: Id
  site: SiteBrief
  column: ColumnBrief
  content_type: ContentType
  revision: number
  text: Text
  hash: string
  saved_at: Time
  saved_by: string
  /** false while a round is open (recall first) or no permission */
  editable: boolean
  editable_why: string|null
  state: ArticleRow['state']
  live: { version: number; url: string; published_at: Time } | null
  round: RoundBrief | null
  returned: { reason: string; by: string; at: Time; annotations: Annotation[] } | null
  placements: Placement[]
  relations: Relation[]
  findings: Finding[]
  waivers: Waiver[]
  may: { submit: Why; recall: Why; withdraw: Why; discard: Why }
}

export interface Why {
  ok: boolean
  code: string|null
  reason: string|null
}

export interface ColumnBrief {
  id: Id
  name: string
  path: string
  class: string
  /** from the top */
  names: string[]
}

export interface ContentType {
  code: string
  name: string
  version: number
  /** Chinese key, e.g. 文号 */
  fields: { name: string; kind: 'text'|'long'|'date'|'choice'|'number'; required: boolean; choices: string[]; hint: string }[]
}

export interface Text {
  v: 1
  type: string
  title: string
  subtitle: string
  summary: string
  source: string
  /** 拟稿人 */
  author: string
  keywords: string[]
  fields: Record<string,string>
  /** ProseMirror JSON for doc; string else */
  body: { format: 'doc'|'html'|'markdown'; schema: number; value: unknown }
  assets: { sha256: string; name: string; alt: string; role: 'attachment'|'inline'|'cover' }[]
}

export interface VersionRow {
  number: number
  reason: 'submit'|'save'|'import'|'restore'
  created_at: Time
  by: string
  chars: number
  live: boolean
  hash: string
}

export interface Relation {
  kind: string
  direction: 'to'|'from'
  article: Id
  title: string
}

export interface Placement {
  id: Id
  site: string
  column: string
  column_path: string
  provenance: 'home'|'push'|'reference'
  state: 'proposed'|'accepted'|'refused'|'withdrawn'
  reason: string|null
  slot: string|null
  pinned_until: Time|null
  url: string|null
}

export interface Place {
  site: string
  column: string
  url: string
  state: 'up'|'pending'|'failed'|'down'
  at: Time|null
  why: string|null
}

export interface Finding {
  /** stable: hash of rule+block+found+context */
  id: string
  severity: 'block'|'warn'|'info'
  category: string
  rule: string
  /** Chinese name of the check */
  label: string
  /** title|subtitle|summary|body|alt|attachment|attachment_text|fields */
  field: string
  /** inside an attachment: its name and the place in it, "名单.xlsx 第3页"; missing elsewhere */
  place?: string|null
  /** body: n-th text block */
  block: number
  start: number
  /** UTF-16 in the block */
  end: number
  found: string
  suggestion: string|null
  message: string
  before: string
  after: string
  waiver: Waiver|null
}

export interface Waiver {
  id: Id
  finding: string
  reason: string
  requested_by: string
  requested_at: Time
  state: 'requested'|'agreed'|'refused'
  decided_by: string|null
  decided_at: Time|null
  may_decide: Why
  scope?: WaiverScope
  preset?: string|null
  /** null = never ends */
  expires_at?: Time|null
  /** how often it let a text through */
  uses?: number
  rule?: string
  found?: string
  ended_at?: Time|null
  may_end?: Why
}

/** How far a 确认无误 reaches: this version, this text, its column, its site, everywhere. */
export type WaiverScope = 'version'|'document'|'column'|'site'|'platform'

export interface RoundBrief {
  id: Id
  number: number
  stage: StageKey|null
  stage_label: string
  steps: Step[]
  /** who can sign now: "张岚 科长" */
  holders: string[]
  due: Time
  state: 'open'|'completed'|'returned'|'recalled'|'void'
}

export interface Round extends RoundBrief {
  article: Id
  title: string
  site: SiteBrief
  column: ColumnBrief
  content_type: ContentType
  drafter: string
  submitted_by: string
  submitted_at: Time
  version: number
  text: Text
  /** "sha256:…" */
  hash: string
  chars: number
  live_text: Text|null
  live_version: number|null
  /** last time submitted */
  last_text: Text|null
  last_version: number|null
  flow: { stage: StageKey; label: string; kind: 'review'|'proof'; state: Step['state']; who: string|null; title: string|null; at: Time|null; opinion: string|null; due: Time|null; candidates: string[] }[]
  findings: Finding[]
  annotations: Annotation[]
  checklist: string[]
  open_warnings: number
  placements: Placement[]
  last_return: { by: string; reason: string } | null
  may: { sign: Why & { rule?: string; candidates?: { id: Id; name: string; title: string; load: number }[] }; return: Why; claim: Why; hand: Why }
  claimed_by: string|null
}

export interface Annotation {
  id: Id
  field: string
  block: number
  start: number
  end: number
  quote: string
  text: string
  by: string
  at: Time
  resolved_by: string|null
  resolved_at: Time|null
}

export interface SiteRow {
  id: Id
  code: string
  name: string
  unit: string
  level: string
  parent: Id|null
  hosts: string[]
  url: string
  state: 'running'|'suspended'|'closed'
  hue: string
  masthead: string
  articles: number
  columns: number
  last_published_at: Time|null
  overdue_columns: number
  pages: number
  pending_pages: number
  grey: boolean
  notice: string|null
}

export interface ColumnNode {
  id: Id
  parent: Id|null
  slug: string
  name: string
  path: string
  kind: 'list'|'channel'|'page'|'leaders'|'link'
  class: string
  class_name: string
  content_type: string
  update_limit_days: number|null
  days_left: number|null
  plan: { id: Id; name: string }
  plan_inherited: boolean
  accept: 'auto'|'sign'
  position: number
  state: 'open'|'closed'
  description: string
  articles: number
  last_published_at: Time|null
  url: string
  revision: number
  template_locked: boolean
}

export interface UserRow {
  id: Id
  login: string
  name: string
  title: string
  unit: string
  state: 'active'|'locked'|'sealed'
  /** Chinese */
  grants: { id: Id; role: string; role_name: string; scope: string; until: Day|null }[]
  last_seen_at: Time|null
}

export interface Asset {
  sha256: string
  name: string
  size: number
  /** "PDF" */
  kind: string
  mime: string
  picture: boolean
  width: number|null
  height: number|null
  url: string
}


/** One page of 稿件; `next` is the cursor of the following page. */
export interface ArticlePage {
  rows: ArticleRow[]
  next: string | null
  counts: Record<string, number>
}

export type SiteDetail = SiteRow & {
  identification_code: string
  icp: string
  police: string
  organizer: string
  undertaker: string
  address: string
  phone: string
  description: string
  keywords: string
  domain: string
  revision: number
}

export interface Plan {
  id: Id
  name: string
  form: 'six' | 'paired'
  stages: { stage: StageKey; label: string; role: string; hours: number }[]
}

export interface ColumnTemplate {
  code: string
  name: string
  columns: number
}

export interface ColumnClass {
  code: string
  name: string
  limit_days: number | null
}

export interface Unit {
  id: Id
  code: string
  parent: Id | null
  name: string
  level: string
  sites: number
  people: number
}

export interface Role {
  code: string
  name: string
  permissions: string[]
}

export type Lane = 'urgent' | 'normal' | 'bulk'

export interface JobRow {
  id: Id
  lane: Lane
  kind: string
  label: string
  site: string | null
  state: 'ready' | 'running' | 'dead'
  run_at: Time
  attempts: number
  max_attempts: number
  last_error: string | null
}

export interface Jobs {
  lanes: { lane: Lane; ready: number; running: number; dead: number }[]
  rows: JobRow[]
  pending_pages: number
  index_behind: number
}

export interface AuditRow {
  seq: number
  at: Time
  kind: string
  what: string
  who: string
  actor_kind: string
  site: string | null
  document: Id | null
  title: string | null
  detail: Record<string, unknown>
  sealed: boolean
  hash: string | null
}

export interface AuditPage {
  rows: AuditRow[]
  next: string | null
}

export interface AuditChain {
  ok: boolean
  sealed: number
  unsealed: number
  broken_at: number | null
  head: string | null
}

export interface TimelineEntry {
  at: Time
  who: string
  what: string
  detail: string | null
}

/** Columns of one site that an article may be proposed to (同时发到). */
export interface TargetSite {
  site: SiteBrief
  columns: ColumnBrief[]
}

/** What 撤稿 would touch, or has touched. */
export interface PlacesAnswer {
  places: Place[]
}

export interface ProofAnswer {
  findings: Finding[]
  took_us: number
}

export interface SavedDraft {
  revision: number
  saved_at: Time
  hash: string
  findings: Finding[]
}
