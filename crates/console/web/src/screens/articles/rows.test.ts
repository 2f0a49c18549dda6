import { expect, test } from 'vitest'
import type { ArticleRow } from '@/api/types'
import { untouched } from '@/parts/steps'
import { csvOf } from './csv'
import { rowState } from './rowState'

const row = (over: Partial<ArticleRow>): ArticleRow => ({ id: '1', title: '通知', site: '市水务局', site_id: 's', column: '通知公告', column_path: '政务公开 / 通知公告', content_type: 'notice', drafter: '周敏', state: 'draft', steps: null, updated_at: '2026-11-20T01:00:00Z', published_at: null, url: null, holder: null, due: null, places: 0, ...over })

test('a row in review says the step and who holds it', () => {
  const steps = untouched.map((step, i) => ({ ...step, state: i < 3 ? ('signed' as const) : i === 3 ? ('now' as const) : ('waiting' as const) }))
  expect(rowState(row({ state: 'review', steps, holder: '李静 校对员' })).text).toBe('二校 · 李静')
})
test('voided signatures are named before the step', () => {
  const steps = untouched.map((step, i) => ({ ...step, state: i === 0 ? ('now' as const) : i === 1 ? ('void' as const) : ('waiting' as const) }))
  expect(rowState(row({ state: 'review', steps }))).toMatchObject({ tone: 'warn', text: '签字作废 · 初审重签' })
})
test('a title cannot become a formula in the exported table', () => {
  expect(csvOf([row({ title: '=HYPERLINK("x")' })])).toContain('"\'=HYPERLINK(""x"")"')
})
