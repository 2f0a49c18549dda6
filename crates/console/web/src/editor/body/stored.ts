/* The form in which a body is saved: only the nodes, marks and attributes on the server's
   allow-list, no defaults, whole numbers, no empty paragraphs at the end. Two bodies that look the
   same give the same JSON, so an untouched text never counts as changed. */
import { blockText, type DocMark, type DocNode } from './doc'

const LAYOUT = ['textAlign', 'indent', 'rightIndent']
const ATTRS: Record<string, string[]> = {
  paragraph: LAYOUT, heading: ['level', ...LAYOUT], orderedList: ['start'],
  tableCell: ['colspan', 'rowspan', 'colwidth'], tableHeader: ['colspan', 'rowspan', 'colwidth'],
  image: ['sha256', 'alt', 'title', 'width', 'height', 'align'], link: ['href'],
}
const DEFAULTS: Record<string, unknown> = { textAlign: 'left', indent: 0, rightIndent: 0, start: 1, colspan: 1, rowspan: 1 }

/** The body to save. */
export function stored(doc: DocNode): DocNode {
  const content = (doc.content ?? []).map(clean)
  while (content.length > 1 && last(content).type === 'paragraph' && blockText(last(content)).trim() === '') content.pop()
  return { type: 'doc', content }
}

const last = (nodes: DocNode[]): DocNode => nodes[nodes.length - 1]!

function clean(node: DocNode): DocNode {
  const out: DocNode = { type: node.type }
  const attrs = kept(node.type, node.attrs)
  if (attrs) out.attrs = attrs
  if (node.text !== undefined) out.text = node.text
  if (node.marks?.length) out.marks = node.marks.map(cleanMark)
  if (node.content?.length) out.content = node.content.map(clean)
  return out
}

function cleanMark(mark: DocMark): DocMark {
  const attrs = kept(mark.type, mark.attrs)
  return attrs ? { type: mark.type, attrs } : { type: mark.type }
}

function kept(type: string, attrs: Record<string, unknown> | undefined): Record<string, unknown> | null {
  const out: Record<string, unknown> = {}
  for (const name of ATTRS[type] ?? []) {
    const value = attrs?.[name]
    if (value === null || value === undefined || value === '' || value === DEFAULTS[name]) continue
    out[name] = typeof value === 'number' ? Math.round(value) : Array.isArray(value) ? value.map((n) => Math.round(Number(n))) : value
  }
  return Object.keys(out).length ? out : null
}
