import { describe, expect, it } from 'vitest'
import type { Text } from '@/api/types'
import { paragraph, type DocNode } from '@/editor/body/doc'
import { characterDiff } from './characters'
import { compare, folded, tableRows, type Row } from './changes'
import { unitsOf, type TableUnit } from './units'

const doc = (...lines: string[]): DocNode => ({ type: 'doc', content: lines.map((l) => paragraph(l)) })
const table = (rows: string[][]): DocNode => ({ type: 'table', content: rows.map((r) => ({ type: 'tableRow', content: r.map((c) => ({ type: 'tableCell', content: [paragraph(c)] })) })) })
const text = (title: string, body: DocNode): Text => ({ v: 1, type: 'notice', title, subtitle: '', summary: '', source: '', author: '', keywords: [], fields: {}, body: { format: 'doc', schema: 1, value: body }, assets: [] })
const states = (a: DocNode, b: DocNode): string[] => compare(text('题', a), text('题', b), { before: a, after: b }).rows.map((r) => r.state)
const spell = (a: string, b: string): string => characterDiff(a, b).map((p) => ({ same: '', del: '-', ins: '+' })[p.op] + p.text).join('|')

describe('characters', () => {
  it('a date changes as a whole', () => {
    expect(spell('各地于12 月 15 日前完成', '各地于12 月 5 日前完成')).toBe('各地于|-12 月 15 日|+12 月 5 日|前完成')
  })
  it('an equal scrap between two changes is folded into them', () => {
    expect(spell('较常年略低，', '较常年偏低 0.8℃，')).toBe('较常年|-略低|+偏低 0.8℃|，')
  })
  it('an inserted clause ends with its own comma', () => {
    expect(spell('完成排查，对小区包扎保温。', '完成排查，逐户建账，对小区包扎保温。')).toBe('完成排查，|+逐户建账，|对小区包扎保温。')
  })
  it('pieces spell both texts and carry their offsets', () => {
    const [a, b] = ['请于3月1日前报送材料。', '请于3月5日前书面报送全部材料。']
    const pieces = characterDiff(a, b)
    expect(pieces.filter((p) => p.op !== 'ins').map((p) => p.text).join('')).toBe(a)
    expect(pieces.filter((p) => p.op !== 'del').map((p) => p.text).join('')).toBe(b)
    for (const p of pieces) if (p.op !== 'del') expect(b.slice(p.at, p.at + p.text.length)).toBe(p.text)
  })
})

describe('blocks', () => {
  it('a moved neighbour does not disturb an edited paragraph', () => {
    const a = doc('各县（区）水务局：', '一、排查裸露管道和楼顶水箱。', '二、备足抢修管材。')
    const b = doc('各县（区）水务局：', '新增一段关于值班电话的说明文字。', '一、排查裸露管道、背阴立管和楼顶水箱。', '二、备足抢修管材。')
    expect(states(a, b)).toEqual(['same', 'added', 'changed', 'same'])
  })
  it('a removal and the insertion after it are one change', () => {
    const a = doc('首段不变。', '各地工作情况每日报市水务局办公室。')
    const b = doc('首段不变。', '气温低于零度时实行零报告制度。')
    const result = compare(text('题', a), text('题', b), { before: a, after: b })
    expect(result.rows.map((r) => r.number)).toEqual([0, 1, 1])
    expect(result.total).toBe(1)
  })
  it('a changed title and a changed field are numbered before the body', () => {
    const before = text('旧题', doc('文'))
    const after = { ...text('新题', doc('文')), fields: { 文号: '云水发〔2026〕40号' } }
    const result = compare(before, after, { before: doc('文'), after: doc('文') })
    expect([result.title?.number, result.fields[0]?.label, result.fields[0]?.number]).toEqual([1, '文号', 2])
  })
  it('bold alone is a change of layout', () => {
    const b: DocNode = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '重点', marks: [{ type: 'bold' }] }] }] }
    const [row] = compare(text('题', doc('重点')), text('题', b), { before: doc('重点'), after: b }).rows
    expect([row!.state, row!.layoutOnly]).toEqual(['changed', true])
  })
  it('a long document is compared block by block', () => {
    const lines = Array.from({ length: 1100 }, (_, i) => `第${i}条 本条规定供水管网第${i * 7}号阀门的巡检办法。`)
    const edited = lines.map((l, i) => (i % 100 === 50 ? l.replace('巡检', '检修') : l))
    expect(states(doc(...lines), doc(...edited)).filter((s) => s === 'changed')).toHaveLength(11)
  })
})

describe('tables', () => {
  it('an edited cell and a new row are found by the row name', () => {
    const [a] = unitsOf({ type: 'doc', content: [table([['片区', '电话'], ['老城', '8800 110'], ['东湖', '8800 112']])] }) as TableUnit[]
    const [b] = unitsOf({ type: 'doc', content: [table([['片区', '电话'], ['老城', '8800 110'], ['东湖', '8800 116'], ['青岚', '8800 119']])] }) as TableUnit[]
    const rows = tableRows(a!, b!)
    expect(rows[2]!.after!.map((c) => c.changed)).toEqual([false, true])
    expect([rows.length, rows[3]!.before]).toEqual([4, null])
  })
  it('blocks after a table keep their index', () => {
    const units = unitsOf({ type: 'doc', content: [paragraph('前'), table([['一', '二'], ['三', '四']]), paragraph('后')] })
    expect(units[2]).toMatchObject({ kind: 'text', block: 5, text: '后' })
  })
})

it('long unchanged stretches fold and keep one row before the next change', () => {
  const same = (n: number): Row[] => Array.from({ length: n }, () => ({ state: 'same', number: 0, before: null, after: null, pieces: null, table: null, layoutOnly: false }))
  const edit: Row = { ...same(1)[0]!, state: 'changed' }
  const shown = folded([edit, ...same(4), edit, ...same(3)], new Set())
  expect(shown.map((s) => ('fold' in s ? s.count : s.state))).toEqual(['changed', 3, 'same', 'changed', 'same', 'same', 'same'])
})
