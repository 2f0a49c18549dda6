/* Findings and annotations in the writing surface. They are decorations and never part of the text.
   Every mark follows the text while one types; one whose words change disappears until the next
   check. Nothing is drawn while an input method composes, because that would break the composition. */
import { Extension } from '@tiptap/core'
import type { Node as DocModel } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { raised } from './doc'

export type MarkKind = 'block' | 'confirm' | 'hint' | 'note'
/** Where something was found: n-th text block, UTF-16 offsets in it, and the words themselves. */
export interface Spot { id: string; kind: MarkKind; block: number; start: number; end: number; quote: string; label: string }
export interface PlacedMark { id: string; kind: MarkKind; from: number; to: number; quote: string; label: string; text: string }

interface Marks { marks: PlacedMark[]; current: string | null; drawn: DecorationSet }

const key = new PluginKey<Marks>('marks')

/** Texts of all text blocks in order, as the check wants them. */
export function blockTexts(doc: DocModel): string[] {
  return blockStarts(doc).map(({ node }) => textOf(node))
}

function textOf(node: DocModel): string {
  return node.textBetween(0, node.content.size, undefined, '\n')
}

/** The same as the check reads it. */
function readAs(node: DocModel): string {
  let text = ''
  node.forEach((child) => { text += child.isText ? raised(child.text!, child.marks.map((mark) => mark.type.name)) : '\n' })
  return text
}

function blockStarts(doc: DocModel): { node: DocModel; start: number }[] {
  const out: { node: DocModel; start: number }[] = []
  doc.descendants((node, pos) => {
    if (node.isTextblock) out.push({ node, start: pos + 1 })
    return !node.isTextblock
  })
  return out
}

/** Position of a spot in the document; the quote decides when the offsets have shifted. */
export function place(doc: DocModel, spot: Spot): { from: number; to: number } | null {
  const blocks = blockStarts(doc)
  const here = blocks[spot.block]
  if (spot.quote === '') return here && isBlank(here.node) ? { from: here.start, to: here.start + here.node.content.size } : null
  if (here && readAs(here.node).slice(spot.start, spot.end) === spot.quote) return { from: here.start + spot.start, to: here.start + spot.end }
  const near = [...blocks.keys()].sort((a, b) => Math.abs(a - spot.block) - Math.abs(b - spot.block))
  for (const n of near) {
    const { node, start } = blocks[n]!
    const hits = occurrences(readAs(node), spot.quote)
    if (hits.length === 0) continue
    const at = hits.reduce((best, i) => (Math.abs(i - spot.start) < Math.abs(best - spot.start) ? i : best))
    return { from: start + at, to: start + at + spot.quote.length }
  }
  return null
}

function occurrences(text: string, word: string): number[] {
  const hits: number[] = []
  for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + 1)) hits.push(i)
  return hits
}

/** Replaces all marks; `labels` are the numbers printed beside them. */
export function showMarks(view: EditorView, spots: Spot[]): PlacedMark[] {
  const { doc } = view.state
  const marks = spots.flatMap((s): PlacedMark[] => {
    const at = place(doc, s)
    return at ? [{ id: s.id, kind: s.kind, quote: s.quote, label: s.label, text: doc.textBetween(at.from, at.to, '', '\n'), ...at }] : []
  })
  view.dispatch(view.state.tr.setMeta(key, { marks }).setMeta('addToHistory', false))
  return marks
}

export function selectMark(view: EditorView, id: string | null): void {
  view.dispatch(view.state.tr.setMeta(key, { current: id }).setMeta('addToHistory', false))
}

export function markById(state: EditorState, id: string): PlacedMark | null {
  return key.getState(state)?.marks.find((m) => m.id === id) ?? null
}

/** Puts `text` in the place of a mark and keeps bold and links; false when the mark is gone. */
export function replaceMark(view: EditorView, id: string, text: string): boolean {
  const mark = markById(view.state, id)
  if (!mark) return false
  const kept = view.state.doc.resolve(mark.from + 1).marks()
  const tr = text ? view.state.tr.replaceWith(mark.from, mark.to, view.state.schema.text(text, kept)) : view.state.tr.delete(mark.from, mark.to)
  view.dispatch(tr.scrollIntoView())
  return true
}

/** Draws marks and reports a click on one. */
export const TextMarks = Extension.create<{ onPick: (id: string) => void; composing: () => boolean }>({
  name: 'textMarks',
  addOptions: () => ({ onPick: () => undefined, composing: () => false }),
  addProseMirrorPlugins() {
    return [marksPlugin(this.options.onPick, this.options.composing)]
  },
})

export function marksPlugin(pick: (id: string) => void, composing: () => boolean): Plugin<Marks> {
  return new Plugin<Marks>({
    key,
    state: { init: () => ({ marks: [], current: null, drawn: DecorationSet.empty }), apply: (tr, old) => nextMarks(tr, old, composing()) },
    props: {
      decorations: (state) => key.getState(state)?.drawn,
      handleClick: (view, pos, event) => {
        const hit = key.getState(view.state)?.marks.find((m) => m.from <= pos && pos <= m.to)
        if (!hit || event.shiftKey) return false
        // the browser tells of the new caret only later: drawing the mark anew would put the old one back
        view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))))
        pick(hit.id)
        return false
      },
    },
  })
}

/** Once a composition is over: marks whose words it changed go, the others are drawn at their new places. */
export function settleMarks(view: EditorView): void {
  view.dispatch(view.state.tr.setMeta(key, {}).setMeta('addToHistory', false))
}

/** What is drawn at the moment, for tests. */
export const drawnMarks = (state: EditorState): DecorationSet => key.getState(state)?.drawn ?? DecorationSet.empty

function nextMarks(tr: Transaction, old: Marks, composing: boolean): Marks {
  const meta = tr.getMeta(key) as Partial<Marks> | undefined
  if (!tr.docChanged && !meta) return old
  let marks = old.marks
  if (tr.docChanged) marks = marks.map((m) => ({ ...m, from: tr.mapping.map(m.from, 1), to: tr.mapping.map(m.to, -1) }))
  // the same decorations, only shifted: any other would tear the node the input method writes into
  if (composing && !meta) return { marks, current: old.current, drawn: old.drawn.map(tr.mapping, tr.doc) }
  if (meta?.marks) marks = meta.marks
  marks = marks.filter((m) => (m.quote === '' ? isBlank(tr.doc.resolve(m.from).parent) : m.from < m.to && tr.doc.textBetween(m.from, m.to, '', '\n') === m.text))
  const current = meta && 'current' in meta ? meta.current ?? null : old.current
  return { marks, current, drawn: draw(tr.doc, marks, current) }
}

/** Where text is missing, the mark is the empty block itself. */
function isBlank(node: DocModel): boolean {
  return node.isTextblock && node.textContent.trim() === ''
}

function draw(doc: DocModel, marks: PlacedMark[], current: string | null): DecorationSet {
  const out = marks.flatMap((m) => {
    const base = m.kind === 'note' ? 'cmt' : `mark ${m.kind}`
    const attrs = { class: m.id === current ? `${base} on` : base, 'data-mark': m.id }
    const empty = m.quote === '' ? doc.resolve(m.from) : null
    if (empty) return [Decoration.node(empty.before(), empty.after(), { ...attrs, class: `${attrs.class} blank`, 'data-n': m.label })]
    // the number hangs on the last run only: a mark over bold and plain text is drawn in pieces
    const split = lastRun(doc, m.from, m.to)
    const tail = Decoration.inline(split, m.to, { ...attrs, 'data-n': m.label })
    return split > m.from ? [Decoration.inline(m.from, split, attrs), tail] : [tail]
  })
  return DecorationSet.create(doc, out)
}

function lastRun(doc: DocModel, from: number, to: number): number {
  let start = from
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isText) start = Math.max(from, pos)
  })
  return start
}
