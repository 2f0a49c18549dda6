// What the menu leads to, by what the person may do; the left menu, the phone's bar and the person's menu read it.
import type { Permission } from '@/state/session'

export interface Leaf {
  label: string
  name: string
  /** Open to a person who has any of these. */
  needs?: Permission[]
  /** Further screens that belong to this entry. */
  also?: string[]
}

export const COLUMNS_AND_SITES: Leaf[] = [
  { label: '栏目树', name: 'columns' },
  { label: '站点', name: 'sites', also: ['site', 'site-new'] },
]
export const ADMINISTRATION: Leaf[] = [
  { label: '单位与用户', name: 'people', needs: ['user.manage'] },
  { label: '词库', name: 'lexicons', needs: ['lexicon.manage', 'site.manage'], also: ['lexicon', 'lexicon-import'] },
  { label: '规则与精确率', name: 'rules', needs: ['lexicon.manage'] },
  { label: '任务', name: 'jobs', needs: ['job.view'] },
  { label: '审计', name: 'audit', needs: ['audit.view'] },
]
const JUDGES: Permission[] = ['article.review_first', 'article.review_second', 'article.sign_off', 'article.proof']
export const SUPERVISION: Leaf[] = [
  { label: '线上发现', name: 'live-findings', needs: ['article.view'] },
  { label: '链接', name: 'links', needs: ['article.view'] },
  { label: '复查', name: 'scans', needs: ['article.view', 'lexicon.manage', 'platform.operate'] },
  { label: '确认无误', name: 'waivers', needs: [...JUDGES, 'lexicon.manage'] },
]

type May = (what: Permission) => boolean
const open = (leaves: Leaf[], may: May): Leaf[] => leaves.filter((leaf) => !leaf.needs || leaf.needs.some(may))
/** The administration screens open to someone with these permissions. */
export const openAdministration = (may: May): Leaf[] => open(ADMINISTRATION, may)
/** The supervision screens (监管) open to someone with these permissions. */
export const openSupervision = (may: May): Leaf[] => open(SUPERVISION, may)

/** Whether someone with these permissions signs anything, and so has a queue in 审校. */
export const signer = (of: { may: (what: Permission, at: null) => boolean }): boolean => (['article.review_first', 'article.review_second', 'article.sign_off', 'article.proof'] as const).some((one) => of.may(one, null))
