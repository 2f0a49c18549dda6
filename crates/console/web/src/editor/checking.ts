/* Checks a text while it is being written: half a second after the last change, never during a
   composition, and an answer about words that have changed since is thrown away. */
import { post } from '@/api/client'
import type { Finding, ProofAnswer } from '@/api/types'

export interface Snapshot { title: string; blocks: string[]; stamp: unknown }
export interface CheckingHooks {
  snapshot: () => Snapshot
  composing: () => boolean
  found: (findings: Finding[]) => void
}

const PAUSE_MS = 500

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
    if (this.hooks.composing()) { this.changed(); return }
    const asked = this.hooks.snapshot()
    const request = new AbortController()
    this.request = request
    try {
      const answer = await post<ProofAnswer>('/proof', { title: asked.title, blocks: asked.blocks }, request.signal)
      const now = this.hooks.snapshot()
      if (now.stamp !== asked.stamp || now.title !== asked.title || this.hooks.composing()) return
      this.hooks.found(answer.findings)
    } catch {
      // the check is an offer: the next change tries again, and saving brings the server's own findings
    }
  }
}
