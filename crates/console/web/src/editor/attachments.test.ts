import { expect, test } from 'vitest'
import type { Asset, Finding, Text } from '@/api/types'
import { grouped, placeWithin, replaced, strippable } from './attachments'

const found = (over: Partial<Finding>): Finding => ({ id: '1', severity: 'warn', category: 'privacy', rule: 'privacy.mobile', label: '', field: 'attachment_text', block: 0, start: 0, end: 2, found: '甲', suggestion: null, message: '', before: '', after: '', waiver: null, ...over })
const assets: Text['assets'] = [{ sha256: 'p', name: '', alt: '图', role: 'inline' }, { sha256: 'a', name: '名单.xlsx', alt: '', role: 'attachment' }, { sha256: 'b', name: '方案.docx', alt: '', role: 'attachment' }]

test('findings stand under their attachment, with the number they have in the text', () => {
  const { rest, groups } = grouped([found({ place: '方案.docx 第3页' }), found({ field: 'body', place: null }), found({ place: '名单.xlsx Sheet1!B7' }), found({ place: '方案.docx' })], assets)
  expect(rest.map((one) => one.number)).toEqual([2])
  expect(groups.map((group) => [group.name, group.sha256, group.findings.map((one) => one.number)])).toEqual([['方案.docx', 'b', [1, 4]], ['名单.xlsx', 'a', [3]]])
})
test('a finding without a place is told by the number of its attachment', () => {
  expect(grouped([found({ field: 'attachment', block: 1, place: null })], assets).groups[0]?.name).toBe('名单.xlsx')
  expect(grouped([found({ place: '旧名单.xls 第2行' })], assets).groups[0]).toMatchObject({ name: '旧名单.xls', sha256: null })
})
test('the place is told without the name in front of it', () => {
  expect([placeWithin(found({ place: '名单.xlsx · Sheet1!B7' }), '名单.xlsx'), placeWithin(found({ place: '名单.xlsx' }), '名单.xlsx'), placeWithin(found({ place: null }), '名单.xlsx')]).toEqual(['Sheet1!B7', '', ''])
})
test('only the file’s own traces can be taken off', () => {
  expect([strippable(found({ field: 'attachment', rule: 'attachment.author' })), strippable(found({ rule: 'privacy.mobile' })), strippable(found({ field: 'body', rule: 'attachment.author' }))]).toEqual([true, false, false])
})
test('a cleaned file takes the place of the old one and keeps its name', () => {
  expect(replaced(assets, 'b', { sha256: 'c' } as Asset)[2]).toEqual({ sha256: 'c', name: '方案.docx', alt: '', role: 'attachment' })
})
