/* Opens bodies that weren't written in the editor. Imported HTML and Markdown become a document; what
   can't come along is named, so that nobody saves a loss without knowing. */
import { generateJSON } from '@tiptap/core'
import type { Text } from '@/api/types'
import { cleanOffice } from './cleanOffice'
import { EMPTY_DOC, isBlank, paragraph, type DocNode } from './doc'
import { documentExtensions } from './schema'

export interface Opened { doc: DocNode; converted: 'html' | 'markdown' | null; lost: string[] }

const JY_ALIGN: Record<string, string> = { 'jy-center': 'center', 'jy-right': 'right', 'jy-justify': 'justify' }
const LOSSES: [string, string][] = [
  ['iframe, embed, object', '嵌入的页面'], ['video, audio', '音视频'], ['img:not([src^="asset:"]):not([src^="/api/v1/assets/"])', '图片'],
  ['form, input, button', '表单'], ['[style*="color"], font[color]', '文字颜色'], ['[style*="font-size"], font[size]', '字号'],
]

/** The body of `text` as a document of the editor. */
export function openBody(text: Text): Opened {
  const { format, value } = text.body
  if (format === 'doc') return { doc: (value as DocNode | null) ?? EMPTY_DOC, converted: null, lost: [] }
  if (format === 'markdown') return { doc: fromMarkdown(String(value ?? '')), converted: 'markdown', lost: [] }
  return fromHtml(String(value ?? ''))
}

export function fromHtml(html: string): Opened {
  const dom = new DOMParser().parseFromString(html, 'text/html')
  const lost = LOSSES.flatMap(([selector, name]) => {
    const n = dom.querySelectorAll(selector).length
    return n > 0 ? [`${name} ${n} 处`] : []
  })
  for (const e of Array.from(dom.querySelectorAll<HTMLElement>('[class*="jy-"]'))) {
    for (const [name, align] of Object.entries(JY_ALIGN)) if (e.classList.contains(name)) e.style.textAlign = align
    if (e.classList.contains('jy-indent')) e.style.textIndent = '2em'
    const right = /jy-right-(\d)/.exec(e.className)
    if (right) Object.assign(e.style, { textAlign: 'right', marginRight: `${right[1]}em` })
  }
  const doc = generateJSON(cleanOffice(dom.body.innerHTML).html, documentExtensions()) as DocNode
  return { doc: isBlank(doc) ? EMPTY_DOC : doc, converted: 'html', lost }
}

/** Headings, list lines and paragraphs; other Markdown stays as typed. */
function fromMarkdown(source: string): DocNode {
  const content = source.split(/\n{2,}/).filter((p) => p.trim()).map((p): DocNode => {
    const heading = /^(#{1,4})\s+(.*)$/s.exec(p)
    if (heading) return { ...paragraph(heading[2]!.trim(), { level: heading[1]!.length }), type: 'heading' }
    return paragraph(p.trim().replace(/\n/g, ''))
  })
  return { type: 'doc', content: content.length ? content : [{ type: 'paragraph' }] }
}
