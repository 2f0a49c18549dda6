// A selection as a table file that WPS and Excel open with the right characters.
import type { ArticleRow } from '@/api/types'
import { exact } from '@/parts/time'
import { rowState } from './rowState'

/** Cells that a spreadsheet would take for a formula get an apostrophe before them. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replace(/"/g, '""')}"`
}

/** CSV with a byte-order mark: title, site, column, state, drafter, date, address. */
export function csvOf(rows: ArticleRow[]): string {
  const head = ['标题', '站点', '栏目', '走到哪一步', '拟稿人', '更新时间', '上线时间', '网址']
  const lines = rows.map((row) => [row.title, row.site, row.column_path, rowState(row).text, row.drafter, exact(row.updated_at), row.published_at ? exact(row.published_at) : '', row.url ?? ''])
  return '\uFEFF' + [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n'
}

export function offerFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
