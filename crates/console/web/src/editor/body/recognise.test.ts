import { describe, expect, it } from 'vitest'
import { paragraph, textBlocks, blockText, type DocNode } from './doc'
import { isoDate, recognise, withoutHead } from './recognise'
import { tidy } from './tidy'

const center = { textAlign: 'center' }
const redHead: DocNode = { type: 'doc', content: [
  paragraph('云溪市水务局文件', center), paragraph('云水发[2026]040号', center),
  paragraph('关于开展秋季供水管网', center), paragraph('冲洗工作的通知', center),
  paragraph('各县（区）水务局，市供水集团：'), paragraph('　　市水务局定于2026年12月1日起开展冲洗,现通知如下。'),
  paragraph('一、冲洗安排'), paragraph(''), paragraph('附件：1. 分区冲洗时段明细表'), paragraph('2. 联系人名单'),
  paragraph('云溪市水务局'), paragraph('2026年11月18日'),
] }
const lines = (d: DocNode): string[] => textBlocks(d).map(blockText)

describe('a red-head document', () => {
  it('gives title, number, date, issuer, signature and attachments', () => {
    expect(recognise(redHead)).toMatchObject({
      title: '关于开展秋季供水管网冲洗工作的通知', number: '云水发〔2026〕40号', date: '2026-11-18',
      issuer: '云溪市水务局', signature: '云溪市水务局', attachments: ['分区冲洗时段明细表', '联系人名单'],
    })
  })
  it('loses only the lines that the page draws itself', () => {
    expect(lines(withoutHead(redHead, recognise(redHead)))[0]).toBe('各县（区）水务局，市供水集团：')
  })
  it('a piece of news is left alone', () => {
    const news: DocNode = { type: 'doc', content: [paragraph('昨日，青岚区供水应急演练举行。'), paragraph('演练持续两小时。')] }
    expect(recognise(news)).toMatchObject({ title: null, number: null, date: null, head: [] })
  })
})

describe('dates in Chinese numerals', () => {
  it.each([['二〇二六年十一月十八日', '2026-11-18'], ['二○二六年十月二十日', '2026-10-20'], ['2026年2月30日', null]])('%s', (line, iso) => {
    expect(isoDate(line)).toBe(iso)
  })
})

describe('一键排版', () => {
  it('indents text, finds headings, moves the signature right and drops blank lines', () => {
    const { doc } = tidy(withoutHead(redHead, recognise(redHead)))
    const got = (doc.content ?? []).map((n) => [n.type, n.attrs?.['indent'], n.attrs?.['textAlign']])
    expect(got).toEqual([
      ['paragraph', 0, 'left'], ['paragraph', 2, 'left'], ['heading', 2, 'left'], ['paragraph', 0, 'left'],
      ['paragraph', 2, 'left'], ['paragraph', 0, 'right'], ['paragraph', 0, 'right'],
    ])
  })
  it('widens punctuation only between Chinese characters', () => {
    const { doc } = tidy({ type: 'doc', content: [paragraph('冲洗完成后,水质 达标率 99.8%, 见 http://a.example/b,c。')] })
    expect(lines(doc)).toEqual(['冲洗完成后，水质达标率 99.8%, 见 http://a.example/b,c。'])
  })
  it('is settled after one pass', () => {
    const once = tidy(redHead)
    expect(tidy(once.doc)).toEqual({ doc: once.doc, done: [] })
  })
})
