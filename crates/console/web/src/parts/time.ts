// Instants as staff read them: absolute, Asia/Shanghai, "今天" and "昨天" only on the day.
// Must stay true: the computer's own time zone never shows.
import { ref } from 'vue'

const SHANGHAI_MS = 8 * 3600_000
const DAY_MS = 86_400_000
const WEEK = ['日', '一', '二', '三', '四', '五', '六'] as const
const two = (n: number): string => String(n).padStart(2, '0')
const local = (at: string | number): Date => new Date((typeof at === 'number' ? at : Date.parse(at)) + SHANGHAI_MS)
const dayNumber = (at: Date): number => Math.floor(at.getTime() / DAY_MS)

/** The present, in ms, renewed every half minute: screens that count time down read it. */
export const now = ref(Date.now())
if (typeof window !== 'undefined') window.setInterval(() => (now.value = Date.now()), 30_000)

/** "10:41" */
export function clock(at: string | number): string {
  const d = local(at)
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`
}

/** "今天 10:18", "昨天 16:05", "11-18 15:40", "2025-11-18 15:40" */
export function moment(at: string | null | undefined, present = now.value): string {
  if (!at) return '—'
  const d = local(at)
  const today = local(present)
  const ago = dayNumber(today) - dayNumber(d)
  const when = clock(at)
  if (ago === 0) return `今天 ${when}`
  if (ago === 1) return `昨天 ${when}`
  if (ago === -1) return `明天 ${when}`
  const date = `${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`
  return d.getUTCFullYear() === today.getUTCFullYear() ? `${date} ${when}` : `${d.getUTCFullYear()}-${date} ${when}`
}

/** "2026-11-20 10:18:05", for records. */
export function exact(at: string): string {
  return local(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** "2026-11-20", the day in Shanghai. */
export const dayOf = (at: string | number): string => local(at).toISOString().slice(0, 10)

/** "11月20日 星期五" */
export function dayLine(present = now.value): string {
  const d = local(present)
  return `${d.getUTCMonth() + 1}月${d.getUTCDate()}日 星期${WEEK[d.getUTCDay()]}`
}

/** "上午好" by the hour in Shanghai. */
export function greeting(present = now.value): string {
  const hour = local(present).getUTCHours()
  if (hour < 6) return '夜深了'
  if (hour < 12) return '上午好'
  return hour < 18 ? '下午好' : '晚上好'
}

/** "2 天 3 时", "1 时 12 分", "8 分" */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 时` : `${days} 天`
  if (hours > 0) return minutes % 60 > 0 ? `${hours} 时 ${minutes % 60} 分` : `${hours} 时`
  return `${minutes} 分`
}

/** "等 1 时 12 分" */
export const waited = (since: string, present = now.value): string => `等 ${span(present - Date.parse(since))}`

/** "还剩 1 时 48 分" or "已超 12 分" */
export function remaining(due: string, present = now.value): string {
  const left = Date.parse(due) - present
  return left >= 0 ? `还剩 ${span(left)}` : `已超 ${span(-left)}`
}

/** How near a deadline is: within two hours counts as soon. */
export function nearness(due: string, present = now.value): 'late' | 'soon' | 'calm' {
  const left = Date.parse(due) - present
  if (left < 0) return 'late'
  return left < 2 * 3600_000 ? 'soon' : 'calm'
}
