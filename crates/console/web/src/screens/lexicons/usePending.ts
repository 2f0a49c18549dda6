// The change in the making of one list, kept on this computer until it is proposed or dropped.
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { nothing, size, type Pending } from './pending'

const PREFIX = 'jiyue.change.'

function kept(list: string): Pending | null {
  try {
    const found = JSON.parse(localStorage.getItem(PREFIX + list) ?? 'null') as Pending | null
    return found && Array.isArray(found.added) && Array.isArray(found.edited) && Array.isArray(found.removed) ? found : null
  } catch {
    return null
  }
}

export interface PendingChange {
  pending: Ref<Pending>
  count: ComputedRef<number>
  /** Applies one step on the version shown; the first step fixes the base. */
  step: (version: number, change: (p: Pending) => Pending) => void
  clear: () => void
}

export function usePending(list: string): PendingChange {
  const pending = ref<Pending>(kept(list) ?? nothing(0))
  const count = computed(() => size(pending.value))
  watch(pending, (now) => {
    try {
      if (size(now)) localStorage.setItem(PREFIX + list, JSON.stringify(now))
      else localStorage.removeItem(PREFIX + list)
    } catch {
      // without room on this computer the change lives as long as the page
    }
  })
  function step(version: number, change: (p: Pending) => Pending): void {
    pending.value = change(size(pending.value) ? pending.value : nothing(version))
  }
  return { pending, count, step, clear: () => (pending.value = nothing(0)) }
}
