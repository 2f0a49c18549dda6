import { describe, expect, it } from 'vitest'
import word from '../fixtures/word.html?raw'
import wps from '../fixtures/wps.html?raw'
import { cleanOffice } from './cleanOffice'

const dom = (html: string): HTMLElement => {
  const root = document.createElement('div')
  root.innerHTML = cleanOffice(html).html
  return root
}
const find = (root: HTMLElement, text: string): HTMLElement => Array.from(root.querySelectorAll<HTMLElement>('p, li, td')).filter((e) => e.textContent?.includes(text)).pop()!

describe('Word', () => {
  const root = dom(word)
  it('no office markup, style sheet or font is left', () => {
    expect(root.innerHTML).not.toMatch(/mso|font|<span|<o:p|<style|class=|lang=/)
  })
  it('a centred title stays centred and bold', () => {
    const title = find(root, '防冻保供')
    expect([title.style.textAlign, title.querySelector('strong') !== null]).toEqual(['center', true])
  })
  it('first-line indent survives, also when only a class rule gives it', () => {
    expect([find(root, '温暖过冬').dataset['indent'], find(root, '类选择器').dataset['indent'], find(root, '各县').dataset['indent']]).toEqual(['2', '2', undefined])
  })
  it('a signature keeps its offset from the right', () => {
    const sign = find(root, '11月21日')
    expect([sign.style.textAlign, sign.dataset['right']]).toEqual(['right', '4'])
  })
  it('numbered paragraphs become one list without their typed numbers', () => {
    expect(Array.from(root.querySelectorAll('ol > li')).map((li) => li.textContent!.trim())).toEqual(['排查裸露管道、楼顶水箱；', '备足抢修管材和应急供水车。'])
  })
  it('merged cells and column widths survive', () => {
    const cell = root.querySelector('td[colspan]')!
    expect([cell.getAttribute('colspan'), cell.getAttribute('colwidth'), root.querySelectorAll('td[rowspan]').length]).toEqual(['2', '150,150', 2])
  })
  it('a picture on the own disk is dropped and counted', () => {
    expect([cleanOffice(word).droppedPictures, root.querySelectorAll('img').length]).toEqual([1, 0])
  })
})

describe('WPS', () => {
  const root = dom(wps)
  it('text cut into font tags is one paragraph again', () => {
    expect(find(root, '报送').outerHTML).toBe('<p data-indent="2">请各单位于11月30日前报送。</p>')
  })
  it('header alignment and merged width survive', () => {
    expect([find(root, '合并表头').style.textAlign || root.querySelector<HTMLElement>('td p')!.style.textAlign, root.querySelector('td')!.getAttribute('colwidth')]).toEqual(['center', '142,142'])
  })
})

describe('other sources', () => {
  it('Chinese numbering of a list becomes text', () => {
    const html = '<p class=MsoNormal style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">（一）</span>排查管道</p>'
    expect(dom(html).innerHTML).toBe('<p data-indent="2">（一）排查管道</p>')
  })
  it('two typed wide spaces are an indent', () => {
    expect(dom('<p>　　冲洗工作开始。</p>').innerHTML).toBe('<p data-indent="2">冲洗工作开始。</p>')
  })
  it('a script link loses its link and keeps its words', () => {
    expect(dom('<p><a href="javascript:x()">附件</a></p>').innerHTML).toBe('<p>附件</p>')
  })
})
