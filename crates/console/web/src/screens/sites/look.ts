// Words and samples for what a site looks like and where it stands.
import type { SiteRow } from '@/api/types'

/** Main hues of the public pages with their leading colour. */
export const HUES = [['dai', '黛', '#0f5260'], ['dian', '靛', '#234a82'], ['song', '松', '#265b41'], ['zi', '紫', '#5a3a6b']] as const
export const MASTHEADS = [['portal', '门户'], ['department', '部门'], ['township', '乡镇街道']] as const
export const LEVELS: Record<string, string> = { city: '市级', county: '县区', department: '市级部门', township: '乡镇街道' }
export const hueName = (code: string): string => HUES.find(([one]) => one === code)?.[1] ?? code
export const mastheadName = (code: string): string => MASTHEADS.find(([one]) => one === code)?.[1] ?? code

export type Health = 'act' | 'watch' | 'well'

/** 要处理: columns over their limit; 要留意: pages not yet written, greyed, a notice up, or not running. */
export function health(site: SiteRow): Health {
  if (site.overdue_columns > 0) return 'act'
  return site.state !== 'running' || site.pending_pages > 0 || site.grey || site.notice ? 'watch' : 'well'
}

const RANK: Record<Health, number> = { act: 0, watch: 1, well: 2 }

/** Worst first, then the one with more columns over its limit. */
export const worstFirst = (a: SiteRow, b: SiteRow): number => RANK[health(a)] - RANK[health(b)] || b.overdue_columns - a.overdue_columns
