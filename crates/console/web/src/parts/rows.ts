// J and K walk the rows of a list, Enter opens the one they stand on.
import { nextTick, ref, watch, type Ref } from 'vue'
import { useKeys } from './keys'

/** Index of the row J/K stand on, -1 before the first; rows carry `data-row` with their index. */
export function useRows<T>(rows: () => readonly T[], open: (row: T) => void): Ref<number> {
  const at = ref(-1)
  watch(rows, () => (at.value = -1))
  function move(by: number): false | void {
    const count = rows().length
    if (count === 0) return false
    at.value = Math.min(count - 1, Math.max(0, at.value + by))
    void nextTick(() => document.querySelector(`[data-row="${at.value}"]`)?.scrollIntoView({ block: 'nearest' }))
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: (event) => {
      const row = rows()[at.value]
      if (row === undefined || (event.target instanceof HTMLElement && event.target.closest('a, button, summary'))) return false
      open(row)
    },
  })
  return at
}
