// Starts the console: styles, state, routes.
import './old-kernels'
import { createApp } from 'vue'
import { createPinia } from 'pinia'
import App from './App.vue'
import { router } from './router'
import './styles/tokens.css'
import './styles/base.css'
import './styles/element.css'
import './styles/shell.css'
import './styles/parts.css'
import './styles/screens.css'

// After an upgrade a page opened before asks for parts that are gone: it is loaded anew, once.
window.addEventListener('vite:preloadError', (event) => {
  const at = Number(sessionStorage.getItem('jiyue.reloaded') ?? 0)
  if (Date.now() - at < 60_000) return
  event.preventDefault()
  sessionStorage.setItem('jiyue.reloaded', String(Date.now()))
  window.location.reload()
})

createApp(App).use(createPinia()).use(router).mount('#app')
