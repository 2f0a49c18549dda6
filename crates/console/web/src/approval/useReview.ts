/* The queue and the round in hand. After a signature or a return the next round is opened; an answer to a
   round that is no longer in hand is ignored. */
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { get, sentence } from '@/api/client'
import type { QueueItem, Round, Text } from '@/api/types'
import { documentOf } from './bodies'
import { compare, type Changes } from './diff/changes'

export interface Queue { mine: QueueItem[]; others: QueueItem[] }
export type Against = 'last' | 'live' | 'none'

export interface Review {
  queue: ShallowRef<Queue | null>
  round: ShallowRef<Round | null>
  fault: Ref<string>
  against: Ref<Against>
  choices: ComputedRef<{ value: Against; label: string }[]>
  changes: ShallowRef<Changes | null>
  labels: ComputedRef<{ before: string; after: string }>
  position: ComputedRef<number>
  loadQueue: (site: string) => Promise<void>
  open: (id: string) => Promise<void>
  refresh: () => Promise<void>
  put: (round: Round) => void
  neighbour: (step: 1 | -1) => string | null
}

export function useReview(): Review {
  const queue = shallowRef<Queue | null>(null)
  const round = shallowRef<Round | null>(null)
  const changes = shallowRef<Changes | null>(null)
  const against = ref<Against>('none')
  const fault = ref('')
  let wanted = ''

  const choices = computed(() => {
    const r = round.value
    const list: { value: Against; label: string }[] = []
    if (r?.live_text) list.push({ value: 'live', label: '与线上稿比' })
    if (r?.last_text) list.push({ value: 'last', label: '与上次送审比' })
    return list
  })
  const labels = computed(() => {
    const r = round.value
    const number = against.value === 'live' ? r?.live_version : r?.last_version
    return { before: `${against.value === 'live' ? '线上' : '上次送审'}${number ? `（第 ${number} 稿）` : ''}`, after: `这次送审（第 ${r?.version ?? 0} 稿）` }
  })
  const position = computed(() => (queue.value?.mine ?? []).findIndex((q) => q.round === round.value?.id))

  async function draw(): Promise<void> {
    const r = round.value
    if (!r) { changes.value = null; return }
    const before: Text | null = against.value === 'live' ? r.live_text : against.value === 'last' ? r.last_text : null
    const docs = { before: before && await documentOf(before), after: await documentOf(r.text) }
    if (round.value === r) changes.value = compare(before, r.text, docs)
  }
  watch([round, against], () => void draw())

  function put(next: Round): void {
    const other = round.value?.id !== next.id
    round.value = next
    if (other || !choices.value.some((c) => c.value === against.value)) against.value = choices.value[0]?.value ?? 'none'
  }
  async function open(id: string): Promise<void> {
    wanted = id
    fault.value = ''
    try {
      const next = await get<Round>(`/rounds/${id}`)
      if (wanted === id) put(next)
    } catch (cause) {
      if (wanted === id) { round.value = null; fault.value = sentence(cause) }
    }
  }
  async function refresh(): Promise<void> {
    if (round.value) put(await get<Round>(`/rounds/${round.value.id}`))
  }
  async function loadQueue(site: string): Promise<void> {
    try { queue.value = await get<Queue>('/rounds', site ? { site } : {}) } catch (cause) { fault.value = sentence(cause) }
  }
  function neighbour(step: 1 | -1): string | null {
    const mine = queue.value?.mine ?? []
    if (mine.length === 0) return null
    if (position.value < 0) return mine[0]!.round
    return mine[position.value + step]?.round ?? null
  }
  return { queue, round, fault, against, choices, changes, labels, position, loadQueue, open, refresh, put, neighbour }
}
