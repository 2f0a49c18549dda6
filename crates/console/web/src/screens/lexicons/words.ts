// A word's variants, guards, scope and dates as sentences of staff.
import type { Cells } from '@/api/proofing'

/** Ways of writing that still count as the word, in the order of the form. */
export const VARIANTS: [string, string, string][] = [
  ['noise', '夹空格或符号', '云·雀 计划'], ['digits', '数字换写法', '7号、七号、⑦号'], ['repeat', '叠字', '云云雀计划'],
  ['leet', '字母换数字', 'VIP、V1P'], ['pinyin', '谐音', '运却计划'], ['split', '拆字', '口十号'],
]
export const BOUNDARIES: [string, string][] = [['', '自动（短词看前后是否断开）'], ['strict', '整词才算'], ['off', '不看前后']]
export const SCOPES: [string, string][] = [['title', '标题'], ['summary', '摘要'], ['body', '正文'], ['alt', '图片说明'], ['attachment_name', '附件名'], ['attachment_text', '附件正文'], ['link_text', '链接文字']]

const list = (cell: string | undefined): string[] => (cell ?? '').split('|').map((one) => one.trim()).filter(Boolean)
const named = (pairs: readonly (readonly [string, string, ...string[]])[], code: string): string => pairs.find(([one]) => one === code)?.[1] ?? code
const either = (words: string[]): string => words.map((word) => `“${word}”`).join('或')

function beside(where: string, cell: string | undefined): string[] {
  const all = list(cell)
  const not = all.filter((one) => /^[!！]/.test(one)).map((one) => one.slice(1))
  const is = all.filter((one) => !/^[!！]/.test(one))
  return [...(is.length ? [`${where}是${either(is)}`] : []), ...(not.length ? [`${where}不是${either(not)}`] : [])]
}

/** "常见变形都查", "只查原样", "也查夹空格或符号、谐音" */
export function variantWords(cell: string | undefined): string {
  const chosen = list(cell)
  if (chosen.length === 0 || chosen.includes('all')) return '常见变形都查'
  const ways = chosen.filter((one) => one !== 'none')
  return ways.length ? `也查${ways.map((one) => named(VARIANTS, one)).join('、')}` : '只查原样'
}

/** The conditions under which a hit counts; none = always. */
export function guardWords(row: Cells): string[] {
  const edge = row['boundary'] === 'strict' ? ['整词才算'] : row['boundary'] === 'off' ? ['不看前后'] : []
  const near = list(row['near'])
  const far = list(row['not_near'])
  return [...edge, ...beside('前面', row['left']), ...beside('后面', row['right']), ...(near.length ? [`同句有${either(near)}`] : []), ...(far.length ? [`同句没有${either(far)}`] : [])]
}

/** "各处", "标题、正文；栏目 zwgk/tzgg" */
export function scopeWords(row: Cells): string {
  const fields = list(row['scope']).map((one) => named(SCOPES, one)).join('、')
  const columns = list(row['columns'])
  const types = list(row['types'])
  return [fields, columns.length ? `栏目 ${columns.join('、')}` : '', types.length ? `类型 ${types.join('、')}` : ''].filter(Boolean).join('；') || '各处'
}

/** "长期", "2026-01-01 起", "到 2026-12-31", "2026-01-01 至 2026-12-31" */
export function validWords(row: Cells): string {
  const from = row['valid_from'] ?? ''
  const to = row['valid_to'] ?? ''
  if (from && to) return `${from} 至 ${to}`
  return from ? `${from} 起` : to ? `到 ${to}` : '长期'
}

/** Whether the row applies on `today` ("2026-11-20"). */
export function standing(row: Cells, today: string): 'before' | 'now' | 'over' {
  if (row['valid_from'] && today < row['valid_from']) return 'before'
  return row['valid_to'] && row['valid_to'] < today ? 'over' : 'now'
}

/** What the row will do, for the foot of the form. */
export function ruleSentence(row: Cells): string {
  const guards = guardWords(row)
  const where = scopeWords(row)
  const verb = row['severity'] === 'allow' ? '遇到' : '查'
  const end = row['severity'] === 'allow' ? '，里面的词都不报' : ''
  return `${where === '各处' ? '' : `在${where}里`}${verb}“${row['word'] || '…'}”${row['severity'] === 'allow' ? '' : `，${variantWords(row['variants'])}`}${guards.length ? `；要${guards.join('，')}` : ''}${end}。${validWords(row)}有效。`
}
