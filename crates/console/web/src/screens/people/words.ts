// Permissions and states of people in staff's words.
import type { UserRow } from '@/api/types'

export const PERMISSIONS: Record<string, string> = {
  'article.write': '写稿', 'article.view': '看未公开的稿件', 'article.review_first': '初审', 'article.review_second': '复审', 'article.proof': '校对', 'article.sign_off': '签发', 'placement.accept': '签收', 'article.withdraw': '撤稿',
  'column.manage': '管栏目', 'site.manage': '管站点', 'site.open': '开新站', 'user.manage': '管用户', 'job.view': '看任务', 'audit.view': '看审计', 'lexicon.manage': '管词库', migrate: '迁移数据', 'platform.operate': '管平台运行',
}
export const STATES: Record<UserRow['state'], string> = { active: '正常', locked: '已停用', sealed: '已封存' }

/** A first password of 14 characters without look-alikes, from the browser's random source. */
export function firstPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const bytes = crypto.getRandomValues(new Uint32Array(14))
  return Array.from(bytes, (n) => letters[n % letters.length]).join('')
}
