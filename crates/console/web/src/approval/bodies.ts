/* Bodies of texts under review as documents. The editor's schema is loaded only for imported formats. */
import type { Text } from '@/api/types'
import { EMPTY_DOC, type DocNode } from '@/editor/body/doc'

export async function documentOf(text: Text): Promise<DocNode> {
  if (text.body.format === 'doc') return (text.body.value as DocNode | null) ?? EMPTY_DOC
  const { openBody } = await import('@/editor/body/convert')
  return openBody(text).doc
}
