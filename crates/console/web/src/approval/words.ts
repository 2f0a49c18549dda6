/* Words of the review screen: 防改校验码 in groups, what a signature binds, who may sign instead. */
import type { Round } from '@/api/types'

/** "sha256:3f9a21c7…8e04" as "3F9A 21C7 … 8E04"; whole when `full`. */
export function checkCode(hash: string, full = false): string {
  const hex = hash.replace(/^\w+:/, '').toUpperCase()
  const groups = hex.match(/.{1,4}/g) ?? []
  return full ? groups.slice(0, 6).join(' ') : `${groups.slice(0, 2).join(' ')} … ${groups[groups.length - 1] ?? ''}`
}

/** "第 5 稿，1,286 字，附件 1 个" */
export function boundText(round: Round): string {
  const attachments = round.text.assets.filter((a) => a.role === 'attachment').length
  return `第 ${round.version} 稿，${round.chars.toLocaleString('zh-CN')} 字${attachments ? `，附件 ${attachments} 个` : ''}`
}

export interface Candidate { id: string; name: string; title: string; load: number }

/** Least busy first. */
export const candidatesOf = (round: Round): Candidate[] => [...(round.may.sign.candidates ?? [])].sort((a, b) => a.load - b.load)

/** "李静、林一舟可以签，李静手上 1 篇，最空。" */
export function whoMay(candidates: Candidate[]): string {
  const first = candidates[0]
  if (!first) return '本单位还没有别人能签这一步，请管理员给同事加上权限。'
  const names = candidates.slice(0, 4).map((c) => c.name).join('、')
  return `${names}可以签${candidates.length > 1 ? `，${first.name}手上 ${first.load} 篇，最空` : `，手上 ${first.load} 篇`}。`
}

/** Where the text goes up once everything is signed: "云溪市水务局 通知公告，另 2 处，1 处待对方签收". */
export function destinations(round: Round): string {
  const others = (state: 'accepted' | 'proposed'): number => round.placements.filter((p) => p.provenance !== 'home' && p.state === state).length
  const [more, asked] = [others('accepted'), others('proposed')]
  return `${round.site.name} ${round.column.name}${more ? `，另 ${more} 处` : ''}${asked ? `，${asked} 处待对方签收` : ''}`
}

/** "李静等 4 人", "李静、孙晓"; empty when nobody can. */
export const some = (names: string[]): string => (names.length > 2 ? `${names[0]}等 ${names.length} 人` : names.join('、'))
