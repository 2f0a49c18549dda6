// Every screen of the console with its address. Lists keep site, view and filters in the query.
// Must stay true: a screen other than 登录 is never drawn without a session.
import { createRouter, createWebHistory } from 'vue-router'
import { useSession, type Permission } from './state/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open without a session, drawn without the shell. */
    open?: boolean
    /** 68 px rail instead of the menu. */
    rail?: boolean
    /** On a phone the screen brings its own head and foot. */
    bare?: boolean
    /** The query carries `site`. */
    sited?: boolean
    title?: string
    needs?: Permission[]
    /** One of these is enough. */
    any?: Permission[]
  }
}

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes: [
    { path: '/login', name: 'login', component: () => import('./screens/login/LoginScreen.vue'), meta: { open: true, title: '登录' } },
    { path: '/', redirect: '/workbench' },
    { path: '/workbench', name: 'workbench', component: () => import('./screens/workbench/WorkbenchScreen.vue'), meta: { sited: true, title: '工作台' } },
    { path: '/articles', name: 'articles', component: () => import('./screens/articles/ArticlesScreen.vue'), meta: { sited: true, title: '稿件' } },
    { path: '/articles/new', name: 'article-new', component: () => import('./screens/articles/NewArticleScreen.vue'), meta: { sited: true, title: '写稿' } },
    { path: '/articles/:id', name: 'edit', component: () => import('./editor/EditScreen.vue'), props: true, meta: { rail: true, title: '编辑' } },
    { path: '/review/:round?', name: 'review', component: () => import('./approval/ReviewScreen.vue'), props: true, meta: { rail: true, bare: true, title: '审校' } },
    { path: '/proposals', name: 'proposals', component: () => import('./screens/proposals/ProposalsScreen.vue'), meta: { sited: true, title: '待签收' } },
    { path: '/columns', name: 'columns', component: () => import('./screens/columns/ColumnsScreen.vue'), meta: { sited: true, title: '栏目树' } },
    { path: '/sites', name: 'sites', component: () => import('./screens/sites/SitesScreen.vue'), meta: { title: '站点' } },
    { path: '/sites/new', name: 'site-new', component: () => import('./screens/sites/NewSiteScreen.vue'), meta: { title: '从模板开新站', needs: ['site.open'] } },
    { path: '/sites/:id', name: 'site', component: () => import('./screens/sites/SiteScreen.vue'), props: true, meta: { title: '站点' } },
    { path: '/people', name: 'people', component: () => import('./screens/people/PeopleScreen.vue'), meta: { title: '单位与用户', needs: ['user.manage'] } },
    { path: '/jobs', name: 'jobs', component: () => import('./screens/jobs/JobsScreen.vue'), meta: { title: '任务', needs: ['job.view'] } },
    { path: '/audit', name: 'audit', component: () => import('./screens/audit/AuditScreen.vue'), meta: { title: '审计', needs: ['audit.view'] } },
    { path: '/lexicons', name: 'lexicons', component: () => import('./screens/lexicons/LexiconsScreen.vue'), meta: { title: '词库', any: ['lexicon.manage', 'site.manage'] } },
    { path: '/lexicons/:id', name: 'lexicon', component: () => import('./screens/lexicons/LexiconScreen.vue'), props: true, meta: { title: '词库', any: ['lexicon.manage', 'site.manage'] } },
    { path: '/lexicons/:id/import', name: 'lexicon-import', component: () => import('./screens/lexicons/import/ImportScreen.vue'), props: true, meta: { title: '导入词库', any: ['lexicon.manage', 'site.manage'] } },
    { path: '/rules', name: 'rules', component: () => import('./screens/rules/RulesScreen.vue'), meta: { title: '规则与精确率', needs: ['lexicon.manage'] } },
    { path: '/live-findings', name: 'live-findings', component: () => import('./screens/live/LiveFindingsScreen.vue'), meta: { sited: true, title: '线上发现', needs: ['article.view'] } },
    { path: '/links', name: 'links', component: () => import('./screens/links/LinksScreen.vue'), meta: { sited: true, title: '链接', needs: ['article.view'] } },
    { path: '/scans', name: 'scans', component: () => import('./screens/scans/ScansScreen.vue'), meta: { title: '复查' } },
    { path: '/waivers', name: 'waivers', component: () => import('./screens/waivers/WaiversScreen.vue'), meta: { title: '确认无误' } },
    { path: '/me', name: 'me', component: () => import('./screens/me/PersonalScreen.vue'), meta: { title: '个人设置' } },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./screens/NowhereScreen.vue'), meta: { title: '没有这一页' } },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const state = useSession()
  if (!(await state.ensure())) return { name: 'login', query: to.fullPath === '/workbench' ? {} : { back: to.fullPath } }
  const asked = to.query['site']
  if (typeof asked === 'string') state.siteCode = state.sites.some((one) => one.code === asked) ? asked : ''
  else if (to.meta.sited && state.siteCode) return { ...to, query: { ...to.query, site: state.siteCode }, replace: true }
  return true
})

router.afterEach((to) => {
  document.title = to.meta.title ? `${to.meta.title} · 集约` : '集约'
})
