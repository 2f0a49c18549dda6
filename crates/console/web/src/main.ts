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

createApp(App).use(createPinia()).use(router).mount('#app')
