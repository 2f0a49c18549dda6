import { expect, test } from 'vitest'
import type { ScanRow } from '@/api/proofing'
import { percent, stillTakes, took } from './words'

const scan = (done: number, total: number, per_minute: number): ScanRow => ({ id: '1', kind: 'full', state: 'running', reason: '', total, done, per_minute, found: 0, closed: 0, started_by: null, started_at: '2026-11-20T01:00:00Z', ended_at: null })

test('a scan is never called finished before its last text', () => {
  expect([percent(scan(999, 1000, 1)), percent(scan(0, 0, 0)), percent(scan(5, 4, 1))]).toEqual([99, 0, 100])
})
test('what is left is told once the rate is known', () => {
  expect([stillTakes(scan(100, 1300, 100)), stillTakes(scan(0, 1300, 0)), stillTakes(scan(1290, 1300, 100))]).toEqual(['约还要 12 分', '', '约还要 1 分'])
})
test('a short scan is told in seconds', () => {
  const ended = (ended_at: string | null) => took({ ...scan(1, 1, 1), ended_at })
  expect([ended('2026-11-20T01:00:08Z'), ended('2026-11-20T01:03:10Z'), ended(null)]).toEqual(['用了 8 秒', '用了 3 分', ''])
})
