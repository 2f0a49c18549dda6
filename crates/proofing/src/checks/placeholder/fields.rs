//! Fields that a template names in brackets or asks for: （此处填写…）, [姓名], 待补充, （ ）个, and gaps of blanks alone.

use std::sync::LazyLock;

use super::super::names;
use super::super::phrases::Phrases;
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
const FIELDS: [&str; 45] = [
    "姓名", "单位", "单位名称", "单位全称", "日期", "时间", "地点", "电话", "联系电话", "联系人", "地址", "标题", "正文", "内容",
    "金额", "数量", "职务", "部门", "部门名称", "文号", "发文字号", "公司名称", "项目名称", "会议名称", "活动名称", "年份", "年",
    "月", "日", "落款", "签名", "盖章处", "领导姓名", "机构名称", "单位盖章", "邮箱地址", "电子邮箱", "联系地址", "详细地址",
    "办公地址", "咨询电话", "联系方式", "身份证号", "具体时间", "具体地点",
];

/// （此处填写单位名称）, [姓名], <单位名称>.
pub(super) fn bracketed(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let close = match reading.plain[at] {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '<' => '>',
        '「' => '」',
        '{' => '}',
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
            "填写" => alone || FIELDS.iter().any(|field| inner.ends_with(field)),
            "插入" | "示例" | "样例" => alone,
            "待定" | "待核实" | "待填" => alone || reading.plain[at] != '(',
            _ => true,
        }
    });
    // （此处数据请人社局再核实）
    let noted = ["此处", "此数据", "数据待"].iter().any(|word| inner.starts_with(word))
        && [
            "补一", "改一下", "参照", "插图", "配图", "插入", "加图", "贴图", "核实", "补充", "确认", "完善", "修改", "更新",
            "核对",
        ]
        .iter()
        .any(|word| inner.contains(word));
    // （图片1插入此处）
    let noted = noted || ["插入此处", "此处插入", "此处插图", "此处配图"].iter().any(|word| inner.contains(word));
    let han = |c: Option<char>| c.is_some_and(fold::is_han);
    let (before, after) = (reading.char_before(at), reading.char(at + len + 1));
    let round = matches!(reading.plain[at], '(' | '「');
    // 项目名称：（项目名称）, or alone on its line.
    let value = before == Some(':') || (before.is_none() && after.is_none());
    let field = if round {
        value && reading.plain[at] == '(' && FIELDS.contains(&inner) && inner.chars().count() > 2
    } else {
        let ends = inner.chars().count() <= 8 && FIELDS.iter().any(|field| field.chars().count() > 1 && inner.ends_with(field));
        FIELDS.contains(&inner) || (ends && han(before) && han(after))
    };
    // 职工（姓名）前往, 与（联系部门）联系, （主送单位）：
    let led = before.is_some_and(|c| "受由经向对与工备市县区业请将".contains(c)) && han(after);
    let stands_for = round && (led || (before.is_none() && after == Some(':'))) && is_named(inner);
    let open = ["待核", "待补", "待填", "待定"].iter().any(|end| inner.ends_with(end)) && han(before) && han(after);
    // （ ）号楼, 【】个
    let blank = inner.is_empty() && han(before) && after.is_some_and(|c| "号个人日月年万元户家名项件次份届期章米吨".contains(c));
    // 发送至电子邮箱（　　）
    let mailbox = ["邮箱", "电话", "地址", "网址", "账号", "名称"].iter().any(|word| reading.before(at, 2) == *word);
    let blank = blank || (inner.is_empty() && len > 1 && mailbox);
    // 由（　　）负责解释, 中标单位：（　　）
    let nobody =
        inner.is_empty() && len > 1 && round && (before.is_some_and(|c| "由经为向在于".contains(c)) && han(after) || value);
    let blank = blank || nobody;
    // 【标题】 may head a part of a form; in running text it is a gap.
    let heading = at == 0 && at + len + 1 < reading.plain.len() && reading.plain[at] == '【' && reading.plain.len() > 30;
    (told
        || noted
        || blank
        || stands_for
        || open
        || (inner == "空" && before.is_none() && after.is_none())
        || (field && !heading))
        .then_some((at, at + len + 1))
}

/// 单位名称, 联系部门: what only a template calls by such a name.
pub(super) fn is_named(inner: &str) -> bool {
    const ENDS: [&str; 12] = ["名称", "姓名", "单位", "部门", "机构", "地址", "电话", "日期", "时间", "地点", "类别", "金额"];
    let len = inner.chars().count();
    (2..=6).contains(&len) && (inner == "姓名" || (len > 2 && ENDS.iter().any(|end| inner.ends_with(end))))
}

/// 某某市, 某某单位: a gap where no name precedes it.
pub(super) fn some_body(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let len = reading.plain[at..].iter().take(4).take_while(|c| **c == '某').count();
    let end = at + len;
    let next = [
        "单位", "部门", "领导", "会议", "同志", "办公室", "局", "委", "市", "县", "区", "镇", "乡", "街道", "年", "月", "公司",
        "企业", "学校", "医院", "村", "社区", "银行", "中学", "小学",
    ];
    let name = reading.char_before(at).is_some_and(|c| names::is_name(&[c, '某']) && c != '向');
    // 联系人：某某
    let labelled = reading.char_before(at) == Some(':') && !reading.char(end).is_some_and(fold::is_han);
    if len == 2 && labelled {
        return Some((at, end));
    }
    // 某某商贸有限公司
    let firm = len == 2 && reading.text(end, end + 8).contains("公司");
    if firm && !name {
        return Some((at, end));
    }
    ((2..=3).contains(&len) && !name && reading.one_of(end, &next).is_some()).then_some((at, end))
}

/// The end of words that ask for a value wherever they stand (此处填写).
pub(super) fn open_word(reading: &Reading<'_>, at: usize) -> Option<usize> {
    WORDS.at(reading, at).filter(|(bracketed, _)| !**bracketed).map(|(_, end)| end)
}

/// 经　　　　会议研究: blanks where a name should stand.
pub(super) fn blank_name(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    reading.char_before(at).filter(|&c| "经由于在向对为".contains(c))?;
    let end = reading.skip_spaces(at);
    let wanted = end - at >= 3 && reading.char(end).is_some_and(fold::is_han);
    (wanted && is_running(reading, end)).then_some((at, end))
}

/// Whether the line goes on as a sentence.
fn is_running(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain[at..].iter().take(80).any(|c| matches!(c, ',' | '。'))
}

/// 每人每月   元, 寄至：　　　　（: a run of blanks where a value should stand, in running text.
pub(super) fn blank_value(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    if reading.char_before(at) == Some(' ') {
        return None;
    }
    let end = reading.skip_spaces(at);
    // 共计　项: one wide space is a gap where a sum is told.
    let told =
        ["共计", "合计", "总计"].iter().any(|word| reading.before(at, 2) == *word) && reading.block.chars[at] == '\u{3000}';
    // 同比增长　%, 有效期　年, （记者　　摄）
    let wide = reading.block.chars[at] == '\u{3000}';
    let led = ["增长", "下降", "有效期", "达到", "完成"].iter().any(|word| reading.before(at, 3).ends_with(word));
    // 工程技术人员　名。; 尊敬的　　女士
    let counted = reading.one_of(end, &["名", "人", "个", "家", "户", "项", "万元"]);
    let closes = counted
        .is_some_and(|unit| reading.char(end + unit.chars().count()).is_none_or(|c| matches!(c, ',' | '。' | ';' | '、' | ')')));
    if wide && closes && reading.char_before(at).is_some_and(fold::is_han) && reading.plain[..at].iter().any(char::is_ascii_digit)
    {
        return Some((at, end + 1));
    }
    if reading.before(at, 3) == "尊敬的" && reading.one_of(end, &["女士", "先生", "同志", "领导", "网友"]).is_some()
    {
        return Some((at, end));
    }
    if wide && led && reading.one_of(end, &["%", "年。", "年,", "年;", "个"]).is_some() {
        return Some((at, end + 1));
    }
    if wide && reading.before(at, 2) == "记者" && reading.one_of(end, &["摄", "文", "报道"]).is_some() && end - at >= 2 {
        return Some((at, end));
    }
    if end - at < 2 && !told {
        return None;
    }
    let unit = reading.one_of(
        end,
        &[
            "处", "项", "件", "次", "条", "吨", "亩", "公里", "万元", "亿元", "元", "人", "户", "个", "家", "%", "天",
            "个工作日", "名", "年",
        ],
    );
    // 2026　　年 is spaced, and 　　年　　月 is a date.
    let unit = unit.filter(|unit| *unit != "年" || reading.char(end + 1).is_some_and(|c| matches!(c, '。' | ',' | ';')));
    let unit = unit.map_or(0, |unit| unit.chars().count());
    // 预算金额：    元
    let last = reading.plain[(end + unit).min(reading.plain.len())..].iter().all(|c| c.is_whitespace());
    if unit > 0 && last && reading.char_before(at) == Some(':') {
        return Some((at, end + unit));
    }
    // 处以罚款人民币　　元的行政处罚
    if unit > 0 && reading.before(at, 3) == "人民币" {
        return Some((at, end + unit));
    }
    let stops = |c: Option<char>| c.is_some_and(|c| matches!(c, ',' | '。' | ';' | '(' | ')'));
    let han = reading.char_before(at).is_some_and(fold::is_han);
    if unit > 0 && han && stops(reading.char(end + unit)) && is_running(reading, end) {
        return Some((at, end + unit));
    }
    (end - at >= 4 && reading.char_before(at) == Some(':') && stops(reading.char(end))).then_some((at, end))
}
