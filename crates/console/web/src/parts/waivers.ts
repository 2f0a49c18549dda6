// How far a 确认无误 reaches and when it ends, in words.
import type { Waiver, WaiverScope } from '@/api/types'
import { dayOf } from './time'

const SCOPES: Record<WaiverScope, string> = { version: '只在这一稿', document: '只在本文', column: '本栏目都算', site: '本站都算', platform: '全平台都算' }

/** "本栏目都算"; '' for the usual scope, one text. */
export const scopeWords = (waiver: Pick<Waiver, 'scope'>): string => (waiver.scope && waiver.scope !== 'document' ? SCOPES[waiver.scope] : '')

/** "到 2027-05-19", "已到期", '' when it never ends. */
export function expiryWords(waiver: Pick<Waiver, 'expires_at'>, present = Date.now()): string {
  if (!waiver.expires_at) return ''
  return Date.parse(waiver.expires_at) < present ? `${dayOf(waiver.expires_at)} 已到期` : `到 ${dayOf(waiver.expires_at)}`
}
