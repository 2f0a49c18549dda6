/* 导入 Word: reads a .docx with mammoth (loaded only then). Alignment and first-line indent, which mammoth
   drops, are carried through as paragraph styles; pictures are uploaded. What is lost is said. */
import { generateJSON } from '@tiptap/core'
import { upload } from '@/api/client'
import { say, sayProblem } from '@/parts/toast'
import { cleanOffice } from './body/cleanOffice'
import { isBlank, type DocNode } from './body/doc'
import { documentExtensions } from './body/schema'
import type { Draft } from './useDraft'
import type { Recognition } from './useRecognition'

interface Paragraph { alignment?: string; indent?: { firstLine?: string | null } | null; styleId?: string | null; styleName?: string | null }

const STYLES = ['center', 'right', 'indent', 'right-indent'].map((k) => `p[style-name='jy-${k}'] => p.jyl-${k}:fresh`)

function keepLayout<T extends Paragraph>(p: T): T {
  const indented = Number(p.indent?.firstLine ?? 0) > 0
  const kind = p.alignment === 'center' || p.alignment === 'right' ? p.alignment : indented ? 'indent' : null
  return kind && !p.styleId ? { ...p, styleId: 'jy', styleName: `jy-${kind}` } : p
}

export function useWordImport(draft: Draft, recognition: Recognition): { pick: () => void } {
  async function read(file: File): Promise<void> {
    const mammoth = (await import('mammoth')).default
    let lost = 0
    const { value } = await mammoth.convertToHtml({ arrayBuffer: await file.arrayBuffer() }, {
      styleMap: STYLES,
      transformDocument: (mammoth as unknown as { transforms: { paragraph: (f: typeof keepLayout) => (element: unknown) => unknown } }).transforms.paragraph(keepLayout),
      convertImage: mammoth.images.imgElement(async (image) => {
        const bytes = await image.readAsArrayBuffer()
        const asset = await upload(new File([bytes], `${file.name}-图.${image.contentType.split('/')[1] ?? 'png'}`, { type: image.contentType })).catch(() => null)
        if (!asset) lost += 1
        return { src: asset ? `asset:${asset.sha256}` : '' }
      }),
    })
    const dom = new DOMParser().parseFromString(value, 'text/html')
    for (const p of Array.from(dom.querySelectorAll<HTMLElement>('[class^="jyl-"]'))) {
      if (p.className === 'jyl-indent') p.style.textIndent = '2em'
      else p.style.textAlign = p.className.slice(4)
    }
    const doc = generateJSON(cleanOffice(dom.body.innerHTML).html, documentExtensions()) as DocNode
    if (isBlank(doc)) { say(`${file.name} 里没有读到正文`, 'bad'); return }
    const fresh = draft.editor.value!.isEmpty
    draft.editor.value!.chain().focus().insertContent(doc.content ?? []).run()
    const read = fresh && recognition.read()
    say(`已导入 ${file.name}${lost ? `，${lost} 张图片没带过来` : ''}${read ? '，字段已认出' : ''}`)
  }
  function pick(): void {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.docx'
    input.onchange = () => {
      const file = input.files?.[0]
      if (file) void read(file).catch(sayProblem)
    }
    input.click()
  }
  return { pick }
}
