// How a column stands against its update limit (更新时限): over, soon (last fifth), well.
export type Standing = 'over' | 'soon' | 'well'

/** The standing for `left` days of a limit of `limit` days; negative `left` is over. */
export function standing(left: number, limit: number): Standing {
  if (left < 0) return 'over'
  return left <= limit / 5 ? 'soon' : 'well'
}

/** "超期 2 天", "还剩 9 天" */
export const standingWords = (left: number): string => (left < 0 ? `超期 ${-left} 天` : `还剩 ${left} 天`)

/** Share of the limit used up, 0–100. */
export const used = (left: number, limit: number): number => (limit <= 0 ? 100 : Math.min(100, Math.max(3, Math.round(((limit - left) / limit) * 100))))
