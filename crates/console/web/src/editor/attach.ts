/* Attachments: each file is uploaded on its own; one that fails doesn't stop the others. */
import { sentence, upload } from '@/api/client'
import { say } from '@/parts/toast'
import type { Draft } from './useDraft'

/** Uploads files as attachments of the text and says which didn't work. */
export async function attach(draft: Draft, files: File[]): Promise<void> {
  const failed: string[] = []
  for (const file of files) {
    try {
      const asset = await upload(file)
      const { assets } = draft.form
      if (!assets.some((a) => a.sha256 === asset.sha256 && a.role === 'attachment')) assets.push({ sha256: asset.sha256, name: asset.name, alt: '', role: 'attachment' })
    } catch (cause) { failed.push(`${file.name}：${sentence(cause)}`) }
  }
  draft.changed()
  const done = files.length - failed.length
  if (failed.length) say(`${done ? `上传了 ${done} 个；` : ''}${failed.join('；')}`, 'bad')
  else say(`已上传附件 ${done} 个`)
}
