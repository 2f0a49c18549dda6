//! The frame of a paper (GB/T 9704 §7.3): its title, whom it is addressed to, who signed it and when.

use super::issued;
use super::{Context, advised, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Content types whose papers are signed with body and date.
const SIGNED: [&str; 2] = ["notice", "policy"];
/// How titles of papers end that are signed.
const PAPERS: [&str; 13] =
    ["答复", "通知", "公告", "通告", "公示", "决定", "意见", "批复", "通报", "请示", "函", "报告", "倡议书"];

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let lines: Vec<usize> = (0..readings.len())
        .filter(|&i| matches!(readings[i].field(), Field::Body | Field::Title) && !is_blank(&readings[i]))
        .collect();
    if let Some((&last, &above)) = lines.last().zip(lines.iter().rev().nth(1)) {
        hits[last].extend(dated_with_stop(&readings[above], &readings[last]));
    }
    if let Some((&first, &second)) = lines.first().zip(lines.get(1)) {
        hits[first].extend(addressees_stopped(&readings[first], &readings[second]));
        let titled = is_title(&readings[first]);
        hits[first].extend(unfinished(&readings[first]));
        hits[first].extend(stopped(&readings[first]));
        hits[second].extend(addressees(&readings[second], titled && lines.len() > 2));
    }
    let typed = context.options.content_type.is_some_and(|kind| SIGNED.contains(&kind));
    if let Some((at, missing)) = unsigned(readings, &lines, typed) {
        let range = (0, readings[at].plain.len());
        hits[at].push(element("element.signature", range, format!("没有找到{missing}")));
    }
}

fn element(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Element, Severity::Info, rule, range, message)
}

fn is_blank(reading: &Reading<'_>) -> bool {
    reading.plain.iter().all(|c| c.is_whitespace())
}

fn line(reading: &Reading<'_>) -> String {
    reading.text(0, 80).trim().to_owned()
}

/// 关于…的通知 on a line of its own.
fn is_title(reading: &Reading<'_>) -> bool {
    let line = line(reading);
    // 停水通知
    let short = line.chars().count() <= 10 && !line.contains([',', '。', ':', '、']);
    reading.plain.len() <= 80 && (short || line.contains("关于")) && PAPERS.iter().any(|paper| line.ends_with(paper))
}

/// 关于开展…行动的: a title cut off.
fn unfinished(reading: &Reading<'_>) -> Option<Hit> {
    let line = line(reading);
    let cut = reading.plain.len() <= 60 && line.contains("关于") && line.ends_with('的') && !line.contains(['。', ',']);
    cut.then(|| element("element.title", (0, reading.plain.len()), "标题不完整，缺少文种"))
}

/// 关于…的通告。 above the text: a title takes no mark at its end.
fn stopped(reading: &Reading<'_>) -> Option<Hit> {
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace())?;
    let text = reading.text(0, last);
    let text = text.trim();
    let title = reading.plain.len() <= 60 && text.contains("关于") && PAPERS.iter().any(|paper| text.ends_with(paper));
    let found = hit(Category::Punct, Severity::Info, "punct.title", (last, last + 1), "标题末尾不用标点");
    (title && matches!(reading.plain[last], '。' | ',' | ';') && !text.contains(['。', ','])).then(|| advised(found, ""))
}

/// 各有关单位； over 现…: addressees take a colon.
fn addressees_stopped(reading: &Reading<'_>, next: &Reading<'_>) -> Option<Hit> {
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace())?;
    let text = line(reading);
    let body = ["单位", "部门", "政府", "街道", "局", "学校", "企业", "委员会", "幼儿园", "医院", "公司", "乡镇", "院校", "中心"];
    let name = text.trim_end_matches([';', ',', '。']);
    let begins = line(next).starts_with(['现', '为', '根', '按', '经']);
    let addressed = text.starts_with('各')
        && name.len() < text.len()
        && body.iter().any(|end| name.ends_with(end))
        && !name.contains(['。', ',']);
    let found = hit(Category::Punct, Severity::Info, "punct.colon", (last, last + 1), "主送单位后应用冒号");
    (addressed && begins && reading.plain.len() <= 40).then(|| advised(found, "："))
}

/// 2026年5月18日。 under the body that signs.
fn dated_with_stop(above: &Reading<'_>, reading: &Reading<'_>) -> Option<Hit> {
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace())?;
    let text = line(reading);
    let date = text.strip_suffix('。').filter(|date| date.ends_with('日') && date.chars().count() <= 12)?;
    let found = hit(Category::Punct, Severity::Info, "punct.title", (last, last + 1), "落款日期后不用标点");
    (issued::is_body(above) && date.starts_with(['1', '2', '二'])).then(|| advised(found, ""))
}

/// 各： and addressees without a colon, under a title.
fn addressees(reading: &Reading<'_>, titled: bool) -> Option<Hit> {
    let line = line(reading);
    let range = (0, reading.plain.len());
    if matches!(line.as_str(), "各:" | "各位:") {
        return Some(element("element.addressees", range, "主送单位没有写全"));
    }
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace())?;
    let body = ["政府", "局", "委员会", "办", "办公室", "单位", "部门", "处", "街道", "学校", "中心", "公司", "院", "会", "厅"];
    let name = line.trim_end_matches(['。', ',', ';', '.']);
    let addressed = titled && line.starts_with('各') && name.chars().count() <= 40 && body.iter().any(|end| name.ends_with(end));
    if !addressed || name.contains(['。', ':']) {
        return None;
    }
    let mark = name.len() < line.len();
    let message = "主送单位后应用冒号";
    Some(match mark {
        true => advised(hit(Category::Punct, Severity::Info, "punct.colon", (last, last + 1), message), "："),
        false => element("element.addressees", (last + 1 - name.chars().count(), last + 1), message),
    })
}

/// 特此通知 right above the body that ends the text, or addressees at its head.
fn closed(readings: &[Reading<'_>], lines: &[usize]) -> bool {
    let [.., above, last] = lines else { return false };
    // 特此通告。 over a date alone
    let dated = super::mention::mentions(&readings[*last]).first().is_some_and(|m| m.start <= 2 && m.day.is_some())
        && readings[*last].plain.len() <= 14;
    let said = line(&readings[*above]);
    let closes = ["特此公告。", "特此通告。", "特此通知。", "此复。"].iter().any(|word| said.ends_with(word));
    if dated && closes {
        return true;
    }
    // 请各乡镇认真抓好落实。 over a body alone
    let asks = ["抓好落实。", "遵照执行。", "贯彻执行。", "组织实施。"].iter().any(|word| said.ends_with(word));
    if asks && issued::is_body(&readings[*last]) {
        return true;
    }
    let addressed = line(&readings[lines[0]]);
    if lines.len() > 2 && addressed.starts_with('各') && addressed.ends_with(':') && issued::is_body(&readings[*last]) {
        return true;
    }
    let closing = line(&readings[*above]);
    closing.starts_with(['特', '此'])
        && ["特此", "此复", "此函"].iter().any(|word| closing.starts_with(word))
        && closing.chars().count() <= 8
        && issued::is_body(&readings[*last])
}

/// A paper without body or date at its end, and the line that tells so. Whether it should have them its type or its title
/// tells; a title alone only where one of the two is there.
fn unsigned(readings: &[Reading<'_>], lines: &[usize], typed: bool) -> Option<(usize, &'static str)> {
    let (&first, &last) = (lines.first()?, lines.last()?);
    let text = lines.iter().any(|&i| readings[i].plain.contains(&'。'));
    // A typed text has its title apart: what is short may be a note.
    let body = lines.iter().filter(|&&i| readings[i].field() == Field::Body).count();
    let ended = closed(readings, lines);
    if (lines.len() < 3 && !ended) || (typed && body < 3) || !text || !(typed || is_title(&readings[first]) || ended) {
        return None;
    }
    // （单位名称） is a finding of its own.
    let signed = lines.iter().any(|&i| i != first && (issued::is_body(&readings[i]) || line(&readings[i]).starts_with('(')));
    let is_date = |i: usize| {
        let reading = &readings[i];
        reading.plain.len() <= 40 && super::mention::mentions(reading).iter().any(|m| m.day.is_some() && m.year.is_some())
    };
    let dated = lines.iter().any(|&i| is_date(i));
    // The date alone at the end, or the body alone.
    let alone = |i: usize| {
        super::mention::mentions(&readings[i])
            .first()
            .is_some_and(|m| m.start <= 4 && m.end + 2 >= line(&readings[i]).chars().count())
    };
    match (signed, dated) {
        (true, true) => None,
        (false, true) if typed || (is_date(last) && alone(last)) => Some((last, "落款单位")),
        (true, false) if typed || issued::is_body(&readings[last]) => Some((last, "落款日期")),
        (false, false) if typed => Some((last, "落款单位和日期")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Context, marked_in};
    use super::check;
    use crate::TextDoc;
    use crate::engine::Options;
    use crate::reading::Reading;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn a_frame_with_a_part_missing_is_marked() {
        for (text, found) in [
            ("关于道路封闭的公告\n城北路临时封闭。\n2026年6月12日", "2026年6月12日"),
            ("关于征集项目的公告\n现征集项目。\n平安街道办事处", "平安街道办事处"),
            ("各有关单位；\n现将安排通知如下：", "；"),
            ("各中小学校、幼儿园；\n现就做好工作通知如下：", "；"),
            ("云溪市教育局关于开展检查的通知。\n各区县教育局：\n现通知如下。", "。"),
            ("特此通知。\n云溪市教育局\n2026年5月18日。", "。"),
            ("关于调整公交线路的通告。\n公交车绕行。\n交通局\n2026年6月1日", "。"),
            ("关于开展专项行动的\n各区县教育局：\n现通知如下。", "关于开展专项行动的"),
            ("关于举办培训的通知\n各：\n现通知如下。\n商务局\n2026年6月1日", "各："),
            ("关于开展检查的通知\n各县应急管理局\n现通知如下。\n应急局\n2026年6月1日", "各县应急管理局"),
            ("关于开展检查的通知\n各县应急管理局。\n现通知如下。\n应急局\n2026年6月1日", "。"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn a_whole_frame_and_other_texts_are_left_alone() {
        for text in [
            "关于道路封闭的公告\n城北路临时封闭。\n云溪市交通局\n2026年6月12日",
            "市领导调研\n6月1日，市领导到企业调研。\n2026年6月2日",
            "关于举办培训的通知\n各区县商务局：\n现通知如下。\n商务局\n2026年6月1日",
            "各乡镇要加强管理\n各单位\n甲。",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_notice_is_signed_with_body_and_date() {
        let missing = |text: &str| {
            let options = Options { content_type: Some("notice"), ..Options::default() };
            let run = |r: &[Reading<'_>], c: &Context<'_>, h: &mut [Vec<_>]| check(r, &Context { options: &options, ..*c }, h);
            marked_in(&TextDoc::from_text(text), run).len()
        };
        assert_eq!(missing("各区县：\n现通知如下。\n特此通知。"), 1);
        assert_eq!(missing("现通知如下。\n联系电话：0571-8800123。"), 0);
        assert_eq!(missing("各区县：\n现通知如下。\n云溪市教育局\n2026年5月1日"), 0);
    }
}
