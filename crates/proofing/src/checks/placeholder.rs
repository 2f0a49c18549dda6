//! Places of a template that nobody filled in (要素缺失, domain.md C15): XX市, ××年, ____, 2026年　月　日, （此处填写…）, [姓名], 待补充.
//! Names masked on purpose (王××, 138××××5678) are left alone.

use std::sync::LazyLock;

use super::phrases::Phrases;
use super::{Context, hit, names};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Words of a template, with whether they count only in brackets.
static WORDS: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    let open = ["此处填写", "此处输入", "在此填写", "在此输入", "此处插入", "此处添加"];
    let bracketed =
        ["请填写", "请输入", "待补充", "待填写", "待完善", "待核实", "待定", "待填", "填写", "暂空", "插入", "示例", "样例"];
    Phrases::new(open.into_iter().map(|w| (w, false)).chain(bracketed.into_iter().map(|w| (w, true))))
});
/// Names of fields that stand in brackets in a template.
const FIELDS: [&str; 34] = [
    "姓名",
    "单位",
    "单位名称",
    "单位全称",
    "日期",
    "时间",
    "地点",
    "电话",
    "联系电话",
    "联系人",
    "地址",
    "标题",
    "正文",
    "内容",
    "金额",
    "数量",
    "职务",
    "部门",
    "部门名称",
    "文号",
    "发文字号",
    "公司名称",
    "项目名称",
    "会议名称",
    "活动名称",
    "年份",
    "年",
    "月",
    "日",
    "落款",
    "签名",
    "盖章处",
    "领导姓名",
    "机构名称",
];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    let mut blank_seen = false;
    while at < reading.plain.len() {
        let found = match reading.plain[at] {
            'x' | '×' => crosses(reading, at),
            '_' => underline(reading, at),
            '〕' | ']' => blank_number(reading, at),
            '年' | '月' => blank_date(reading, at),
            '(' | '[' | '【' | '<' | '「' => bracketed(reading, at),
            '某' => some_body(reading, at),
            // 点击此处输入 is a remain.
            _ if matches!(reading.char_before(at), Some('击')) => None,
            '待' | 't' => open_value(reading, at),
            _ => WORDS.at(reading, at).filter(|(bracketed, _)| !**bracketed).map(|(_, end)| (at, end)),
        };
        let Some((start, end)) = found else {
            at += run(reading, at);
            continue;
        };
        // A form of many blanks is one matter.
        let blank = reading.plain[start] == '_';
        if !(blank && blank_seen) {
            let severity = if blank { Severity::Info } else { Severity::Warn };
            let (category, rule) = if is_gap(reading, start, end) {
                (Category::Element, "element.placeholder")
            } else {
                (Category::Residue, "residue.prompt")
            };
            hits.push(hit(category, severity, rule, (start, end), "疑似模板中未填写的内容"));
        }
        blank_seen |= blank;
        at = end;
    }
}

/// Whether it is a value left open (XX, ____, 年　月　日); else it is what the template itself says (待补充, TODO, [姓名]).
fn is_gap(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    reading.plain[start..end].iter().any(|c| matches!(c, 'x' | '×' | '_' | '某') || is_blank(*c) || c.is_ascii_digit())
}

/// 金额：待补充, TODO: a value put off.
fn open_value(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let edge = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'));
    if reading.is_at(at, "todo") || reading.is_at(at, "tbd") {
        let len = if reading.is_at(at, "todo") { 4 } else { 3 };
        let capital = reading.block.chars[at..at + len].iter().all(char::is_ascii_uppercase);
        let marked = reading.char(at + len) == Some(':');
        return ((capital || marked) && edge(reading.char_before(at)) && edge(reading.char(at + len)))
            .then_some((at, at + len + usize::from(marked)));
    }
    let word = reading.one_of(at, &["待补充", "待填写", "待完善", "待核实"])?;
    let end = at + word.chars().count();
    let led = reading.plain[..at].iter().rev().find(|c| **c != ' ') == Some(&':');
    (led && !reading.char(end).is_some_and(fold::is_han)).then_some((at, end))
}

/// How far to go on from `at` when nothing was found there.
fn run(reading: &Reading<'_>, at: usize) -> usize {
    let c = reading.plain[at];
    if matches!(c, 'x' | '×' | '_') { reading.plain[at..].iter().take_while(|n| **n == c).count() } else { 1 }
}

/// XX, ×××, 20XX年, X年X月: not part of a word, a code, a masked number or a masked name.
fn crosses(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let plain = &reading.plain;
    let len = run(reading, at);
    let end = at + len;
    let before = reading.char_before(at);
    let after = reading.char(end);
    // 20XX年
    let century = at >= 2 && plain[at - 2] == '2' && plain[at - 1] == '0' && len == 2 && after == Some('年');
    let date = after.is_some_and(|c| "年月日".contains(c)) && (len <= 2 || (len == 4 && after == Some('年')));
    if century {
        return Some((at - 2, rest_of_date(reading, end + 1)));
    }
    let code = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '@' | '*' | '=' | '_' | ':' | '·'))
    };
    let labelled = before == Some(':') && len >= 2;
    if (code(before) && !labelled) || after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '@' | '*' | '=')) {
        return None;
    }
    if date {
        // 第X月 and the like stand beside each other: X年X月X日.
        let single = len == 1 && !(after == Some('年') && reading.char(end + 1).is_some_and(|c| matches!(c, 'x' | '×')));
        let joined = before.is_some_and(|c| "年月".contains(c));
        if !single && reading.char(end + 1) == Some('度') {
            return Some((at, end));
        }
        return (!single || joined).then(|| (at, rest_of_date(reading, end + 1)));
    }
    // “××律师事务所”: the pattern of a name in a rule.
    let quoted = reading.plain[..at].iter().rev().take(40).find(|c| matches!(c, '“' | '”')) == Some(&'“');
    // 罗马数字XX
    let roman =
        ["数字", "字母", "罗马", "标有", "刻有"].iter().any(|word| reading.before(at, 4).trim_end_matches('“').ends_with(word));
    if len < 2 || quoted || roman {
        return None;
    }
    // 王××, 张某×: a name masked on purpose.
    let name =
        before.is_some_and(|c| names::is_name(&[c, '某'])) && len == 2 && !after.is_some_and(|c| "市县区镇乡村局".contains(c));
    let ray = after.is_some_and(|c| "射光线码".contains(c));
    let size = reading.char(end).is_some_and(|c| c == '码' || c == '号') && plain[at] == 'x' && len <= 3;
    (!name && !size && !ray).then_some((at, end))
}

/// What stands for something still to be written.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '□' | '*' | '○' | '_' | '●')
}

fn blanks(reading: &Reading<'_>, at: usize) -> usize {
    reading.plain[at.min(reading.plain.len())..].iter().take(12).take_while(|c| is_blank(**c)).count()
}

/// 云政发〔2026〕　号, 云政发〔2026〕X号: a document number without its serial.
fn blank_number(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let year = at >= 4 && reading.plain[at - 4..at].iter().all(char::is_ascii_digit);
    let part = |c: &&char| is_blank(**c) || matches!(c, 'x' | '×');
    let len = reading.plain[at + 1..].iter().take(8).take_while(part).count();
    (year && len > 0 && reading.char(at + 1 + len) == Some('号')).then_some((at + 1, at + len + 2))
}

/// 2026年　月　日, 6月　日: a date whose month or day was never written.
fn blank_date(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let gap = |from: usize, unit: char| {
        let to = from + blanks(reading, from);
        (to > from && reading.char(to) == Some(unit)).then_some(to + 1)
    };
    let year = reading.plain[at] == '年';
    let before = reading.plain[..at].iter().rev().take(8).take_while(|c| is_blank(**c)).count();
    let month = if year { gap(at + 1, '月')? } else { at + 1 };
    let end = gap(month, '日')
        .or(Some(month).filter(|_| year && month == reading.plain.len()))
        .or(Some(month).filter(|_| year && reading.is_at(month, "日")))?;
    let digits = reading.plain[..at].iter().rev().take(4).take_while(|c| c.is_ascii_digit()).count();
    let after = reading.char(end);
    let named = digits > 0 || (!year && before > 0) || (year && reading.char_before(at).is_none_or(|c| !fold::is_han(c)));
    let ends = after.is_none_or(|c| !fold::is_han(c) || "前至起止内在召举期(".contains(c));
    (named && ends).then(|| (at - digits - if year || digits > 0 { 0 } else { before }, end))
}

/// The end of a date whose first part ends at `end`: X月X日 behind it belongs to it.
fn rest_of_date(reading: &Reading<'_>, mut end: usize) -> usize {
    loop {
        let part = reading.plain[end..].iter().take(4).take_while(|c| matches!(c, 'x' | '×' | '_') || c.is_ascii_digit()).count();
        if part == 0 || !reading.char(end + part).is_some_and(|c| "月日时分".contains(c)) {
            return end;
        }
        end += part + 1;
    }
}

fn underline(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let len = run(reading, at);
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'));
    ((2..=40).contains(&len) && !ascii(reading.char_before(at)) && !ascii(reading.char(at + len))).then_some((at, at + len))
}

/// （此处填写单位名称）, [姓名], <单位名称>.
fn bracketed(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let close = match reading.plain[at] {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '<' => '>',
        '「' => '」',
        _ => return None,
    };
    let len = reading.plain[at..].iter().take(24).position(|&c| c == close)?;
    let inner = reading.text(at + 1, at + len);
    let inner = inner.trim();
    let told = WORDS.at(reading, at + 1).is_some_and(|(_, end)| {
        // （填写说明）, （示例一）: named, not left open.
        let word = reading.text(at + 1, end);
        let alone = end == at + len;
        match word.as_str() {
            "填写" | "插入" | "示例" | "样例" => alone,
            "待定" | "待核实" | "待填" => alone || reading.plain[at] != '(',
            _ => true,
        }
    });
    let field = reading.plain[at] != '(' && reading.plain[at] != '「' && FIELDS.contains(&inner);
    // 【标题】 may head a part of a form; in running text it is a gap.
    let heading = at == 0 && at + len + 1 < reading.plain.len() && reading.plain[at] == '【' && reading.plain.len() > 30;
    (told || (field && !heading)).then_some((at, at + len + 1))
}

/// 某某市, 某某单位: a gap where no name precedes it.
fn some_body(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let len = reading.plain[at..].iter().take(4).take_while(|c| **c == '某').count();
    let end = at + len;
    let next = ["单位", "部门", "领导", "会议", "同志", "办公室", "局", "委", "市", "县", "区", "镇", "乡", "街道", "年", "月"];
    let name = reading
        .char_before(at)
        .is_some_and(|c| names::is_name(&[c, '某']) || (fold::is_han(c) && !"由在与和向对请为是".contains(c)));
    ((2..=3).contains(&len) && !name && reading.one_of(end, &next).is_some()).then_some((at, end))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn gaps_of_a_template_are_marked() {
        for (text, found) in [
            ("XX市人民政府关于", "XX"),
            ("20XX年工作要点", "20XX年"),
            ("××县教育局", "××"),
            ("联系电话：XXXXXXXX", "XXXXXXXX"),
            ("定于X年X月X日召开", "X年X月X日"),
            ("金额为____万元", "____"),
            ("（此处填写单位名称）", "（此处填写单位名称）"),
            ("申请人[姓名]提出", "[姓名]"),
            ("由某某单位负责", "某某"),
            ("成文日期：2026年　月　日", "2026年　月　日"),
            ("请于2026年 月 日前报送", "2026年 月 日"),
            ("定于6月 日召开", "6月 日"),
            ("2026年□月□日", "2026年□月□日"),
            ("文号：云政发〔2026〕 号", " 号"),
            ("XX年度工作要点", "XX"),
            ("时间地点（待补充）", "（待补充）"),
            ("总投资：待补充。", "待补充"),
            ("TODO 补充数据", "TODO"),
        ] {
            assert_eq!(marked(check, text).first().map(String::as_str), Some(found), "{text}");
        }
    }

    #[test]
    fn masks_codes_and_words_are_left_alone() {
        for text in [
            "当事人王××、李某某",
            "138XXXX5678",
            "豫AXX123",
            "X光检查、X射线",
            "尺码XXL、xx码",
            "www.xxx.example",
            "a__b、__init__.py",
            "【标题】本栏目刊登全市各单位上报的工作动态以及各类通知公告信息等内容",
            "（填写说明见附件）",
            "问题：待核实线索较多",
            "长×宽×高",
            "3×5平方米",
            "2026 年 5 月 6 日",
            "每年 月 均",
            "5月 日均客流",
            "会徽由罗马数字XX和帆船图形组成",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
