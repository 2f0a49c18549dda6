/* Findings inside attachments: which file, where in it, and whether the file's own traces can be taken off. */
import type { Asset, Finding, Text } from '@/api/types'

type Attached = Text['assets'][number]
export interface Numbered { finding: Finding; number: number }
export interface AttachmentGroup { name: string; sha256: string | null; findings: Numbered[] }

/** In the file's text, its name, or its properties. */
export const inAttachment = (finding: Finding): boolean => finding.field === 'attachment' || finding.field === 'attachment_text'

/** The attachment a finding lies in: by the name in front of its place, else by its number. */
export function attachmentOf(finding: Finding, assets: readonly Attached[]): Attached | null {
  const place = finding.place ?? ''
  const files = assets.filter((one) => one.role === 'attachment')
  const counted = assets[finding.block]?.role === 'attachment' ? assets[finding.block]! : null
  if (counted && (!place || place.startsWith(counted.name))) return counted
  const named = files.filter((one) => one.name && place.startsWith(one.name)).sort((a, b) => b.name.length - a.name.length)[0]
  return named ?? counted ?? (files.length === 1 ? files[0]! : null)
}

/** "第3页", "Sheet1!B7"; '' for the file as a whole. */
export function placeWithin(finding: Finding, name: string): string {
  const place = finding.place ?? ''
  return (place.startsWith(name) ? place.slice(name.length) : place).replace(/^[\s·›：:，,]+/, '')
}

/** Cards outside attachments, then one group per attachment; numbers stay those of the text. */
export function grouped(cards: readonly Finding[], assets: readonly Attached[]): { rest: Numbered[]; groups: AttachmentGroup[] } {
  const rest: Numbered[] = []
  const groups = new Map<string, AttachmentGroup>()
  cards.forEach((finding, i) => {
    const numbered = { finding, number: i + 1 }
    if (!inAttachment(finding)) { rest.push(numbered); return }
    const asset = attachmentOf(finding, assets)
    const name = asset?.name || finding.place?.split(/\s*[·›]\s*|\s+/)[0] || '附件'
    const group = groups.get(asset?.sha256 ?? name) ?? { name, sha256: asset?.sha256 ?? null, findings: [] }
    group.findings.push(numbered)
    groups.set(asset?.sha256 ?? name, group)
  })
  return { rest, groups: [...groups.values()] }
}

/** Whether the finding is about who made the file or where a picture was taken: that can be taken off. */
export const strippable = (finding: Finding): boolean => inAttachment(finding) && /(author|position|gps|exif|metadata|property|properties)$/i.test(finding.rule)

/** The attachments with `old` replaced by `fresh`; its name and role stay. */
export const replaced = (assets: readonly Attached[], old: string, fresh: Asset): Attached[] => assets.map((one) => (one.sha256 === old && one.role === 'attachment' ? { ...one, sha256: fresh.sha256 } : one))
