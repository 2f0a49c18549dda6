// The flat column list as a tree on screen: depth, folding, and where a column may be moved to.
import type { ColumnNode } from '@/api/types'

export interface TreeRow {
  node: ColumnNode
  depth: number
  open: boolean
  parent: boolean
}

export interface Place {
  parent: string | null
  position: number
}

/** Rows in tree order; children of a folded column are left out. With `words`, every column whose name contains them. */
export function treeRows(nodes: ColumnNode[], folded: ReadonlySet<string>, words = ''): TreeRow[] {
  const depth = new Map<string, number>()
  const hidden = new Set<string>()
  const parents = new Set(nodes.map((node) => node.parent))
  const rows: TreeRow[] = []
  for (const node of nodes) {
    depth.set(node.id, node.parent === null ? 0 : (depth.get(node.parent) ?? 0) + 1)
    if (node.parent !== null && (hidden.has(node.parent) || folded.has(node.parent))) hidden.add(node.id)
    if (words ? node.name.includes(words) : !hidden.has(node.id)) {
      rows.push({ node, depth: words ? 0 : (depth.get(node.id) ?? 0), open: !folded.has(node.id), parent: parents.has(node.id) && !words })
    }
  }
  return rows
}

const siblings = (nodes: ColumnNode[], parent: string | null): ColumnNode[] => nodes.filter((node) => node.parent === parent)

/** Where `Alt` + arrow takes a column: up or down among its siblings, right under the one before, left beside its parent. */
export function destination(nodes: ColumnNode[], node: ColumnNode, key: 'up' | 'down' | 'left' | 'right'): Place | null {
  const among = siblings(nodes, node.parent)
  const at = among.findIndex((one) => one.id === node.id)
  if (key === 'up') return at > 0 ? { parent: node.parent, position: at - 1 } : null
  if (key === 'down') return at < among.length - 1 ? { parent: node.parent, position: at + 1 } : null
  if (key === 'right') {
    const before = among[at - 1]
    return before ? { parent: before.id, position: siblings(nodes, before.id).length } : null
  }
  const parent = nodes.find((one) => one.id === node.parent)
  if (!parent) return null
  return { parent: parent.parent, position: siblings(nodes, parent.parent).findIndex((one) => one.id === parent.id) + 1 }
}

export const KIND_NAMES: Record<ColumnNode['kind'], string> = { list: '列表', channel: '目录', page: '单页', leaders: '领导信息', link: '链接' }
