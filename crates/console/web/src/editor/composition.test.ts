import { getSchema } from '@tiptap/core'
import { Node as DocModel } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { fromHtml } from './body/convert'
import { drawnMarks, marksPlugin, place } from './body/marks'
import { documentExtensions } from './body/schema'

// the plugin's key stands in the transaction's meta as the editor writes it
const plugin = (composing: () => boolean) => marksPlugin(() => undefined, composing)
function bench(composing: () => boolean): EditorState {
  const marks = plugin(composing)
  const doc = DocModel.fromJSON(getSchema(documentExtensions()), fromHtml('<p>现将有关事项布署如下</p>').doc)
  const state = EditorState.create({ doc, plugins: [marks] })
  const mark = { id: 'f', kind: 'hint', quote: '布署', label: '1', text: '布署', from: 7, to: 9 }
  return state.apply(state.tr.setMeta(marks, { marks: [mark] }))
}
const places = (state: EditorState): [number, number][] => drawnMarks(state).find().map((one) => [one.from, one.to])

test('while an input method writes inside a mark, the decoration is only shifted', () => {
  const state = bench(() => true)
  const before = drawnMarks(state).find()[0]
  const next = state.apply(state.tr.insertText('n', 8))
  expect(places(next)).toEqual([[7, 10]])
  expect((drawnMarks(next).find()[0] as unknown as { type: unknown }).type).toBe((before as unknown as { type: unknown }).type)
})
test('once it is over, a mark whose words have changed goes', () => {
  let composing = true
  const state = bench(() => composing)
  const written = state.apply(state.tr.insertText('你', 8))
  composing = false
  expect(places(written.apply(written.tr.setMeta(written.plugins[0]!, {})))).toEqual([])
})
test('without a composition a mark goes with its words at once', () => {
  const state = bench(() => false)
  expect(places(state.apply(state.tr.insertText('你', 8)))).toEqual([])
  expect(places(state.apply(state.tr.insertText('你', 1)))).toEqual([[8, 10]])
})

test('an empty cell is marked as a whole, until something is written into it', () => {
  const marks = plugin(() => false)
  const doc = DocModel.fromJSON(getSchema(documentExtensions()), fromHtml('<table><tr><td><p>检验员</p></td><td><p></p></td></tr></table>').doc)
  const state = EditorState.create({ doc, plugins: [marks] })
  const at = place(doc, { id: 'f', kind: 'hint', block: 1, start: 0, end: 0, quote: '', label: '1' })!
  const shown = state.apply(state.tr.setMeta(marks, { marks: [{ id: 'f', kind: 'hint', quote: '', label: '1', text: '', ...at }] }))
  expect(places(shown)).toEqual([[at.from - 1, at.from + 1]])
  expect(places(shown.apply(shown.tr.insertText('2', at.from)))).toEqual([])
})
