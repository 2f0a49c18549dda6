/* 确认无误: how far an answer may reach, who must agree, when it ends. Must stay true: an answer beyond one text
   always ends, and always takes a second person. */
import type { Preset } from '@/api/proofing'
import type { Finding, Waiver, WaiverScope } from '@/api/types'
import { dayOf } from '@/parts/time'

export interface Standing { write: boolean; judge: boolean; manageSite: boolean; lexicon: boolean }

const JUDGES = ['article.review_first', 'article.review_second', 'article.sign_off', 'article.proof']

/** What these permissions at a site let a person answer. */
export const standingOf = (permissions: readonly string[], anywhere: readonly string[]): Standing => ({
  write: permissions.includes('article.write'), judge: JUDGES.some((one) => permissions.includes(one)), manageSite: permissions.includes('site.manage'), lexicon: anywhere.includes('lexicon.manage'),
})

export interface ScopeChoice { scope: WaiverScope; label: string; what: string; /** '' = open to this person */ why: string }

/** All scopes from narrow to wide; a closed one says who may. `live` leaves out this version: it is on the page already. */
export function scopeChoices(who: Standing, at: { column: string | null; live: boolean; found: string }): ScopeChoice[] {
  const all: ScopeChoice[] = [
    { scope: 'version', label: '本稿此处', what: '只在这一稿；再改字，要重新确认', why: '' },
    { scope: 'document', label: '本文', what: '这篇稿件这一处，以后再改也算', why: '' },
    { scope: 'column', label: '本栏目', what: `${at.column ? `“${at.column}”` : '这个栏目'}和下级栏目里，同一规则、同样的字句都不再报`, why: who.write || who.judge ? '' : '要本栏目的拟稿人或审校人来提' },
    { scope: 'site', label: '本站', what: '本站所有栏目都不再报', why: who.judge || who.manageSite || who.lexicon ? '' : '要本站的审校人或站点管理员来提' },
    { scope: 'platform', label: '全平台', what: '所有站点都不再报', why: who.judge || who.manageSite || who.lexicon ? '' : '要审校人或管理员来提' },
  ]
  // what is missing has no words that could come again elsewhere
  if (at.found === '') for (const one of all) if (wide(one.scope)) one.why = '这里缺的是内容，没有字句可比，只能在这篇稿件里确认'
  return at.live ? all.filter((one) => one.scope !== 'version') : all
}

export const wide = (scope: WaiverScope): boolean => scope === 'column' || scope === 'site' || scope === 'platform'

/** Who agrees, as a sentence. */
export function whoAgrees(scope: WaiverScope, severity: Finding['severity'], judging = false): string {
  if (scope === 'platform') return '由另一位管词库的管理员同意'
  if (wide(scope)) return `由${scope === 'column' ? '本栏目' : '本站'}另一位审校人同意`
  if (severity === 'info') return '提示不用别人同意'
  return judging && severity === 'warn' ? '您是审校人，没参与写稿的，确认后马上算数' : '由另一位审校人同意'
}

/** Days until a wide answer ends, unless another day is given (180 天). */
export const DEFAULT_DAYS = 180
/** Days that a wide answer may last at most. */
export const MOST_DAYS = 366
const DAY_MS = 86_400_000

/** The day `days` after now, as Shanghai counts days. */
export const dayAfter = (days: number, now = Date.now()): string => dayOf(now + days * DAY_MS)
/** The last moment of a day in Shanghai. */
export const endOf = (day: string): string => new Date(`${day}T23:59:59+08:00`).toISOString()

export interface Answer { preset: string; reason: string; scope: WaiverScope; until: string }

/** What keeps an answer from being sent, '' when nothing does. */
export function answerFault(answer: Answer, presets: Preset[], today = dayAfter(0)): string {
  const preset = presets.find((one) => one.code === answer.preset)
  if (presets.length && !preset) return '选一个原因'
  if (!answer.reason.trim() && (!preset || preset.needs_reason)) return preset ? `“${preset.label}”要另写一句依据` : '写一句话，别人才知道为什么'
  if (wide(answer.scope) && !answer.until) return '这么大的范围要有到期日'
  return answer.until && answer.until < today ? '到期日已经过了' : ''
}

/** The reason that goes along: one's own words, else the preset's. */
export const reasonOf = (answer: Answer, presets: Preset[]): string => answer.reason.trim() || presets.find((one) => one.code === answer.preset)?.label || ''

/** A 提示 that someone chose to ignore. */
export const ignored = (waiver: Waiver | null): boolean => waiver?.state === 'agreed' && waiver.preset === 'ignored'
