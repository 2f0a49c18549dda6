// One line at the foot of the screen saying what happened; the newest replaces the last.
import { ref } from 'vue'
import { sentence } from '@/api/client'

export interface Toast {
  id: number
  tone: 'ok' | 'bad'
  text: string
  action?: { label: string; run: () => void }
}

export const toast = ref<Toast | null>(null)
let count = 0
let timer = 0

/** Shows `text`; 6 s for good news, 12 s for bad. */
export function say(text: string, tone: Toast['tone'] = 'ok', action?: Toast['action']): void {
  count += 1
  toast.value = action ? { id: count, tone, text, action } : { id: count, tone, text }
  window.clearTimeout(timer)
  timer = window.setTimeout(() => (toast.value = null), tone === 'ok' ? 6000 : 12_000)
}

/** Shows the sentence of a refusal. */
export const sayProblem = (cause: unknown): void => say(sentence(cause), 'bad')

export function dismiss(): void {
  toast.value = null
}
