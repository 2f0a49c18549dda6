//! Whose contact a number or an address is, by the words around it: an office publishes its lines on purpose
//! (domain.md §6.4), a person's are private.

use crate::reading::Reading;

/// Characters of the sentence read before the place, and after it.
const BEFORE: usize = 40;
const AFTER: usize = 10;
/// Longest label that stands in a table cell or a line of its own before its value.
const LABEL: usize = 16;

/// Words that make a number a person's own.
const PERSONAL: [&str; 91] = [
    "委员(", "代表(", "反映人", "预留的手机", "预留的电话", "预留手机", "已发至", "已发送至", "已回复至", "老师邮箱",
    "老师的邮箱", "来信人", "来访者", "补贴对象", "救助对象", "帮扶对象", "服务对象", "受益人", "咨询人", "师傅", "个人邮箱",
    "私人邮箱", "本人邮箱", "拟录用", "录用人员", "准考证", "获奖者", "求助", "来电号码", "来电人", "来电者", "注册邮箱",
    "留言人", "本人", "我本人", "与我联系", "户主", "身份证", "家庭住址", "住址", "家住", "现住", "受害人", "被害人", "当事人",
    "举报人", "投诉人", "信访人", "报警人", "报案人", "来访人", "申请人", "患者", "病人", "学生", "家长", "监护人", "村民",
    "居民", "业主", "被执行人", "贫困户", "脱贫户", "低保", "特困", "残疾", "受助", "被征收", "农户", "中奖", "考生", "求职",
    "失主", "司机", "驾驶", "车主", "本人手机", "个人手机", "私人", "配偶", "父亲", "母亲", "儿子", "女儿", "丈夫", "妻子",
    "嫌疑人", "死者", "拟聘", "轮候", "个人微信",
];
/// Words that make it an office's line whoever is named beside it.
const OFFICE: [&str; 44] = [
    "咨询", "监督", "投诉", "举报", "热线", "值班", "传真", "客服", "服务电话", "办公电话", "报名", "预约", "拨打", "致电",
    "来电", "垂询", "报修", "抢修", "救援", "应急电话", "公示电话", "受理", "窗口", "办公室", "业务电话", "联系单位", "联系部门",
    "受理电话", "反馈", "意见", "征求", "征集", "发送至", "发至", "发到", "报送", "投稿", "投递", "公共邮箱", "工作邮箱", "官方",
    "招标", "采购人", "代理机构",
];
/// Words that do so when nothing speaks for a person.
const WEAK: [&str; 12] =
    ["联系", "联络员", "经办人", "承办人", "网格员", "河长", "林长", "责任人", "通讯地址", "通信地址", "邮编", "办公"];
/// Persons whose name begins like one of the office words.
const AFTER_PERSONAL: [&str; 10] =
    ["咨询人", "来电号码", "来电人", "来电者", "举报人", "投诉人", "报名人", "报名者", "监督人", "反馈人"];
/// After the number these say what it is for.
const PURPOSE: [&str; 8] = ["咨询", "报名", "预约", "举报", "投诉", "反映", "查询", "报修"];

/// Whether the place `start..end` of block `block` is an office's contact.
pub(super) fn is_office(readings: &[Reading<'_>], block: usize, start: usize, end: usize) -> bool {
    let reading = &readings[block];
    let before = lead(readings, block, start);
    if told_of(reading, &before, end) {
        return false;
    }
    let personal = last(&before, &PERSONAL);
    let office = last_office(&before);
    if office.is_some() || personal.is_some() {
        return office > personal;
    }
    let (_, stop) = reading.clause(end, end, AFTER);
    let after = reading.text(end, stop);
    WEAK.iter().any(|word| before.contains(word))
        || PURPOSE.iter().any(|word| after.contains(word))
        || in_contact_lines(readings, block, start)
        || under_office_header(readings, block)
}

/// 网民谭玉珍（手机…）反映: the number of someone who wrote in.
fn told_of(reading: &Reading<'_>, before: &str, end: usize) -> bool {
    const WHO: [&str; 8] = ["市民", "网民", "网友", "群众", "居民", "村民", "业主", "读者"];
    let wrote = [")反映", ")来信", ")来电", ")咨询", ")投诉", ")建议", ")称", ")求助", ")举报"];
    let open = before.rfind('(').filter(|_| reading.one_of(end, &wrote).is_some());
    open.is_some_and(|open| {
        let lead: Vec<char> = before[..open].chars().collect();
        let near: String = lead[lead.len().saturating_sub(6)..].iter().collect();
        WHO.iter().any(|who| near.contains(who))
    })
}

/// The sentence before the place; where nothing stands before it in its block, the label in the block above.
pub(super) fn lead(readings: &[Reading<'_>], block: usize, start: usize) -> String {
    let reading = &readings[block];
    let stop = |c: &&char| !matches!(c, '。' | ';' | '!' | '?');
    let len = reading.plain[..start].iter().rev().take(BEFORE).take_while(stop).count();
    // 监督电话：…；邮箱：… is one contact.
    let label = len <= 8 && reading.char_before(start - len) == Some(';') && reading.char_before(start) == Some(':');
    let more = if label { reading.plain[..start - len - 1].iter().rev().take(BEFORE).take_while(stop).count() + 1 } else { 0 };
    let own = reading.text(start - len - more, start);
    let above = block.checked_sub(1).map(|i| &readings[i]).filter(|above| above.plain.len() <= LABEL);
    match above {
        Some(above) if start <= 4 || (start <= 8 && last(&above.text(0, LABEL), &PERSONAL).is_some()) => {
            format!("{} {own}", above.text(0, LABEL))
        }
        _ => own,
    }
}

fn last(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max()
}

fn last_office(before: &str) -> Option<usize> {
    let mut text = before.to_owned();
    for word in AFTER_PERSONAL {
        if text.contains(word) {
            text = text.replace(word, &"\u{20}".repeat(word.len()));
        }
    }
    last(&text, &OFFICE)
}

/// A line of its own (邮箱：…) between lines of an office's contact.
fn in_contact_lines(readings: &[Reading<'_>], block: usize, start: usize) -> bool {
    const LINES: [&str; 10] =
        ["联系人", "联系电话", "联系地址", "地址", "办公地址", "传真", "邮编", "邮政编码", "咨询电话", "监督电话"];
    let is_line = |i: usize| readings.get(i).is_some_and(|r| r.plain.len() <= 60 && r.one_of(0, &LINES).is_some());
    start <= 8 && (block.checked_sub(1).is_some_and(is_line) || is_line(block + 1))
}

/// A cell of a table whose head speaks of offices and their telephones and of no person.
fn under_office_header(readings: &[Reading<'_>], block: usize) -> bool {
    const OFFICE_HEADS: [&str; 8] =
        ["咨询电话", "值班电话", "办公电话", "监督电话", "服务电话", "投诉电话", "举报电话", "办公地址"];
    const PERSON_HEADS: [&str; 6] = ["姓名", "户主", "身份证号", "身份证号码", "家庭住址", "性别"];
    let cells = readings[..block].iter().rev().take(80).take_while(|r| r.plain.len() <= 40);
    let (mut office, mut person) = (false, false);
    for cell in cells.filter(|cell| cell.plain.len() <= 6) {
        let text = cell.text(0, 8);
        let text = text.trim();
        office |= OFFICE_HEADS.contains(&text);
        person |= PERSON_HEADS.contains(&text);
    }
    office && !person
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TextDoc;

    fn office(text: &str) -> bool {
        let doc = TextDoc::from_text(text);
        let readings: Vec<Reading<'_>> = doc.blocks.iter().map(Reading::new).collect();
        let block = readings.iter().position(|r| r.plain.contains(&'9')).unwrap();
        let start = readings[block].plain.iter().position(|&c| c == '9').unwrap();
        is_office(&readings, block, start, start + 1)
    }

    #[test]
    fn the_nearest_word_says_whose_contact_it_is() {
        assert!(
            [
                "咨询电话：9",
                "联系人：李某，电话9",
                "学生家长可拨打9",
                "监督电话\n9",
                "可通过9咨询",
                "市教育局监督电话：0571；邮箱：9"
            ]
            .into_iter()
            .all(office)
        );
        assert!(!["户主张三，联系电话9", "举报人王某，电话9", "张三9", "身份证号某，手机9"].into_iter().any(office));
    }
}
