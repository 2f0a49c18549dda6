/* The words a reviewer has selected, as block and UTF-16 offsets in the new text. Deleted words on
   screen are not part of that text and don't count. */
export interface SelectedPlace { field: string; block: number; start: number; end: number; quote: string; rect: DOMRect }

/** Place of the present selection inside `root`; null when it is empty, elsewhere or across blocks. */
export function selectedPlace(root: HTMLElement): SelectedPlace | null {
  const selection = root.ownerDocument.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const block = blockOf(range.startContainer)
  if (!block || !root.contains(block) || blockOf(range.endContainer) !== block) return null
  const quote = newText(range)
  if (quote.trim() === '') return null
  const before = root.ownerDocument.createRange()
  before.setStart(block, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const start = newText(before).length
  const field = block.dataset['field'] ?? 'body'
  return { field, block: Number(block.dataset['block'] ?? 0), start, end: start + quote.length, quote, rect: range.getBoundingClientRect() }
}

function blockOf(node: Node): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node.parentElement
  return element?.closest<HTMLElement>('[data-block], [data-field]') ?? null
}

function newText(range: Range): string {
  const part = range.cloneContents()
  for (const e of Array.from(part.querySelectorAll('del, .marker, .layout-only'))) e.remove()
  return inDeleted(range.startContainer) && inDeleted(range.endContainer) && part.childElementCount === 0 ? '' : part.textContent ?? ''
}

function inDeleted(node: Node): boolean {
  const element = node instanceof HTMLElement ? node : node.parentElement
  return element?.closest('del') != null
}
