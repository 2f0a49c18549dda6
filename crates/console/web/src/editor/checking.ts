/* Checks a text while it is being written: half a second after the last change, never during a
   composition, and an answer about other words than those now in the text is thrown away. */
import type { Finding } from '@/api/types'

export interface Snapshot { title: string; blocks: string[] }
export interface CheckingHooks {
  snapshot: () => Snapshot
  ask: (asked: Snapshot, signal: AbortSignal) => Promise<Finding[]>
  /** Runs at once, or when the input method has finished. */
  whenOver: (act: () => void) => void
  composing: () => boolean
  found: (findings: Finding[]) => void
}

const PAUSE_MS = 500

/** Hash of the words of a text: results carry it, so that results for other words are known as stale. */
export function fingerprint({ title, blocks }: Snapshot): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  const words = `${title}\u0000${blocks.join('\u0001')}`
  for (let i = 0; i < words.length; i += 1) {
    const code = words.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return `${(b >>> 0).toString(16)}${(a >>> 0).toString(16)}.${words.length}`
}

export class Checking {
  private timer: ReturnType<typeof setTimeout> | null = null
  private request: AbortController | null = null

  constructor(private readonly hooks: CheckingHooks) {}

  changed(): void {
    this.stop()
    this.timer = setTimeout(() => void this.check(), PAUSE_MS)
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.request?.abort()
  }

  private async check(): Promise<void> {
    if (this.hooks.composing()) { this.hooks.whenOver(() => this.changed()); return }
    const asked = this.hooks.snapshot()
    const madeFor = fingerprint(asked)
    const request = new AbortController()
    this.request = request
    try {
      const findings = await this.hooks.ask(asked, request.signal)
      this.hooks.whenOver(() => {
        if (!request.signal.aborted && fingerprint(this.hooks.snapshot()) === madeFor) this.hooks.found(findings)
      })
    } catch {
      // the check is an offer: the next change tries again, and saving brings the server's own findings
    }
  }
}
