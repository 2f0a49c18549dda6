// "走到哪一步" of one row in words: tone, icon, sentence; the glyph stands before it.
import type { ArticleRow } from '@/api/types'
import type { IconName } from '@/parts/icons'
import { present } from '@/parts/steps'

export interface RowState {
  tone: 'ok' | 'warn' | 'bad' | 'run' | 'mute'
  icon: IconName
  text: string
}

const surname = (holder: string | null): string => (holder ? ` · ${holder.split(' ')[0]}` : '')

function inReview(row: ArticleRow, before: string): RowState {
  const steps = row.steps ?? []
  const here = present(steps)
  if (steps.some((step) => step.state === 'void')) return { tone: 'warn', icon: 'warn', text: `签字作废 · ${here?.label ?? ''}重签` }
  if (here?.state === 'late') return { tone: 'bad', icon: 'bad', text: `${before}${here.label}超时${surname(row.holder)}` }
  return { tone: 'run', icon: 'clock', text: `${before}${here?.label ?? '审校中'}${surname(row.holder)}` }
}

export function rowState(row: ArticleRow): RowState {
  switch (row.state) {
    case 'draft':
      return { tone: 'mute', icon: 'doc', text: '草稿' }
    case 'returned':
      return { tone: 'bad', icon: 'bad', text: `被退回${row.steps ? ` · ${present(row.steps)?.label ?? ''}` : ''}` }
    case 'live':
      return { tone: 'ok', icon: 'okc', text: '已上线' }
    case 'live_editing':
      return { tone: 'ok', icon: 'okc', text: '已上线，有新草稿' }
    case 'live_review':
      return inReview(row, '改稿')
    case 'withdrawn':
      return { tone: 'mute', icon: 'undo', text: '已撤稿' }
    case 'review':
      return inReview(row, '')
  }
}
