//! Fields that a template names in brackets or asks for: （此处填写…）, [姓名], 待补充, （ ）个.

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
/// What a note asks of its reader.
const WISHES: [&str; 15] =
    ["补一", "改一下", "参照", "插图", "配图", "插入", "加图", "贴图", "核实", "补充", "确认", "完善", "修改", "更新", "核对"];
/// Names of fields that stand in brackets in a template.
const FIELDS: [&str; 45] = [
    "姓名", "单位", "单位名称", "单位全称", "日期", "时间", "地点", "电话", "联系电话", "联系人", "地址", "标题", "正文", "内容",
    "金额", "数量", "职务", "部门", "部门名称", "文号", "发文字号", "公司名称", "项目名称", "会议名称", "活动名称", "年份", "年",
    "月", "日", "落款", "签名", "盖章处", "领导姓名", "机构名称", "单位盖章", "邮箱地址", "电子邮箱", "联系地址", "详细地址",
    "办公地址", "咨询电话", "联系方式", "身份证号", "具体时间", "具体地点",
];

/// A pair of brackets and what it holds.
struct Pair<'r> {
    reading: &'r Reading<'r>,
    open: char,
    /// Where the first bracket stands, and the last.
    at: usize,
    close: usize,
    inner: String,
    before: Option<char>,
    after: Option<char>,
}

/// （此处填写单位名称）, [姓名], <单位名称>.
pub(super) fn bracketed(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let partner = match reading.plain[at] {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '<' => '>',
        '「' => '」',
        '{' => '}',
        _ => return None,
    };
    let close = at + reading.plain[at..].iter().take(24).position(|&c| c == partner)?;
    let inner = reading.text(at + 1, close).trim().to_owned();
    let (before, after) = (reading.char_before(at), reading.char(close + 1));
    let pair = Pair { reading, open: reading.plain[at], at, close, inner, before, after };
    let gap = (pair.is_alone() && ["日期", "落款日期", "成文日期"].contains(&pair.inner.as_str()))
        || pair.asks()
        || pair.is_note()
        || pair.is_blank()
        || pair.stands_for_a_name()
        || pair.is_open()
        || pair.is_field();
    gap.then_some((at, close + 1))
}

impl Pair<'_> {
    fn is_round(&self) -> bool {
        matches!(self.open, '(' | '「')
    }

    fn is_alone(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }

    fn follows(&self, chars: &str) -> bool {
        self.before.is_some_and(|c| chars.contains(c))
    }

    /// Whether it stands within running words.
    fn is_inside(&self) -> bool {
        self.before.is_some_and(fold::is_han) && self.after.is_some_and(fold::is_han)
    }

    /// 项目名称：（项目名称）, or alone on its line.
    fn is_value(&self) -> bool {
        self.before == Some(':') || self.is_alone()
    }

    /// （请填写）, but not （填写说明） and （示例一）, which name something.
    fn asks(&self) -> bool {
        WORDS.at(self.reading, self.at + 1).is_some_and(|(_, end)| {
            let alone = end == self.close;
            match self.reading.text(self.at + 1, end).as_str() {
                "填写" => alone || FIELDS.iter().any(|field| self.inner.ends_with(field)),
                "插入" | "示例" | "样例" => alone,
                "待定" | "待核实" | "待填" => alone || self.open != '(',
                _ => true,
            }
        })
    }

    /// （此处数据请人社局再核实）, （图片1插入此处）
    fn is_note(&self) -> bool {
        let tells = |words: &[&str]| words.iter().any(|word| self.inner.contains(word));
        let here = ["此处", "此数据", "数据待"].iter().any(|word| self.inner.starts_with(word));
        // （此处简要介绍活动背景，200字以内）
        let wanted = ["此处简要", "此处介绍", "此处说明", "此处描述", "此处列出", "此处概述"]
            .iter()
            .any(|word| self.inner.starts_with(word));
        wanted || (here && tells(&WISHES)) || tells(&["插入此处", "此处插入", "此处插图", "此处配图"])
    }

    /// （ ）号楼, 电子邮箱（　　）, 由（　　）负责解释, 中标单位：（　　）, and （空） on a line of its own.
    fn is_blank(&self) -> bool {
        if !self.inner.is_empty() {
            return self.inner == "空" && self.is_alone();
        }
        let counted = self.after.is_some_and(|c| "号个人日月年万元户家名项件次份届期章米吨".contains(c));
        let told = self.reading.led_by(self.at, &["邮箱", "电话", "地址", "网址", "账号", "名称"]);
        // 市水务局（）负责: where its short name should stand.
        let named = self.reading.led_by(self.at, &["括号", "符号"]);
        if self.is_inside() && self.close == self.at + 1 && self.is_round() && !named {
            return true;
        }
        let nobody = self.is_round() && ((self.follows("由经为向在于") && self.is_inside()) || self.is_value());
        (counted && self.before.is_some_and(fold::is_han)) || (self.close > self.at + 1 && (told || nobody))
    }

    /// 职工（姓名）前往, 与（联系部门）联系, （主送单位）：
    fn stands_for_a_name(&self) -> bool {
        let led = self.follows("受由经向对与工备市县区业请将") && self.after.is_some_and(fold::is_han);
        self.is_round() && (led || (self.before.is_none() && self.after == Some(':'))) && is_named(&self.inner)
    }

    /// 合计【数据待核】万元
    fn is_open(&self) -> bool {
        ["待核", "待补", "待填", "待定"].iter().any(|end| self.inner.ends_with(end)) && self.is_inside()
    }

    fn is_field(&self) -> bool {
        let known = FIELDS.contains(&&*self.inner);
        if self.is_round() {
            // 主持人：（姓名）
            let said = ["姓名", "单位", "日期", "时间", "地点", "金额"].contains(&&*self.inner) && self.before == Some(':');
            return said || self.is_value() && self.open == '(' && known && self.inner.chars().count() > 2;
        }
        // 【标题】 may head a part of a form; in running text it is a gap.
        let heads = self.at == 0 && self.after.is_some() && self.open == '【' && self.reading.plain.len() > 30;
        let ends = FIELDS.iter().any(|field| field.chars().count() > 1 && self.inner.ends_with(field));
        !heads && (known || (ends && self.inner.chars().count() <= 8 && self.is_inside()))
    }
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
    // 被告某某建材公司, 货主李某某: a report that leaves out all names.
    let (clause, _) = reading.clause(at, end, 30);
    let told = ["被告", "原告", "当事人", "嫌疑人", "涉案"].iter().any(|word| reading.text(clause, at).contains(word));
    if firm && !name && !told {
        return Some((at, end));
    }
    ((2..=3).contains(&len) && !name && reading.one_of(end, &next).is_some()).then_some((at, end))
}

/// The end of words that ask for a value wherever they stand (此处填写).
pub(super) fn open_word(reading: &Reading<'_>, at: usize) -> Option<usize> {
    WORDS.at(reading, at).filter(|(bracketed, _)| !**bracketed).map(|(_, end)| end)
}
