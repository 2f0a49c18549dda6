// The columns of each kind of list: their names in files and on the screen, a template to fill in, what a row must have.
import type { Cells, ListKind } from '@/api/proofing'
import { csvText } from '@/parts/csv'

export const KINDS: Record<ListKind, string> = { words: '词语', persons: '人员', rules: '规则' }

/** Names in the file, in order, with staff's word for each. */
export const COLUMNS: Record<ListKind, [string, string][]> = {
  words: [
    ['category', '分类'], ['severity', '级别'], ['word', '词'], ['suggestion', '建议'], ['variants', '变形'], ['boundary', '词边界'], ['left', '前面'], ['right', '后面'], ['near', '同句有'], ['not_near', '同句没有'],
    ['scope', '查哪里'], ['columns', '栏目'], ['types', '内容类型'], ['valid_from', '生效'], ['valid_to', '失效'], ['source', '出处'], ['note', '备注'],
  ],
  persons: [['person', '姓名'], ['title', '职务'], ['unit', '单位'], ['order', '排序'], ['valid_from', '任职起'], ['valid_to', '任职止']],
  rules: [['rule', '规则'], ['severity', '级别'], ['reason', '理由']],
}

/** Staff's word for a column of a file; one this console doesn't know stays as written. */
export const columnWord = (kind: ListKind, name: string): string => COLUMNS[kind].find(([code]) => code === name)?.[1] ?? name

const EXAMPLES: Record<ListKind, Cells[]> = {
  words: [
    { category: '内部代号', severity: 'block', word: '云雀计划', suggestion: '改用公开的项目名称' },
    { category: '规范用语', severity: 'warn', word: '自来水总公司', suggestion: '市供水集团', near: '供水|停水', valid_from: '2026-01-01' },
    { category: 'allow', severity: 'allow', word: '云雀计划展', note: '展览名称，已公开' },
  ],
  persons: [{ person: '林一舟', title: '科长', unit: '市水务局水资源科', order: '3', valid_from: '2026-03-01' }],
  rules: [{ rule: 'punct.width', severity: 'info', reason: '旧稿里多，先作提示' }],
}

/** A file to fill in: the columns and example rows. */
export function template(kind: ListKind): string {
  const names = COLUMNS[kind].map(([name]) => name)
  return csvText(names, EXAMPLES[kind].map((row) => names.map((name) => row[name] ?? '')))
}

/** What a row is called: its word, the person, the rule. */
export const rowName = (row: Cells): string => row['word'] ?? ([row['unit'], row['title'], row['person']].filter(Boolean).join(' ') || row['rule'] || '—')

const DAY = /^\d{4}-\d{2}-\d{2}$/
const LONGEST = 64

/** What keeps a row from being used, by column; the server looks again. */
export function faults(kind: ListKind, row: Cells): Record<string, string> {
  const out: Record<string, string> = {}
  const cell = (name: string): string => (row[name] ?? '').trim()
  if (kind === 'words') {
    const length = [...cell('word')].length
    if (length === 0) out['word'] = '请写要查的词'
    else if (length === 1) out['word'] = '只有一个字，误报太多'
    else if (length > LONGEST) out['word'] = `有 ${length} 个字，最多 ${LONGEST} 个`
    if (!cell('category')) out['category'] = '请写分类'
    if (cell('variants').split('|').includes('pinyin') && length > 0 && length < 3) out['variants'] = '谐音至少要 3 个字的词'
  }
  if (kind === 'persons') {
    if (!cell('person')) out['person'] = '请写姓名'
    if (!cell('title')) out['title'] = '请写职务'
    if (cell('order') && !/^\d{1,6}$/.test(cell('order'))) out['order'] = '排序写数字'
  }
  for (const name of ['valid_from', 'valid_to']) if (cell(name) && !DAY.test(cell(name))) out[name] = '写成 2026-03-01'
  if (!out['valid_from'] && !out['valid_to'] && cell('valid_from') && cell('valid_to') && cell('valid_to') < cell('valid_from')) out['valid_to'] = '止期早于起期'
  return out
}
