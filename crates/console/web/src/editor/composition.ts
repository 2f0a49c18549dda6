/* Whether an input method composes anywhere in the window (title, body, a field). Until it is over, nothing
   is checked, saved or drawn: that would break the composition or judge half-typed words. */

/** After the end the editor still takes the last letters over. */
const SETTLE_MS = 60

export class Composition {
  private active = false
  private timer: ReturnType<typeof setTimeout> | null = null
  private waiting = new Map<string, () => void>()
  private readonly begin = (): void => {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.active = true
  }
  private readonly end = (): void => {
    if (!this.active) return
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => this.over(), SETTLE_MS)
  }

  constructor(private readonly target: EventTarget) {
    target.addEventListener('compositionstart', this.begin, true)
    target.addEventListener('compositionend', this.end, true)
    target.addEventListener('focusout', this.end, true)
  }

  get on(): boolean { return this.active }

  /** Runs `act` at once, or once the composition is over; a later act of the same name takes the place of an earlier one. */
  whenOver(name: string, act: () => void): void {
    if (this.active) this.waiting.set(name, act)
    else act()
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.waiting.clear()
    this.target.removeEventListener('compositionstart', this.begin, true)
    this.target.removeEventListener('compositionend', this.end, true)
    this.target.removeEventListener('focusout', this.end, true)
  }

  private over(): void {
    this.timer = null
    this.active = false
    const acts = [...this.waiting.values()]
    this.waiting.clear()
    for (const act of acts) act()
  }
}
