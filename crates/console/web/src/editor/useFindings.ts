/* Findings of the text being written: what the server reported on saving, renewed for title and body by
   the check while typing. Cards and text share one order and one number.
   Must stay true: results made for other words than those now in the text never reach title and body. */
import { computed, onBeforeUnmount, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { post, sentence } from '@/api/client'
import type { NewWaiver } from '@/api/proofing'
import type { Annotation, Asset, Finding, ProofAnswer, Waiver } from '@/api/types'
import { sortFindings, spotsOf } from '@/approval/spots'
import { say } from '@/parts/toast'
import { attachmentOf, replaced } from './attachments'
import { markById, replaceMark, selectMark, showMarks } from './body/marks'
import { Checking, fingerprint } from './checking'
import type { Draft } from './useDraft'
import { ignored } from './waiving'

export interface Findings {
  cards: ComputedRef<Finding[]>
  /** 提示 that were ignored: not among the cards. */
  ignored: ComputedRef<Finding[]>
  blocking: ComputedRef<Finding[]>
  unexplained: ComputedRef<Finding[]>
  hints: ComputedRef<Finding[]>
  current: Ref<string | null>
  /** Takes the server's findings; `madeFor` names the words they were found in. */
  replace: (all: Finding[], madeFor?: string) => void
  edited: () => void
  draw: () => void
  pick: (id: string | null, move?: boolean) => void
  step: (by: 1 | -1) => void
  accept: (finding: Finding) => boolean
  ignore: (finding: Finding) => Promise<void>
  answer: (asked: NewWaiver) => Promise<void>
  /** Agrees to or refuses what someone else has asked for. */
  decide: (finding: Finding, how: 'agree' | 'refuse') => Promise<void>
  strip: (finding: Finding) => Promise<void>
}

const DRAWN = new Set(['title', 'body'])
const TYPED = ['title', 'subtitle', 'summary'] as const
/** Fields where a suggestion can be put in the place of what was found. */
export const mendable = (finding: Finding): boolean => finding.suggestion !== null && (finding.field === 'body' || TYPED.some((one) => one === finding.field))

export function useFindings(draft: () => Draft, notes: () => Annotation[]): Findings {
  const all = shallowRef<Finding[]>([])
  const waivers = shallowRef(new Map<string, Waiver>())
  const dropped = ref(new Set<string>())
  const current = ref<string | null>(null)
  const known = computed(() => sortFindings(all.value.map((f) => ({ ...f, waiver: waivers.value.get(f.id) ?? f.waiver }))))
  const off = (f: Finding): boolean => dropped.value.has(f.id) || ignored(f.waiver)
  const cards = computed(() => known.value.filter((f) => !off(f)))
  const agreed = (f: Finding): boolean => f.waiver?.state === 'agreed'
  const blocking = computed(() => cards.value.filter((f) => f.severity === 'block' && !agreed(f)))
  const hints = computed(() => cards.value.filter((f) => f.severity === 'info'))
  const unexplained = computed(() => cards.value.filter((f) => f.severity === 'warn' && (!f.waiver || f.waiver.state === 'refused')))

  const view = () => draft().editor.value?.view ?? null
  function draw(): void {
    draft().composition.whenOver('draw', () => {
      const v = view()
      if (v) showMarks(v, spotsOf(cards.value, notes()).filter((s) => s.field === 'body'))
    })
  }
  function learn(found: Finding[]): void {
    const next = new Map(waivers.value)
    for (const f of found) if (f.waiver) next.set(f.id, f.waiver); else next.delete(f.id)
    waivers.value = next
  }
  function replace(next: Finding[], madeFor?: string): void {
    learn(next)
    draft().composition.whenOver('replace', () => {
      const stale = madeFor !== undefined && madeFor !== fingerprint(draft().words())
      all.value = stale ? [...all.value.filter((f) => DRAWN.has(f.field)), ...next.filter((f) => !DRAWN.has(f.field))] : next
      draw()
    })
  }

  const checking = new Checking({
    snapshot: () => draft().words(),
    ask: (asked, signal) => {
      const { column, content_type, site } = draft().article.value!
      const attachments = draft().form.assets.filter((one) => one.role === 'attachment').map((one) => one.name)
      // asked at once after the snapshot: the document still has its words
      return post<ProofAnswer>('/proof', { title: asked.title, doc: draft().body(), attachments, column: column.path, content_type: content_type.code, site_id: site.id }, signal).then((answer) => answer.findings)
    },
    composing: () => draft().composition.on || (view()?.composing ?? false),
    whenOver: (act) => draft().composition.whenOver('check', act),
    found: (findings) => {
      all.value = [...findings.filter((f) => DRAWN.has(f.field)), ...all.value.filter((f) => !DRAWN.has(f.field))]
      draw()
    },
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
    const field = TYPED.find((f) => f === finding.field)
    if (!field || form[field].slice(finding.start, finding.end) !== finding.found) return false
    form[field] = form[field].slice(0, finding.start) + finding.suggestion! + form[field].slice(finding.end)
    draft().changed()
    return true
  }

  const article = (): string => draft().article.value!.id
  function settle(finding: string, waiver: Waiver): void {
    waivers.value = new Map(waivers.value).set(finding, { ...waiver, finding })
  }
  /** The card goes at once; when the server says no, it comes back with the reason. */
  async function ignore(finding: Finding): Promise<void> {
    dropped.value = new Set(dropped.value).add(finding.id)
    draw()
    try {
      await draft().flush()
      settle(finding.id, await post<Waiver>(`/articles/${article()}/ignore`, { finding: finding.id }))
    } catch (cause) {
      const back = new Set(dropped.value)
      back.delete(finding.id)
      dropped.value = back
      draw()
      say(`没能忽略：${sentence(cause)}`, 'bad')
    }
  }
  async function answer(asked: NewWaiver): Promise<void> {
    await draft().flush()
    settle(asked.finding, await post<Waiver>(`/articles/${article()}/waivers`, asked))
    draw()
  }
  async function decide(finding: Finding, how: 'agree' | 'refuse'): Promise<void> {
    try {
      settle(finding.id, await post<Waiver>(`/waivers/${finding.waiver!.id}/${how}`))
      const what = finding.found ? `“${finding.found}”` : finding.message
      say(how === 'agree' ? `已同意：${what}没有问题` : `没有同意：${what}要改`)
      draw()
    } catch (cause) { say(sentence(cause), 'bad') }
  }
  /** Takes author and position off the attachment and puts the clean file in its place. */
  async function strip(finding: Finding): Promise<void> {
    const { form } = draft()
    const old = attachmentOf(finding, form.assets)
    if (!old) { say('找不到这个附件，可能已经去掉了', 'bad'); return }
    try {
      const fresh = await post<Asset>(`/assets/${old.sha256}/strip`)
      if (fresh.sha256 === old.sha256) { say(`“${old.name}”里没有能去掉的了`, 'bad'); return }
      form.assets = replaced(form.assets, old.sha256, fresh)
      draft().changed()
      all.value = all.value.filter((f) => f.id !== finding.id)
      say(`已去掉“${old.name}”里的作者和位置，换成了干净的一份`)
      await draft().flush()
    } catch (cause) { say(sentence(cause), 'bad') }
  }
  return { cards, ignored: computed(() => known.value.filter(off)), blocking, unexplained, hints, current, replace, edited: () => checking.changed(), draw, pick, step, accept, ignore, answer, decide, strip }
}
