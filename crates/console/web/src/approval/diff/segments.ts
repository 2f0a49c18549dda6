/* One block cut into the smallest stretches that look the same: by change, by bold and links, by
   finding and annotation. Joined again, the stretches give the text of both versions. */
import { raised, type DocMark } from '@/editor/body/doc'
import type { Spot } from '@/editor/body/marks'
import type { Piece } from './characters'
import type { Run } from './units'

export interface Segment { op: Piece['op']; text: string; marks: DocMark[]; spot: Spot | null; spotEnd: boolean }

/** Stretches of a block; `pieces` null means that nothing changed. */
export function segments(runs: Run[], pieces: Piece[] | null, spots: Spot[]): Segment[] {
  const text = runs.map((r) => r.text).join('')
  const read = runs.map((r) => raised(r.text, r.marks.map((mark) => mark.type))).join('')
  const placed = spots.flatMap((s) => {
    const start = read.slice(s.start, s.end) === s.quote ? s.start : read.indexOf(s.quote)
    return start < 0 || s.quote === '' ? [] : [{ spot: s, start, end: start + s.quote.length }]
  })
  const cuts = new Set<number>()
  let at = 0
  for (const run of runs) cuts.add((at += run.text.length))
  for (const p of placed) cuts.add(p.start).add(p.end)
  const out: Segment[] = []
  for (const piece of pieces ?? [{ op: 'same' as const, text, at: 0, from: 0 }]) {
    if (piece.op === 'del') { out.push({ op: 'del', text: piece.text, marks: [], spot: null, spotEnd: false }); continue }
    const end = piece.at + piece.text.length
    const inside = [piece.at, ...[...cuts].filter((c) => c > piece.at && c < end).sort((a, b) => a - b), end]
    for (let i = 0; i + 1 < inside.length; i++) {
      const [from, to] = [inside[i]!, inside[i + 1]!]
      if (from === to) continue
      const hit = placed.find((p) => p.start <= from && to <= p.end)
      out.push({ op: piece.op, text: text.slice(from, to), marks: marksAt(runs, from), spot: hit?.spot ?? null, spotEnd: hit?.end === to })
    }
  }
  return out
}

function marksAt(runs: Run[], offset: number): DocMark[] {
  let at = 0
  for (const run of runs) {
    at += run.text.length
    if (offset < at) return run.marks
  }
  return []
}
