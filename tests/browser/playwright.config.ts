// The browser's tests run against a demonstration platform that `cargo xtask test --only browser` serves.
// Alone: cargo xtask demo, then JIYUE_TEST_CHROMIUM=/usr/bin/chromium npx playwright test
import { defineConfig } from '@playwright/test'

const port = process.env.JIYUE_TEST_PORT ?? '8080'

export default defineConfig({
  testDir: 'specs',
  outputDir: 'results',
  // The tests walk one platform: what one publishes, the next may see.
  workers: 1,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 15_000,
    baseURL: `http://localhost:${port}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.JIYUE_TEST_CHROMIUM ?? '/usr/bin/chromium',
      // The sandbox needs rights that a container's root does not have.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
