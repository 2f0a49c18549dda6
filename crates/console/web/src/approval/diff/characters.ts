/* Differences inside one pair of texts, in the pieces a reader thinks in: single Chinese characters,
   whole numbers, dates and Latin words. Scraps of one or two equal characters between two changes
   are folded into them, so that "12 月 15 日" becomes "12 月 5 日" as a whole. */

export interface Piece {
  op: 'same' | 'ins' | 'del'
  text: string
  /** Offset in the new text (for `del`: where it was). */
  at: number
  /** Offset in the old text (for `ins`: where it would be). */
  from: number
}

const TOKEN = /\d{1,4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{1,2}\s*月\s*\d{1,2}\s*日|\d[\d,.:：]*\d|\d|[A-Za-z]+|\s+|[\s\S]/gu
const LARGE = 4_000_000

export function tokens(text: string): string[] {
  return text.match(TOKEN) ?? []
}

/** Pieces that, without `del`, spell the new text and, without `ins`, the old one. */
export function characterDiff(before: string, after: string): Piece[] {
  const a = tokens(before)
  const b = tokens(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const middle = script(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const ops: Op[] = [
    { op: 'same', text: a.slice(0, start).join('') }, ...middle, { op: 'same', text: end ? a.slice(a.length - end).join('') : '' },
  ]
  return positioned(slide(fold(merge(ops))))
}

interface Op { op: Piece['op']; text: string }

function script(a: string[], b: string[]): Op[] {
  const n = a.length
  const m = b.length
  if (n * m > LARGE) return [{ op: 'del', text: a.join('') }, { op: 'ins', text: b.join('') }]
  const width = m + 1
  const best = new Uint16Array((n + 1) * width)
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      best[i * width + j] = a[i] === b[j] ? best[(i + 1) * width + j + 1]! + 1 : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
    }
  }
  const ops: Op[] = []
  let i = 0
  let j = 0
  while (i < n || j < m) {
    if (i < n && j < m && a[i] === b[j]) { ops.push({ op: 'same', text: a[i]! }); i += 1; j += 1 }
    else if (j >= m || (i < n && best[(i + 1) * width + j]! >= best[i * width + j + 1]!)) ops.push({ op: 'del', text: a[i++]! })
    else ops.push({ op: 'ins', text: b[j++]! })
  }
  return ops
}

/** Joins neighbours of one kind and puts removals before insertions inside one change. */
function merge(ops: Op[]): Op[] {
  const out: Op[] = []
  let del = ''
  let ins = ''
  const flush = (): void => {
    if (del) out.push({ op: 'del', text: del })
    if (ins) out.push({ op: 'ins', text: ins })
    del = ''
    ins = ''
  }
  for (const op of ops) {
    if (op.text === '') continue
    if (op.op === 'del') del += op.text
    else if (op.op === 'ins') ins += op.text
    else {
      flush()
      const last = out[out.length - 1]
      if (last?.op === 'same') last.text += op.text
      else out.push({ ...op })
    }
  }
  flush()
  return out
}

/** Folds an equal scrap that is not longer than the changes on both of its sides. */
function fold(ops: Op[]): Op[] {
  for (let i = 1; i < ops.length - 1; i++) {
    const scrap = ops[i]!
    if (scrap.op !== 'same' || scrap.text.length > 2 || /[，。；：、！？\n]/.test(scrap.text)) continue
    if (scrap.text.length > size(ops, i, -1) || scrap.text.length > size(ops, i, 1)) continue
    const split: Op[] = [{ op: 'del', text: scrap.text }, { op: 'ins', text: scrap.text }]
    return fold(merge([...ops.slice(0, i), ...split, ...ops.slice(i + 1)]))
  }
  return ops
}

/** A lone insertion or removal may start one clause earlier or later: it ends with the punctuation mark. */
function slide(ops: Op[]): Op[] {
  for (let i = 1; i < ops.length - 1; i++) {
    const [before, change, after] = [ops[i - 1]!, ops[i]!, ops[i + 1]!]
    if (change.op === 'same' || before.op !== 'same' || after.op !== 'same') continue
    if (!/^[，。；、]/.test(change.text) || change.text[0] !== after.text[0] || after.text.length < 2) continue
    const mark = change.text[0]!
    ops[i - 1] = { op: 'same', text: before.text + mark }
    ops[i] = { op: change.op, text: change.text.slice(1) + mark }
    ops[i + 1] = { op: 'same', text: after.text.slice(1) }
  }
  return ops
}

function size(ops: Op[], index: number, step: 1 | -1): number {
  let longest = 0
  for (let i = index + step; ops[i] && ops[i]!.op !== 'same'; i += step) longest = Math.max(longest, ops[i]!.text.length)
  return longest
}

function positioned(ops: Op[]): Piece[] {
  let at = 0
  let from = 0
  return ops.map((op) => {
    const piece = { ...op, at, from }
    if (op.op !== 'del') at += op.text.length
    if (op.op !== 'ins') from += op.text.length
    return piece
  })
}
