/* Comparison of two texts as the review screen shows it: rows of units with a number per change,
   and the changed fields of the form. What is not shown as a change is equal, marks included. */
import type { Text } from '@/api/types'
import type { DocNode } from '@/editor/body/doc'
import { align } from './align'
import { characterDiff, type Piece } from './characters'
import { unitKey, unitText, unitsOf, type Cell, type TableUnit, type Unit } from './units'

export interface Row {
  state: 'same' | 'changed' | 'added' | 'removed'
  /** Number in the gutter from 1; 0 for an unchanged row. */
  number: number
  before: Unit | null
  after: Unit | null
  /** Inside a changed text block. */
  pieces: Piece[] | null
  table: TableRow[] | null
  /** Words equal, only alignment, indent, level or bold differ. */
  layoutOnly: boolean
}
export interface TableRow { before: CellChange[] | null; after: CellChange[] | null }
export interface CellChange { cell: Cell; changed: boolean }
export interface FieldChange { label: string; number: number; pieces: Piece[] }
export interface Changes { fields: FieldChange[]; title: { number: number; pieces: Piece[] } | null; rows: Row[]; total: number }

/** Compares two texts; `before` null means that everything is new and nothing is marked. */
export function compare(before: Text | null, after: Text, docs: { before: DocNode | null; after: DocNode }): Changes {
  if (!before || !docs.before) {
    return { fields: [], title: null, rows: unitsOf(docs.after).map((u) => row('same', null, u)), total: 0 }
  }
  let total = 0
  const title = before.title === after.title ? null : { number: ++total, pieces: characterDiff(before.title, after.title) }
  const fields = fieldChanges(before, after).map((f) => ({ ...f, number: ++total }))
  const rows = bodyRows(unitsOf(docs.before), unitsOf(docs.after))
  rows.forEach((r, i) => {
    if (r.state === 'same') return
    const joined = r.state === 'added' && rows[i - 1]?.state === 'removed'
    r.number = joined ? total : ++total
  })
  return { fields, title, rows, total }
}

function row(state: Row['state'], before: Unit | null, after: Unit | null): Row {
  return { state, number: 0, before, after, pieces: null, table: null, layoutOnly: false }
}

function bodyRows(a: Unit[], b: Unit[]): Row[] {
  const keys = { a: a.map(unitKey), b: b.map(unitKey) }
  const texts = { a: a.map((u) => u.kind + unitText(u)), b: b.map((u) => u.kind + unitText(u)) }
  const rows = align(keys.a, keys.b, texts).flatMap(({ a: i, b: j }): Row[] => {
    const before = i < 0 ? null : a[i]!
    const after = j < 0 ? null : b[j]!
    if (before && after) {
      if (keys.a[i] === keys.b[j]) return [row('same', before, after)]
      if (before.kind !== after.kind || before.kind === 'picture') return [row('removed', before, null), row('added', null, after)]
      return [changed(before, after)]
    }
    return [row(before ? 'removed' : 'added', before, after)]
  })
  return rows
}

function changed(before: Unit, after: Unit): Row {
  const out = row('changed', before, after)
  if (before.kind === 'text' && after.kind === 'text') {
    out.pieces = characterDiff(before.text, after.text)
    out.layoutOnly = before.text === after.text
  } else if (before.kind === 'table' && after.kind === 'table') out.table = tableRows(before, after)
  return out
}

/** Rows of two tables side by side; rows are matched by content, then by likeness. */
export function tableRows(before: TableUnit, after: TableUnit): TableRow[] {
  const text = (r: Cell[]): string => r.map((c) => c.text).join('\t')
  const a = before.rows.map(text)
  const b = after.rows.map(text)
  // the first cell names the row: it weighs as much as the rest together
  const named = (rows: Cell[][]): string[] => rows.map((r) => (r[0]?.text ?? '').repeat(3) + text(r))
  return align(a, b, { a: named(before.rows), b: named(after.rows) }).map(({ a: i, b: j }) => {
    const old = i < 0 ? null : before.rows[i]!
    const now = j < 0 ? null : after.rows[j]!
    const differs = (n: number): boolean => old?.[n]?.text !== now?.[n]?.text
    return {
      before: old && old.map((cell, n) => ({ cell, changed: differs(n) })),
      after: now && now.map((cell, n) => ({ cell, changed: differs(n) })),
    }
  })
}

function fieldChanges(a: Text, b: Text): Omit<FieldChange, 'number'>[] {
  const named = (t: Text): Record<string, string> => ({
    副标题: t.subtitle, 摘要: t.summary, 来源: t.source, 拟稿人: t.author, 关键词: t.keywords.join('、'), ...t.fields,
    附件: attachments(t).map((x) => x.name + (t === b && swapped(a, x) ? '（内容换过）' : '')).join('、'),
  })
  const old = named(a)
  const now = named(b)
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((label) => (old[label] ?? '') !== (now[label] ?? ''))
    .map((label) => ({ label, pieces: characterDiff(old[label] ?? '', now[label] ?? '') }))
}

const attachments = (t: Text): Text['assets'] => t.assets.filter((x) => x.role === 'attachment')
const swapped = (before: Text, x: Text['assets'][number]): boolean => attachments(before).some((o) => o.name === x.name && o.sha256 !== x.sha256)

export interface Fold { fold: true; count: number; key: number }
export type Shown = Row | Fold

/** Rows with long unchanged stretches folded; one row of context stays before each change. */
export function folded(rows: Row[], open: ReadonlySet<number>): Shown[] {
  const out: Shown[] = []
  for (let i = 0; i < rows.length;) {
    if (rows[i]!.state !== 'same') { out.push(rows[i++]!); continue }
    let end = i
    while (end < rows.length && rows[end]!.state === 'same') end += 1
    const keepBefore = i === 0 ? 1 : 0
    const keepAfter = end < rows.length ? 1 : 0
    const least = end < rows.length ? 2 : 4
    const hidden = end - i - keepBefore - keepAfter
    if (hidden >= least && !open.has(i)) {
      out.push(...rows.slice(i, i + keepBefore), { fold: true, count: hidden, key: i }, ...rows.slice(end - keepAfter, end))
    } else out.push(...rows.slice(i, end))
    i = end
  }
  return out
}
