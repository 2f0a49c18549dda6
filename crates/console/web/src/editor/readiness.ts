/* Whether a text can go to review: the reasons a form would be sent back, told before it is sent. */
import type { Article } from '@/api/types'
import { pictures, type DocNode } from './body/doc'
import type { Form } from './useDraft'

export interface ReadyItem { name: string; ok: boolean; must: boolean; why: string }

export function readiness(article: Article, form: Form, doc: DocNode | undefined, seen: { chars: number; names: string[]; blocking: number; unexplained: number }): ReadyItem[] {
  const missing = article.content_type.fields.filter((f) => f.required && !form.fields[f.name]?.trim()).map((f) => f.name)
  const bare = doc ? pictures(doc).filter((p) => p.alt === '').length : 0
  const uploaded = form.assets.filter((a) => a.role === 'attachment').map((a) => a.name)
  const awaited = seen.names.filter((n) => !uploaded.some((u) => u.replace(/\.\w+$/, '').includes(n) || n.includes(u.replace(/\.\w+$/, ''))))
  return [
    { name: '标题', ok: form.title.trim() !== '', must: true, why: '还没有标题' },
    { name: '正文', ok: seen.chars > 0, must: true, why: '还没有正文' },
    { name: '必填字段', ok: missing.length === 0, must: true, why: `还差 ${missing.join('、')}` },
    { name: '图片说明', ok: bare === 0, must: true, why: `${bare} 张图片没有说明` },
    { name: '附件', ok: awaited.length === 0, must: false, why: `正文提到、还没上传：${awaited.join('、')}` },
    { name: '禁发', ok: seen.blocking === 0, must: true, why: `${seen.blocking} 处必须改` },
    { name: '慎用', ok: seen.unexplained === 0, must: false, why: `${seen.unexplained} 处要改，或写明理由` },
  ]
}
