import { afterEach, expect, test, vi } from 'vitest'
import { ApiProblem, get, onSessionOver, post, setCsrf } from './client'

const answer = (status: number, body: unknown): Response => new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const over = (): Response => answer(401, { code: 'identity.no_session', detail: '登录过期了' })
const serve = (...answers: Response[]): ReturnType<typeof vi.fn> => {
  const fetched = vi.fn(() => Promise.resolve(answers.shift()!))
  vi.stubGlobal('fetch', fetched)
  return fetched
}
afterEach(() => vi.unstubAllGlobals())

test('a lost session is mended and the request goes out again with the new token', async () => {
  const fetched = serve(over(), answer(200, { ok: 1 }))
  setCsrf('old')
  onSessionOver(() => { setCsrf('new'); return Promise.resolve(true) })
  expect(await post('/articles', { a: 1 })).toEqual({ ok: 1 })
  expect(fetched.mock.calls.map((call) => (call[1] as { headers: Record<string, string> }).headers['X-CSRF-Token'])).toEqual(['old', 'new'])
})

test('a person who does not log in again gets the refusal', async () => {
  serve(over())
  onSessionOver(() => Promise.resolve(false))
  await expect(get('/session')).rejects.toMatchObject({ status: 401, code: 'identity.no_session' })
})

test('a refusal keeps its sentence, fields and further members', async () => {
  serve(answer(409, { code: 'article.conflict', detail: '王若兰 14:03 保存了新稿', by: '王若兰', revision: 9, fields: [{ field: 'title', message: '空' }] }))
  const problem = await post('/articles/1').catch((cause: unknown) => cause as ApiProblem)
  expect(problem).toMatchObject({ detail: '王若兰 14:03 保存了新稿', extra: { by: '王若兰', revision: 9 }, fields: [{ field: 'title', message: '空' }] })
})

test('no connection is a problem with status 0', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
  await expect(get('/sites')).rejects.toMatchObject({ status: 0, code: 'network' })
})

test('empty filters stay out of the address and reading carries no token', async () => {
  const fetched = serve(answer(200, []))
  await get('/articles', { q: '', site: undefined, view: 'live' })
  expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/articles?view=live')
  expect((fetched.mock.calls[0]?.[1] as { headers: Record<string, string> }).headers).not.toHaveProperty('X-CSRF-Token')
})
