// A selection as a table file that WPS and Excel open with the right characters.
import type { ArticleRow } from '@/api/types'
import { csvText } from '@/parts/csv'
import { exact } from '@/parts/time'
import { rowState } from './rowState'

/** CSV with a byte-order mark: title, site, column, state, drafter, date, address. */
export function csvOf(rows: ArticleRow[]): string {
  const head = ['标题', '站点', '栏目', '走到哪一步', '拟稿人', '更新时间', '上线时间', '网址']
  return csvText(head, rows.map((row) => [row.title, row.site, row.column_path, rowState(row).text, row.drafter, exact(row.updated_at), row.published_at ? exact(row.published_at) : '', row.url ?? '']))
}
