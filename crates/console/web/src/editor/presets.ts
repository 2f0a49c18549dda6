/* The prepared reasons for 确认无误, asked for once. */
import { get } from '@/api/client'
import type { Preset } from '@/api/proofing'

let asked: Promise<Preset[]> | null = null

/** Empty when the server couldn't be reached: a reason is then written by hand, and the next dialog asks again. */
export function waiverPresets(): Promise<Preset[]> {
  asked ??= get<Preset[]>('/waiver-presets').catch(() => {
    asked = null
    return []
  })
  return asked
}
