// Unit tests of the parts that need no browser; the DOM they see is happy-dom.
import { mergeConfig, defineConfig } from 'vitest/config'
import vite from './vite.config.ts'

export default mergeConfig(vite, defineConfig({ test: { environment: 'happy-dom', include: ['src/**/*.test.ts', 'tests/**/*.test.ts'] } }))
