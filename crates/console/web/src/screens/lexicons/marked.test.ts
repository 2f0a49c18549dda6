import { expect, test } from 'vitest'
import type { Finding } from '@/api/types'
import { placed, stretches } from './marked'

const found = (words: string, block: number, start: number, severity: Finding['severity'] = 'info'): Finding => ({ id: `${words}${block}${start}`, severity, category: 'typo', rule: 'r', label: '错别字', field: 'body', block, start, end: start + words.length, found: words, suggestion: null, message: '', before: '', after: '', waiver: null })

test('findings are placed by line and offset, worst first', () => {
  const hits = placed('现布署如下。\n再布署云雀。', [found('布署', 0, 1), found('布署', 1, 1), found('云雀', 1, 3, 'block')])
  expect(hits.map((hit) => [hit.number, hit.from, hit.to])).toEqual([[1, 10, 12], [2, 1, 3], [3, 8, 10]])
})
test('a finding whose words are gone is not drawn', () => {
  expect(placed('现部署如下。', [found('布署', 0, 1)])).toEqual([])
})
test('two findings of the same words never share a place', () => {
  const hits = placed('改，布署，布署', [found('布署', 0, 0), found('布署', 0, 3)])
  expect(new Set(hits.map((hit) => hit.from)).size).toBe(2)
})
test('the stretches are the text, and the worse of two findings is drawn', () => {
  const text = '推进云雀计划二期'
  const parts = stretches(text, placed(text, [found('云雀计划二期', 0, 2), found('云雀', 0, 2, 'block')]))
  expect(parts.map((part) => part.text).join('')).toBe(text)
  expect(parts.map((part) => part.hit?.finding.severity ?? '')).toEqual(['', 'block', 'info'])
})
