// Re-scans in words: what kind, how far, how fast, how long still.
import type { ScanRow } from '@/api/proofing'
import { span } from '@/parts/time'

export const KINDS: Record<ScanRow['kind'], string> = { daily: '每日复查', lexicon: '词库改动复查', full: '全面复查', pages: '页面复查' }
export const STATES: Record<ScanRow['state'], string> = { running: '正在查', done: '查完', failed: '没查完' }

export const percent = (scan: ScanRow): number => (scan.total === 0 ? 0 : Math.min(100, Math.floor((scan.done / scan.total) * 100)))

/** "约还要 12 分", '' while the rate isn't known. */
export function stillTakes(scan: ScanRow): string {
  if (!scan.per_minute || scan.done >= scan.total) return ''
  return `约还要 ${span(Math.max(60_000, ((scan.total - scan.done) / scan.per_minute) * 60_000))}`
}

/** "用了 8 秒", "用了 3 分" */
export function took(scan: ScanRow): string {
  if (!scan.ended_at) return ''
  const ms = Date.parse(scan.ended_at) - Date.parse(scan.started_at)
  return `用了 ${ms < 60_000 ? `${Math.max(1, Math.round(ms / 1000))} 秒` : span(ms)}`
}
