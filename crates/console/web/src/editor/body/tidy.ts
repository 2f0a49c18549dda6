/* 一键排版: the layout rules of official documents applied to a body in one step. Words are never
   changed; only white space, width of punctuation between Chinese characters, indents, alignment
   and heading levels are. Applying it twice gives the same result. */
import { attr, blockText, isTextBlock, mapNodes, type DocNode } from './doc'
import { isoDate } from './recognise'

export interface Tidied { doc: DocNode; done: string[] }

const HAN = '\\u3400-\\u9fff〇'
const WIDE: Record<string, string> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }

interface Tally { indent: number; blank: number; heading: number; punctuation: number; signature: number; header: number }

/** The tidied document and what was done, in words with numbers. */
export function tidy(doc: DocNode): Tidied {
  const tally: Tally = { indent: 0, blank: 0, heading: 0, punctuation: 0, signature: 0, header: 0 }
  const texts = mapNodes(doc, (n) => (isTextBlock(n) ? cleanText(n, tally) : n))
  const kept = (texts.content ?? []).filter((n) => {
    const blank = isTextBlock(n) && blockText(n).trim() === ''
    if (blank) tally.blank += 1
    return !blank
  })
  const last = signatureStart(kept)
  const opening = kept.findIndex((n) => isTextBlock(n) && attr<string>(n, 'textAlign', 'left') !== 'center')
  const content = kept.map((n, i) => layout(n, i === opening, i >= last, tally))
  return { doc: { ...texts, content: content.length ? content : [{ type: 'paragraph' }] }, done: words(tally) }
}

function words(t: Tally): string[] {
  const all: [number, string][] = [
    [t.blank, `去空行 ${t.blank} 处`], [t.indent, `首行缩进 ${t.indent} 段`], [t.heading, `层次标题 ${t.heading} 处`],
    [t.punctuation, `标点和空格 ${t.punctuation} 处`], [t.signature, `落款靠右 ${t.signature} 行`], [t.header, `表头 ${t.header} 个`],
  ]
  return all.filter(([n]) => n > 0).map(([, s]) => s)
}

function cleanText(block: DocNode, tally: Tally): DocNode {
  const parts = block.content ?? []
  const content = parts.flatMap((n, i) => {
    if (n.type !== 'text') return [n]
    const edge = { before: parts[i - 1]?.text?.slice(-1) ?? '', after: parts[i + 1]?.text?.[0] ?? '' }
    let text = cleanRun(n.text ?? '', edge.before, edge.after)
    if (i === 0) text = text.replace(/^[\s\u3000]+/, '')
    if (i === parts.length - 1) text = text.replace(/[\s\u3000]+$/, '')
    if (text !== n.text) tally.punctuation += 1
    return text ? [{ ...n, text }] : []
  })
  return { ...block, content }
}

function cleanRun(run: string, before: string, after: string): string {
  return (before + run.replace(/\u00a0/g, ' ') + after)
    .replace(new RegExp(`(?<=[${HAN}，。；：！？、）》”])[ \\u3000]+(?=[${HAN}（《“])`, 'g'), '')
    .replace(new RegExp(`(?<=[${HAN}）》”])[,;:?!](?=[${HAN}（《“]|$)`, 'g'), (c) => WIDE[c]!)
    .replace(new RegExp(`\\((?=[${HAN}])([^()]{1,40})\\)`, 'g'), '（$1）')
    .replace(/(?<=[\u4e00-\u9fa5])[[(【（]((?:19|20)\d{2})[\])】）](?=\d{1,5}号)/g, '〔$1〕')
    .slice(before.length)
    .replace(after ? new RegExp(`.{${after.length}}$`, 's') : /$^/, '')
}

/** Index of the first line of the closing signature; beyond the end when there is none. */
function signatureStart(blocks: DocNode[]): number {
  for (let i = blocks.length - 1; i > 0 && i >= blocks.length - 6; i--) {
    if (!isTextBlock(blocks[i]!) || !isoDate(blockText(blocks[i]!))) continue
    let start = i
    while (start > 1 && isTextBlock(blocks[start - 1]!) && isOrgan(blockText(blocks[start - 1]!))) start -= 1
    return start
  }
  return blocks.length
}

function isOrgan(text: string): boolean {
  return text.length <= 30 && !/[。；，：、]/.test(text) && /(局|委|会|办|室|府|厅|院|心|团|司|校|所|站|处|部|队)$/.test(text)
}

function layout(node: DocNode, opening: boolean, closing: boolean, tally: Tally): DocNode {
  if (node.type === 'table') return headRow(node, tally)
  if (!isTextBlock(node)) return node
  const text = blockText(node)
  if (closing && (isoDate(text) || isOrgan(text))) return set(node, { textAlign: 'right', indent: 0, rightIndent: 2 }, () => (tally.signature += 1))
  if (attr<string>(node, 'textAlign', 'left') === 'center' || attr<string>(node, 'textAlign', 'left') === 'right') return set(node, { indent: 0 }, () => 0)
  const level = headingLevel(text)
  if (level) {
    const heading = { ...node, type: 'heading' }
    if (node.type !== 'heading' || attr(node, 'level', 0) !== level) tally.heading += 1
    return set(heading, { level, indent: 2, textAlign: 'left', rightIndent: 0 }, () => 0)
  }
  const flush = (opening && /[：:]$/.test(text)) || /^附件\d*\s*[：:]/.test(text)
  return set(node, { indent: flush ? 0 : 2, textAlign: attr<string>(node, 'textAlign', 'left') }, () => (tally.indent += 1))
}

/** 一、… is a first level, （一）… a second; a line that ends like a sentence is text. */
function headingLevel(text: string): number {
  if (text.length > 40 || /[。；：，]$/.test(text) || /。./.test(text)) return 0
  if (/^[一二三四五六七八九十]+、/.test(text)) return 2
  return /^（[一二三四五六七八九十]+）/.test(text) ? 3 : 0
}

function set(node: DocNode, attrs: Record<string, unknown>, counted: () => void): DocNode {
  const same = Object.entries(attrs).every(([k, v]) => (node.attrs?.[k] ?? (k === 'textAlign' ? 'left' : 0)) === v)
  if (!same) counted()
  return { ...node, attrs: { ...node.attrs, ...attrs } }
}

/** Gives a table a header row; the public page needs one. */
function headRow(table: DocNode, tally: Tally): DocNode {
  const rows = table.content ?? []
  const first = rows[0]
  if (!first || rows.length < 2 || (first.content ?? []).some((c) => c.type === 'tableHeader')) return table
  tally.header += 1
  const head = { ...first, content: (first.content ?? []).map((c) => ({ ...c, type: 'tableHeader' })) }
  return { ...table, content: [head, ...rows.slice(1)] }
}
