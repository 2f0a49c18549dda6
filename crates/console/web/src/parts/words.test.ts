import { expect, test } from 'vitest'
import type { Place, Step } from '@/api/types'
import { standing, used } from './limits'
import { progressWords } from './places'
import { pairs, spoken, untouched } from './steps'
import { dayLine, greeting, moment, nearness, remaining, waited } from './time'

const at = (text: string): number => Date.parse(text)
const states = (...list: Step['state'][]): Step[] => untouched.map((step, i) => ({ ...step, state: list[i] ?? 'waiting' }))
const places = (...list: Place['state'][]): Place[] => list.map((state) => ({ site: '市门户', column: '要闻', url: '', state, at: null, why: state === 'failed' ? '磁盘已满' : null }))

test('the day turns at midnight in Shanghai, whatever the computer thinks', () => {
  expect(moment('2026-11-19T15:59:00Z', at('2026-11-19T16:30:00Z'))).toBe('昨天 23:59')
  expect(moment('2026-11-19T16:00:00Z', at('2026-11-19T16:30:00Z'))).toBe('今天 00:00')
  expect(dayLine(at('2026-11-19T16:30:00Z'))).toBe('11月20日 星期五')
  expect(greeting(at('2026-11-20T01:42:00Z'))).toBe('上午好')
})
test('older times lose the day word, other years keep the year', () => {
  expect(moment('2026-11-17T02:02:00Z', at('2026-11-20T01:00:00Z'))).toBe('11-17 10:02')
  expect(moment('2025-11-17T02:02:00Z', at('2026-11-20T01:00:00Z'))).toBe('2025-11-17 10:02')
})
test('waiting and remaining are said in hours and minutes', () => {
  const present = at('2026-11-20T01:42:00Z')
  expect(waited('2026-11-20T00:30:00Z', present)).toBe('等 1 时 12 分')
  expect(remaining('2026-11-20T03:30:00Z', present)).toBe('还剩 1 时 48 分')
  expect(remaining('2026-11-20T01:30:00Z', present)).toBe('已超 12 分')
  expect([nearness('2026-11-20T01:30:00Z', present), nearness('2026-11-20T03:30:00Z', present), nearness('2026-11-20T04:00:00Z', present)]).toEqual(['late', 'soon', 'calm'])
})
test('a glyph says the step, its state and how many are signed', () => {
  expect(spoken(states('signed', 'signed', 'signed', 'now'))).toBe('第 4 步二校处理中，已签 3 步')
  expect(spoken(states('signed', 'machine', 'signed', 'signed', 'signed', 'signed'))).toBe('6 步已签完')
  expect(spoken(states('returned'))).toBe('第 1 步初审退回，已签 0 步')
})
test('a shorter plan makes fewer pairs and never joins two proofs', () => {
  expect(pairs(untouched).map((pair) => pair.length)).toEqual([2, 2, 2])
  expect(pairs([untouched[0]!, untouched[4]!, untouched[5]!]).map((pair) => pair.length)).toEqual([1, 2])
})
test('a column turns amber in the last fifth of its limit', () => {
  expect([standing(-1, 14), standing(0, 14), standing(2, 14), standing(3, 14)]).toEqual(['over', 'soon', 'soon', 'well'])
  expect([used(-3, 14), used(141, 180)]).toEqual([100, 22])
})
test('progress names the place that failed and why', () => {
  expect(progressWords(places(...Array<Place['state']>(9).fill('up')))).toBe('九处都已上线')
  expect(progressWords(places('up', 'up', 'pending'))).toBe('已上线 2 处，1 处生成中')
  expect(progressWords(places('up', 'failed'))).toBe('1 处已上线，市门户失败：磁盘已满')
  expect(progressWords(places('down', 'down'))).toBe('2 处都已撤下')
})
