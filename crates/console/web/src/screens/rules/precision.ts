// 精确率 of a rule: of what it reported, how much nobody let stand. In words, shape and number, never by colour alone.
import type { RuleRow } from '@/api/proofing'
import { gradeRank } from '@/parts/grades'

/** Fewer hits than this say nothing about a rule (domain.md §6.8). */
export const ENOUGH = 50
export const POOR = 20
export const FAIR = 60

export type Standing = 'good' | 'fair' | 'poor' | 'unknown'

export function standing(row: Pick<RuleRow, 'precision' | 'hits'>): Standing {
  if (row.precision === null || row.hits < ENOUGH) return 'unknown'
  return row.precision < POOR ? 'poor' : row.precision < FAIR ? 'fair' : 'good'
}

export const STANDING: Record<Standing, { word: string; tone: 'ok' | 'warn' | 'bad' | 'mute'; icon: 'okc' | 'warn' | 'bad' | 'clock' }> = {
  good: { word: '准', tone: 'ok', icon: 'okc' },
  fair: { word: '一般', tone: 'warn', icon: 'warn' },
  poor: { word: '多半误报', tone: 'bad', icon: 'bad' },
  unknown: { word: '还看不出', tone: 'mute', icon: 'clock' },
}

const ORDER: Record<Standing, number> = { poor: 0, fair: 1, good: 2, unknown: 3 }

/** Worst first: proposals, then by how badly a rule does, then by how often it hits. */
export const worstFirst = (a: RuleRow, b: RuleRow): number =>
  Number(b.proposal !== null) - Number(a.proposal !== null) || ORDER[standing(a)] - ORDER[standing(b)] || gradeRank(a.severity) - gradeRank(b.severity) || b.hits - a.hits

const CATEGORIES: Record<string, string> = {
  sensitive: '敏感词', typo: '错别字', term: '规范用语', date: '日期', punct: '标点', privacy: '个人信息', dup: '重复', docno: '文号', number: '数字', link: '链接', secret: '涉密标志', element: '要素', attachment: '附件', residue: '粘贴残留',
}
export const categoryWord = (code: string): string => CATEGORIES[code] ?? code
