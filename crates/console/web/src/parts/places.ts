// 上线进度 in words: how many places are up, which are on their way, which failed and why.
import type { Place } from '@/api/types'

const DIGITS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十']

/** "九处都已上线", "已上线 6 处，3 处生成中", "8 处已上线，市门户失败：磁盘已满" */
export function progressWords(places: Place[]): string {
  const count = (state: Place['state']): number => places.filter((place) => place.state === state).length
  const up = count('up')
  const failed = places.find((place) => place.state === 'failed')
  if (places.length === 0) return '还没有上线的地方'
  if (count('down') === places.length) return `${places.length} 处都已撤下`
  if (failed) return `${up} 处已上线，${failed.site}失败${failed.why ? `：${failed.why}` : ''}`
  if (up === places.length) return up === 1 ? '已上线' : `${DIGITS[up] ?? ` ${up} `}处都已上线`
  return up > 0 ? `已上线 ${up} 处，${places.length - up} 处生成中` : `${places.length} 处生成中`
}
