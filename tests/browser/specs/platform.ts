// How the tests reach the platform under test and act at its command line.
import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'

export const port = process.env.JIYUE_TEST_PORT ?? '8080'

/** An address of a site; browsers resolve *.localhost by themselves. */
export function site(code: string, path = '/'): string {
  return `http://${code}.localhost:${port}${path}`
}

/** One of the platform's own commands on the served data; its standard output. */
export function jiyue(command: string, ...args: string[]): string {
  const { JIYUE_TEST_PROGRAM: program, JIYUE_TEST_DATA: data } = process.env
  if (!program || !data) throw new Error('JIYUE_TEST_PROGRAM and JIYUE_TEST_DATA tell where the platform is')
  return execFileSync(program, [command, '--data', data, ...args], { encoding: 'utf8' })
}

/** Logs in at the console. */
export async function login(page: Page, user: string, password: string): Promise<void> {
  await page.goto('/console/')
  await page.getByLabel('账号', { exact: true }).fill(user)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}
