// One question to the server, asked again when what it depends on changes; an answer that comes too late is dropped.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { sentence } from '@/api/client'

export interface Load<T> {
  data: ShallowRef<T | null>
  /** Chinese sentence when the last question failed, else ''. */
  problem: Ref<string>
  busy: Ref<boolean>
  /** Asks again; resolves when the answer is in. */
  again: () => Promise<void>
}

/** Asks at once and whenever `on` changes; keeps the old answer on screen until the new one is in. */
export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, on?: WatchSource): Load<T> {
  const data = shallowRef<T | null>(null)
  const problem = ref('')
  const busy = ref(false)
  let running: AbortController | null = null

  async function again(): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    busy.value = true
    try {
      const answer = await ask(mine.signal)
      if (mine.signal.aborted) return
      data.value = answer
      problem.value = ''
    } catch (cause) {
      if (!mine.signal.aborted) problem.value = sentence(cause)
    } finally {
      if (running === mine) busy.value = false
    }
  }
  if (on) watch(on, () => void again())
  onScopeDispose(() => running?.abort())
  void again()
  return { data, problem, busy, again }
}
