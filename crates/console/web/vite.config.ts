// Build of the staff's console: base path /console/, hashed assets, Element Plus by component.
// Must stay true: the browsers of the domestic market carry kernels as old as Chrome 87.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'

export default defineConfig({
  base: '/console/',
  plugins: [
    vue(),
    Components({ dirs: [], dts: 'components.d.ts', resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Nothing is inlined as data: addresses, so that img-src 'self' is enough.
  build: { assetsInlineLimit: 0, target: 'chrome87', cssTarget: 'chrome87', outDir: 'dist', reportCompressedSize: true, modulePreload: { polyfill: false } },
  server: {
    port: 5173,
    proxy: { '/api': process.env['JIYUE_API'] ?? 'http://localhost:8080' },
  },
})
