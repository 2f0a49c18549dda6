// A plain text with findings in it, cut into stretches for the test box (试一试).
// Must stay true: what is drawn over a text was found in exactly these words; a finding whose words are gone isn't drawn.
import type { Finding } from '@/api/types'
import { sortFindings } from '@/approval/spots'

export interface PlacedFinding { finding: Finding; number: number; from: number; to: number }
export interface Stretch { text: string; hit: PlacedFinding | null }

/** Findings at their places in `text`, worst first and numbered so; the server counts by lines. */
export function placed(text: string, findings: Finding[]): PlacedFinding[] {
  const starts = lineStarts(text)
  const used = new Set<string>()
  const out: PlacedFinding[] = []
  for (const finding of sortFindings(findings)) {
    const expected = (starts[finding.block] ?? 0) + finding.start
    const from = nearest(text, finding.found, expected, (at) => !used.has(`${at}:${finding.found}:${finding.rule}`))
    if (from < 0) continue
    used.add(`${from}:${finding.found}:${finding.rule}`)
    out.push({ finding, number: out.length + 1, from, to: from + finding.found.length })
  }
  return out
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return starts
}

function nearest(text: string, word: string, expected: number, free: (at: number) => boolean): number {
  if (word === '') return -1
  let best = -1
  for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + 1)) {
    if (free(i) && (best < 0 || Math.abs(i - expected) < Math.abs(best - expected))) best = i
  }
  return best
}

/** The whole text in stretches; where findings overlap the worse one is drawn. */
export function stretches(text: string, hits: PlacedFinding[]): Stretch[] {
  const edges = [...new Set([0, text.length, ...hits.flatMap((hit) => [hit.from, hit.to])])].sort((a, b) => a - b)
  const out: Stretch[] = []
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [from, to] = [edges[i]!, edges[i + 1]!]
    const hit = hits.find((one) => one.from <= from && to <= one.to) ?? null
    const last = out[out.length - 1]
    if (last && last.hit === hit) last.text += text.slice(from, to)
    else out.push({ text: text.slice(from, to), hit })
  }
  return out
}
