// What a person wants changed in one list, collected row by row until it is proposed as one change (拟改).
// Must stay true: an edit taken back leaves nothing behind; a row is in at most one of added, edited, removed.
import type { Cells, ListKind, NewChange } from '@/api/proofing'

export interface Edited { key: string; before: Cells; after: Cells }
export interface Removed { key: string; before: Cells }

/** One change in the making. */
export interface Pending {
  /** Version of the list that the first edit was made on. */
  base: number
  added: Cells[]
  edited: Edited[]
  removed: Removed[]
}

export const nothing = (base: number): Pending => ({ base, added: [], edited: [], removed: [] })
export const size = (p: Pending): number => p.added.length + p.edited.length + p.removed.length

/** Cells without the empty ones, trimmed: two rows that say the same compare equal. */
export function tidy(row: Cells): Cells {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, (value ?? '').trim()]).filter(([, value]) => value !== '').sort(([a], [b]) => a!.localeCompare(b!)))
}
export const same = (a: Cells, b: Cells): boolean => JSON.stringify(tidy(a)) === JSON.stringify(tidy(b))

export const add = (p: Pending, row: Cells): Pending => ({ ...p, added: [tidy(row), ...p.added] })

/** Changes a row of the list; back to what it was, it drops out of the change. */
export function edit(p: Pending, key: string, before: Cells, after: Cells): Pending {
  const first = p.edited.find((one) => one.key === key)?.before ?? before
  const rest = p.edited.filter((one) => one.key !== key)
  return { ...p, removed: p.removed.filter((one) => one.key !== key), edited: same(first, after) ? rest : [{ key, before: first, after: tidy(after) }, ...rest] }
}

/** Changes a row that isn't in the list yet. */
export const editAdded = (p: Pending, index: number, after: Cells): Pending => ({ ...p, added: p.added.map((row, i) => (i === index ? tidy(after) : row)) })

/** Takes a row of the list out; what was changed about it before no longer matters. */
export function remove(p: Pending, key: string, before: Cells): Pending {
  const first = p.edited.find((one) => one.key === key)?.before ?? before
  return { ...p, edited: p.edited.filter((one) => one.key !== key), removed: [{ key, before: first }, ...p.removed.filter((one) => one.key !== key)] }
}

export const dropAdded = (p: Pending, index: number): Pending => ({ ...p, added: p.added.filter((_, i) => i !== index) })

/** The row of the list as it was. */
export const restore = (p: Pending, key: string): Pending => ({ ...p, edited: p.edited.filter((one) => one.key !== key), removed: p.removed.filter((one) => one.key !== key) })

/** The column that names a row: a row that is called something else is another row. */
export const NAMED: Record<ListKind, string[]> = { words: ['word'], persons: ['person', 'unit', 'title', 'valid_from'], rules: ['rule'] }

/** The change as the server takes it: an edited row goes in under its name; renamed, the old one goes out. */
export function changeOf(p: Pending, kind: ListKind, note: string): NewChange {
  const renamed = p.edited.filter((one) => NAMED[kind].some((name) => (one.before[name] ?? '') !== (one.after[name] ?? '')))
  return { base_version: p.base, add: [...p.added, ...p.edited.map((one) => one.after)], remove: [...p.removed, ...renamed].map((one) => one.key), note: note.trim() }
}

/** Rows of the list of rules and persons, and all but 提示 of a word list, take two people. */
export function needsSecond(p: Pending, kind: ListKind): boolean {
  if (kind !== 'words') return size(p) > 0
  const touched = [...p.added, ...p.edited.flatMap((one) => [one.before, one.after]), ...p.removed.map((one) => one.before)]
  return touched.some((row) => row['severity'] !== 'info')
}

/** What happens when it is proposed, as a sentence. */
export function secondSentence(p: Pending, kind: ListKind): string {
  if (!needsSecond(p, kind)) return '只有提示，提交后马上生效'
  if (kind === 'persons') return '人员名单的改动，需另一位管理员同意'
  if (kind === 'rules') return '规则级别的改动，需另一位管理员同意'
  const rows = [...p.added, ...p.edited.flatMap((one) => [one.before, one.after]), ...p.removed.map((one) => one.before)]
  return rows.some((row) => row['severity'] === 'block' || row['severity'] === 'warn') ? '含禁发或慎用，需另一位管理员同意' : '含例外，需另一位管理员同意'
}

/** "新增 1 条、改 1 条、删 1 条" */
export function countWords(counts: { added: number; changed: number; removed: number }): string {
  const parts = [counts.added && `新增 ${counts.added.toLocaleString()} 条`, counts.changed && `改 ${counts.changed.toLocaleString()} 条`, counts.removed && `删 ${counts.removed.toLocaleString()} 条`].filter(Boolean)
  return parts.join('、') || '没有改动'
}
