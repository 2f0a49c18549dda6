/* Lines up two rows of things: equal ones first (longest common subsequence), then, in the gaps
   between them, the pairs that resemble each other most. Order is never broken. */

export interface Pair { a: number; b: number }

/** Below this share of common characters two blocks are a removal and an insertion. */
const ALIKE = 0.55
/** Gaps with more possible pairs than this are paired in order. */
const LARGE_GAP = 40_000

/** Pairs (a, b) in order; -1 on one side means that the other has no counterpart. */
export function align(a: string[], b: string[], texts: { a: string[]; b: string[] }): Pair[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1 }
  const pairs: Pair[] = []
  for (let i = 0; i < start; i++) pairs.push({ a: i, b: i })
  let i = start
  let j = start
  for (const hit of [...common(a, b, start, endA, endB), { a: endA, b: endB }]) {
    pairs.push(...gap(texts, i, hit.a, j, hit.b))
    if (hit.a < endA || hit.b < endB) pairs.push(hit)
    i = hit.a + 1
    j = hit.b + 1
  }
  for (let k = 0; endA + k < a.length; k++) pairs.push({ a: endA + k, b: endB + k })
  return pairs
}

function common(a: string[], b: string[], start: number, endA: number, endB: number): Pair[] {
  const n = endA - start
  const m = endB - start
  const width = m + 1
  const best = new Uint16Array((n + 1) * width)
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      best[i * width + j] = a[start + i] === b[start + j] ? best[(i + 1) * width + j + 1]! + 1 : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
    }
  }
  const hits: Pair[] = []
  for (let i = 0, j = 0; i < n && j < m;) {
    if (a[start + i] === b[start + j]) hits.push({ a: start + i++, b: start + j++ })
    else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) i += 1
    else j += 1
  }
  return hits
}

function gap(texts: { a: string[]; b: string[] }, a0: number, a1: number, b0: number, b1: number): Pair[] {
  const n = a1 - a0
  const m = b1 - b0
  if (n === 0 || m === 0 || n * m > LARGE_GAP) return inOrder(a0, a1, b0, b1, n * m > LARGE_GAP)
  const left = texts.a.slice(a0, a1).map(bag)
  const right = texts.b.slice(b0, b1).map(bag)
  const width = m + 1
  const best = new Float64Array((n + 1) * width)
  const like = new Float64Array(n * m)
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const s = similarity(left[i]!, right[j]!)
      like[i * m + j] = s
      const paired = s >= ALIKE ? s + best[(i + 1) * width + j + 1]! : 0
      best[i * width + j] = Math.max(paired, best[(i + 1) * width + j]!, best[i * width + j + 1]!)
    }
  }
  const pairs: Pair[] = []
  let i = 0
  let j = 0
  while (i < n && j < m) {
    const here = best[i * width + j]!
    const s = like[i * m + j]!
    if (s >= ALIKE && here === s + best[(i + 1) * width + j + 1]!) pairs.push({ a: a0 + i++, b: b0 + j++ })
    else if (here === best[(i + 1) * width + j]!) pairs.push({ a: a0 + i++, b: -1 })
    else pairs.push({ a: -1, b: b0 + j++ })
  }
  return [...pairs, ...inOrder(a0 + i, a1, b0 + j, b1, false)]
}

function inOrder(a0: number, a1: number, b0: number, b1: number, paired: boolean): Pair[] {
  const pairs: Pair[] = []
  let i = a0
  let j = b0
  while (paired && i < a1 && j < b1) pairs.push({ a: i++, b: j++ })
  while (i < a1) pairs.push({ a: i++, b: -1 })
  while (j < b1) pairs.push({ a: -1, b: j++ })
  return pairs
}

type Bag = Map<string, number> & { total?: number }

/** Pairs of neighbouring characters; one character alone counts as itself. */
function bag(text: string): Bag {
  const out: Bag = new Map<string, number>()
  const bare = text.replace(/\s/g, '')
  const step = bare.length > 1 ? 2 : 1
  let total = 0
  for (let i = 0; i + step <= bare.length; i++) {
    const key = bare.slice(i, i + step)
    out.set(key, (out.get(key) ?? 0) + 1)
    total += 1
  }
  out.total = total
  return out
}

function similarity(a: Bag, b: Bag): number {
  const total = (a.total ?? 0) + (b.total ?? 0)
  if (total === 0) return 1
  let shared = 0
  for (const [key, n] of a) shared += Math.min(n, b.get(key) ?? 0)
  return (2 * shared) / total
}
