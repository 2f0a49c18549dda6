// Tables as files that WPS and Excel open with the right characters.

/** Cells that a spreadsheet would take for a formula get an apostrophe before them. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replace(/"/g, '""')}"`
}

/** CSV with a byte-order mark. */
export const csvText = (head: string[], lines: string[][]): string => '\uFEFF' + [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n'

/** Lets the browser save `text` under `name`. */
export function offerFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
