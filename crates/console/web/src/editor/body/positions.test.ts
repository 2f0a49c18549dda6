import { getSchema } from '@tiptap/core'
import { Node as DocModel } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'
import { segments } from '@/approval/diff/segments'
import { unitsOf } from '@/approval/diff/units'
import { fromHtml } from './convert'
import { blockText, textBlocks, type DocNode } from './doc'
import { blockTexts, place, type Spot } from './marks'
import { documentExtensions } from './schema'
import { stored } from './stored'

const schema = getSchema(documentExtensions())
const html = '<p class="jy-indent">市水务局定于<b>11月31日</b>起<br>冲洗。</p><ul><li><p>老城</p></li></ul><table><tr><th><p>片区</p></th><td><p>东湖</p></td></tr></table><p class="jy-right jy-right-2">云溪市水务局</p>'
const doc = fromHtml(html).doc
const model = DocModel.fromJSON(schema, doc)
const spot = (o: Partial<Spot>): Spot => ({ id: 'f', kind: 'block', block: 0, start: 6, end: 12, quote: '11月31日', label: '1', ...o })
const words = (s: Spot): string | null => {
  const at = place(model, s)
  return at && model.textBetween(at.from, at.to)
}

describe('positions', () => {
  it('the editor, the saved JSON and the review count the same text blocks', () => {
    const saved = textBlocks(stored(doc)).map(blockText)
    const review = unitsOf(stored(doc)).flatMap((u) => (u.kind === 'text' ? [[u.block, u.text]] : u.kind === 'table' ? u.rows.flat().flatMap((c) => c.parts.map((p) => [p.block, p.text])) : []))
    expect(blockTexts(model)).toEqual(saved)
    expect(review).toEqual(saved.map((text, i) => [i, text]))
  })
  it('a finding lands on its words, also across bold', () => {
    expect([words(spot({ quote: '定于11月31日起', start: 4, end: 13 })), words(spot({}))]).toEqual(['定于11月31日起', '11月31日'])
  })
  it('a finding in raised digits lands on them, in the editor and in the review', () => {
    const raised = DocModel.fromJSON(schema, fromHtml('<p>面积50M<sup>2</sup>。</p>').doc)
    const s = spot({ start: 2, end: 6, quote: '50M²' })
    const at = place(raised, s)!
    expect(raised.textBetween(at.from, at.to)).toBe('50M2')
    const runs = [{ text: '面积50M', marks: [] }, { text: '2', marks: [{ type: 'superscript' }] }, { text: '。', marks: [] }]
    expect(segments(runs, null, [s]).filter((one) => one.spot).map((one) => one.text)).toEqual(['50M', '2'])
  })
  it('what is missing lands on its blank cell, and nowhere once that has a text', () => {
    const cell = (text: string): DocModel => DocModel.fromJSON(schema, fromHtml(`<table><tr><th>甲</th><td>${text}</td></tr></table>`).doc)
    const missing = spot({ block: 1, start: 0, end: 0, quote: '' })
    expect([place(cell(''), missing), place(cell('&nbsp;'), missing), place(cell('乙'), missing)].map((at) => at !== null)).toEqual([true, true, false])
  })
  it('a finding whose block has moved is found by its quote', () => {
    expect(words(spot({ block: 0, start: 0, end: 2, quote: '东湖' }))).toBe('东湖')
  })
  it('a finding whose words are gone has no place', () => {
    expect(words(spot({ quote: '12月31日' }))).toBeNull()
  })
})

describe('what is saved', () => {
  it('has only attributes that differ from the default, and survives the editor unchanged', () => {
    const saved = stored(model.toJSON() as DocNode)
    expect(saved.content?.map((n) => n.attrs)).toEqual([{ indent: 2 }, undefined, undefined, { textAlign: 'right', rightIndent: 2 }])
    expect(stored(DocModel.fromJSON(schema, saved).toJSON() as DocNode)).toEqual(saved)
  })
  it('names what an imported page loses', () => {
    expect(fromHtml('<p>文</p><iframe></iframe><img src="http://a.example/1.png">').lost).toEqual(['嵌入的页面 1 处', '图片 1 处'])
  })
})

it('a stretch is cut where a change, bold text and a finding begin and end', () => {
  const runs = [{ text: '冲洗', marks: [] }, { text: '11月31日起', marks: [{ type: 'bold' }] }]
  const cut = segments(runs, [{ op: 'same', text: '冲', at: 0, from: 0 }, { op: 'ins', text: '洗11月31日起', at: 1, from: 1 }], [spot({ start: 2, end: 8 })])
  expect(cut.map((s) => `${s.op} ${s.text}${s.marks.length ? ' b' : ''}${s.spot ? ' f' : ''}`)).toEqual(['same 冲', 'ins 洗', 'ins 11月31日 b f', 'ins 起 b'])
})
