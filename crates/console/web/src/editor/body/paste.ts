/* Pasting and dropping. Office HTML is cleaned before the schema sees it; pictures on the clipboard
   are uploaded; a pasted document keeps the layout of its first line. What got lost is reported. */
import { Extension } from '@tiptap/core'
import type { Slice } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { cleanOffice } from './cleanOffice'

export interface PasteReport { droppedPictures: number; blocks: number; intoEmpty: boolean }
export interface PasteOptions { onPasted: (report: PasteReport) => void; onFiles: (files: File[]) => void }

export const OfficePaste = Extension.create<PasteOptions>({
  name: 'officePaste',
  addOptions: () => ({ onPasted: () => undefined, onFiles: () => undefined }),
  addProseMirrorPlugins() {
    const { onPasted, onFiles } = this.options
    let dropped = 0
    const report = (view: EditorView, slice: Slice, intoEmpty: boolean): void => {
      const droppedPictures = dropped
      dropped = 0
      if (!view.isDestroyed) onPasted({ droppedPictures, blocks: slice.content.childCount, intoEmpty })
    }
    return [new Plugin({
      props: {
        transformPastedHTML(html) {
          const cleaned = cleanOffice(html)
          dropped = cleaned.droppedPictures
          return cleaned.html
        },
        transformPastedText: (text) => text.replace(/^[ \t\u3000]+/gm, ''),
        handlePaste(view, event, slice) {
          const files = Array.from(event.clipboardData?.files ?? [])
          // Word also puts a picture of the text on the clipboard: HTML goes first
          if (files.length > 0 && !event.clipboardData?.types.includes('text/html')) { onFiles(files); return true }
          const intoEmpty = view.state.doc.textContent.trim() === ''
          const done = pasteWhole(view, slice) || pasteAfterTable(view, slice)
          queueMicrotask(() => report(view, slice, intoEmpty))
          return done
        },
        handleDrop(_view, event, _slice, moved) {
          const files = Array.from(event.dataTransfer?.files ?? [])
          if (moved || files.length === 0) return false
          event.preventDefault()
          onFiles(files)
          return true
        },
      },
    })]
  },
})

/** Into an empty top-level paragraph: replaces it, else its first line would lose its layout. */
function pasteWhole(view: EditorView, slice: Slice): boolean {
  const { $from, empty } = view.state.selection
  const first = slice.content.firstChild
  if (!empty || $from.depth !== 1 || $from.parent.content.size > 0 || !first?.isBlock) return false
  if (slice.content.childCount === 1 && first.isTextblock && slice.openStart > 0 && Object.keys(first.attrs).length === 0) return false
  const tr = view.state.tr.replaceWith($from.before(), $from.after(), slice.content)
  const end = tr.mapping.map($from.after())
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(end, tr.doc.content.size)), -1))
  view.dispatch(tr.scrollIntoView().setMeta('paste', true))
  return true
}

/** A table pasted into a table would merge cells in ways that can fail: it goes after it. */
function pasteAfterTable(view: EditorView, slice: Slice): boolean {
  const { $from } = view.state.selection
  let hasTable = false
  slice.content.descendants((n) => { if (n.type.name === 'table') hasTable = true })
  if (!hasTable) return false
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name !== 'table') continue
    view.dispatch(view.state.tr.insert($from.after(depth), slice.content).scrollIntoView().setMeta('paste', true))
    return true
  }
  return false
}
