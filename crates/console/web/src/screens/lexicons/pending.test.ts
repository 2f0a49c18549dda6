import { expect, test } from 'vitest'
import type { Cells } from '@/api/proofing'
import { linesOf } from './lines'
import { add, changeOf, countWords, dropAdded, edit, editAdded, needsSecond, nothing, remove, restore, secondSentence, size } from './pending'

const row = (word: string, severity = 'info', more: Cells = {}): Cells => ({ category: '广告语', severity, word, ...more })
const start = nothing(8)

test('an edit taken back leaves nothing behind', () => {
  const once = edit(start, '甲乙', row('甲乙'), row('甲乙', 'warn'))
  expect(size(once)).toBe(1)
  expect(size(edit(once, '甲乙', row('甲乙', 'warn'), row('甲乙', 'info', { note: '' })))).toBe(0)
})
test('a second edit keeps what the row was in the list', () => {
  const twice = edit(edit(start, '甲乙', row('甲乙'), row('甲乙', 'warn')), '甲乙', row('甲乙', 'warn'), row('甲乙', 'block'))
  expect(twice.edited).toEqual([{ key: '甲乙', before: row('甲乙'), after: row('甲乙', 'block') }])
})
test('a row is in at most one of added, edited and removed', () => {
  const gone = remove(edit(start, '甲乙', row('甲乙'), row('甲乙', 'warn')), '甲乙', row('甲乙', 'warn'))
  expect([gone.edited.length, gone.removed]).toEqual([0, [{ key: '甲乙', before: row('甲乙') }]])
  expect(size(restore(gone, '甲乙'))).toBe(0)
})
test('a new row that is changed or dropped never reaches the list', () => {
  const two = add(add(start, row('甲乙')), row('丙丁'))
  expect(editAdded(two, 1, row('甲乙', 'warn')).added[1]).toEqual(row('甲乙', 'warn'))
  expect(dropAdded(two, 0).added).toEqual([row('甲乙')])
})
test('a renamed row goes out under its old name, an edited one stays under its own', () => {
  const p = edit(edit(start, '甲乙', row('甲乙'), row('甲乙', 'warn')), '丙丁', row('丙丁'), row('丙丁戊'))
  expect(changeOf(p, 'words', ' 理由 ')).toEqual({ base_version: 8, add: [row('丙丁戊'), row('甲乙', 'warn')], remove: ['丙丁'], note: '理由' })
})
test('only 提示 alone takes one person; lowering a grade takes two', () => {
  expect(needsSecond(add(start, row('甲乙')), 'words')).toBe(false)
  expect(needsSecond(edit(start, '甲乙', row('甲乙', 'block'), row('甲乙', 'info')), 'words')).toBe(true)
  expect(needsSecond(remove(start, '甲乙', row('甲乙', 'allow')), 'words')).toBe(true)
  expect(needsSecond(add(start, { person: '林一舟', title: '科长' }), 'persons')).toBe(true)
})
test('the sentence names what needs the second person', () => {
  expect(secondSentence(add(start, row('甲乙')), 'words')).toBe('只有提示，提交后马上生效')
  expect(secondSentence(add(start, row('甲乙', 'allow')), 'words')).toBe('含例外，需另一位管理员同意')
  expect(secondSentence(add(start, row('甲乙', 'warn')), 'words')).toBe('含禁发或慎用，需另一位管理员同意')
  expect(countWords({ added: 1, changed: 0, removed: 1283 })).toBe('新增 1 条、删 1,283 条')
})
test('a cleared date is no change', () => {
  const cleared = { ...row('甲乙'), valid_from: null as unknown as string }
  expect(size(edit(start, '甲乙', row('甲乙'), cleared))).toBe(0)
})
test('the table shows rows as they will be, new ones on the first page only', () => {
  const entry = { key: '甲乙', row: row('甲乙'), hits: 0, waived: 0 }
  const p = add(edit(start, '甲乙', entry.row, row('甲乙', 'warn')), row('丙丁'))
  expect(linesOf([entry], p, true).map((line) => [line.state, line.row['severity']])).toEqual([['added', 'info'], ['edited', 'warn']])
  expect(linesOf([entry], p, false).map((line) => line.state)).toEqual(['edited'])
})
