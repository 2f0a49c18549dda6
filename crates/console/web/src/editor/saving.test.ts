import { expect, it } from 'vitest'
import { ApiProblem } from '@/api/client'
import type { Text } from '@/api/types'
import { Saving, type Saved } from './saving'

function bench(send: (base: number) => Promise<Saved>) {
  const log: string[] = []
  const saving = new Saving<Saved>(7, {
    text: () => ({}) as Text, send: (base) => { log.push(`send ${base}`); return send(base) },
    keep: (base) => log.push(`keep ${base}`), saved: (a) => log.push(`saved ${a.revision}`),
    state: (s) => log.push(s), conflict: (c) => log.push(`conflict ${c.by} ${c.revision}`), later: () => () => undefined,
  })
  return { log, saving }
}
const ok = (base: number): Promise<Saved> => Promise.resolve({ revision: base + 1, saved_at: '', hash: '' })

it('a change during a save is saved after it on the new revision', async () => {
  let release = (): void => undefined
  const first = new Promise<void>((r) => { release = r })
  const { log, saving } = bench((base) => (base === 7 ? first.then(() => ok(7)) : ok(base)))
  saving.changed()
  const done = saving.flush()
  saving.changed()
  release()
  expect(await done).toBe(true)
  expect(log.filter((l) => l.startsWith('send'))).toEqual(['send 7', 'send 8'])
})

it('a conflict stops saving until someone decides', async () => {
  const { log, saving } = bench(() => Promise.reject(new ApiProblem(409, 'article.conflict', '', [], { by: '王若兰', at: '', revision: 9 })))
  saving.changed()
  expect(await saving.flush()).toBe(false)
  saving.changed()
  expect(log.slice(-2)).toEqual(['conflict', 'conflict 王若兰 9'])
  saving.resume(9, true)
  expect(saving.base).toBe(9)
})

it('without a connection the text stays dirty and on this computer', async () => {
  const { log, saving } = bench(() => Promise.reject(new ApiProblem(0, 'network', '网络断了')))
  saving.changed()
  await saving.flush()
  expect([saving.pending, log[0], log[log.length - 1]]).toEqual([true, 'keep 7', 'offline'])
})
