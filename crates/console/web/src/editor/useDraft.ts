/* The text being written: form and body, autosave, local copy. The editor holds the body; what goes to
   the server is built from both at the moment of saving. A body that was converted on opening is not
   saved before the writer changes something. */
import { onBeforeUnmount, reactive, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { Editor } from '@tiptap/vue-3'
import { get, put } from '@/api/client'
import type { Article, Finding, SavedDraft, Text } from '@/api/types'
import { openBody, type Opened } from './body/convert'
import { blockText, charCount, pictures, SCHEMA, textBlocks, type DocNode } from './body/doc'
import { blockTexts, settleMarks, TextMarks } from './body/marks'
import { OfficePaste, type PasteReport } from './body/paste'
import { writingExtensions } from './body/schema'
import { stored } from './body/stored'
import { fingerprint, type Snapshot } from './checking'
import { Composition } from './composition'
import { dropLocal, keepLocal, readLocal, type LocalCopy } from './localCopy'
import { Saving, type Conflict, type SaveState } from './saving'

/** A fast typist's text is noted on this computer a few times a second at most. */
const KEEP_MS = 300

export type Form = Pick<Text, 'title' | 'subtitle' | 'summary' | 'source' | 'author' | 'keywords' | 'fields' | 'assets'>

export interface DraftHooks { pasted: (report: PasteReport) => void; files: (files: File[]) => void; picked: (id: string) => void; edited: () => void; submit: () => void; /** `madeFor` is the fingerprint of the words they were found in. */ found: (findings: Finding[], madeFor: string) => void }

export interface Draft {
  article: ShallowRef<Article | null>
  form: Form
  editor: ShallowRef<Editor | null>
  save: { state: SaveState; why: string; at: string }
  conflict: ShallowRef<Conflict | null>
  local: ShallowRef<LocalCopy | null>
  opened: ShallowRef<Opened | null>
  chars: Ref<number>
  composition: Composition
  /** Title and text blocks as they stand. */
  words: () => Snapshot
  /** Grows with every change of the body. */
  edits: Ref<number>
  load: (id: string) => Promise<void>
  take: (article: Article) => void
  useText: (text: Text) => void
  text: () => Text
  body: () => DocNode
  changed: () => void
  flush: () => Promise<boolean>
  resolve: (revision: number, keepMine: boolean) => Promise<void>
  revision: () => number
}

const formOf = (t: Text): Form => ({ title: t.title, subtitle: t.subtitle, summary: t.summary, source: t.source, author: t.author, keywords: [...t.keywords], fields: { ...t.fields }, assets: t.assets.map((a) => ({ ...a })) })

/** State and acts of the text with the given hooks. */
export function useDraft(hooks: DraftHooks): Draft {
  const article = shallowRef<Article | null>(null)
  const editor = shallowRef<Editor | null>(null)
  const conflict = shallowRef<Conflict | null>(null)
  const local = shallowRef<LocalCopy | null>(null)
  const opened = shallowRef<Opened | null>(null)
  const chars = ref(0)
  const edits = ref(0)
  const form = reactive<Form>({ title: '', subtitle: '', summary: '', source: '', author: '', keywords: [], fields: {}, assets: [] })
  const save = reactive({ state: 'saved' as SaveState, why: '', at: '' })
  let saving: Saving<SavedDraft> | null = null
  let filling = false
  let keeping = 0
  let bodyTouched = false
  let sent = ''
  const composition = new Composition(window)
  const words = (): Snapshot => ({ title: form.title, blocks: editor.value ? blockTexts(editor.value.state.doc) : [] })

  const body = (): DocNode => stored(editor.value!.getJSON() as DocNode)
  function text(): Text {
    const base = article.value!.text
    const untouched = !editor.value || (opened.value?.converted && !bodyTouched)
    const own = JSON.parse(JSON.stringify(form)) as Form
    if (untouched) return { ...base, ...own, body: base.body }
    const value = body()
    return { ...base, ...own, assets: usedAssets(own.assets, value), body: { format: 'doc', schema: SCHEMA, value } }
  }

  function changed(): void {
    if (filling || !article.value?.editable) return
    saving?.changed()
    hooks.edited()
  }

  function useText(next: Text): void {
    filling = true
    Object.assign(form, formOf(next))
    opened.value = openBody(next)
    bodyTouched = false
    if (editor.value) editor.value.commands.setContent(opened.value.doc, { emitUpdate: false })
    else editor.value = createEditor(opened.value.doc)
    editor.value.setEditable(article.value?.editable ?? false, false)
    chars.value = charCount(opened.value.doc)
    filling = false
  }

  /** Ctrl+Enter sends to review; the editor would make a line break of it. */
  function submitKey(_: unknown, event: KeyboardEvent): boolean {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false
    hooks.submit()
    return true
  }

  function createEditor(doc: DocNode): Editor {
    return new Editor({
      content: doc, injectCSS: false, editable: article.value?.editable ?? false,
      extensions: [...writingExtensions('把 Word 或 WPS 里的全文粘到这里，也可以直接写'), OfficePaste.configure({ onPasted: hooks.pasted, onFiles: hooks.files }), TextMarks.configure({ onPick: hooks.picked, composing: () => composition.on })],
      editorProps: { attributes: (state) => ({ role: 'textbox', 'aria-label': '正文', 'aria-multiline': 'true', lang: 'zh-CN', class: hasIndent(state.doc) ? 'body' : 'body plain' }), handleKeyDown: submitKey },
      onUpdate: ({ editor: e }) => {
        // the editor adds an empty line after a closing table by itself: that is no change
        if (!bodyTouched && JSON.stringify(body()) === JSON.stringify(stored(opened.value!.doc))) return
        bodyTouched = true
        edits.value += 1
        if (composition.on) composition.whenOver('marks', () => editor.value && settleMarks(editor.value.view))
        chars.value = charCount(e.getJSON() as DocNode)
        changed()
      },
    })
  }

  function take(next: Article): void {
    article.value = next
    Object.assign(save, { state: 'saved', why: '', at: next.saved_at })
    saving?.stop()
    saving = new Saving<SavedDraft>(next.revision, {
      text: () => { sent = fingerprint(words()); return text() }, send: (base, t) => put<SavedDraft>(`/articles/${next.id}/draft`, { base_revision: base, text: t }),
      keep: (base) => {
        window.clearTimeout(keeping)
        keeping = window.setTimeout(() => void keepLocal({ article: next.id, base_revision: base, at: new Date().toISOString(), text: text() }), KEEP_MS)
      },
      saved: (answer) => {
        save.at = answer.saved_at
        window.clearTimeout(keeping)
        void dropLocal(next.id)
        hooks.found(answer.findings, sent)
      },
      state: (state, why) => Object.assign(save, { state, why }),
      conflict: (c) => { conflict.value = c },
      later: (act, ms) => {
        let off = false
        const t = window.setTimeout(() => composition.whenOver('save', () => off || act()), ms)
        return () => { off = true; window.clearTimeout(t) }
      },
    })
  }

  async function load(id: string): Promise<void> {
    const next = await get<Article>(`/articles/${id}`)
    take(next)
    useText(next.text)
    hooks.found(next.findings, fingerprint(words()))
    const copy = await readLocal(id)
    if (copy && next.editable && copy.at > next.saved_at && !sameWords(copy.text, next.text)) local.value = copy
    else if (copy) void dropLocal(id)
  }

  async function resolve(revision: number, keepMine: boolean): Promise<void> {
    if (!keepMine) {
      const next = await get<Article>(`/articles/${article.value!.id}`)
      void dropLocal(next.id)
      take(next)
      useText(next.text)
      hooks.found(next.findings, fingerprint(words()))
    } else saving?.resume(revision, true)
    conflict.value = null
  }

  const flush = (): Promise<boolean> => saving?.flush() ?? Promise.resolve(true)
  const leaving = (event: BeforeUnloadEvent): void => { if (saving?.pending) event.preventDefault() }
  window.addEventListener('beforeunload', leaving)
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', leaving)
    composition.stop()
    void flush().finally(() => { saving?.stop(); editor.value?.destroy() })
  })
  return { article, form, editor, save, conflict, local, opened, chars, composition, words, edits, load, take, useText, text, body, changed, flush, resolve, revision: () => saving?.base ?? 0 }
}

/** Attachments and cover as chosen; pictures of the body as they stand in it now. */
function usedAssets(assets: Form['assets'], doc: DocNode): Form['assets'] {
  const inline = pictures(doc).map((p) => ({ sha256: p.sha256, name: assets.find((a) => a.sha256 === p.sha256)?.name ?? '', alt: p.alt, role: 'inline' as const }))
  return [...assets.filter((a) => a.role !== 'inline'), ...inline.filter((p, i) => inline.findIndex((q) => q.sha256 === p.sha256) === i)]
}

/** Whether a block states its indent; where none does, the page indents every paragraph. */
function hasIndent(doc: { forEach: (each: (block: { attrs: Record<string, unknown> }) => void) => void }): boolean {
  let found = false
  doc.forEach((block) => { found ||= Boolean(block.attrs['indent']) })
  return found
}

/** Same title and same words in the body; layout doesn't count. */
export function sameWords(a: Text, b: Text): boolean {
  const words = (t: Text): string => t.title + JSON.stringify(t.fields) + (t.body.format === 'doc' ? textBlocks(t.body.value as DocNode).map(blockText).join('\n') : String(t.body.value))
  return words(a) === words(b)
}
