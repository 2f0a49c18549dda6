/* After a whole document was pasted into an empty text: fills the form from its red head and closing
   lines, says what was filled, and can take all of it back. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { DocNode } from './body/doc'
import { recognise, withoutHead, type Recognised } from './body/recognise'
import { tidy } from './body/tidy'
import type { Draft, Form } from './useDraft'

export interface Recognition {
  found: ShallowRef<Recognised | null>
  names: ComputedRef<string[]>
  filled: Ref<Set<string>>
  read: () => boolean
  undo: () => void
  dismiss: () => void
  layout: () => string[]
}

export function useRecognition(draft: Draft): Recognition {
  const found = shallowRef<Recognised | null>(null)
  const filled = ref(new Set<string>())
  const taken = shallowRef<{ form: Form; body: DocNode } | null>(null)
  const names = computed(() => namesOf(found.value))

  /** Replaces the body in one undoable step. */
  function setBody(doc: DocNode): void {
    const { editor } = draft
    if (!editor.value) return
    editor.value.chain().command(({ tr, state }) => {
      tr.replaceWith(0, tr.doc.content.size, state.schema.nodeFromJSON(doc).content)
      return true
    }).run()
  }

  function read(): boolean {
    const before = draft.editor.value!.getJSON() as DocNode
    const got = recognise(before)
    if (namesOf(got).length < 2) return false
    taken.value = { form: JSON.parse(JSON.stringify(draft.form)) as Form, body: before }
    filled.value = new Set(fill(draft, got))
    found.value = got
    if (got.head.length) setBody(withoutHead(before, got))
    draft.changed()
    return true
  }
  function undo(): void {
    if (!taken.value) return
    Object.assign(draft.form, taken.value.form)
    setBody(taken.value.body)
    dismiss()
    draft.changed()
  }
  function dismiss(): void {
    found.value = null
    filled.value = new Set()
    taken.value = null
  }
  function layout(): string[] {
    const { doc, done } = tidy(draft.editor.value!.getJSON() as DocNode)
    if (done.length) setBody(doc)
    return done
  }
  return { found, names, filled, read, undo, dismiss, layout }
}

function namesOf(r: Recognised | null): string[] {
  if (!r) return []
  const all: [unknown, string][] = [[r.title, '标题'], [r.number, '文号'], [r.date, '成文日期'], [r.issuer, '发文机关'], [r.signature, '落款'], [r.attachments.length, '附件名']]
  return all.flatMap(([value, name]) => (value ? [name] : []))
}

/** Fills the form; a value the writer has typed stays. */
function fill(draft: Draft, got: Recognised): string[] {
  const { form } = draft
  const filled: string[] = []
  if (got.title && !form.title) { form.title = got.title; filled.push('标题') }
  const known = new Set(draft.article.value!.content_type.fields.map((f) => f.name))
  const values: [string, string | null][] = [['文号', got.number], ['发文字号', got.number], ['成文日期', got.date], ['发文机关', got.issuer], ['发布机构', got.issuer], ['落款', got.signature], ['主送机关', got.recipients]]
  for (const [name, value] of values) {
    if (!value || !known.has(name) || form.fields[name]) continue
    form.fields[name] = value
    filled.push(name)
  }
  if (got.issuer && !form.source) { form.source = got.issuer; filled.push('来源') }
  return filled
}
