//! Labels with nothing after them (联系人：, 联系电话：): the next thing is another label or the end of the text.

use super::{Context, hit, issued};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const LABELS: [&str; 115] = [
    "附件", "发布机关", "责任人", "网址", "受理部门", "牵头单位", "完成时限", "发布单位", "处罚机关", "会议议程", "账号",
    "开户行", "户名", "开户银行", "签发人", "统一社会信用代码", "电子信箱", "处罚依据", "处罚内容", "处罚结果", "决定书文号",
    "违法事实", "主持人", "参会人员", "出席人员", "列席人员", "记录人", "截止时间", "开始时间", "结束时间", "开工时间",
    "竣工时间", "受理单位", "主办单位", "承办单位", "办理材料", "申请材料", "发文机关", "主送", "抄送", "印发日期", "联系人",
    "联系电话", "联系方式", "咨询电话", "监督电话", "投诉电话", "举报电话", "办公电话", "服务电话", "电话", "手机", "传真",
    "邮箱", "电子邮箱", "联系邮箱", "地址", "办公地址", "联系地址", "通讯地址", "通信地址", "邮编", "邮政编码", "来源",
    "责任编辑", "编辑", "审核", "作者", "发文字号", "文号", "索引号", "成文日期", "发布日期", "发布时间", "发布机构", "公示时间",
    "公示期", "公示期限", "公示日期", "办理时间", "办理地点", "办理时限", "承诺时限", "法定时限", "办结时限", "办理流程",
    "办理依据", "办理条件", "设定依据", "申请条件", "收费标准", "收费依据", "结果送达", "事项名称", "实施主体", "受理机构",
    "受理条件", "办公时间", "受理时间", "受理地点", "会议时间", "会议地点", "报名时间", "报名地点", "报名方式", "开标时间",
    "建设单位", "建设地点", "项目名称", "采购方式", "采购人", "标题", "主题词", "负责人", "信息来源",
];
/// Labels whose value is no name of a body, which a signature below them therefore is not.
const CONTACTS: [&str; 6] = ["电话", "手机", "传真", "邮箱", "邮编", "时间"];

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate().filter(|(_, r)| r.field() == Field::Body) {
        hits[block].extend(empty_item(readings, block));
        hits[block].extend(empty_cell(reading));
        for at in 0..reading.plain.len() {
            if reading.plain[at] != ':' {
                continue;
            }
            let Some(start) = label_before(reading, at).or_else(|| listed(readings, block, at)) else { continue };
            let rest = skip_marks(reading, at + 1);
            let gap = rest > at + 1 || at + 1 == reading.plain.len();
            let label = reading.text(start, at);
            if let Some(end) = no_number(reading, &label, at) {
                hits[block].push(unanswered((start, end), &label));
                continue;
            }
            if let Some(end) = nothing_told(reading, &label, rest) {
                let message = format!("「{label}」没有写明");
                hits[block].push(hit(Category::Element, Severity::Warn, "element.empty", (rest, end), message));
            }
            let ends = rest == reading.plain.len();
            let empty = if ends {
                nothing_follows(readings, block, &label)
            } else {
                reading.one_of(rest, &COUNTERS).is_some()
                    || gap && (is_label(reading, rest) || matches!(reading.char(at + 1), Some(',' | '。' | ';')))
            };
            if empty {
                let end = if reading.plain[at + 1..rest].contains(&'(') { rest } else { at + 1 };
                hits[block].push(unanswered((start, end), &label));
            }
        }
    }
}

/// Where the label that ends before the colon begins; it stands at the start of its line or after a mark. At the start of a
/// line more may stand before it: 项目联系人.
fn label_before(reading: &Reading<'_>, colon: usize) -> Option<usize> {
    let len = reading.plain[..colon].iter().rev().take(12).take_while(|c| fold::is_han(**c)).count();
    let start = colon - len;
    let begins =
        len > 0 && start <= 40 && reading.plain[..start].iter().all(|c| c.is_whitespace() || matches!(c, '-' | '·')) && len <= 10;
    let fits = |label: &&'static str| {
        let own = colon.checked_sub(label.chars().count())?;
        let bare = matches!(reading.char(colon + 1), Some(',' | '。' | ';'));
        let edge = bare || reading.char_before(own).is_none_or(|c| !fold::is_han(c) && !c.is_ascii_alphabetic());
        // …免费使用。下载地址：
        let opens = len <= 6 && reading.char_before(start) == Some('。');
        (reading.is_at(own, label) && (edge || begins || opens)).then_some(if begins || opens { start } else { own })
    };
    LABELS.iter().find_map(fits)
}

/// How labels end whose value is a short one.
const VALUES: [&str; 23] = [
    "结果", "事实", "内容", "人", "依据", "规模", "投资", "号", "日期", "时间", "地点", "单位", "机构", "名称", "金额", "期限",
    "时限", "来源", "面积", "编号", "性质", "预算", "价",
];

/// 建设规模： between lines of the same kind (建设单位：甲, 总投资：乙): a label of a list, if its value is a short one.
fn listed(readings: &[Reading<'_>], block: usize, colon: usize) -> Option<usize> {
    let is_line = |i: Option<usize>| i.and_then(|i| readings.get(i)).is_some_and(is_filled);
    let reading = &readings[block];
    let label = reading.text(0, colon);
    let alone = colon <= 8 && label.chars().all(fold::is_han) && VALUES.iter().any(|end| label.ends_with(end));
    (alone && colon + 1 == reading.plain.len() && is_line(block.checked_sub(1)) && is_line(Some(block + 1))).then_some(0)
}

/// 总投资：460万元: a short label with its value.
fn is_filled(reading: &Reading<'_>) -> bool {
    let len = reading.plain.iter().take(13).take_while(|c| fold::is_han(**c)).count();
    (2..=12).contains(&len) && reading.char(len) == Some(':') && reading.plain.len() > len + 1
}

/// 咨询电话：（工作日9:00—12:00）: the hours and no number.
fn no_number(reading: &Reading<'_>, label: &str, colon: usize) -> Option<usize> {
    let open = (label.ends_with("电话") && reading.char(colon + 1) == Some('(')).then_some(colon + 1)?;
    let close = open + reading.plain[open..].iter().take(40).position(|c| *c == ')')?;
    let inner = reading.text(open, close);
    let digits = inner.chars().fold((0, 0), |(run, most): (usize, usize), c| {
        let run = if c.is_ascii_digit() { run + 1 } else { 0 };
        (run, most.max(run))
    });
    let timed = inner.contains("工作日") || inner.contains("上午") || inner.contains(':');
    let ends = reading.char(close + 1).is_none_or(|c| matches!(c, '。' | ',' | ';'));
    (digits.1 < 5 && timed && ends).then_some(colon + 1)
}

/// 监督电话：暂无: the end of a value that tells none, where there must be one.
fn nothing_told(reading: &Reading<'_>, label: &str, at: usize) -> Option<usize> {
    const NEEDED: [&str; 8] = ["电话", "地址", "邮箱", "时间", "地点", "联系人", "日期", "期限"];
    let value = reading.one_of(at, &["暂无", "待定", "(空)", "无"])?;
    let end = at + value.chars().count();
    let ends = reading.char(end).is_none_or(|c| matches!(c, ',' | '。' | ';' | ' '));
    (ends && NEEDED.iter().any(|word| label.ends_with(word))).then_some(end)
}

fn skip_marks(reading: &Reading<'_>, mut at: usize) -> usize {
    while reading.char(at).is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ';' | '。' | '、' | '(' | ')')) {
        at += 1;
    }
    at
}

/// 浏览次数： and other counters of the page, which never are a label's value.
const COUNTERS: [&str; 6] = ["浏览次数:", "浏览量:", "点击数:", "阅读量:", "阅读次数:", "字体:"];

/// Whether a label with its colon stands at `at`, perhaps behind the number of its item.
fn is_label(reading: &Reading<'_>, at: usize) -> bool {
    let numeral = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c);
    let len = reading.plain[at.min(reading.plain.len())..].iter().take(3).take_while(numeral).count();
    let numbered = len > 0 && matches!(reading.char(at + len), Some('、' | '.'));
    let at = if numbered { reading.skip_spaces(at + len + 1) } else { at };
    if reading.one_of(at, &COUNTERS).is_some() {
        return true;
    }
    let len = reading.plain[at.min(reading.plain.len())..].iter().take(11).take_while(|c| fold::is_han(**c)).count();
    reading.char(at + len) == Some(':') && label_before(reading, at + len).is_some_and(|start| start == at)
}

/// Whether the next block is another label, a signature below a contact, or there is none.
fn nothing_follows(readings: &[Reading<'_>], block: usize, label: &str) -> bool {
    let next = readings[block + 1..].iter().find(|r| r.plain.iter().any(|c| !c.is_whitespace()));
    // 报名方式： may head the labels below it.
    const HEADINGS: [&str; 4] = ["报名方式", "采购人", "办理流程", "联系方式"];
    let contact = next.is_some_and(|next| next.one_of(next.skip_spaces(0), &["咨询电话:", "联系电话:", "监督电话:"]).is_some());
    if next.is_some() && !(contact && label.ends_with("报名方式")) && HEADINGS.iter().any(|heading| label.ends_with(heading))
    {
        return false;
    }
    next.is_none_or(|next| {
        let start = next.plain.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
        // 发布日期： over the text itself.
        let dated = label.ends_with("签发人")
            || ["发布日期", "发布时间", "来源", "作者", "发文字号", "文号", "成文日期", "信息来源"].contains(&label)
                && next.plain.len() > 25
                && next.plain.contains(&'。')
            || ["账号", "开户行", "户名", "会议议程"].contains(&label) && next.plain.ends_with(&['。']);
        let contact = CONTACTS.iter().any(|contact| label.ends_with(contact));
        let signed = contact && (issued::is_body(next) || is_filled(next));
        let two = readings.get(block + 2).is_some_and(is_filled) && is_filled(next);
        let short = two && ["号", "结果", "事实", "依据", "金额"].iter().any(|end| label.ends_with(end));
        next.field() != Field::Body
            || short
            || dated
            || is_label(next, start)
            || signed
            || label == "附件" && issued::is_body(next)
            || label == "抄送" && next.plain.ends_with(&['印', '发'])
            || listed(readings, block, label.chars().count()).is_some()
    })
}

/// 监督电话 in a table, and nothing in the cell beside it.
fn empty_cell(reading: &Reading<'_>) -> Option<Hit> {
    let text = reading.text(0, 12);
    let label = text.trim().trim_end_matches(':');
    let known = label.chars().count() <= 10 && LABELS.iter().any(|known| label.ends_with(known));
    let range = (0, reading.plain.len());
    (reading.block.bare && known).then(|| unanswered(range, label))
}

fn unanswered(range: (usize, usize), label: &str) -> Hit {
    hit(Category::Element, Severity::Warn, "element.empty", range, format!("「{label}」后没有内容"))
}

/// 2. between 1. and 3., or 三、 alone: an item without text.
fn empty_item(readings: &[Reading<'_>], block: usize) -> Option<Hit> {
    let number = |block: Option<usize>| {
        let text = readings.get(block?)?.text(0, 4);
        let text = text.trim_start();
        let len = text.chars().take_while(char::is_ascii_digit).count();
        text.get(len..)?.starts_with(['.', '、']).then(|| text[..len].parse::<u32>().ok())?
    };
    let line = readings[block].text(0, 6);
    let line = line.trim();
    let bracketed = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    let heading = readings[block].block.cell.is_none()
        && matches!(line.chars().count(), 2..=4)
        && line
            .strip_suffix('、')
            .or(bracketed)
            .is_some_and(|numeral| !numeral.is_empty() && numeral.chars().all(|c| "一二三四五六七八九十".contains(c)))
        && block + 1 < readings.len();
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    let own = number(Some(block)).filter(|_| matches!(bare, "." | "、"));
    let between =
        own.is_some_and(|own| number(block.checked_sub(1)) == own.checked_sub(1) && number(Some(block + 1)) == Some(own + 1));
    let range = (0, readings[block].plain.len());
    // 第十四条 alone, ： alone under a title
    let article = line.strip_prefix('第').and_then(|line| line.strip_suffix('条')).is_some_and(|numeral| {
        !numeral.is_empty() && numeral.chars().all(|c| "一二三四五六七八九十百零".contains(c)) && line.chars().count() == range.1
    });
    let colon = line == ":" && readings[block].plain.len() <= 2 && block > 0;
    (between || heading || (article && block + 1 < readings.len()) || colon)
        .then(|| hit(Category::Element, Severity::Warn, "element.empty", range, "列了序号却没有内容"))
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
    fn labels_without_content_are_marked() {
        for (text, found) in [
            ("牵头单位：县水利局；责任人：；完成时限：9月底", "责任人："),
            ("请登录网站报名，网址：。报名截止时间为6月30日", "网址："),
            ("开户行：清溪农商银行\n账号：\n请在汇款附言中注明标段编号。", "账号："),
            ("联系人：\n联系电话：0371-1234567", "联系人："),
            ("联系人：王小明，联系电话：", "联系电话："),
            ("联系人：  联系电话：0371-1234567", "联系人："),
            ("公示时间：\n公示期：5个工作日", "公示时间："),
            ("来源：", "来源："),
            ("来源：（）", "来源：（）"),
            ("项目联系人：\n联系方式：0571-86120458", "项目联系人："),
            ("咨询电话：\n办理时限：5个工作日", "咨询电话："),
            ("联系电话：\n云溪市教育局\n2026年6月1日", "联系电话："),
            ("1.申请书\n2.\n3.照片", "2."),
            ("二、办理时限：\n三、收费标准：不收费", "办理时限："),
            ("当事人：老街食品店\n处罚依据：\n处罚内容：罚款", "处罚依据："),
            ("行政处罚决定书文号：\n当事人名称：大药房\n处罚内容：警告", "行政处罚决定书文号："),
            ("地点：三楼会议室\n主持人：\n参加单位：县水利局", "主持人："),
            ("来源：融媒体中心　发布时间：　浏览次数：126", "发布时间："),
            ("二、工作目标\n到2027年建成。\n三、\n四、保障措施", "三、"),
            ("咨询电话：（工作日9:00—12:00，13:30—17:00）。答复群众", "咨询电话："),
            ("来源：生态环境局\n发布日期：\n5月份，全县7个监测断面水质均达到或优于Ⅲ类标准，达标率为100%。", "发布日期："),
            ("当事人为兴达公司，统一社会信用代码：，法定代表人为陈志", "统一社会信用代码："),
            ("或者发送至电子邮箱：，请注明主题", "或者发送至电子邮箱："),
            ("（一）具有法人资格；\n（二）\n（三）未发生事故。", "（二）"),
            ("监督电话：暂无\n受理地点：政务服务中心", "暂无"),
            ("咨询电话：\n申报时间：2026年6月22日", "咨询电话："),
            ("采购单位：县文化馆\n采购预算：\n采购方式：竞争性磋商", "采购预算："),
            ("欢迎广大村民免费使用。下载地址：", "下载地址："),
            ("请抓好落实。\n附件：\n清溪县水务局\n2026年6月9日", "附件："),
            ("抄送：\n清溪县政府办公室　2026年6月11日印发", "抄送："),
            ("第十三条　每周巡查。\n第十四条\n第十五条　负责解释。", "第十四条"),
            ("关于同意选址的批复\n：\n请示收悉。", "："),
            ("建设单位：柳湾镇政府\n建设规模：\n总投资：460万元", "建设规模："),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn filled_labels_and_lists_below_a_label_are_left_alone() {
        for text in [
            "联系人：王小明",
            "联系方式：\n市教育局 0371-1234567",
            "会议时间：5月6日 会议地点：市政府",
            "文件来源：另行通知",
            "请写明地址：路名和门牌号",
            "受理机构：\n云溪市教育局",
            "报名方式：\n报名地点：市人社局",
            "办理流程：\n受理：窗口受理",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
        let html = "<tr><th>受理单位</th><td>医保局</td></tr><tr><td>监督电话</td><td></td></tr><tr><td>甲</td><td></td></tr>";
        let cells = marked_in(&TextDoc::from_html(html), check);
        assert_eq!(cells, [(2, "监督电话".to_owned())]);
        let table = TextDoc::from_markdown("| 事项 | 内容 |\n| --- | --- |\n| 联系方式 | |\n| 地址 | 东路 |");
        assert_eq!(marked_in(&table, check), [(2, "联系方式".to_owned())]);
        assert_eq!(marked_in(&TextDoc::from_html("<td>联系人：</td><td>王小明</td>"), check), []);
    }
}
