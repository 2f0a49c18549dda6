/* A document as a flat row of units: what a reader sees one after the other and what a comparison
   lines up. Text blocks keep their index, so findings and annotations find their place again. */
import { attr, blockText, isTextBlock, type DocMark, type DocNode } from '@/editor/body/doc'

export interface Run { text: string; marks: DocMark[] }
export interface TextUnit {
  kind: 'text'
  block: number
  text: string
  runs: Run[]
  level: number
  align: string
  indent: number
  right: number
  /** "1." or "•" of a list item, with its depth; empty outside lists. */
  marker: string
  depth: number
}
export interface CellPart { block: number; text: string; runs: Run[] }
export interface Cell { head: boolean; colspan: number; rowspan: number; parts: CellPart[]; text: string }
export interface TableUnit { kind: 'table'; rows: Cell[][] }
export interface PictureUnit { kind: 'picture'; sha256: string; alt: string; title: string }
export interface RuleUnit { kind: 'rule' }
export type Unit = TextUnit | TableUnit | PictureUnit | RuleUnit

interface Place { marker: string; depth: number }

/** Units of a document in reading order. */
export function unitsOf(doc: DocNode): Unit[] {
  const units: Unit[] = []
  let block = 0
  const walk = (node: DocNode, place: Place): void => {
    if (isTextBlock(node)) {
      units.push(textUnit(node, block++, place))
      place.marker = ''
    } else if (node.type === 'table') {
      const table = tableUnit(node, block)
      block += table.rows.flat().reduce((n, c) => n + c.parts.length, 0)
      units.push(table)
    } else if (node.type === 'image') {
      units.push({ kind: 'picture', sha256: attr(node, 'sha256', ''), alt: attr(node, 'alt', ''), title: attr(node, 'title', '') })
    } else if (node.type === 'horizontalRule') units.push({ kind: 'rule' })
    else if (node.type === 'bulletList' || node.type === 'orderedList') {
      const first = attr(node, 'start', 1)
      node.content?.forEach((item, i) => walk(item, { marker: node.type === 'orderedList' ? `${first + i}.` : '•', depth: place.depth + 1 }))
    } else {
      const here = { ...place }
      node.content?.forEach((n) => walk(n, here))
    }
  }
  walk(doc, { marker: '', depth: 0 })
  return units
}

export function runsOf(block: DocNode): Run[] {
  return (block.content ?? []).map((n) => ({ text: n.type === 'text' ? n.text ?? '' : '\n', marks: n.marks ?? [] }))
}

function textUnit(node: DocNode, block: number, place: Place): TextUnit {
  return {
    kind: 'text', block, text: blockText(node), runs: runsOf(node), level: node.type === 'heading' ? attr(node, 'level', 2) : 0,
    align: attr(node, 'textAlign', 'left'), indent: attr(node, 'indent', 0), right: attr(node, 'rightIndent', 0), marker: place.marker, depth: place.depth,
  }
}

function cellParts(node: DocNode, next: () => number): CellPart[] {
  if (isTextBlock(node)) return [{ block: next(), text: blockText(node), runs: runsOf(node) }]
  return (node.content ?? []).flatMap((n) => cellParts(n, next))
}

function tableUnit(table: DocNode, from: number): TableUnit {
  let block = from
  const rows = (table.content ?? []).map((row) => (row.content ?? []).map((cell): Cell => {
    const parts = cellParts(cell, () => block++)
    return { head: cell.type === 'tableHeader', colspan: attr(cell, 'colspan', 1), rowspan: attr(cell, 'rowspan', 1), parts, text: parts.map((p) => p.text).join('\n') }
  }))
  return { kind: 'table', rows }
}

/** Equal keys mean that a reader sees no difference. */
export function unitKey(unit: Unit): string {
  if (unit.kind === 'text') return JSON.stringify(['t', unit.level, unit.align, unit.indent, unit.right, unit.marker, unit.runs.map((r) => [r.text, r.marks.map(markKey)])])
  if (unit.kind === 'table') return JSON.stringify(unit.rows.map((r) => r.map((c) => [c.text, c.colspan, c.rowspan])))
  return JSON.stringify(unit)
}

function markKey(mark: DocMark): string {
  return mark.type === 'link' ? `link:${String(mark.attrs?.['href'] ?? '')}` : mark.type
}

export function unitText(unit: Unit): string {
  if (unit.kind === 'text') return unit.text
  if (unit.kind === 'table') return unit.rows.map((r) => r.map((c) => c.text).join('\t')).join('\n')
  return unit.kind === 'picture' ? unit.alt : ''
}
