// The one way to the server: JSON over fetch with the session's cookie and CSRF header.
// Must stay true: every refusal reaches the caller as an ApiProblem with a Chinese sentence; a lost
// session is mended in place (the login dialog over the page) and the request repeated once.
import type { Asset } from './types'

export interface FieldProblem {
  field: string
  message: string
}

/** A refusal of the server (problem+json), or `status` 0 when it could not be reached. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Chinese sentence, fit for the screen. */
    readonly detail: string,
    readonly fields: FieldProblem[] = [],
    /** The members beyond the standard ones, such as `by`, `at`, `revision`, `findings`, `retry_after`. */
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail)
    this.name = 'ApiProblem'
  }
}

const BASE = '/api/v1'
let csrf = ''
let mendSession: ((method: string) => Promise<boolean>) | null = null

/** Sets the header value that every request but GET carries. */
export function setCsrf(token: string): void {
  csrf = token
}

/** Names what to do when the session is over at a request of `method`; it answers true once the person is logged in again. */
export function onSessionOver(mend: (method: string) => Promise<boolean>): void {
  mendSession = mend
}

export type Query = Record<string, string | number | boolean | null | undefined>

function address(path: string, query?: Query): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') pairs.set(name, String(value))
  }
  const tail = pairs.toString()
  return BASE + path + (tail ? `?${tail}` : '')
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null)
  if (body === null || typeof body !== 'object') {
    return new ApiProblem(answer.status, 'http', `服务器没有说明原因（${answer.status}），请稍后再试`)
  }
  const { type, title, status, code, detail, fields, ...extra } = body as Record<string, unknown>
  void type
  void status
  const sentence = typeof detail === 'string' && detail ? detail : typeof title === 'string' ? title : '没有办成，请稍后再试'
  return new ApiProblem(answer.status, typeof code === 'string' ? code : 'http', sentence, Array.isArray(fields) ? (fields as FieldProblem[]) : [], extra)
}

async function send(method: string, url: string, body: BodyInit | null, json: boolean, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (json && body !== null) headers['Content-Type'] = 'application/json'
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf
  try {
    return await fetch(url, { method, headers, body, credentials: 'same-origin', signal: signal ?? null })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiProblem(0, 'network', '网络断了，没有连上服务器')
  }
}

async function exchange(method: string, url: string, body: BodyInit | null, json: boolean, signal?: AbortSignal): Promise<Response> {
  const first = await send(method, url, body, json, signal)
  if (first.ok) return first
  const problem = await problemOf(first)
  const over = first.status === 401 && problem.code === 'identity.no_session'
  if (!over || !mendSession || !(await mendSession(method))) throw problem
  const second = await send(method, url, body, json, signal)
  if (second.ok) return second
  throw await problemOf(second)
}

async function call<T>(method: string, path: string, body: unknown, query?: Query, signal?: AbortSignal): Promise<T> {
  const text = body === undefined ? null : JSON.stringify(body)
  const answer = await exchange(method, address(path, query), text, true, signal)
  if (answer.status === 204) return undefined as T
  return (await answer.json()) as T
}

/** GET; aborting `signal` rejects with the browser's AbortError. */
export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, query, signal)
export const post = <T>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<T> => call<T>('POST', path, body, undefined, signal)
export const put = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> => call<T>('PUT', path, body, undefined, signal)
export const del = (path: string): Promise<void> => call<void>('DELETE', path, undefined)

/** POST of a form with files; `fields` go along as text. */
export async function postFile<T>(path: string, file: File, fields: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', file, file.name)
  const answer = await exchange('POST', address(path), form, false, signal)
  return (await answer.json()) as T
}

/** Uploads one file into 素材. */
export const upload = (file: File, signal?: AbortSignal): Promise<Asset> => postFile<Asset>('/assets', file, {}, signal)

/** Address of an answer that the browser saves as a file. */
export const fileAddress = (path: string, query?: Query): string => address(path, query)

/** Address of a page preview, for an iframe with `sandbox`. */
export const previewAddress = (article: string, version: string, mode = 'desktop'): string =>
  address(`/articles/${encodeURIComponent(article)}/preview`, { version, mode })

/** The sentence to show for anything thrown. */
export function sentence(cause: unknown): string {
  return cause instanceof ApiProblem ? cause.detail : '没有办成，请刷新后再试'
}
