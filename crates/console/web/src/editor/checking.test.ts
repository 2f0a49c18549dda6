import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Finding } from '@/api/types'
import { Checking, fingerprint, type Snapshot } from './checking'
import { Composition } from './composition'

const SETTLED = 60
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function bench() {
  const target = new EventTarget()
  const composition = new Composition(target)
  const text: Snapshot = { title: '通知', blocks: ['现将有关事项布署如下'] }
  const asked: Snapshot[] = []
  const answers: ((found: Finding[]) => void)[] = []
  const drawn: Finding[][] = []
  const checking = new Checking({
    snapshot: () => ({ title: text.title, blocks: [...text.blocks] }),
    ask: (words) => { asked.push(words); return new Promise((done) => answers.push(done)) },
    composing: () => composition.on, whenOver: (act) => composition.whenOver('check', act), found: (found) => drawn.push(found),
  })
  const input = (name: string): void => void target.dispatchEvent(new Event(name))
  return { text, asked, answers, drawn, checking, input }
}
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

test('half a second after the last change the text is checked once', async () => {
  const b = bench()
  b.checking.changed()
  await wait(499)
  b.checking.changed()
  await wait(499)
  expect(b.asked.length).toBe(0)
  await wait(1)
  expect(b.asked.length).toBe(1)
})
test('nothing is asked between compositionstart and compositionend', async () => {
  const b = bench()
  b.checking.changed()
  b.input('compositionstart')
  await wait(5000)
  expect(b.asked.length).toBe(0)
  b.input('compositionend')
  await wait(SETTLED + 500)
  expect(b.asked.length).toBe(1)
})
test('an answer that comes during a composition is drawn after it', async () => {
  const b = bench()
  b.checking.changed()
  await wait(500)
  b.input('compositionstart')
  b.answers[0]!([])
  await wait(5000)
  expect(b.drawn.length).toBe(0)
  b.input('compositionend')
  await wait(SETTLED)
  expect(b.drawn.length).toBe(1)
})
test('an answer about other words is thrown away, one about the same words is not', async () => {
  const b = bench()
  b.checking.changed()
  await wait(500)
  b.text.blocks[0] = '现将有关事项部署如下'
  b.answers[0]!([])
  await wait(0)
  expect(b.drawn.length).toBe(0)
  b.checking.changed()
  await wait(500)
  b.text.blocks[0] = '改了又改回来'
  b.text.blocks[0] = '现将有关事项部署如下'
  b.answers[1]!([])
  await wait(0)
  expect(b.drawn.length).toBe(1)
})
test('a fingerprint tells a moved block edge, a swapped pair and the title apart', () => {
  const prints = [{ title: '甲', blocks: ['乙丙', '丁'] }, { title: '甲', blocks: ['乙', '丙丁'] }, { title: '甲乙', blocks: ['丙', '丁'] }, { title: '甲', blocks: ['丙乙', '丁'] }].map(fingerprint)
  expect(new Set(prints).size).toBe(4)
})
