/* Reads a pasted red-head document (红头文件) and finds what the form asks for: title, 文号,
   成文日期, 发文机关, 落款, 附件名. It only offers; the writer can take everything back. Lines that
   the page draws by itself (head, number, title) leave the text, the rest stays as it is. */
import { attr, blockText, isTextBlock, type DocNode } from './doc'

export interface Recognised {
  title: string | null
  number: string | null
  date: string | null
  issuer: string | null
  signature: string | null
  recipients: string | null
  attachments: string[]
  /** Indexes of top-level blocks that the page draws itself. */
  head: number[]
}

interface Line { text: string; index: number; center: boolean }

const NUMBER = /^([\u4e00-\u9fa5]{1,14})[〔[（(【﹝［]\s*((?:19|20)\d{2})\s*[〕\])）】﹞］]\s*(?:第)?\s*0*(\d{1,5})\s*号/
const DIGITS = '〇一二三四五六七八九'
const ORGAN = /(?:局|委|委员会|办|办公室|政府|厅|院|中心|集团|公司|学校|所|站|处|会|部|队|行)$/
const GENRE = /(?:通知|通告|公告|公报|意见|决定|决议|函|批复|报告|请示|办法|规定|方案|细则|规划|纪要|预案|措施|要点|公示|说明|解读|命令|令)(?:（[^）]*）)?$/

/** What the top-level blocks of a document say about it. */
export function recognise(doc: DocNode): Recognised {
  const lines = topLines(doc)
  const found: Recognised = { title: null, number: null, date: null, issuer: null, signature: null, recipients: null, attachments: [], head: [] }
  const to = lines.findIndex((l) => /[：:]$/.test(l.text) && l.text.length <= 120 && !/^附件/.test(l.text))
  const opening = lines.slice(0, to < 0 || to > 10 ? Math.min(lines.length, 5) : to)
  if (to >= 0 && to <= 10) found.recipients = lines[to]!.text.replace(/[：:]$/, '')
  readOpening(opening, found)
  readClosing(lines, found)
  found.attachments = readAttachments(lines)
  if (!found.issuer) found.issuer = found.signature
  return found
}

function topLines(doc: DocNode): Line[] {
  return (doc.content ?? []).flatMap((node, index) => {
    if (!isTextBlock(node)) return []
    const center = attr<string>(node, 'textAlign', 'left') === 'center'
    const text = blockText(node).replace(/[\s\u3000]+/g, ' ').trim()
    return text ? [{ text, index, center }] : []
  })
}

function readOpening(lines: Line[], found: Recognised): void {
  const title: Line[] = []
  for (const line of lines) {
    const bare = line.text.replace(/\s/g, '')
    const number = NUMBER.exec(bare)
    const mast = /^(.{2,30})文件$/.exec(bare)
    if (number) {
      found.number = `${number[1]}〔${number[2]}〕${number[3]}号`
      found.head.push(line.index)
    } else if (mast && title.length === 0 && !GENRE.test(mast[1]!)) {
      found.issuer = mast[1]!
      found.head.push(line.index)
    } else if (/^(?:特急|加急|平急|份号.*|\d{6}|签发人[：:].*)$/.test(bare)) found.head.push(line.index)
    else if (isTitleLine(bare, line, title)) title.push(line)
    else if (title.length > 0) break
  }
  const joined = title.map((l) => l.text.replace(/\s(?=[\u4e00-\u9fa5])|(?<=[\u4e00-\u9fa5])\s/g, '')).join('')
  if (!joined || !(GENRE.test(joined) || /关于/.test(joined) || title[0]!.center)) return
  found.title = joined
  found.head.push(...title.map((l) => l.index))
}

function isTitleLine(bare: string, line: Line, before: Line[]): boolean {
  if (bare.length > 60 || /[。；;]$/.test(bare)) return false
  if (before.length === 0) return line.center || /关于/.test(bare) || GENRE.test(bare)
  const done = GENRE.test(before[before.length - 1]!.text)
  return !done && before.length < 4 && (line.center || !/^[一二三四五六七八九十]+、/.test(bare))
}

/** Signature and date: the last date that stands alone, and the organ in the line above it. */
function readClosing(lines: Line[], found: Recognised): void {
  for (let i = lines.length - 1; i >= 0; i--) {
    const date = isoDate(lines[i]!.text)
    if (!date) continue
    found.date = date
    const organ = (lines[i - 1]?.text ?? '').replace(/\s/g, '')
    if (organ.length <= 30 && ORGAN.test(organ)) found.signature = organ
    return
  }
}

/** "2026年11月18日" or "二〇二六年十一月十八日" standing alone, as 2026-11-18; else null. */
export function isoDate(line: string): string | null {
  const m = /^([\d〇○零一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日$/.exec(line.replace(/\s/g, ''))
  if (!m) return null
  const [year, month, day] = [yearNumber(m[1]!), smallNumber(m[2]!), smallNumber(m[3]!)]
  const real = new Date(Date.UTC(year, month - 1, day))
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null
  return real.toISOString().slice(0, 10)
}

/** "2026.1.5", "20260105", "2026年1月5日" as 2026-01-05; what is no date stays as typed. */
export function normalDay(typed: string): string {
  const bare = typed.trim()
  const m = /^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/.exec(bare)
  return (m && isoDate(`${m[1]}年${m[2]}月${m[3]}日`)) ?? isoDate(bare) ?? bare
}

function yearNumber(text: string): number {
  return Number([...text.replace(/[○零]/g, '〇')].map((c) => (DIGITS.includes(c) ? DIGITS.indexOf(c) : c)).join(''))
}

function smallNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text]
  const ten = text.includes('十') ? (tens ? DIGITS.indexOf(tens) : 1) : 0
  return ten * 10 + (ones ? DIGITS.indexOf(ones) : 0)
}

function readAttachments(lines: Line[]): string[] {
  const first = lines.findIndex((l) => /^附件\s*[：:]/.test(l.text))
  if (first < 0) return []
  const names: string[] = []
  for (const line of lines.slice(first)) {
    const bare = line.text.replace(/^附件\s*[：:]\s*/, '')
    const item = /^\d{1,2}\s*[.．、]\s*(.+)$/.exec(bare)
    if (names.length > 0 && !item) break
    names.push((item?.[1] ?? bare).replace(/[；;。]$/, '').trim())
  }
  return names.filter(Boolean)
}

/** The document without the lines the page draws itself. */
export function withoutHead(doc: DocNode, found: Recognised): DocNode {
  const gone = new Set(found.head)
  const content = (doc.content ?? []).filter((_, i) => !gone.has(i))
  while (content.length > 1 && isTextBlock(content[0]!) && blockText(content[0]!).trim() === '') content.shift()
  return { ...doc, content: content.length ? content : [{ type: 'paragraph' }] }
}
