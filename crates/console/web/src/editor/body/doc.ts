/* The document of the editor as plain JSON: its shape, its text blocks and small builders.
   A text block is a paragraph or heading in document order; its index and UTF-16 offsets are the
   positions that findings, annotations and the server use, so the order here must never differ. */

export interface DocMark { type: string; attrs?: Record<string, unknown> }
/** Text as the check reads it: a raised digit as its own character, of the same length. */
export const raised = (text: string, marks: readonly string[]): string => (marks.includes('superscript') ? text.replace(/[0-9]/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!) : text)

export interface DocNode {
  type: string
  attrs?: Record<string, unknown>
  content?: DocNode[]
  text?: string
  marks?: DocMark[]
}

/** Schema number written into `text.body.schema`. */
export const SCHEMA = 1

export const EMPTY_DOC: DocNode = { type: 'doc', content: [{ type: 'paragraph' }] }

export function isTextBlock(node: DocNode): boolean {
  return node.type === 'paragraph' || node.type === 'heading'
}

/** Text of one text block; a line break counts as one character. */
export function blockText(node: DocNode): string {
  return (node.content ?? []).map((n) => (n.type === 'text' ? n.text ?? '' : '\n')).join('')
}

/** All text blocks below `node` in document order. */
export function textBlocks(node: DocNode): DocNode[] {
  if (isTextBlock(node)) return [node]
  return (node.content ?? []).flatMap(textBlocks)
}

export function attr<T>(node: DocNode, name: string, fallback: T): T {
  const value = node.attrs?.[name]
  return value === undefined || value === null ? fallback : (value as T)
}

export function paragraph(text: string, attrs: Record<string, unknown> = {}): DocNode {
  return { type: 'paragraph', attrs, content: text ? [{ type: 'text', text }] : [] }
}

/** Characters a reader counts: everything but white space. */
export function charCount(node: DocNode): number {
  return textBlocks(node).reduce((n, b) => n + [...blockText(b).replace(/\s/g, '')].length, 0)
}

/** Same node with `change` applied to every node, children first. */
export function mapNodes(node: DocNode, change: (n: DocNode) => DocNode): DocNode {
  const content = node.content?.map((n) => mapNodes(n, change))
  return change(content ? { ...node, content } : node)
}

/** True when nothing but empty blocks is left. */
export function isBlank(node: DocNode): boolean {
  if (node.type === 'image' || node.type === 'horizontalRule' || node.type === 'table') return false
  if (isTextBlock(node)) return blockText(node).trim() === ''
  return (node.content ?? []).every(isBlank)
}

/** Pictures of a body in order. */
export function pictures(node: DocNode): { sha256: string; alt: string }[] {
  const own = node.type === 'image' ? [{ sha256: attr(node, 'sha256', ''), alt: attr(node, 'alt', '').trim() }] : []
  return [...own, ...(node.content ?? []).flatMap(pictures)]
}
