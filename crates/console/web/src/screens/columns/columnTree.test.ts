import { expect, test } from 'vitest'
import type { ColumnNode } from '@/api/types'
import { destination, treeRows } from './columnTree'

const node = (id: string, parent: string | null): ColumnNode => ({ id, parent, name: id }) as ColumnNode
const nodes = [node('a', null), node('a1', 'a'), node('a2', 'a'), node('b', null)]

test('children of a folded column are hidden, a search looks under folds', () => {
  expect(treeRows(nodes, new Set(['a'])).map((row) => row.node.id)).toEqual(['a', 'b'])
  expect(treeRows(nodes, new Set(['a']), '2').map((row) => row.node.id)).toEqual(['a2'])
})
test('arrows move among siblings, under the one before, beside the parent', () => {
  expect(destination(nodes, nodes[2]!, 'up')).toEqual({ parent: 'a', position: 0 })
  expect(destination(nodes, nodes[3]!, 'right')).toEqual({ parent: 'a', position: 2 })
  expect(destination(nodes, nodes[1]!, 'left')).toEqual({ parent: null, position: 1 })
})
test('the first stays first and the top has no parent to leave', () => {
  expect([destination(nodes, nodes[0]!, 'up'), destination(nodes, nodes[0]!, 'left'), destination(nodes, nodes[1]!, 'right')]).toEqual([null, null, null])
})
