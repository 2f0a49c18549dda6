/* Turns what Word and WPS put on the clipboard into the few elements the editor's schema knows.
   Alignment, first-line indent, right offset of signatures, lists, merged cells and column widths
   survive; fonts, sizes, colours and office markup don't. Pictures that point into the writer's own
   disk can't be read by a browser: they are dropped and counted, so that the screen can say so. */

export interface Cleaned { html: string; droppedPictures: number; office: boolean }

const OFFICE = /mso-|MsoNormal|urn:schemas-microsoft-com|ProgId"?\s+content="?(Word|WPS|Excel)|data-wps|<!--\[if gte/i
/** Width of one Chinese character of 三号字, the body size of official documents, in points. */
const CHAR_PT = 16
const KEEP = new Set(['P', 'H1', 'H2', 'H3', 'H4', 'UL', 'OL', 'LI', 'TABLE', 'TBODY', 'THEAD', 'TR', 'TD', 'TH', 'STRONG', 'EM', 'U', 'S', 'SUB', 'SUP', 'A', 'BR', 'IMG', 'BLOCKQUOTE', 'HR'])

/** Cleans pasted HTML; text that isn't from an office program only loses style sheets and styles. */
export function cleanOffice(source: string): Cleaned {
  const office = OFFICE.test(source)
  const sheets: string[] = []
  // taken out before parsing: a style element breaks the page's CSP even in a detached document
  const html = source.replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_, css: string) => { sheets.push(css); return '' })
    .replace(/<!\[if[^\]]*\]>/gi, '').replace(/<!\[endif\]>/gi, '')
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const rules = classRules(sheets)
  removeNoise(doc)
  for (const p of each(doc, 'p, h1, h2, h3, h4, div')) keepLayout(p, rules)
  if (office) officeLists(doc)
  const droppedPictures = dropLocalPictures(doc)
  for (const span of each(doc, 'span, font, b, i, strike, del')) inlineMarks(doc, span)
  for (const cell of each(doc, 'td, th')) cellWidths(cell)
  unwrapUnknown(doc)
  return { html: doc.body.innerHTML.replace(/\u00a0/g, ' ').trim(), droppedPictures, office }
}

function each(doc: Document, selector: string): HTMLElement[] {
  return Array.from(doc.querySelectorAll<HTMLElement>(selector))
}

/** Declarations of `p.Name` rules by class name. */
function classRules(sheets: string[]): Map<string, string> {
  const rules = new Map<string, string>()
  for (const m of sheets.join('\n').matchAll(/\b(?:p|li|div)\.([\w-]+)[^{}]*\{([^}]*)\}/g)) rules.set(m[1]!, m[2]!)
  return rules
}

function removeNoise(doc: Document): void {
  const walker = doc.createTreeWalker(doc.documentElement, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const c of comments) c.parentNode?.removeChild(c)
  for (const e of each(doc, 'meta, link, title, style, script, xml, template, colgroup')) e.remove()
  for (const e of Array.from(doc.getElementsByTagName('o:p'))) e.replaceWith(...Array.from(e.childNodes))
  for (const e of Array.from(doc.getElementsByTagName('v:shape'))) e.remove()
}

function declared(style: string, name: string): string | null {
  const m = new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;]+)`, 'i').exec(style)
  return m ? m[1]!.trim() : null
}

/** A length in Chinese characters; points and pixels are divided by the body size. */
function chars(length: string | null): number {
  const n = parseFloat(length ?? '')
  if (!Number.isFinite(n)) return 0
  if (/em|ch/.test(length!)) return n
  return /px/.test(length!) ? (n * 0.75) / CHAR_PT : /cm/.test(length!) ? (n * 28.35) / CHAR_PT : n / CHAR_PT
}

function keepLayout(p: HTMLElement, rules: Map<string, string>): void {
  const own = p.getAttribute('style') ?? ''
  const sheet = rules.get(p.className) ?? ''
  const align = declared(own, 'text-align') ?? p.getAttribute('align') ?? declared(sheet, 'text-align')
  const indent = declared(own, 'text-indent') ?? declared(sheet, 'text-indent')
  const right = chars(declared(own, 'margin-right'))
  const list = /mso-list:\s*\S+\s+level(\d)/i.exec(own)
  for (const a of Array.from(p.attributes)) p.removeAttribute(a.name)
  if (list) p.setAttribute('data-level', list[1]!)
  if (align === 'center' || align === 'right') p.style.textAlign = align
  const typed = /^[\s\u00a0\u3000]{2,}/.test(p.textContent ?? '')
  if (!list && align !== 'center' && align !== 'right' && (chars(indent) > 0 || typed)) p.setAttribute('data-indent', '2')
  if (align === 'right' && right > 0) p.setAttribute('data-right', String(Math.min(8, Math.round(right))))
  if (typed) trimStart(p)
}

function trimStart(p: HTMLElement): void {
  const walker = p.ownerDocument.createTreeWalker(p, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    node.nodeValue = (node.nodeValue ?? '').replace(/^[\s\u00a0\u3000]+/, '')
    if (node.nodeValue !== '') return
  }
}

/** Paragraphs that office programs number themselves. Arabic numbers and bullets become real lists;
    Chinese numbering (一、 （一）) becomes text, because a list would print 1, 2, 3 instead. */
function officeLists(doc: Document): void {
  for (const p of each(doc, 'p[data-level]')) {
    const mark = each(doc, 'span').find((s) => p.contains(s) && /mso-list/i.test(s.getAttribute('style') ?? ''))
    const label = (mark?.textContent ?? '').replace(/[\s\u00a0]/g, '')
    mark?.remove()
    const level = Number(p.getAttribute('data-level'))
    p.removeAttribute('data-level')
    const number = /^(\d+)[.．、)）]?$/.exec(label)
    if (!number && !/^[·•●○■□◆◇▪▲\-–—oØlnuüv§]$/.test(label)) {
      if (label) p.prepend(doc.createTextNode(label))
      p.setAttribute('data-indent', '2')
      continue
    }
    appendItem(doc, p, number ? 'OL' : 'UL', level, number ? Number(number[1]) : 1)
  }
  for (const l of each(doc, '[data-office]')) l.removeAttribute('data-office')
}

function appendItem(doc: Document, p: HTMLElement, tag: 'OL' | 'UL', level: number, start: number): void {
  const item = doc.createElement('li')
  let list = p.previousElementSibling as HTMLElement | null
  if (!list?.hasAttribute('data-office')) list = null
  for (let depth = 1; list && depth < level; depth++) {
    const last: Element | null = list.lastElementChild
    const inner = last?.lastElementChild as HTMLElement | null
    if (inner && (inner.tagName === 'OL' || inner.tagName === 'UL')) list = inner
    else if (last) list = last.appendChild(doc.createElement(tag))
  }
  if (!list || (level === 1 && list.tagName !== tag)) {
    list = doc.createElement(tag)
    list.setAttribute('data-office', '')
    if (tag === 'OL' && start > 1) list.setAttribute('start', String(start))
    p.before(list)
  }
  list.appendChild(item)
  item.appendChild(p)
}

function dropLocalPictures(doc: Document): number {
  let dropped = 0
  for (const img of each(doc, 'img')) {
    const src = img.getAttribute('src') ?? ''
    if (/^(asset:|\/api\/v1\/assets\/)/i.test(src)) continue
    dropped += 1
    const line = img.closest('p')
    img.remove()
    if (line && (line.textContent ?? '').trim() === '' && !line.querySelector('img')) line.remove()
  }
  return dropped
}

/** Bold, italic, underline, strike, sub and superscript however they were written; nothing else. */
function inlineMarks(doc: Document, e: HTMLElement): void {
  const style = e.getAttribute('style') ?? ''
  const weight = declared(style, 'font-weight')
  const plain = weight === 'normal' || weight === '400'
  const line = declared(style, 'text-decoration') ?? ''
  const shift = declared(style, 'vertical-align')
  const tags: string[] = []
  if ((e.tagName === 'B' && !plain) || weight === 'bold' || Number(weight) >= 600) tags.push('strong')
  if (e.tagName === 'I' || declared(style, 'font-style') === 'italic') tags.push('em')
  if (/underline/.test(line)) tags.push('u')
  if (e.tagName === 'STRIKE' || e.tagName === 'DEL' || /line-through/.test(line)) tags.push('s')
  if (shift === 'sub') tags.push('sub')
  if (shift === 'super') tags.push('sup')
  let inner: Node[] = Array.from(e.childNodes)
  for (const tag of tags) {
    const wrap = doc.createElement(tag)
    wrap.append(...inner)
    inner = [wrap]
  }
  e.replaceWith(...inner)
}

function cellWidths(cell: HTMLElement): void {
  const width = parseInt(cell.getAttribute('width') ?? '', 10)
  const span = Math.max(1, Number(cell.getAttribute('colspan') ?? 1))
  const rows = cell.getAttribute('rowspan')
  for (const a of Array.from(cell.attributes)) cell.removeAttribute(a.name)
  if (span > 1) cell.setAttribute('colspan', String(span))
  if (rows && rows !== '1') cell.setAttribute('rowspan', rows)
  if (width > 0) cell.setAttribute('colwidth', Array(span).fill(Math.round(width / span)).join(','))
}

function unwrapUnknown(doc: Document): void {
  for (const e of each(doc, 'body *')) {
    if (e.tagName === 'TABLE' || e.tagName === 'TR') for (const a of Array.from(e.attributes)) e.removeAttribute(a.name)
    if (e.tagName === 'A') {
      const href = e.getAttribute('href') ?? ''
      for (const a of Array.from(e.attributes)) e.removeAttribute(a.name)
      if (/^(https?:|mailto:|tel:|\/)/i.test(href)) e.setAttribute('href', href)
      else e.replaceWith(...Array.from(e.childNodes))
    } else if (e.tagName === 'DIV' && !e.querySelector('p, div, table, ul, ol, h1, h2, h3, h4')) {
      const p = doc.createElement('p')
      for (const a of Array.from(e.attributes)) p.setAttribute(a.name, a.value)
      p.append(...Array.from(e.childNodes))
      e.replaceWith(p)
    } else if (!KEEP.has(e.tagName)) e.replaceWith(...Array.from(e.childNodes))
  }
}
