/* What a body may contain, as Tiptap extensions. It mirrors the server's allow-list: no fonts, sizes
   or colours; alignment, first-line indent and right offset are attributes of a block. */
import { Extension, Node, mergeAttributes, type Extensions } from '@tiptap/core'
import Subscript from '@tiptap/extension-subscript'
import Superscript from '@tiptap/extension-superscript'
import { TableKit } from '@tiptap/extension-table'
import TextAlign from '@tiptap/extension-text-align'
import StarterKit from '@tiptap/starter-kit'
import { Placeholder } from '@tiptap/extensions'
import { pictureUrl } from './pictures'

const BLOCKS = ['paragraph', 'heading']

/** First-line indent (0 or 2 characters) and offset of right-aligned lines (0 to 8 characters). */
const OfficialLayout = Extension.create({
  name: 'officialLayout',
  addGlobalAttributes() {
    return [{
      types: BLOCKS,
      attributes: {
        indent: {
          default: 0,
          parseHTML: (e: HTMLElement) => (e.dataset['indent'] === '2' || parseFloat(e.style.textIndent) > 0 || e.classList.contains('jy-indent') ? 2 : 0),
          renderHTML: (a) => (a['indent'] ? { 'data-indent': '2' } : {}),
        },
        rightIndent: {
          default: 0,
          parseHTML: (e: HTMLElement) => Math.min(8, Number(e.dataset['right'] ?? /jy-right-(\d)/.exec(e.className)?.[1] ?? 0)),
          renderHTML: (a) => (a['rightIndent'] ? { 'data-right': String(a['rightIndent']) } : {}),
        },
      },
    }]
  },
})

/** A picture of 素材, named by its content hash. */
const Picture = Node.create({
  name: 'image',
  group: 'block',
  draggable: true,
  addAttributes() {
    const number = (name: string) => (e: HTMLElement) => Number(e.getAttribute(name)) || null
    return {
      sha256: { default: '', parseHTML: (e: HTMLElement) => sha256Of(e) },
      alt: { default: '' }, title: { default: null }, align: { default: null },
      width: { default: null, parseHTML: number('width') }, height: { default: null, parseHTML: number('height') },
    }
  },
  parseHTML() {
    return [{ tag: 'img', getAttrs: (e) => (sha256Of(e as HTMLElement) ? null : false) }]
  },
  renderHTML({ HTMLAttributes: { sha256, width, height, ...rest } }) {
    const size = { width: width as string, height: height as string }
    return ['img', mergeAttributes(rest, size, { 'data-sha256': sha256 as string, src: pictureUrl(String(sha256)) })]
  },
})

function sha256Of(e: HTMLElement): string {
  const src = e.getAttribute('src') ?? ''
  return e.dataset['sha256'] ?? /^(?:asset:|\/api\/v1\/assets\/)([0-9a-f]{64})/.exec(src)?.[1] ?? ''
}

/** Nodes and marks only; enough to read stored bodies and convert HTML. */
export function documentExtensions(): Extensions {
  return [
    StarterKit.configure({
      code: false, codeBlock: false, heading: { levels: [1, 2, 3, 4] },
      link: { openOnClick: false, autolink: false, linkOnPaste: true, HTMLAttributes: { target: null, rel: null, class: null } },
    }),
    TableKit.configure({ table: { resizable: true, cellMinWidth: 40 } }),
    TextAlign.configure({ types: BLOCKS, alignments: ['left', 'center', 'right', 'justify'] }),
    Subscript, Superscript, OfficialLayout, Picture,
  ]
}

/** Extensions of the writing surface, without findings and paste handling. */
export function writingExtensions(placeholder: string): Extensions {
  return [...documentExtensions(), Placeholder.configure({ placeholder })]
}
