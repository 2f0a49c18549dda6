/* Findings of the text being written: what the server reported on saving, renewed for title and body by
   the check while typing. Cards and text share one order and one number. */
import { computed, onBeforeUnmount, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { post } from '@/api/client'
import type { Annotation, Finding, Waiver } from '@/api/types'
import { sortFindings, spotsOf } from '@/approval/spots'
import { blockTexts, markById, replaceMark, selectMark, showMarks } from './body/marks'
import { Checking } from './checking'
import type { Draft } from './useDraft'

export interface Findings {
  cards: ComputedRef<Finding[]>
  blocking: ComputedRef<Finding[]>
  unexplained: ComputedRef<Finding[]>
  hints: ComputedRef<Finding[]>
  current: Ref<string | null>
  replace: (all: Finding[]) => void
  edited: () => void
  draw: () => void
  pick: (id: string | null, move?: boolean) => void
  step: (by: 1 | -1) => void
  accept: (finding: Finding) => boolean
  ignore: (finding: Finding) => void
  explain: (finding: Finding, reason: string) => Promise<void>
}

const DRAWN = new Set(['title', 'body'])

export function useFindings(draft: () => Draft, notes: () => Annotation[]): Findings {
  const all = shallowRef<Finding[]>([])
  const waivers = shallowRef<Waiver[]>([])
  const ignored = ref(new Set<string>())
  const current = ref<string | null>(null)
  const cards = computed(() => sortFindings(all.value.filter((f) => !ignored.value.has(f.id)).map((f) => ({ ...f, waiver: waivers.value.find((w) => w.finding === f.id) ?? f.waiver }))))
  const of = (severity: Finding['severity']) => computed(() => cards.value.filter((f) => f.severity === severity))
  const warns = of('warn')
  const unexplained = computed(() => warns.value.filter((f) => !f.waiver || f.waiver.state === 'refused'))

  const view = () => draft().editor.value?.view ?? null
  function draw(): void {
    const v = view()
    if (v && !v.composing) showMarks(v, spotsOf(cards.value, notes()).filter((s) => s.field === 'body'))
  }
  function replace(next: Finding[]): void {
    all.value = next
    draw()
  }

  const checking = new Checking({
    snapshot: () => {
      const doc = draft().editor.value!.state.doc
      return { title: draft().form.title, blocks: blockTexts(doc), stamp: doc }
    },
    composing: () => view()?.composing ?? false,
    found: (findings) => replace([...findings.filter((f) => DRAWN.has(f.field)), ...all.value.filter((f) => !DRAWN.has(f.field))]),
  })
  onBeforeUnmount(() => checking.stop())

  function pick(id: string | null, move = true): void {
    current.value = id
    const v = view()
    if (!v) return
    selectMark(v, id)
    const mark = id ? markById(v.state, id) : null
    if (mark && move) (v.domAtPos(mark.from).node.parentElement ?? v.dom).scrollIntoView({ block: 'center', behavior: 'auto' })
    if (!move && id) document.querySelector(`[data-finding="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  function step(by: 1 | -1): void {
    const list = cards.value
    if (list.length === 0) return
    const at = list.findIndex((f) => f.id === current.value)
    pick(list[(at + by + list.length) % list.length]!.id)
  }
  function accept(finding: Finding): boolean {
    if (finding.suggestion === null) return false
    const next = cards.value[cards.value.findIndex((f) => f.id === finding.id) + 1] ?? null
    if (!putRight(finding)) return false
    all.value = all.value.filter((f) => f.id !== finding.id)
    draw()
    pick(next?.id ?? null, false)
    return true
  }
  function putRight(finding: Finding): boolean {
    const { form } = draft()
    if (finding.field === 'body') return view() !== null && replaceMark(view()!, finding.id, finding.suggestion!)
    const field = (['title', 'subtitle', 'summary'] as const).find((f) => f === finding.field)
    if (!field || form[field].slice(finding.start, finding.end) !== finding.found) return false
    form[field] = form[field].slice(0, finding.start) + finding.suggestion! + form[field].slice(finding.end)
    draft().changed()
    return true
  }
  function ignore(finding: Finding): void {
    ignored.value = new Set(ignored.value).add(finding.id)
    draw()
  }
  async function explain(finding: Finding, reason: string): Promise<void> {
    await draft().flush()
    const waiver = await post<Waiver>(`/articles/${draft().article.value!.id}/waivers`, { finding: finding.id, reason })
    waivers.value = [...waivers.value.filter((w) => w.finding !== finding.id), { ...waiver, finding: finding.id }]
  }
  return { cards, blocking: of('block'), unexplained, hints: of('info'), current, replace, edited: () => checking.changed(), draw, pick, step, accept, ignore, explain }
}
