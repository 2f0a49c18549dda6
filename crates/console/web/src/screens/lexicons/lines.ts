// Rows of the table: those of the list with what the change in the making does to them, new ones on top.
import type { Cells, EntryRow } from '@/api/proofing'
import type { Pending } from './pending'

export interface Line {
  /** null = not in the list yet */
  entry: EntryRow | null
  /** as it will be */
  row: Cells
  state: 'kept' | 'added' | 'edited' | 'removed'
  /** place among the added rows */
  index: number
}

export function linesOf(entries: EntryRow[], pending: Pending, withAdded: boolean): Line[] {
  const added = withAdded ? pending.added.map((row, index): Line => ({ entry: null, row, state: 'added', index })) : []
  const kept = entries.map((entry): Line => {
    const edited = pending.edited.find((one) => one.key === entry.key)
    if (edited) return { entry, row: edited.after, state: 'edited', index: -1 }
    return { entry, row: entry.row, state: pending.removed.some((one) => one.key === entry.key) ? 'removed' : 'kept', index: -1 }
  })
  return [...added, ...kept]
}
