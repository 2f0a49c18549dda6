import { expect, test } from 'vitest'
import type { RuleRow } from '@/api/proofing'
import { standing, worstFirst } from './precision'

const rule = (over: Partial<RuleRow>): RuleRow => ({ rule: 'r', label: '规则', category: 'punct', severity: 'info', set: null, documents: 1, hits: 100, waived: 0, ignored: 0, precision: 100, proposal: null, ...over })

test('a rule is called poor only below 20 % and over 50 hits', () => {
  const of = (precision: number | null, hits: number): string => standing(rule({ precision, hits }))
  expect([of(19, 50), of(20, 50), of(19, 49), of(null, 80), of(60, 80)]).toEqual(['poor', 'fair', 'unknown', 'unknown', 'good'])
})
test('proposals come first, then the worst, and those of which nothing is known last', () => {
  const rows = [rule({ rule: 'few', hits: 2 }), rule({ rule: 'good' }), rule({ rule: 'poor', precision: 5 }), rule({ rule: 'asked', precision: 12, proposal: { severity: 'info', why: '' } })]
  expect([...rows].sort(worstFirst).map((row) => row.rule)).toEqual(['asked', 'poor', 'good', 'few'])
})
