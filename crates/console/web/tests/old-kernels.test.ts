// The styles must be read by kernels as old as Chrome 87: nothing newer may stand in our own CSS.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { at, findLast } from '@/old-kernels'

const NEWER = /:where\(|:is\(|:has\(|aspect-ratio\s*:|@container|@layer|accent-color|color-mix\(|oklch\(|\bdvh\b|\d(dvh|svh|lvh)\b|^\s*&/m
function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? files(join(folder, one.name)) : /\.(css|vue)$/.test(one.name) ? [join(folder, one.name)] : []))
}
function styles(path: string): string {
  const text = readFileSync(path, 'utf8')
  return path.endsWith('.css') ? text : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((found) => found[1]).join('\n')
}

test('no style of ours needs a browser newer than Chrome 87', () => {
  expect(files('src').filter((path) => NEWER.test(styles(path)))).toEqual([])
})

test('the stand-ins answer as the later methods do', () => {
  expect([at.call([1, 2, 3], -1), at.call('abc', -3), at.call([1], 5), at.call([7], NaN)]).toEqual([3, 'a', undefined, 7])
  expect(findLast.call([1, 2, 3, 4], (n) => (n as number) % 2 === 1)).toBe(3)
})
