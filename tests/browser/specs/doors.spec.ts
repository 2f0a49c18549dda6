import { expect, test } from '@playwright/test'
import { site } from './platform'

test('the platform and the portal answer', async ({ page }) => {
  expect((await page.goto('/'))?.status()).toBe(200)
  expect((await page.goto(site('www')))?.status()).toBe(200)
  await expect(page).toHaveTitle(/云溪/)
})

test('a page that is not there is a 404 of the site', async ({ page }) => {
  expect((await page.goto(site('www', '/mei-you.html')))?.status()).toBe(404)
})

test('the console asks who comes', async ({ page }) => {
  await page.goto('/console/')
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
})
