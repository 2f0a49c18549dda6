//! Places of a template that nobody filled in (要素缺失, domain.md C15): XX市, ××年, ____, 2026年　月　日, （此处填写…）, [姓名], 待补充.
//! Names masked on purpose (王××, 138××××5678) and the blanks of a form to be filled in by others are left alone.

mod blanks;
mod dates;
mod fields;
mod signs;

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use dates::{blank_date, blank_number, is_blank};
use signs::{area_code, century, crosses, letter, rounds, run, telephone, unknown};

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    let mut blank_seen = context.form;
    while at < reading.plain.len() {
        let Some((start, end)) = gap_at(reading, at).filter(|gap| !(context.form && is_form_date(reading, *gap))) else {
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

fn gap_at(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    match reading.plain[at] {
        'n' => letter(reading, at),
        // 住址：清溪县××镇: masked on purpose.
        '×' if reading.has_before(at, 14, &["住址", "住所", "家住", "现住", "户籍"]) => None,
        'x' | '×' => telephone(reading, at).or_else(|| crosses(reading, at)),
        '0' => telephone(reading, at).or_else(|| area_code(reading, at)),
        '*' | '〇' | '○' | '□' => rounds(reading, at),
        '_' => century(reading, at).or_else(|| underline(reading, at)),
        '〕' | ']' => blank_number(reading, at),
        '年' | '月' => blank_date(reading, at),
        '(' | '[' | '【' | '<' | '「' | '{' => fields::bracketed(reading, at),
        ' ' => blanks::gap(reading, at),
        '〔' => dates::blank_year(reading, at),
        '《' => blank_title(reading, at),
        '?' => unknown(reading, at),
        '某' => fields::some_body(reading, at),
        // 点击此处输入 is a remain.
        _ if matches!(reading.char_before(at), Some('击')) => None,
        '待' | 't' => open_value(reading, at),
        _ => fields::open_word(reading, at).map(|end| (at, end)),
    }
}

/// Whether a line belongs to a form that others fill in: 申请表, 承诺人（签字）：.
pub(super) fn is_form(reading: &Reading<'_>) -> bool {
    const NAMES: [&str; 12] =
        ["申请表", "登记表", "报名表", "审批表", "推荐表", "承诺书", "委托书", "授权书", "回执", "反馈表", "意见表", "申请书"];
    const SIGNED: [&str; 9] = ["签字:", "签字)", "签名:", "签名)", "签章:", "签章)", "盖章)", "横线处填", "申请人姓名:"];
    if reading.plain.len() > 200 {
        return false;
    }
    let text = reading.text(0, reading.plain.len());
    let line = text.trim();
    // 附件：1.报名表 names a form that stands elsewhere.
    if reading.is_at(reading.skip_spaces(0), "附件") {
        return false;
    }
    // 《合同（示范文本）》, 填写示例：××镇
    if ["(样式)", "(范本)", "(样本)", "示范文本", "格式文本", "样式如下", "填写样式", "填写示例", "格式示例", "填写样例"]
        .iter()
        .any(|word| text.contains(word))
    {
        return true;
    }
    // Under a notice it is the signature that was never written.
    if line == "(单位盖章)" {
        return false;
    }
    (line.chars().count() <= 24 && NAMES.iter().any(|name| line.ends_with(name))) || SIGNED.iter().any(|word| text.contains(word))
}

/// 年　月　日 of a form.
fn is_form_date(reading: &Reading<'_>, gap: (usize, usize)) -> bool {
    let text = &reading.plain[gap.0..gap.1];
    text.contains(&'月') && text.iter().all(|c| is_blank(*c) || "年月日".contains(*c))
}

/// Whether it is a value left open (XX, ____, 年　月　日); else it is what the template itself says (待补充, TODO, [姓名]).
fn is_gap(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let gap = |c: &char| matches!(c, 'x' | '×' | '_' | '某' | '〇' | '?' | 'n' | '*' | '□') || is_blank(*c) || c.is_ascii_digit();
    let todo = reading.plain[start].is_ascii_alphabetic();
    // 联系地址：（待补充）, or alone in its cell.
    let value = match reading.plain[..start].iter().rev().find(|c| **c != ' ') {
        None => end == reading.plain.len(),
        Some(c) => matches!(c, ':' | '为') && reading.plain[start] != '[',
    };
    // （此处填写流程图）is what the template says, wherever it stands.
    let inner = reading.text(start, end);
    let said = ["此处", "请", "在此"].iter().any(|word| inner.trim_start_matches(['(', '【', '[', '<']).starts_with(word));
    // 局长【姓名】主持, 由（单位名称）牵头: the field itself, still to be written.
    let named = fields::is_named(inner.trim_matches(['(', ')', '[', ']', '【', '】', '<', '>', '{', '}']));
    let value = (value && !said) || named;
    // 现任【待补充】
    let open = reading.char(start + 1) == Some('待') && matches!(reading.char(start), Some('(' | '【' | '['));
    let blank = open || reading.plain[start] == '《' || (matches!(reading.char(start), Some('(' | '【')) && end - start == 2);
    blank || (value && !todo) || reading.plain[start..end].iter().any(gap)
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
    let word = reading.one_of(at, &["待补充", "待填写", "待完善", "待核实", "待定"])?;
    let before = reading.plain[..at].iter().rev().find(|c| **c != ' ');
    let end = at + word.chars().count();
    // 截止时间为待定
    if (reading.before(at, 3).ends_with('为') || (word == "待定" && before == Some(&':')))
        && !reading.char(end).is_some_and(fold::is_han)
    {
        return Some((at, end));
    }
    if word == "待定" {
        return None;
    }
    let led = reading.plain[..at].iter().rev().find(|c| **c != ' ').is_none_or(|c| *c == ':');
    // 总投资待补充万元
    let amount = reading.one_of(end, &["万", "亿", "元", "个", "人", "户", "家", "%", "吨", "亩"]).is_some();
    if amount && reading.char_before(at).is_some_and(fold::is_han) {
        return Some((at, end));
    }
    (led && !reading.char(end).is_some_and(fold::is_han)).then_some((at, end))
}

/// 根据《　　》第十二条: a title never filled in.
fn blank_title(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let len = reading.plain[at + 1..].iter().take(12).take_while(|c| is_blank(**c)).count();
    (reading.char(at + 1 + len) == Some('》')).then_some((at, at + len + 2))
}

fn underline(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let len = run(reading, at);
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'));
    // 承诺期限为_个工作日
    let one = len == 1 && reading.one_of(at + len, &["个工作日", "年", "月", "日", "天", "万元"]).is_some();
    ((one || (2..=40).contains(&len)) && !ascii(reading.char_before(at)) && !ascii(reading.char(at + len)))
        .then_some((at, at + len))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn gaps_of_a_template_are_marked() {
        for (text, found) in [
            ("自2026年9月14日起至　止。", "至　止"),
            ("聘任为副院长，聘期 年，自发文之日起计算。", " 年"),
            ("XX市人民政府关于", "XX"),
            ("20XX年工作要点", "20XX年"),
            ("××县教育局", "××"),
            ("联系电话：XXXXXXXX", "XXXXXXXX"),
            ("定于X年X月X日召开", "X年X月X日"),
            ("金额为____万元", "____"),
            ("共投入资金××万元", "××"),
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
            ("咨询电话：XXXX-XXXXXXX，", "XXXX-XXXXXXX"),
            ("监督电话：0873-XXXXXXX", "0873-XXXXXXX"),
            ("咨询电话：0000-00000000。", "0000-00000000"),
            ("中标单位为某某公司", "某某"),
            ("面试地点：第一中学（ ）号楼", "（ ）"),
            ("共评选出优秀社区【】个", "【】"),
            ("公示期为X个工作日", "X"),
            ("（单位名称）", "（单位名称）"),
            ("（单位盖章）", "（单位盖章）"),
            ("发送至电子邮箱：（邮箱地址），", "（邮箱地址）"),
            ("计划   年   月竣工", "   年   月"),
            ("受【委托单位】委托", "【委托单位】"),
            ("由（填写牵头部门）牵头", "（填写牵头部门）"),
            ("关于公布〇〇〇〇年度名单", "〇〇〇〇"),
            ("由副县长***主持", "***"),
            ("建设单位：*****", "*****"),
            ("青禾县第X届运动会", "X"),
            ("第×条的规定", "×"),
            ("建成高标准农田**万亩", "**"),
            ("承诺期限为_个工作日", "_"),
            ("县气象台X日X时发布", "X日X时"),
            ("云政发〔20XX〕5号", "20XX"),
            ("兹有我单位职工（姓名）前往", "（姓名）"),
            ("累计完成造林（数据待核）亩", "（数据待核）"),
            ("临川市某某商贸有限公司", "某某"),
            ("发现隐患　　处，已整改", "　　处"),
            ("预算金额：    元", "    元"),
            ("将在N个工作日内送达", "N"),
            ("现委托某某公司承担", "某某"),
            ("〇〇村被评为示范村", "〇〇"),
            ("投诉渠道：待定。", "待定"),
            ("截止时间为待定，请等候通知", "待定"),
            ("会议地点：?????", "?????"),
            ("受理编号为〔    〕    号", "〔    〕    号"),
            ("经　　　　会议研究，现予公布", "　　　　"),
            ("定于9月18日上午　　时召开会议。", "上午　　时"),
            ("向某某单位反映", "某某"),
            ("联系人：某某，办公电话", "某某"),
            ("9:00在**会议室召开会议", "**"),
            ("每人每月   元，按月发放", "   元"),
            ("寄至：　　　　（邮编：323300）", "　　　　"),
            ("总投资待补充万元", "待补充"),
            ("传真号码：0578-，并注明", "0578-"),
            ("获取时间为20__年6月16日", "20__年"),
            ("共排查自建房？？栋，", "？？栋"),
            ("志愿者有**人，服务", "**"),
            ("地址：临川市***路***号", "***路***号"),
            ("*个工作日", "*"),
            ("专家组由□□□等5名专家组成", "□□□"),
            ("与（联系部门）联系，电话", "（联系部门）"),
            ("（主送单位）：", "（主送单位）"),
            ("现将{项目名称}环境影响评价信息公开", "{项目名称}"),
            ("有效期　　年。", "　　年"),
        ] {
            assert_eq!(marked(check, text).first().map(String::as_str), Some(found), "{text}");
        }
    }

    #[test]
    fn masks_codes_and_words_are_left_alone() {
        for text in [
            "当事人王××、李某某",
            "发放对象：饶××，低保户",
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
            "请在横线处填写户主姓名：______",
            "申请人（签字）：______　　年　月　日",
            "二〇〇〇年、2000年度",
            "XX染色体检查",
            "住址为桂花巷××号",
            "申请人（单位）应当提交",
            "补助金额＝日补助标准×天数",
            "正确的是（ ）。",
            "13800000000",
            "是否同意：□是 □否",
            "由县（市）负责",
            "与（副）主任联系",
            "报名表（照片）见附件",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
