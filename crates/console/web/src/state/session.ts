// Who is logged in, what they may do, which site they are looking at.
// Must stay true: a session that ends while a text is open is mended by a dialog over the page, never by leaving it.
import { computed, ref } from 'vue'
import { defineStore } from 'pinia'
import { ApiProblem, del, get, onSessionOver, post, setCsrf } from '@/api/client'
import type { Session, SiteBrief, Workbench } from '@/api/types'

export type Permission =
  | 'article.view' | 'article.write' | 'article.review_first' | 'article.review_second' | 'article.sign_off' | 'article.proof' | 'article.withdraw'
  | 'placement.accept' | 'column.manage' | 'site.manage' | 'site.open' | 'user.manage' | 'lexicon.manage' | 'job.view' | 'audit.view' | 'migrate' | 'platform.operate'

const QUIET_MS = 60_000
/** Set in this browser between login and 退出. */
const KNOWN = 'jiyue.known'

export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null)
  /** Code of the chosen site; '' means 全部站点. */
  const siteCode = ref('')
  /** Open while the login dialog lies over the page. */
  const mending = ref(false)
  const counts = ref<Workbench['counts'] | null>(null)
  let settle: ((back: boolean) => void) | null = null

  const user = computed(() => session.value?.user ?? null)
  const sites = computed<SiteBrief[]>(() => session.value?.sites ?? [])
  const site = computed<SiteBrief | null>(() => sites.value.find((one) => one.code === siteCode.value) ?? null)

  function take(next: Session): void {
    session.value = next
    localStorage.setItem(KNOWN, '1')
    setCsrf(next.csrf)
    if (siteCode.value && !next.sites.some((one) => one.code === siteCode.value)) siteCode.value = ''
    if (!siteCode.value && next.sites.length === 1) siteCode.value = next.sites[0]?.code ?? ''
  }

  /** True once a session is known; false means the login screen. Where nobody has logged in, the server isn't asked. */
  async function ensure(): Promise<boolean> {
    if (session.value) return true
    if (!localStorage.getItem(KNOWN)) return false
    try {
      take(await get<Session>('/session'))
      return true
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.status === 401) {
        localStorage.removeItem(KNOWN)
        return false
      }
      throw cause
    }
  }

  async function login(name: string, password: string): Promise<void> {
    take(await post<Session>('/session', { login: name, password }))
    settle?.(true)
    settle = null
    mending.value = false
  }

  // After 稍后 the pages that read by themselves stay quiet for a while; a save asks again at once.
  let putOff = 0
  function giveUp(): void {
    if (settle) putOff = Date.now()
    settle?.(false)
    settle = null
    mending.value = false
  }

  async function logout(): Promise<void> {
    await del('/session')
    localStorage.removeItem(KNOWN)
    session.value = null
    siteCode.value = ''
  }

  /** Whether the person may do `what` at the chosen site, or anywhere when none is chosen. */
  function may(what: Permission, at: SiteBrief | null = site.value): boolean {
    return (at ? at.permissions : session.value?.permissions ?? []).includes(what)
  }

  let asking: Promise<boolean> | null = null
  onSessionOver((method) => {
    if (!session.value || (method === 'GET' && Date.now() - putOff < QUIET_MS)) return Promise.resolve(false)
    asking ??= new Promise<boolean>((done) => {
      settle = done
      mending.value = true
    }).finally(() => (asking = null))
    return asking
  })

  async function refreshCounts(): Promise<void> {
    counts.value = (await get<Workbench>('/workbench', { site: site.value?.id })).counts
  }

  return { session, user, sites, site, siteCode, mending, counts, ensure, login, giveUp, logout, may, refreshCounts }
})
