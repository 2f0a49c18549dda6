import { expect, test } from 'vitest'
import type { Preset } from '@/api/proofing'
import { answerFault, dayAfter, endOf, reasonOf, scopeChoices, standingOf, whoAgrees, type Answer } from './waiving'

const presets: Preset[] = [{ code: 'quote', label: '引用原文', needs_reason: false }, { code: 'public_duty', label: '依法公开', needs_reason: true }]
const answer = (over: Partial<Answer> = {}): Answer => ({ preset: 'quote', reason: '', scope: 'document', until: '', ...over })
const open = (permissions: string[], anywhere: string[] = [], live = false): string => scopeChoices(standingOf(permissions, anywhere), { column: null, live, found: '字' }).filter((one) => !one.why).map((one) => one.scope).join(' ')

test('an author answers as far as a column, a reviewer as far as he likes', () => {
  expect(open(['article.view', 'article.write'])).toBe('version document column')
  expect(open(['article.proof'])).toBe('version document column site platform')
  expect(open([], ['lexicon.manage'])).toBe('version document site platform')
})
test('on a published page there is no answer for one version', () => {
  expect(open(['article.write'], [], true)).toBe('document column')
})
test('a closed scope says who may', () => {
  expect(scopeChoices(standingOf(['article.write'], []), { column: '通知公告', live: false, found: '字' }).find((one) => one.scope === 'site')?.why).toBe('要本站的审校人或站点管理员来提')
})
test('what is missing is answered in its own article only', () => {
  const open = scopeChoices(standingOf(['article.proof'], []), { column: null, live: false, found: '' }).filter((one) => !one.why)
  expect(open.map((one) => one.scope)).toEqual(['version', 'document'])
})
test('a prepared reason is enough unless it asks for words of one’s own', () => {
  expect([answerFault(answer(), presets), answerFault(answer({ preset: '' }), presets), answerFault(answer({ preset: 'public_duty' }), presets)]).toEqual(['', '选一个原因', '“依法公开”要另写一句依据'])
  expect(answerFault(answer({ preset: '' }), [])).toBe('写一句话，别人才知道为什么')
  expect([reasonOf(answer(), presets), reasonOf(answer({ reason: ' 见条例 ' }), presets)]).toEqual(['引用原文', '见条例'])
})
test('a wide answer ends, and never in the past', () => {
  expect(answerFault(answer({ scope: 'site' }), presets)).toBe('这么大的范围要有到期日')
  expect(answerFault(answer({ until: '2026-11-19' }), presets, '2026-11-20')).toBe('到期日已经过了')
  expect(answerFault(answer({ scope: 'site', until: '2026-11-20' }), presets, '2026-11-20')).toBe('')
})
test('days are counted and ended in Shanghai', () => {
  expect(dayAfter(180, Date.parse('2026-11-20T16:30:00Z'))).toBe('2027-05-20')
  expect(endOf('2027-05-20')).toBe('2027-05-20T15:59:59.000Z')
})
test('a wide answer always names a second person', () => {
  expect([whoAgrees('platform', 'info', true), whoAgrees('site', 'warn', true), whoAgrees('document', 'info')]).toEqual(['由另一位管词库的管理员同意', '由本站另一位审校人同意', '提示不用别人同意'])
})
