// The six-step glyph in words and cells: ■ 审 ● 校, one pair per round of both.
import type { Step } from '@/api/types'

const SPOKEN: Record<Step['state'], string> = { signed: '已签', now: '处理中', waiting: '未到', late: '已超时', returned: '退回', void: '签字作废', machine: '机器校对' }

/** What a screen reader hears: "第 4 步二校处理中，已签 3 步". */
export function spoken(steps: Step[]): string {
  const signed = steps.filter((step) => step.state === 'signed' || step.state === 'machine').length
  if (steps.length > 0 && signed === steps.length) return `${steps.length} 步已签完`
  const at = steps.findIndex((step) => step.state === 'now' || step.state === 'late' || step.state === 'returned')
  const here = steps[at]
  return here ? `第 ${at + 1} 步${here.label}${SPOKEN[here.state]}，已签 ${signed} 步` : `还没有送审，共 ${steps.length} 步`
}

/** The step where the text lies now. */
export const present = (steps: Step[]): Step | undefined => steps.find((step) => step.state === 'now' || step.state === 'late' || step.state === 'returned')

/** Steps in pairs of one 审 and the 校 that follows it; a shorter plan makes fewer or half pairs. */
export function pairs(steps: Step[]): Step[][] {
  const all: Step[][] = []
  for (const step of steps) {
    const last = all[all.length - 1]
    if (step.kind === 'proof' && last && last.length === 1 && last[0]?.kind === 'review') last.push(step)
    else all.push([step])
  }
  return all
}

/** The single character of a large cell: 初 复 终 一 二 三, or 机 when the machine proofread. */
export const letter = (step: Step): string => (step.state === 'machine' ? '机' : step.label.charAt(0))

/** Six steps nobody has touched yet, for a draft. */
export const untouched: Step[] = (
  [['review_first', '初审'], ['proof_first', '一校'], ['review_second', '复审'], ['proof_second', '二校'], ['review_final', '终审'], ['proof_third', '三校']] as const
).map(([stage, label]) => ({ stage, label, kind: label.endsWith('审') ? 'review' : 'proof', state: 'waiting' }))

export const spokenState = (step: Step): string => `${step.label}${SPOKEN[step.state]}`
