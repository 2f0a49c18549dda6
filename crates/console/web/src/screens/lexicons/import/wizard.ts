// The states of an import: a file, its dry run, a note, the change. A step that fails keeps everything that was there.
// Must stay true: only what the dry run has shown is proposed.
import type { Cells, ChangeRow, DryRun, NewChange, Preview, WordHits } from '@/api/proofing'

export type Mode = 'add' | 'replace'
export type Stage = 'pick' | 'reading' | 'report' | 'sending' | 'done'

export interface Wizard {
  stage: Stage
  file: File | null
  mode: Mode
  dry: DryRun | null
  /** how `dry` was asked for */
  dryMode: Mode
  /** words left out by hand after the preview */
  without: string[]
  /** rows with errors are left out on purpose */
  skipErrors: boolean
  note: string
  problem: string
  change: ChangeRow | null
}

export type Step =
  | { do: 'file'; file: File } | { do: 'mode'; mode: Mode } | { do: 'read'; dry: DryRun } | { do: 'failed'; why: string } | { do: 'back' }
  | { do: 'without'; word: string } | { do: 'skip'; on: boolean } | { do: 'note'; note: string } | { do: 'send' } | { do: 'sent'; change: ChangeRow }

export const start = (): Wizard => ({ stage: 'pick', file: null, mode: 'add', dry: null, dryMode: 'add', without: [], skipErrors: false, note: '', problem: '', change: null })

const MEGABYTE = 1024 * 1024
const LARGEST = 20 * MEGABYTE

/** Why a file can't be taken, '' when it can. */
export function fileFault(file: { name: string; size: number }): string {
  if (/\.xls$/i.test(file.name)) return '旧的 .xls 读不了：请在 WPS 或 Excel 里另存为 .xlsx 再导入'
  if (!/\.(csv|xlsx)$/i.test(file.name)) return '只收 CSV 和 XLSX 表格'
  if (file.size === 0) return '这个文件是空的'
  return file.size > LARGEST ? `文件有 ${Math.round(file.size / MEGABYTE)} MB，最多 ${LARGEST / MEGABYTE} MB；请分几份导入` : ''
}

export function next(state: Wizard, step: Step): Wizard {
  switch (step.do) {
    case 'file': {
      const problem = fileFault(step.file)
      return problem ? { ...state, problem } : { ...state, stage: 'reading', file: step.file, dry: null, without: [], skipErrors: false, problem: '' }
    }
    case 'mode':
      return state.file ? { ...state, mode: step.mode, stage: 'reading', without: [], problem: '' } : { ...state, mode: step.mode }
    case 'read':
      return { ...state, stage: 'report', dry: step.dry, dryMode: state.mode, problem: '' }
    case 'failed':
      return { ...state, stage: state.dry ? 'report' : 'pick', mode: state.dry ? state.dryMode : state.mode, problem: step.why }
    case 'back':
      return { ...state, stage: 'pick', problem: '' }
    case 'without':
      return { ...state, without: state.without.includes(step.word) ? state.without.filter((one) => one !== step.word) : [...state.without, step.word] }
    case 'skip':
      return { ...state, skipErrors: step.on }
    case 'note':
      return { ...state, note: step.note, problem: '' }
    case 'send':
      return notYet(state) ? state : { ...state, stage: 'sending', problem: '' }
    case 'sent':
      return { ...state, stage: 'done', change: step.change }
  }
}

const word = (row: Cells): string => row['word'] ?? row['person'] ?? ''

/** Rows that would go in. */
export const kept = (state: Wizard): Cells[] => (state.dry?.add ?? []).filter((row) => !state.without.includes(word(row)))

/** Why it can't be proposed yet, '' when it can. */
export function notYet(state: Wizard): string {
  const dry = state.dry
  if (!dry) return '先选一个文件'
  if (dry.errors.length && !state.skipErrors) return `有 ${dry.errors.length} 行有误：改好再选一次文件，或勾选不导这几行`
  if (kept(state).length + dry.remove.length === 0) return '和现在的词库一样，没有要改的'
  return state.note.trim() ? '' : '写一句为什么改'
}

export const changeOf = (state: Wizard): NewChange => ({ base_version: state.dry?.base_version ?? 0, add: kept(state), remove: state.dry?.remove ?? [], note: state.note.trim() })

/** More hits than this in a thousand articles is more than people will read (千篇 50 处). */
export const NOISY = 50

export const perThousand = (hits: number, preview: Pick<Preview, 'articles'>): number => (preview.articles === 0 ? 0 : Math.round((hits * 10_000) / preview.articles) / 10)
export const noisy = (one: WordHits, preview: Preview): boolean => perThousand(one.hits, preview) > NOISY
/** Noisiest first. */
export const byNoise = (preview: Preview): WordHits[] => [...preview.by_word].sort((a, b) => b.hits - a.hits)
