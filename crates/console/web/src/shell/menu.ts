// What the menu leads to, by what the person may do; the left menu, the phone's bar and the person's menu read it.
import type { Permission } from '@/state/session'

export interface Leaf {
  label: string
  name: string
  needs?: Permission
  /** Further screens that belong to this entry. */
  also?: string[]
}

export const COLUMNS_AND_SITES: Leaf[] = [
  { label: '栏目树', name: 'columns' },
  { label: '站点', name: 'sites', also: ['site', 'site-new'] },
]
export const ADMINISTRATION: Leaf[] = [
  { label: '单位与用户', name: 'people', needs: 'user.manage' },
  { label: '任务', name: 'jobs', needs: 'job.view' },
  { label: '审计', name: 'audit', needs: 'audit.view' },
]

/** The administration screens open to someone with these permissions. */
export const openAdministration = (may: (what: Permission) => boolean): Leaf[] => ADMINISTRATION.filter((leaf) => !leaf.needs || may(leaf.needs))

/** Whether someone with these permissions signs anything, and so has a queue in 审校. */
export const signer = (of: { may: (what: Permission, at: null) => boolean }): boolean => (['article.review_first', 'article.review_second', 'article.sign_off', 'article.proof'] as const).some((one) => of.may(one, null))
