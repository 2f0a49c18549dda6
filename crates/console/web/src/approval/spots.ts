/* Findings and annotations as numbered places in a text: the same number stands in the text and on
   the card. Findings first, worst first; annotations are counted apart (批1, 批2). */
import type { Annotation, Finding } from '@/api/types'
import type { MarkKind, Spot } from '@/editor/body/marks'

const KIND: Record<Finding['severity'], MarkKind> = { block: 'block', warn: 'confirm', info: 'hint' }
const RANK: Record<Finding['severity'], number> = { block: 0, warn: 1, info: 2 }
const FIELD_ORDER = ['title', 'subtitle', 'summary', 'body', 'alt', 'attachment', 'attachment_text', 'fields']

/** A place with the field it lies in; body spots count text blocks. */
export interface FieldSpot extends Spot { field: string }

/** Worst first, then in reading order. */
export function sortFindings(findings: Finding[]): Finding[] {
  return [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity] || fieldRank(a.field) - fieldRank(b.field) || a.block - b.block || a.start - b.start)
}

const fieldRank = (field: string): number => (FIELD_ORDER.indexOf(field) + FIELD_ORDER.length) % (FIELD_ORDER.length + 1)

export function spotsOf(findings: Finding[], annotations: Annotation[]): FieldSpot[] {
  const found = findings.map((f, i): FieldSpot => ({ id: f.id, kind: KIND[f.severity], field: f.field, block: f.block, start: f.start, end: f.end, quote: f.found, label: String(i + 1) }))
  const said = annotations.map((a, i): FieldSpot => ({ id: a.id, kind: 'note', field: a.field, block: a.block, start: a.start, end: a.end, quote: a.quote, label: `批${i + 1}` }))
  return [...found, ...said]
}

export const SPOT_FIELDS: Record<string, string> = { title: '标题', subtitle: '副标题', summary: '摘要', body: '正文', alt: '图片说明', attachment: '附件名', attachment_text: '附件正文', fields: '字段', source: '来源', author: '拟稿人', keywords: '关键词' }
