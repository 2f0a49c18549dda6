import { expect, test } from 'vitest'
import type { ChangeRow, DryRun } from '@/api/proofing'
import { changeOf, fileFault, kept, next, noisy, notYet, perThousand, start, type Step, type Wizard } from './wizard'

const dry = (over: Partial<DryRun> = {}): DryRun => ({ columns: [], base_version: 8, rows: 2, added: 2, changed: 0, removed: 0, unchanged: 0, errors: [], severest: 'warn', needs_second: true, add: [{ word: '甲乙' }, { word: '丙丁' }], remove: [], preview: null, ...over })
const file = new File(['word\n甲乙\n'], '词.csv')
const after = (...steps: Step[]): Wizard => steps.reduce(next, start())
const read = (over?: Partial<DryRun>): Step[] => [{ do: 'file', file }, { do: 'read', dry: dry(over) }]

test('a file that can not be read is refused before it is sent, and the one before stays', () => {
  expect(fileFault({ name: '词.xls', size: 9 })).toContain('另存为 .xlsx')
  const state = after(...read(), { do: 'back' }, { do: 'file', file: new File([], '词.csv') })
  expect([state.problem, state.file, state.dry !== null]).toEqual(['这个文件是空的', file, true])
})
test('a refusal at the end keeps file, report and note', () => {
  const state = after(...read(), { do: 'note', note: '修订' }, { do: 'send' }, { do: 'failed', why: '数据库正忙' })
  expect([state.stage, state.problem, state.note, state.file, kept(state).length]).toEqual(['report', '数据库正忙', '修订', file, 2])
})
test('a first reading that fails leads back with the file at hand', () => {
  const state = after({ do: 'file', file }, { do: 'failed', why: '网络断了' })
  expect([state.stage, state.file]).toEqual(['pick', file])
})
test('another mode is reckoned anew; if that fails, the report is still of its own mode', () => {
  const state = after(...read(), { do: 'mode', mode: 'replace' })
  expect([state.stage, state.mode]).toEqual(['reading', 'replace'])
  expect(next(state, { do: 'failed', why: '网络断了' })).toMatchObject({ stage: 'report', mode: 'add' })
})
test('rows with errors are left out only on purpose', () => {
  const wrong = after(...read({ errors: [{ row: 3, message: '只有一个字' }] }), { do: 'note', note: '修订' })
  expect(notYet(wrong)).toContain('有 1 行有误')
  expect(next(wrong, { do: 'send' }).stage).toBe('report')
  expect(notYet(next(wrong, { do: 'skip', on: true }))).toBe('')
})
test('a file that changes nothing, or comes without a reason, is not sent', () => {
  expect(notYet(after(...read({ add: [] })))).toContain('没有要改的')
  expect(notYet(after(...read()))).toBe('写一句为什么改')
})
test('a noisy word can be left out and taken back in', () => {
  const without = after(...read(), { do: 'without', word: '甲乙' }, { do: 'note', note: '修订' })
  expect(changeOf(without)).toEqual({ base_version: 8, add: [{ word: '丙丁' }], remove: [], note: '修订' })
  expect(kept(next(without, { do: 'without', word: '甲乙' })).length).toBe(2)
})
test('noise is counted per thousand articles', () => {
  const preview = { articles: 231, hits: 13, per_1000: 56, by_word: [] }
  expect([perThousand(61, preview), noisy({ word: '', hits: 12, samples: [] }, preview), noisy({ word: '', hits: 11, samples: [] }, preview)]).toEqual([264.1, true, false])
  expect(perThousand(5, { articles: 0 })).toBe(0)
})
test('what was sent ends the import', () => {
  const change = { id: '1', state: 'proposed' } as ChangeRow
  expect(after(...read(), { do: 'note', note: '修订' }, { do: 'send' }, { do: 'sent', change })).toMatchObject({ stage: 'done', change })
})
