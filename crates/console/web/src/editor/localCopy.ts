/* The copy of an unsaved text on this computer, in IndexedDB. It is written on every change and
   removed once the server has the text; a browser without IndexedDB simply has no copy. */
import type { Text } from '@/api/types'

export interface LocalCopy { article: string; base_revision: number; at: string; text: Text }

const STORE = 'drafts'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('jiyue', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'article' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('indexedDB'))
  })
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  try {
    const db = await open()
    return await new Promise<T>((resolve, reject) => {
      const request = act(db.transaction(STORE, mode).objectStore(STORE))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('indexedDB'))
    }).finally(() => db.close())
  } catch {
    return null
  }
}

export const keepLocal = (copy: LocalCopy): Promise<unknown> => run('readwrite', (s) => s.put(copy))
export const readLocal = (article: string): Promise<LocalCopy | null> => run<LocalCopy>('readonly', (s) => s.get(article)).then((c) => c ?? null)
export const dropLocal = (article: string): Promise<unknown> => run('readwrite', (s) => s.delete(article))
