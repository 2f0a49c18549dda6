// Links by state: words, shapes, worst first.
import type { LinkRow, LinkState } from '@/api/proofing'
import type { IconName } from '@/parts/icons'

export const STATES: Record<LinkState, { word: string; tone: 'ok' | 'warn' | 'bad' | 'mute'; icon: IconName }> = {
  broken: { word: '打不开', tone: 'bad', icon: 'bad' },
  refused: { word: '不该连', tone: 'bad', icon: 'lock' },
  unreachable: { word: '连不上', tone: 'warn', icon: 'warn' },
  redirected: { word: '跳到别处', tone: 'warn', icon: 'swap' },
  unchecked: { word: '还没查', tone: 'mute', icon: 'clock' },
  ok: { word: '正常', tone: 'ok', icon: 'okc' },
}
export const ORDER: LinkState[] = ['broken', 'refused', 'unreachable', 'redirected', 'unchecked', 'ok']
export const worstFirst = (a: LinkRow, b: LinkRow): number => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)
