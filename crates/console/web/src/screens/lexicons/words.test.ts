import { expect, test } from 'vitest'
import { faults, rowName, template } from './columns'
import { guardWords, ruleSentence, scopeWords, standing, validWords, variantWords } from './words'

test('variants and guards are read out in words', () => {
  expect([variantWords(''), variantWords('none'), variantWords('noise|pinyin')]).toEqual(['常见变形都查', '只查原样', '也查夹空格或符号、谐音'])
  expect(guardWords({ boundary: 'strict', left: '县|!区', near: '投资|概算', not_near: '名次' })).toEqual(['整词才算', '前面是“县”', '前面不是“区”', '同句有“投资”或“概算”', '同句没有“名次”'])
})
test('scope and dates are read out in words', () => {
  expect([scopeWords({}), scopeWords({ scope: 'title|body', columns: 'zwgk/tzgg' })]).toEqual(['各处', '标题、正文；栏目 zwgk/tzgg'])
  expect([validWords({}), validWords({ valid_from: '2026-01-01' }), validWords({ valid_to: '2026-12-31' })]).toEqual(['长期', '2026-01-01 起', '到 2026-12-31'])
})
test('a row is before, within or past its dates, both days included', () => {
  const row = { valid_from: '2026-01-01', valid_to: '2026-06-30' }
  expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map((day) => standing(row, day))).toEqual(['before', 'now', 'now', 'over'])
})
test('the form says what the row will do', () => {
  expect(ruleSentence({ severity: 'warn', word: '房管局', left: '!县' })).toBe('查“房管局”，常见变形都查；要前面不是“县”。长期有效。')
  expect(ruleSentence({ severity: 'allow', word: '云雀计划展' })).toBe('遇到“云雀计划展”，里面的词都不报。长期有效。')
})
test('a row that can not be used says why at its field', () => {
  expect(faults('words', { word: '计', category: '' })).toEqual({ word: '只有一个字，误报太多', category: '请写分类' })
  expect(faults('words', { word: '甲乙', category: 'a', variants: 'pinyin', valid_from: '2026-02-01', valid_to: '2026-01-01' })).toEqual({ variants: '谐音至少要 3 个字的词', valid_to: '止期早于起期' })
  expect(faults('persons', { person: '林一舟', title: '', order: '第三' })).toEqual({ title: '请写职务', order: '排序写数字' })
})
test('the template has a byte-order mark, all columns, and examples that pass', () => {
  const [head] = template('words').split('\r\n')
  expect(head).toBe('\uFEFF"category","severity","word","suggestion","variants","boundary","left","right","near","not_near","scope","columns","types","valid_from","valid_to","source","note"')
  expect(rowName({ person: '林一舟', title: '科长', unit: '水资源科' })).toBe('水资源科 科长 林一舟')
})
