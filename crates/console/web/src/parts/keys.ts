// Keyboard shortcuts of a screen. Single letters are off while typing and can be switched off by the person.
// Keys are written "j", "ctrl+s", "ctrl+enter", "alt+arrowup", "?", "[".
import { onBeforeUnmount, onMounted } from 'vue'

const OFF = 'jiyue.single-letters-off'
export const singleLetters = {
  on: (): boolean => localStorage.getItem(OFF) === null,
  set: (on: boolean): void => (on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1')),
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)
}

function nameOf(event: KeyboardEvent): string {
  const ctrl = event.ctrlKey || event.metaKey ? 'ctrl+' : ''
  return `${ctrl}${event.altKey ? 'alt+' : ''}${event.key.toLowerCase()}`
}

/** Runs the handler of a pressed key while the component is mounted; a handler answering false lets the key through. */
export function useKeys(handlers: Record<string, (event: KeyboardEvent) => void | false>): void {
  function listen(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const name = nameOf(event)
    const run = handlers[name]
    if (!run) return
    const plain = !name.startsWith('ctrl+') && !name.startsWith('alt+')
    const dialogOpen = document.querySelector('.el-overlay:not([style*="display: none"]) [role=dialog]') !== null
    if (plain && (typing(event.target) || dialogOpen || (name.length === 1 && /[a-z]/.test(name) && !singleLetters.on()))) return
    if (run(event) !== false) event.preventDefault()
  }
  onMounted(() => window.addEventListener('keydown', listen))
  onBeforeUnmount(() => window.removeEventListener('keydown', listen))
}
