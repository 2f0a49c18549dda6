// What happens to public texts when a list changes, to a file that tells who wrote it, and to a table with a gap.
import { expect, test } from '@playwright/test'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jiyue, person, write } from './platform'

test('a word that two people list is found on live pages and answered by two', async ({ browser }) => {
  const file = join(mkdtempSync(join(tmpdir(), 'words-')), 'words.csv')
  writeFileSync(file, 'category,severity,word,suggestion,boundary\ntrial,warn,蓄水,储水,off\n')
  jiyue('lexicon', 'import', file, '--by', 'xieqingyang', '--name', '试用词')

  const second = await person(browser, 'mengke')
  await second.goto('/console/lexicons')
  await second.getByRole('article').filter({ hasText: '试用词' }).getByRole('button', { name: '同意', exact: true }).click()
  await expect(second.getByText('已同意：“试用词”')).toBeVisible()
  await second.goto('/console/scans')
  await expect(second.getByRole('row').filter({ hasText: '词库改动复查' }).filter({ hasText: '查完' }).first()).toBeVisible({ timeout: 60_000 })

  const editor = await person(browser, 'zhoumin')
  const found = editor.getByRole('listitem').filter({ hasText: '蓄水' })
  // The scan that was seen finished may be an earlier one: the page is asked until the word is there.
  await expect(async () => {
    await editor.goto('/console/live-findings?site=swj')
    await expect(found.first()).toContainText('储水', { timeout: 3_000 })
  }).toPass({ timeout: 60_000 })
  await expect(found.first()).toContainText('负责')
  await found.first().getByRole('button', { name: '确认无误 蓄水' }).click()
  const dialog = editor.getByRole('dialog', { name: '确认无误' })
  await dialog.getByRole('group', { name: '为什么没问题' }).getByRole('button').first().click()
  await dialog.getByLabel(/补充一句|写明依据|为什么没问题/).fill('水库名称里的用词')
  await dialog.getByRole('button', { name: '送去确认' }).click()
  await expect(editor.getByText('已提交，等另一位同事同意')).toBeVisible()
  await expect(editor.getByText('周敏 说没问题，等人同意')).toBeVisible()
})

test('the links of public texts are listed with the texts that use them', async ({ browser }) => {
  const supervisor = await person(browser, 'luyingchuan')
  await supervisor.goto('/console/links')
  await expect(supervisor.getByRole('heading', { level: 1, name: '链接' })).toBeVisible()
  await expect(supervisor.getByRole('navigation', { name: '情况' })).toContainText(/全部 \d/)
})

test('an attachment that tells who wrote it is put right with one click', async ({ browser }) => {
  const file = join(test.info().config.rootDir, '../../../deploy/demo/files/swj-jieshui-shenqing.docx')
  const editor = await person(browser, 'zhoumin')
  await write(editor, '关于领取节水申请表的通知', '申请表见附件，请于2026年12月底前提交。')
  await editor.getByRole('button', { name: '附件', exact: true }).click()
  const dialog = editor.getByRole('dialog')
  await dialog.getByLabel('上传附件').setInputFiles(file)
  await expect(editor.getByText('已上传附件 1 个')).toBeVisible()
  await dialog.getByRole('button', { name: '好了' }).click()

  const strip = editor.getByRole('button', { name: '去掉这些信息' })
  await strip.first().click()
  await expect(editor.getByText(/^已去掉“.*”里的作者和位置，换成了干净的一份$/)).toBeVisible()
  await expect(strip).toHaveCount(0)
})

test('a pasted table shows which of its cells is empty, until it is filled', async ({ browser }) => {
  const editor = await person(browser, 'zhoumin')
  await write(editor, '关于招聘护理员的通知', '岗位安排见下表。', '')
  const row = (cells: string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  const table = [['岗位', '人数', '学历'], ['护理员', '4', '大专'], ['检验员', '2', ''], ['药剂员', '1', '本科']].map(row).join('')
  await editor.getByRole('textbox', { name: '正文' }).evaluate((body, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, `<table>${table}</table>`)

  const empty = editor.getByRole('cell').filter({ has: editor.locator('.mark.blank') })
  await expect(editor.getByText('表格第3行第3列没有填')).toBeVisible()
  await expect(empty).toHaveCount(1)
  await empty.click()
  await editor.keyboard.insertText('本科')
  await expect(editor.getByText('表格第3行第3列没有填')).toHaveCount(0)
  await expect(empty).toHaveCount(0)
})
