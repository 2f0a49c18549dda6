// The grades of findings, rows and rules: word, shape, tone. The only place that names them.
import type { IconName } from './icons'

export type AnyGrade = 'block' | 'warn' | 'info' | 'note' | 'allow' | 'off'

export const GRADES: Record<AnyGrade, { word: string; icon: IconName; tone: string }> = {
  block: { word: '禁发', icon: 'bad', tone: 'bad' },
  warn: { word: '慎用', icon: 'warn', tone: 'warn' },
  info: { word: '提示', icon: 'info', tone: 'plain' },
  note: { word: '批注', icon: 'note', tone: 'note' },
  allow: { word: '例外', icon: 'check', tone: 'plain' },
  off: { word: '不查', icon: 'x', tone: 'plain' },
}

/** The grade's word, the code itself for one this console doesn't know. */
export const gradeWord = (code: string): string => GRADES[code as AnyGrade]?.word ?? code

const RANK: Record<string, number> = { block: 0, warn: 1, info: 2 }

/** Worst first: 0 禁发, 1 慎用, 2 提示, 3 例外 and 不查. */
export const gradeRank = (code: string): number => RANK[code] ?? 3
