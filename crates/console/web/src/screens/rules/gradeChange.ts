// A rule's grade is a row in the platform's list of rules, so that it takes two people and has versions like any list.
import { get, post } from '@/api/client'
import type { ChangeRow, LexiconRow, RuleGrade } from '@/api/proofing'

/** Proposes that `rule` be of `severity`; makes the list of rules when there is none yet. */
export async function proposeGrade(rule: string, severity: RuleGrade, reason: string): Promise<ChangeRow> {
  const lists = await get<LexiconRow[]>('/lexicons')
  const list = lists.find((one) => one.kind === 'rules' && one.site === null) ?? (await post<LexiconRow>('/lexicons', { code: 'rules', title: '规则级别', kind: 'rules', site_id: null }))
  return post<ChangeRow>(`/lexicons/${list.id}/changes`, { base_version: list.version, add: [{ rule, severity, reason }], remove: [], note: reason })
}
