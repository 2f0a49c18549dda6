/* Autosave. Saves run one after another, each on the revision the one before gave back; a change
   during a save starts another one. A conflict stops saving until a person has decided. */
import { ApiProblem } from '@/api/client'
import type { Text } from '@/api/types'

export interface Saved { revision: number; saved_at: string; hash: string }
export interface Conflict { by: string; at: string; revision: number }
export type SaveState = 'saved' | 'changed' | 'saving' | 'offline' | 'refused' | 'conflict'

export interface SavingHooks<S extends Saved> {
  /** Text to save now. */
  text: () => Text
  send: (base: number, text: Text) => Promise<S>
  /** Notes the text on this computer. */
  keep: (base: number) => void
  saved: (answer: S) => void
  state: (state: SaveState, why: string) => void
  conflict: (conflict: Conflict) => void
  /** Runs `act` after `ms`; returns how to call it off. */
  later: (act: () => void, ms: number) => () => void
}

const PAUSE_MS = 1200
const RETRY_MS = 8000

export class Saving<S extends Saved> {
  private dirty = false
  private stopped = false
  private running: Promise<boolean> | null = null
  private cancel: () => void = () => undefined

  constructor(private revision: number, private readonly hooks: SavingHooks<S>) {}

  get base(): number { return this.revision }
  get pending(): boolean { return this.dirty || this.running !== null }

  /** Call on every change of the text. */
  changed(): void {
    if (this.stopped) return
    this.dirty = true
    this.hooks.keep(this.revision)
    this.hooks.state('changed', '')
    this.wait(PAUSE_MS)
  }

  /** Saves now; true when nothing is left to save. */
  async flush(): Promise<boolean> {
    this.cancel()
    if (this.running) await this.running
    if (!this.dirty) return !this.stopped
    this.running = this.once()
    const ok = await this.running
    this.running = null
    return ok && this.dirty ? this.flush() : ok
  }

  /** Goes on after a conflict: `revision` is the one the person has decided to build on. */
  resume(revision: number, changed: boolean): void {
    this.revision = revision
    this.stopped = false
    this.dirty = changed
    if (changed) this.wait(0)
    else this.hooks.state('saved', '')
  }

  stop(): void {
    this.cancel()
    this.stopped = true
  }

  private wait(ms: number): void {
    this.cancel()
    this.cancel = this.hooks.later(() => void this.flush(), ms)
  }

  private async once(): Promise<boolean> {
    this.dirty = false
    this.hooks.state('saving', '')
    try {
      const answer = await this.hooks.send(this.revision, this.hooks.text())
      this.revision = answer.revision
      this.hooks.saved(answer)
      this.hooks.state(this.dirty ? 'changed' : 'saved', '')
      return true
    } catch (cause) {
      this.dirty = true
      this.failed(cause)
      return false
    }
  }

  private failed(cause: unknown): void {
    const problem = cause instanceof ApiProblem ? cause : new ApiProblem(0, 'network', '没有连上服务器')
    if (problem.code === 'article.conflict') {
      this.stopped = true
      this.hooks.state('conflict', problem.detail)
      this.hooks.conflict({ by: String(problem.extra['by'] ?? '同事'), at: String(problem.extra['at'] ?? ''), revision: Number(problem.extra['revision'] ?? this.revision) })
    } else if (problem.status === 0 || problem.status >= 500 || problem.status === 401 || problem.status === 429) {
      this.hooks.state('offline', problem.detail)
      this.wait(RETRY_MS)
    } else this.hooks.state('refused', problem.fields[0]?.message ?? problem.detail)
  }
}
