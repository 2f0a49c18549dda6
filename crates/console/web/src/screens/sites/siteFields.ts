// What a site says of itself in head and foot of its pages (network address apart).
export const FIELDS = [
  ['identification_code', '网站标识码', '10 位数字'], ['icp', 'ICP 备案号', ''], ['police', '公安备案号', ''], ['organizer', '主办单位', ''], ['undertaker', '承办单位', ''],
  ['address', '地址', ''], ['phone', '联系电话', ''], ['keywords', '关键词', '用逗号隔开'], ['description', '网站说明', '一两句话，搜索引擎会显示'],
] as const
export type SiteFieldName = (typeof FIELDS)[number][0]
export const blank = (): Record<SiteFieldName, string> => Object.fromEntries(FIELDS.map(([name]) => [name, ''])) as Record<SiteFieldName, string>
