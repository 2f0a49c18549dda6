/* Draws the stretches of one block: changes as ins and del, findings and annotations as marks whose
   number is drawn by the style sheet, so that it is never part of the copied text. */
import { h, type FunctionalComponent, type VNode } from 'vue'
import type { Spot } from '@/editor/body/marks'
import type { Piece } from '../diff/characters'
import { segments, type Segment } from '../diff/segments'
import type { Run } from '../diff/units'

const TAGS: Record<string, string> = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', subscript: 'sub', superscript: 'sup' }

interface Props { runs: Run[]; pieces?: Piece[] | null; spots?: Spot[]; current?: string | null }

export const InlineText: FunctionalComponent<Props, { pick: (id: string) => void }> = (props, { emit }) =>
  segments(props.runs, props.pieces ?? null, props.spots ?? []).map((s) => draw(s, props.current ?? null, (id) => emit('pick', id)))
InlineText.props = ['runs', 'pieces', 'spots', 'current']
InlineText.emits = ['pick']

function draw(segment: Segment, current: string | null, pick: (id: string) => void): VNode | string {
  let node: VNode | string = segment.text
  for (const mark of segment.marks) {
    const tag = TAGS[mark.type]
    if (tag) node = h(tag, [node])
    else if (mark.type === 'link') node = h('a', { href: String(mark.attrs?.['href'] ?? ''), target: '_blank', rel: 'noopener noreferrer' }, [node])
  }
  const { spot } = segment
  if (spot) {
    const kind = spot.kind === 'note' ? 'cmt' : `mark ${spot.kind}`
    const attrs = { class: [kind, { on: spot.id === current }], 'data-mark': spot.id, 'data-n': segment.spotEnd ? spot.label : undefined }
    node = h('span', { ...attrs, onClick: () => pick(spot.id) }, [node])
  }
  if (segment.op === 'ins') return h('ins', { class: 'd' }, [node])
  return segment.op === 'del' ? h('del', { class: 'd' }, [node]) : node
}
