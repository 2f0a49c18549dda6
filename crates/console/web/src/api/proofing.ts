// The server's contract for word lists, rules, re-scans, live findings and links, as types.
// Must stay true: the server's own names; ids are strings, times UTC instants, days "2026-11-20".
import type { Day, Finding, Id, Time, Waiver, WaiverScope, Why } from './types'

export type Grade = 'block' | 'warn' | 'info'
/** A row of a word list may also be an exception (例外); a rule may be off (不查). */
export type RowGrade = Grade | 'allow'
export type RuleGrade = Grade | 'off'
export type ListKind = 'words' | 'persons' | 'rules'
/** Cells of one row by the column's name, as in the file. */
export type Cells = Record<string, string>

export interface LexiconRow {
  id: Id
  code: string
  title: string
  kind: ListKind
  /** null = the whole platform */
  site: { id: Id; name: string } | null
  version: number
  entries: number
  by_severity: Record<RowGrade, number>
  changed_at: Time | null
  /** changes waiting for a second person */
  pending: number
  hits: number
  waived: number
}

export interface EntryRow {
  key: string
  row: Cells
  hits: number
  waived: number
}

export interface EntryPage {
  total: number
  page: number
  size: number
  entries: EntryRow[]
}

export interface ChangeRow {
  id: Id
  lexicon: { id: Id; title: string; kind: ListKind }
  /** the version it became, once agreed */
  version: number | null
  state: 'proposed' | 'agreed' | 'refused'
  added: number
  changed: number
  removed: number
  severest: RowGrade | null
  /** at most 50 */
  sample: { op: 'add' | 'change' | 'remove'; row: Cells }[]
  note: string
  proposed_by: string
  proposed_at: Time
  decided_by: string | null
  decided_at: Time | null
  reason: string | null
  may_decide: Why
}

export interface RowError {
  /** line in the file, the header being line 1 */
  row: number
  message: string
}

export interface WordHits {
  word: string
  hits: number
  samples: { document: Id; title: string; before: string; found: string; after: string }[]
}

export interface Preview {
  /** published articles it was run over */
  articles: number
  hits: number
  per_1000: number
  by_word: WordHits[]
}

export interface DryRun {
  columns: string[]
  /** version it was held against, to be sent back with the change */
  base_version: number
  rows: number
  added: number
  changed: number
  removed: number
  unchanged: number
  errors: RowError[]
  severest: RowGrade | null
  needs_second: boolean
  /** all rows to be sent back in the change */
  add: Cells[]
  remove: string[]
  preview: Preview | null
}

export interface NewChange {
  base_version: number
  add: Cells[]
  remove: string[]
  note: string
}

export interface TestAnswer {
  findings: Finding[]
  took_us: number
}

export interface RuleRow {
  rule: string
  label: string
  category: string
  /** in force */
  severity: RuleGrade
  /** what the list of grades says; null = the rule's own grade */
  set: RuleGrade | null
  documents: number
  hits: number
  waived: number
  ignored: number
  /** 0–100; null = too few hits */
  precision: number | null
  proposal: { severity: RuleGrade; why: string } | null
}

export interface Preset {
  code: string
  label: string
  needs_reason: boolean
}

export interface NewWaiver {
  finding: string
  reason: string
  preset: string
  scope: WaiverScope
  expires_at?: Time
}

/** A 确认无误 that reaches beyond one text. */
export interface WaiverRow extends Waiver {
  /** the column's path or the site's name; '' for the whole platform */
  place: string
  document: Id | null
  title: string | null
}

export interface ScanRow {
  id: Id
  kind: 'daily' | 'lexicon' | 'full' | 'pages'
  state: 'running' | 'done' | 'failed'
  reason: string
  total: number
  done: number
  /** texts or pages; null before the first batch */
  per_minute: number | null
  found: number
  closed: number
  started_by: string | null
  started_at: Time
  ended_at: Time | null
}

export interface Scans {
  scans: ScanRow[]
  next_daily: Time | null
  next_full: Time | null
}

export interface LiveFinding {
  id: Id
  /** null for a page that is no article's */
  document: Id | null
  title: string
  site: { id: Id; name: string }
  url: string
  finding: Finding
  source: 'scan' | 'link' | 'page'
  state: 'open' | 'waived' | 'closed'
  owner: string | null
  found_at: Time
  closed_at: Time | null
}

export interface LivePage {
  total: number
  page: number
  size: number
  counts: Record<Grade, number>
  findings: LiveFinding[]
}

export type LinkState = 'ok' | 'broken' | 'unreachable' | 'redirected' | 'refused' | 'unchecked'

export interface LinkRow {
  url: string
  host: string
  state: LinkState
  /** HTTP status */
  status: number | null
  /** what the last look found, in words */
  why: string
  checked_at: Time | null
  since: Time | null
  places: { document: Id; title: string; site: { id: Id; name: string } }[]
}

export interface LinkPage {
  total: number
  page: number
  size: number
  counts: Record<LinkState, number>
  links: LinkRow[]
}

export type { Day, Finding, Id, Time, Waiver, WaiverScope, Why }
