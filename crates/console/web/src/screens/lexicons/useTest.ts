// The test box's check: half a second after the last change, never while an input method composes, and an answer
// about words that have changed since is thrown away.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { post, sentence } from '@/api/client'
import type { Cells, ListKind, TestAnswer } from '@/api/proofing'
import type { Finding } from '@/api/types'

const PAUSE_MS = 400

export interface Test {
  findings: ShallowRef<Finding[]>
  /** Microseconds of the last check; null before the first. */
  took: Ref<number | null>
  problem: Ref<string>
  changed: () => void
}

export function useTest(of: { text: () => string; kind: ListKind; rows: () => Cells[]; site: string | null; composing: () => boolean }): Test {
  const findings = shallowRef<Finding[]>([])
  const took = ref<number | null>(null)
  const problem = ref('')
  let timer = 0
  let running: AbortController | null = null

  async function check(): Promise<void> {
    if (of.composing()) return changed()
    const asked = of.text()
    if (asked.trim() === '') { findings.value = []; took.value = null; return }
    const mine = (running = new AbortController())
    try {
      const answer = await post<TestAnswer>('/lexicons/test', { text: asked, kind: of.kind, rows: of.rows(), site_id: of.site }, mine.signal)
      if (of.text() !== asked || mine.signal.aborted) return
      findings.value = answer.findings
      took.value = answer.took_us
      problem.value = ''
    } catch (cause) {
      if (!mine.signal.aborted) problem.value = sentence(cause)
    }
  }
  function changed(): void {
    window.clearTimeout(timer)
    running?.abort()
    timer = window.setTimeout(() => void check(), PAUSE_MS)
  }
  onScopeDispose(() => { window.clearTimeout(timer); running?.abort() })
  return { findings, took, problem, changed }
}
