// How the tests reach the platform under test and act at its command line.
import { execFileSync } from 'node:child_process'
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test'

export const port = process.env.JIYUE_TEST_PORT ?? '8080'

/** An address of a site; browsers resolve *.localhost by themselves. */
export function site(code: string, path = '/'): string {
  return `http://${code}.localhost:${port}${path}`
}

/** One of the platform's own commands on the served data; its standard output. */
export function jiyue(...args: string[]): string {
  const { JIYUE_TEST_PROGRAM: program, JIYUE_TEST_DATA: data } = process.env
  if (!program || !data) throw new Error('JIYUE_TEST_PROGRAM and JIYUE_TEST_DATA tell where the platform is')
  return execFileSync(program, [...args, '--data', data], { encoding: 'utf8' })
}

/** Logs in at the console. */
async function login(page: Page, user: string, password: string): Promise<void> {
  await page.goto('/console/')
  await page.getByLabel('账号', { exact: true }).fill(user)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** A person at a browser of their own, logged in; `watch` is told the browser before anything is loaded. */
export async function person(browser: Browser, user: string, viewport = { width: 1440, height: 900 }, watch?: (context: BrowserContext) => void): Promise<Page> {
  const context = await browser.newContext({ viewport, baseURL: `http://localhost:${port}` })
  watch?.(context)
  const page = await context.newPage()
  await login(page, user, 'Yunxi#2026')
  // The login's own heading has a comma, too.
  await page.waitForURL((url) => !url.pathname.endsWith('/login'))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('，')
  return page
}

/** Begins a notice of 市水务局 in the editor. */
export async function write(page: Page, title: string, ...paragraphs: string[]): Promise<void> {
  await page.getByRole('button', { name: /^写稿/ }).click()
  await page.getByRole('button', { name: /^通知公告/ }).click()
  await page.getByLabel('标题', { exact: true }).fill(title)
  await page.getByRole('textbox', { name: '正文' }).click()
  await page.keyboard.insertText(paragraphs[0] ?? '')
  for (const further of paragraphs.slice(1)) {
    await page.keyboard.press('Enter')
    await page.keyboard.insertText(further)
  }
}
