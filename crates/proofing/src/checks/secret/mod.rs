//! Classification marks (密级标志, domain.md C06): 秘密★5年, 机密·长期, a line that says only 绝密, 此件不公开.

mod lines;
mod own;
mod remarks;
mod stamps;

use super::{Context, hit};
use own::{of_itself, of_own, own_ban, own_level, readers};
use stamps::{ALONE, AROUND, FOR, FORBIDDEN, HEADS, LABELS, STAMPS};

use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const LEVELS: [&str; 3] = ["绝密", "机密", "秘密"];
/// Levels of other kinds, which count with a star or a term.
const OTHERS: [&str; 5] = ["核心商密", "普通商密", "商密", "工作秘密", "内部"];

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate() {
        // 公开方式 in the cell beside it.
        let beside = block.checked_sub(1).map(|i| &readings[i]).filter(|_| reading.block.cell.is_some());
        let above = beside.map(|beside| beside.text(0, 10)).unwrap_or_default();
        // 保密期限 | 10年
        let held = matches!(above.trim(), "保密期限" | "保密期") && term(reading, 0) == Some(reading.plain.len());
        hits[block].extend(held.then(|| kept_back((0, reading.plain.len()))));
        marked_in_block(reading, above.trim(), &mut hits[block]);
    }
    if !hits.iter().flatten().any(|hit| hit.category == Category::Secret) {
        let copy = readings.iter().enumerate().find_map(|(block, reading)| {
            let counted = || lines::counted_copy(reading, block == 0 && readings.len() > 1);
            Some((block, lines::copy_number(reading).or_else(counted)?))
        });
        if let Some((block, range)) = copy {
            hits[block].push(kept_back(range));
        }
    }
}

fn marked_in_block(reading: &Reading<'_>, above: &str, hits: &mut Vec<Hit>) {
    let mut at = 0;
    let before = hits.len();
    while at < reading.plain.len() {
        let found = match reading.plain[at] {
            '绝' | '机' | '秘' => marking(reading, at).or_else(|| stamp(reading, at, above)),
            '核' | '普' | '商' => other_level(reading, at),
            '保' => kept(reading, at),
            '密' => labelled(reading, at).or_else(|| stamp(reading, at, above)),
            '(' | '[' | '【' | '〔' => lines::remark(reading, at).or_else(|| ticked(reading, at)),
            '☑' | '■' | '√' | '☒' | '✓' | '✔' => ticked(reading, at),
            '数' | '敏' => sensitive(reading, at),
            '本' | '此' | '该' if own_level(reading, at).is_some() => own_level(reading, at),
            '本' if own_ban(reading, at).is_some() => own_ban(reading, at),
            '仅' | '只' if readers(reading, at).is_some() => readers(reading, at),
            '工' | '内' if other_level(reading, at).is_some() => other_level(reading, at),
            '此' | '本' | '该' | '内' | '只' | '误' | '阅' | '仅' | '不' | '严' | '请' | '禁' | '限' | '涉' | '会' | '传'
            | '用' | '工' | '未' | '注' | '材' | '资' | '文' | '供' | '依' => stamp(reading, at, above),
            _ => None,
        };
        let Some((start, end)) = found else {
            at += 1;
            continue;
        };
        hits.push(kept_back((start, end)));
        at = end;
    }
    if hits.len() == before {
        hits.extend(lines::kept(reading).or_else(|| of_itself(reading)).or_else(|| remarks::of_block(reading)).map(kept_back));
    }
}

fn kept_back(range: (usize, usize)) -> Hit {
    hit(Category::Secret, Severity::Block, "secret.marking", range, "含有密级或内部标志，不得公开，请先核对定密与公开属性")
}

/// A stamp that starts at `at`.
fn stamp(reading: &Reading<'_>, at: usize, above: &str) -> Option<(usize, usize)> {
    let c = reading.plain[at];
    if let Some(end) = STAMPS.iter().filter(|words| words.starts_with(c)).filter_map(|words| loosely(reading, at, words)).max() {
        return Some((at, forbidden(reading, end).unwrap_or(end)));
    }
    let used = FOR.iter().filter(|words| words.starts_with(c)).find_map(|words| loosely(reading, at, words));
    if let Some(end) = used.and_then(|end| forbidden(reading, end)) {
        return Some((at, end));
    }
    if let Some(range) = of_own(reading, at, used) {
        return Some(range);
    }
    let head = reading.plain.len() <= 24 && reading.text(0, at).trim().is_empty() && !reading.plain.contains(&'。');
    if let Some(end) = HEADS.iter().filter(|_| head).find_map(|words| loosely(reading, at, words)) {
        return Some((at, end));
    }
    let words = reading.one_of(at, ALONE)?;
    let end = at + words.chars().count();
    let edge = |c: &&char| {
        !matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '。' | ',' | ';' | ':' | '!' | '★' | ' ' | '\u{3000}')
    };
    let left = at - reading.plain[..at].iter().rev().take(12).take_while(edge).count();
    let right = end + reading.plain[end..].iter().take(12).take_while(edge).count();
    let rest = format!("{}{}", reading.text(left, at), reading.text(end, right));
    let alone = AROUND.iter().fold(rest, |rest, word| rest.replace(word, "")).is_empty();
    if !alone {
        return None;
    }
    let label = if left == 0 { above.to_owned() } else { reading.before(left, 8) };
    let label = label.trim_end_matches([':', ' ', '(', '[', '【']);
    if LABELS.iter().any(|known| label.ends_with(known)) {
        return Some((at, end));
    }
    // Alone in brackets or on its line; within a sentence it is talked about.
    let opens = left.checked_sub(1).and_then(|i| reading.char(i));
    let bracketed = opens.is_some_and(|c| matches!(c, '(' | '[' | '【' | '〔'))
        && reading.char(right).is_some_and(|c| matches!(c, ')' | ']' | '】' | '〕'));
    let line =
        reading.plain.len() <= 24 && !reading.plain.contains(&':') && !reading.plain.iter().any(|c| "的应对可".contains(*c));
    let strong = !matches!(words, "依申请公开" | "不公开" | "不予公开" | "不得公开" | "内部使用" | "内部文件" | "不得上网")
        && !words.starts_with("涉密");
    let whole =
        reading.block.cell.is_none() && matches!(words, "内部使用" | "内部文件") && reading.text(0, end + 4).trim() == words;
    (bracketed || (line && strong) || whole).then_some((at, end))
}

/// The end of 不得外传 and the like that follow at `at`, behind a mark at most.
fn forbidden(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let mark = |c: &&char| c.is_whitespace() || matches!(c, ',' | '、' | '·' | ';');
    let from = at + reading.plain.get(at..)?.iter().take(3).take_while(mark).count();
    FORBIDDEN.iter().find_map(|words| loosely(reading, from, words))
}

/// The end of words that stand at `at`, spaces and a comma between their characters not counted.
fn loosely(reading: &Reading<'_>, at: usize, words: &str) -> Option<usize> {
    let mut end = at;
    for (i, c) in words.chars().filter(|c| !matches!(c, ' ' | ',')).enumerate() {
        let between = |c: &&char| i > 0 && (c.is_whitespace() || matches!(c, ',' | '、' | '·'));
        end += reading.plain.get(end..)?.iter().take(4).take_while(between).count();
        if reading.char(end) != Some(c) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// 保密期限：5年 on a line of its own.
fn kept(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let label = reading.one_of(at, &["保密期限:", "保密期:"]).filter(|_| begins(reading, at))?;
    let end = term(reading, reading.skip_spaces(at + label.chars().count()))?;
    Some((at, end))
}

/// Whether a line or a sentence begins at `at`.
fn begins(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain[..at].iter().rev().find(|c| !c.is_whitespace()).is_none_or(|c| matches!(c, '。' | ';'))
}

/// 核心商密▲5年, 工作秘密★3年
fn other_level(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let end = at + reading.one_of(at, &OTHERS)?.chars().count();
    starred(reading, at, reading.skip_spaces(end))
}

/// ☑不予公开: the box that was ticked.
fn ticked(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let tick = |c: Option<char>| c.is_some_and(|c| matches!(c, '☑' | '■' | '√' | '☒' | '✓' | '✔'));
    let box_end = if tick(reading.char(at)) {
        at + 1
    } else {
        (tick(reading.char(at + 1)) && reading.char(at + 2).is_some_and(|c| matches!(c, ')' | ']' | '】'))).then_some(at + 3)?
    };
    let word = reading.skip_spaces(box_end);
    let option = reading.one_of(word, &["不予公开", "不公开", "依申请公开", "内部", "涉密", "不宜公开"])?;
    let end = word + option.chars().count();
    reading.char(end).is_none_or(|c| !crate::fold::is_han(c)).then_some((at, end))
}

/// 数据级别：敏感，禁止对社会开放
fn sensitive(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let label = reading.one_of(at, &["数据级别:", "数据密级:", "敏感级别:", "数据安全级别:"]).filter(|_| begins(reading, at))?;
    let start = reading.skip_spaces(at + label.chars().count());
    let level = reading.one_of(start, &["敏感", "内部", "涉密", "核心", "受限", "不予共享"])?;
    let end = start + level.chars().count();
    reading.char(end).is_none_or(|c| !crate::fold::is_han(c)).then_some((start, end))
}

/// The level at `at` with the stars at `rest`, and its term.
fn starred(reading: &Reading<'_>, at: usize, rest: usize) -> Option<(usize, usize)> {
    let star = |c: &&char| matches!(c, '★' | '☆' | '▲' | '✩' | '✭' | '⭐' | '*');
    let stars = reading.plain[rest.min(reading.plain.len())..].iter().take(4).take_while(star).count();
    let after = reading.skip_spaces(rest + stars);
    (stars > 0).then(|| (at, term(reading, after).unwrap_or(rest + stars)))
}

/// 密级：秘密, and with a term: 密级：机密5年.
fn labelled(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let label = reading.one_of(at, &["密级", "密 级", "密  级", "密   级"])?;
    let colon = reading.skip_spaces(at + label.chars().count());
    let start = reading.skip_spaces(colon + 1);
    let level = reading.one_of(start, &["绝密", "机密", "秘密", "内部"]).filter(|_| reading.char(colon) == Some(':'))?;
    let end = start + level.chars().count();
    let stands = |c: Option<char>| c.is_none_or(|c| !crate::fold::is_han(c) || matches!(c, '级' | '长'));
    stands(reading.char(end)).then(|| marking(reading, start).unwrap_or((start, end)))
}

/// A marking that starts at `at`: a level with star or term, or alone on its line or in brackets.
fn marking(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let end = LEVELS.iter().find_map(|level| loosely(reading, at, level))?;
    if let Some(end) = lines::in_file_name(reading, at) {
        return Some((at, end));
    }
    let rest = reading.skip_spaces(end);
    if let Some((_, end)) = starred(reading, at, rest) {
        // “秘密★”字样 is talked about.
        let bare = !reading.char_before(end).is_some_and(|c| c.is_alphanumeric());
        let quoted = bare && reading.char_before(at) == Some('“') && reading.char(end) == Some('”');
        return (!quoted || reading.plain.len() <= 24).then_some((at, end));
    }
    // 商业秘密 and the like are talked about, not marked.
    let talked = reading.char_before(at).is_some_and(crate::fold::is_han);
    let dot = reading.char(rest).is_some_and(|c| matches!(c, '·' | '・' | '•'));
    if let Some(end) = term(reading, reading.skip_spaces(rest + usize::from(dot))).filter(|_| !talked) {
        let talked = reading.char(end).is_some_and(|c| "的内以前后之".contains(c));
        return (!talked).then_some((at, end));
    }
    let end = end + usize::from(reading.char(end) == Some('级'));
    let (before, after) = (reading.char_before(at), reading.char(end));
    let bracketed = matches!((before, after), (Some('(' | '[' | '【'), Some(')' | ']' | '】')));
    // 《调整方案》（机密）: the level of a paper that is named.
    let edge = at == 1 || end + 1 == reading.plain.len() || (at >= 2 && reading.char(at - 2) == Some('》'));
    let alone = reading.plain.len() <= 24
        && matches!(reading.text(0, at).trim(), "" | "特急" | "加急" | "平急" | "特提" | "急件")
        && matches!(reading.text(end, reading.plain.len()).trim(), "" | "特急" | "加急" | "平急" | "特提" | "急件");
    // 签发人：陈怀瑾　机密
    let last = end == reading.plain.len()
        && reading.char_before(at) == Some(' ')
        && reading.plain.len() <= 24
        && reading.plain.contains(&':');
    (alone || last || (bracketed && edge)).then_some((at, end))
}

/// The end of a term of secrecy: 5年, 6个月, 长期.
fn term(reading: &Reading<'_>, at: usize) -> Option<usize> {
    // 保密期限：至2028年12月31日
    if reading.char(at) == Some('至') && reading.plain.get(at + 1).is_some_and(char::is_ascii_digit) {
        let len = reading.plain[at + 1..].iter().take(11).take_while(|c| c.is_ascii_digit() || "年月日".contains(**c)).count();
        return Some(at + 1 + len);
    }
    if let Some(words) = reading.one_of(at, &["长期", "启用前", "启封前", "解密前", "公布前", "开封前"]) {
        return Some(at + words.chars().count());
    }
    let tail = &reading.plain[at.min(reading.plain.len())..];
    let digits = tail.iter().take(3).take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十半".contains(**c)).count();
    let unit_at = reading.skip_spaces(at + digits);
    let unit = reading.one_of(unit_at, &["年", "个月"])?;
    (digits > 0).then_some(unit_at + unit.chars().count())
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn markings_are_found_with_their_term() {
        for text in [
            "机密★", "秘密★5年", "秘密 ★ 10年", "绝密·长期", "秘密 6个月", "机密", "绝密★启用前", "机密★启封前", "机密级",
            "秘密★一年", "机密★★10年", "秘 密★3年",
        ] {
            assert_eq!(marked(text), [text]);
        }
        assert_eq!(marked("密级：秘密"), ["秘密"]);
        assert_eq!(marked("密级：内部"), ["内部"]);
        assert_eq!(marked("【机密】关于试点的报告"), ["机密"]);
    }

    #[test]
    fn stamps_of_inner_papers_are_found() {
        for (text, found) in [
            ("以下内容仅限班子成员阅知：拟约谈3家企业。", "仅限班子成员阅知"),
            ("是否公开：否", "是否公开：否"),
            ("补助上浮幅度由工作组内部掌握，不得对外透露。", "内部掌握，不得对外透露"),
            ("发至：四家班子领导，不登网、不见报", "不登网、不见报"),
            ("（此段为讨论情况，发布前请删去）", "此段为讨论情况，发布前请删去"),
            ("本方案仅限内部讨论，请勿对外公开。", "仅限内部讨论，请勿对外公开"),
            ("以上测算数据仅供内部参考，以正式文件为准。", "仅供内部参考"),
            ("材料含企业数据。\n本材料用于评审，严禁复印、拍照，请妥善处理。", "严禁复印"),
            ("信息公开形式：不公开", "不公开"),
            ("本方案由县自然资源局负责解释，未经批准不得对外公开。", "未经批准不得对外公开"),
            ("传阅范围：局领导班子成员", "传阅范围：局领导班子成员"),
            ("注：此件涉密，请勿上网。", "此件涉密，请勿上网"),
            ("依据规定，本通报属内部掌握，不得向社会发布。", "内部掌握，不得向社会发布"),
            ("（转办单属内部流转材料，不得向来信人及社会公开）", "转办单属内部流转材料，不得向来信人及社会公开"),
            ("CONFIDENTIAL", "CONFIDENTIAL"),
            ("本简报为初步统计数，不对外公布，仅供领导参阅。", "不对外公布，仅供"),
            ("公开属性：□主动公开　☑不予公开", "☑不予公开"),
            ("000027\n云溪市人民政府文件", "000027"),
            ("2026年6月3日印发　第36份", "第36份"),
            ("核心商密▲5年", "核心商密▲5年"),
            ("《储备粮布局调整方案》（机密）要求", "机密"),
            ("附件：应急通信保障预案_秘密级.pdf", "秘密级"),
            ("评估报告摘要（2031年5月解密）", "2031年5月解密"),
            ("知悉范围：局党组成员", "知悉范围：局党组成员"),
            ("受停产检修影响（仅内部掌握）。", "仅内部掌握"),
            ("结果予以通报。（仅限政务内网发布）", "仅限政务内网发布"),
            ("（限县处级以上干部阅读）", "限县处级以上干部阅读"),
            ("标底：352.8万元（开标前严禁泄露）", "开标前严禁泄露"),
            ("请勿拍照转发", "请勿拍照转发"),
            ("未经批准，不得翻印", "未经批准，不得翻印"),
            ("（6月20日10时前不得对外发布）", "6月20日10时前不得对外发布"),
            ("【内部】关于清理情况的通报", "内部"),
            ("有关安排只作口头传达，不得形成文字材料。", "只作口头传达，不得形成文字材料"),
            ("本通知不登报、不广播，由各校做好说明。", "不登报、不广播"),
            ("数据级别：敏感，禁止对社会开放", "敏感"),
            ("（以上情况仅供内部留存，不答复来信人）", "以上情况仅供内部留存，不答复来信人"),
            ("份号：000036", "份号：000036"),
            ("涉密资料，禁止通过互联网传输", "涉密资料，禁止"),
            ("阅后请退回县档案馆保密室", "阅后请退回"),
            ("二、本方案为秘密级文件。", "本方案为秘密级文件"),
            ("请反馈我办。本函属工作秘密，不得在互联网传播。", "本函属工作秘密，不得在互联网传播"),
            ("《决策内参》第9期", "《决策内参》第9期"),
            ("（讨论稿，未经批准不得对外公开）", "讨论稿，未经批准不得对外公开"),
            ("现将线索移送你局核查。仅限办案人员阅看。", "仅限办案人员阅看"),
            ("请妥善保管，本文件属秘密级，现将安排通知如下。", "本文件属秘密级"),
            ("涉密材料　专人保管", "涉密材料　专人保管"),
            ("以下内容未经批准不得对外公布。", "以下内容未经批准不得对外公布。"),
            ("保密期限：至2028年12月31日", "保密期限：至2028年12月31日"),
            ("启用前·秘密级", "启用前·秘密级"),
            ("阅读范围：本系统科级以上人员", "阅读范围：本系统科级以上人员"),
            ("本通知限政务内网传输，严禁上传互联网。", "严禁上传互联网"),
            ("本纪要供与会单位内部掌握，不得上网发布。", "内部掌握，不得上网"),
            ("成果随报告一并移交。保密期限：10年", "保密期限：10年"),
            ("本纪要仅发与会单位，不得复印、转发。", "不得复印"),
            ("（此件不公开）", "此件不公开"),
            ("内部资料 注意保存", "内部资料 注意保存"),
            ("内部资料  注意保存", "内部资料  注意保存"),
            ("公开方式：不予公开", "不予公开"),
            ("内部资料，严禁外传", "内部资料，严禁外传"),
            ("（仅供内部使用）", "仅供内部使用"),
            ("请勿外传", "请勿外传"),
            ("本件不予公开", "本件不予公开"),
            ("本简报仅供领导参阅，请勿外传。全县夏收进度已达八成。", "仅供领导参阅，请勿外传"),
            ("会议材料之三　会后收回", "会后收回"),
            ("机密 特急", "机密"),
            ("【内部使用，请勿公开】基金运行情况", "内部使用，请勿公开"),
            ("内部刊物·不得翻印", "内部刊物·不得翻印"),
            ("工作秘密", "工作秘密"),
            ("本材料仅供内部参考，各科室可结合工作使用。", "仅供内部参考"),
            ("本表所列数据尚未核定，严禁外传，请核对。", "严禁外传"),
            ("特急 秘密", "秘密"),
            ("签发人：陈怀瑾　机密", "机密"),
            ("保密期限：5年", "保密期限：5年"),
            ("涉密文件，严禁拍照、复印", "涉密文件，严禁"),
            ("传达范围：仅限党组成员，阅后收回", "阅后收回"),
            ("本纪要仅供内部使用，各单位不得复印、转发。", "仅供内部使用"),
            ("会议材料会后收回，不得带离会场。", "材料会后收回，不得带离"),
            ("涉密文件　阅后退还", "阅后退还"),
            ("重点目标分布图（涉密文件）已印送各县", "涉密文件"),
        ] {
            assert_eq!(marked(text).first().map_or("", String::as_str), found, "{text}");
        }
    }

    #[test]
    fn talking_about_secrets_is_left_alone() {
        for text in [
            "保守国家秘密",
            "商业秘密5年内不得披露",
            "机密级文件的管理",
            "不公开的理由",
            "对申请人决定不予公开，并说明理由。",
            "涉密资料不得外传，违者追究责任。",
            "国家秘密的密级分为绝密、机密、秘密三级。",
            "秘密5年的保密期限",
            "公开方式：主动公开",
            "保守工作秘密和商业秘密",
            "涉密信息不得在互联网上公开。",
            "涉密文件严禁携带外出。",
            "请各位注意保密。",
            "展厅内请勿拍照",
            "（依法不得公开的除外）",
            "短信验证码请勿外传",
            "（限60周岁以上老年人使用）",
            "000027",
            "普通商密的管理办法另行制定",
            "属于工作秘密的，按有关规定管理。",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
