// The main job in a browser, as the README tells it: a notice is stopped by the machine, corrected, signed by six
// people, stands on the department's site and on the portal, and is withdrawn from everywhere.
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { person as visitor, site, write } from './platform'

const SIGNERS = ['zhanglan', 'wangruolan', 'chenguoliang', 'lijing', 'zhaomingyuan', 'sunxiao']

// The recorder of traces puts scripts of its own into the sandboxed preview, and the browser reports them.
test.use({ trace: 'off' })

/** What a browser complained about: console errors, refused content (CSP), failed requests, exceptions. */
const complaints: string[] = []

test.beforeEach(() => {
  complaints.length = 0
})
test.afterEach(() => {
  expect(complaints).toEqual([])
})

function watch(context: BrowserContext): void {
  context.on('console', (said) => {
    if (said.type() === 'error') complaints.push(`${said.text()} (${said.location().url})`)
  })
  context.on('weberror', (failed) => complaints.push(String(failed.error())))
}

/** A person at a watched browser of their own, logged in. */
const person = (browser: Browser, user: string, viewport?: { width: number; height: number }): Promise<Page> => visitor(browser, user, viewport, watch)

/** No serious violation of WCAG 2.1 AA on the page as it stands. */
async function accessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  expect(grave.map((v) => `${where}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
}

/** 送审 with nothing in its way. */
async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^送审/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '送审' }).click()
  await expect(page.getByText('稿件正在审校')).toBeVisible()
}

/** Opens a text that waits for this person and ticks the whole list. */
async function take(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title }).first().click()
  await expect(page.locator('.doc h1')).toHaveText(title)
  const list = page.locator('#checks').getByRole('checkbox')
  await expect(list.first()).toBeVisible()
  for (const item of await list.all()) await item.check()
}

/** 通过并签字; where the screen repeats what is bound, that is confirmed. */
async function sign(page: Page, confirmed: boolean): Promise<void> {
  await page.getByRole('button', { name: /通过并签字/ }).click()
  if (confirmed) await page.getByRole('dialog').getByRole('button', { name: '签字' }).click()
  await expect(page.getByText(/已签，/)).toBeVisible()
}

/** Reads an address again until the condition holds: pages are drawn a moment after the last signature. */
async function until(page: Page, address: string, holds: (page: Page) => Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto(address)
      return holds(page)
    }, { message: address })
    .toBe(true)
}
const carries = (title: string) => async (page: Page) => (await page.getByRole('link', { name: title }).count()) > 0

test('a notice is stopped, corrected, signed by six people, published, accepted and withdrawn', async ({ browser, page }) => {
  const title = `关于城东片区夜间停水的通知（${test.info().workerIndex}${Date.now() % 1000}）`
  watch(page.context())
  await page.goto('/console/')
  await accessible(page, '登录')

  const author = await person(browser, 'zhoumin')
  await accessible(author, '工作台')
  await write(author, title, '因出水主管检修，云雀计划片区11月28日夜间停水，请提前储水。', '联系电话：0000-8800123。')
  await expect(author.locator('[data-finding]')).toContainText('云雀计划')
  await accessible(author, '编辑')
  await author.getByRole('button', { name: /^送审/ }).click()
  await expect(author.getByRole('dialog', { name: '送审前还有 1 处必须改' }).getByRole('button', { name: '送审' })).toHaveAttribute('aria-disabled', 'true')
  await author.getByRole('button', { name: '回去改' }).click()
  // A dialog that is closing gives the focus back to where it was opened.
  await expect(author.getByRole('dialog')).toBeHidden()
  await author.getByRole('button', { name: '自己改' }).click()
  await expect(author.getByRole('textbox', { name: '正文' })).toBeFocused()
  await author.keyboard.insertText('城东')
  await expect(author.locator('[data-finding]')).toHaveCount(0)

  await author.getByRole('button', { name: '加一处' }).click()
  await author.getByRole('button', { name: '政务公开 / 通知公告' }).first().click()
  await expect(author.getByText('（待签收）')).toBeVisible()
  await submit(author)

  for (const user of SIGNERS) {
    const signer = await person(browser, user)
    await take(signer, title)
    if (user === 'lijing') await accessible(signer, '审校')
    const round = signer.url()
    await sign(signer, user === 'zhaomingyuan')
    if (user === 'wangruolan') {
      await signer.goto(round)
      await expect(signer.getByText('您不能签复审')).toBeVisible()
    }
    if (user === 'zhanglan') {
      await signer.goto(round)
      await expect(signer.getByText('六步由六个人签，一人只签一步。')).toBeVisible()
    }
    await signer.context().close()
  }

  await until(page, site('swj'), carries(title))
  await accessible(page, '网站首页')
  await page.getByRole('link', { name: title }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await accessible(page, '正文页')
  const article = page.url()
  await until(page, site('swj', '/tzgg/'), carries(title))
  await until(page, site('swj', `/search?q=${encodeURIComponent('城东片区 夜间停水')}`), carries(title))

  const receiver = await person(browser, 'xuwangshu')
  await receiver.getByRole('link', { name: '待签收' }).first().click()
  await receiver.getByRole('button', { name: title }).click()
  await receiver.getByRole('dialog').getByRole('button', { name: /^签收到/ }).click()
  await expect(receiver.getByText('已签收到“通知公告”')).toBeVisible()
  await until(page, site('www', '/zwgk/tzgg/'), carries(title))

  const head = await person(browser, 'zhaomingyuan')
  await head.getByRole('link', { name: '稿件' }).first().click()
  await head.getByLabel(`选择 ${title}`).click()
  await head.getByRole('button', { name: '撤稿' }).click()
  await head.getByLabel('说明（留在记录里）').fill('停水时间有误')
  await head.getByRole('dialog', { name: '撤下 1 篇，共 2 处？' }).getByRole('button', { name: '撤下 1 篇' }).click()
  await expect(head.getByRole('dialog', { name: '撤稿结果' })).toBeVisible()
  for (const list of [site('www', '/zwgk/tzgg/'), site('swj', '/tzgg/'), site('swj')]) await until(page, list, async (p) => !(await carries(title)(p)))
  // The browser itself reports the failed load, which is what is wanted here.
  expect((await page.goto(article))?.status()).toBe(410)
  expect(complaints.splice(0).filter((said) => !said.includes('410'))).toEqual([])
})

test('the final approver signs on a phone', async ({ browser }) => {
  const title = `关于开展水表轮换的通知（${test.info().workerIndex}${Date.now() % 1000}）`
  const author = await person(browser, 'zhoumin')
  await write(author, title, '市水务局自12月1日起对老城片区到期水表进行轮换。')
  await submit(author)
  for (const user of SIGNERS.slice(0, 4)) {
    const signer = await person(browser, user)
    await take(signer, title)
    await sign(signer, false)
    await signer.context().close()
  }
  const phone = await person(browser, 'zhaomingyuan', { width: 390, height: 844 })
  await take(phone, title)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await accessible(phone, '审校（手机）')
  await sign(phone, true)
  await expect(phone.getByText(/终审已签，现在到/)).toBeVisible()
})
