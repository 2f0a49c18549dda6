//! Home addresses (家庭住址) down to the room, beside a person; an office's address is published on purpose
//! (domain.md §6.4).

use super::{Context, hit, names};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Parts of an address within a street or a village, the longer first.
const PARTS: [&str; 15] = ["号楼", "号院", "单元", "栋", "幢", "座", "楼", "层", "室", "户", "号", "组", "社", "队", "房"];
/// What a home is part of.
const HOMES: [&str; 12] = ["小区", "家属院", "公寓", "宿舍", "花园", "家园", "苑", "园", "府", "城", "庄", "里"];
/// Words that say a person lives there.
const LIVES: [&str; 14] =
    ["住址", "家住", "现住", "居住", "住在", "住于", "户籍", "户主", "家庭", "住:", "村民", "居民", "业主", "常住"];
/// Words that make it an office's or a firm's address.
const OFFICE: [&str; 34] = [
    "办公", "政务", "中心", "窗口", "大厦", "公司", "企业", "会议", "开标", "投标", "招标", "采购", "事务所", "学校", "医院",
    "机关", "委员会", "局", "酒店", "宾馆", "报名", "咨询", "受理", "办理", "地点", "联系地址", "单位地址", "收件", "邮寄", "厂",
    "法定代表人", "经营", "商铺", "店",
];
/// How far the sentence is read before the address, in characters.
const REACH: usize = 40;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for range in find(reading) {
        let message = "含有精确到门牌室号的个人住址，公开前应隐去";
        hits.push(hit(Category::Privacy, Severity::Warn, "privacy.address", range, message));
    }
}

/// The ranges of home addresses; also asked by the check of lists.
pub(super) fn find(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < reading.plain.len() {
        let Some((end, complete)) = chain(reading, at) else {
            at += 1;
            continue;
        };
        if let Some(start) = labelled(reading, at, end) {
            found.push((start, end));
        } else if complete {
            let start = beginning(reading, at);
            if is_home(reading, start, end) {
                found.push((start, end));
            }
        }
        at = end;
    }
    found
}

/// 户籍地址：大坪镇双井村石桥头21号: told to be someone's, down to the house.
fn labelled(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    const TOLD: [&str; 6] = ["户籍地址:", "家庭住址:", "家庭地址:", "现住址:", "户籍所在地:", "户籍地:"];
    let part = |c: &&char| fold::is_han(**c) || c.is_ascii_alphanumeric();
    let start = at - reading.plain[..at].iter().rev().take(REACH).take_while(part).count();
    let house = reading.char_before(end).is_some_and(|c| matches!(c, '号' | '室' | '户'));
    let ends = reading.char(end).is_none_or(|c| !fold::is_han(c));
    (house && ends && at > start && reading.led_by(start, &TOLD)).then_some(start)
}

/// The parts that follow each other from `at` on (3栋2单元501室), and whether they name one dwelling.
fn chain(reading: &Reading<'_>, at: usize) -> Option<(usize, bool)> {
    let mut parts: Vec<&str> = Vec::new();
    let mut end = at;
    let mut bare = 0;
    while let Some(len) = Some(number(reading, end)).filter(|&len| len > 0) {
        let after = end + len;
        if let Some(part) = reading.one_of(after, &PARTS) {
            parts.push(part);
            end = after + part.chars().count();
            continue;
        }
        let dash = reading.char(after) == Some('-') && number(reading, after + 1) > 0;
        // 新建3座220千伏变电站
        let unit = reading.char(after).is_some_and(|c| "千万百伏米吨亩人户家个平升元".contains(c));
        bare = if unit {
            0
        } else if reading.plain[end..after].iter().all(char::is_ascii_digit) {
            len
        } else {
            0
        };
        end = after + usize::from(dash);
        if !dash {
            break;
        }
        parts.push("-");
    }
    if parts.is_empty() {
        return None;
    }
    let has = |wanted: &[&str]| parts.iter().any(|part| wanted.contains(part));
    let building = has(&["号楼", "栋", "幢", "座", "单元", "号院", "楼"]);
    let home = || reading.led_by(at, &HOMES);
    let dashes = parts.iter().filter(|part| **part == "-").count();
    let room = has(&["室", "户", "房"]) || (building && (3..=4).contains(&bare)) || (has(&["单元"]) && has(&["号"]));
    let village = has(&["组", "社", "队"]) && has(&["号", "户"]);
    let complete = (room && (building || has(&["号"]) || home())) || village || (dashes == 2 && bare >= 3 && home());
    (end > at).then_some((end, complete))
}

/// The length of a number or a letter that counts houses.
fn number(reading: &Reading<'_>, at: usize) -> usize {
    let rest = &reading.plain[at.min(reading.plain.len())..];
    let digits = rest.iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        return digits;
    }
    let letter = rest.first().is_some_and(char::is_ascii_lowercase) && !rest.get(1).is_some_and(char::is_ascii_lowercase);
    let numeral = |c: &&char| "一二三四五六七八九十".contains(**c);
    if letter { 1 } else { rest.iter().take(4).take_while(numeral).count() }
}

/// Where the address begins: after the last mark, or after the word that introduces it.
fn beginning(reading: &Reading<'_>, at: usize) -> usize {
    let part = |c: &&char| fold::is_han(**c) || c.is_ascii_alphanumeric();
    let start = at - reading.plain[..at].iter().rev().take(REACH).take_while(part).count();
    let words = [
        "家庭住址", "住址为", "住址", "现住于", "现住", "家住", "住在", "住于", "居住于", "居住在", "居住", "位于", "地址", "住",
    ];
    let after = |i: usize| reading.one_of(i, &words).map(|word| i + word.chars().count());
    (start..at).filter_map(after).max().unwrap_or(start)
}

/// Whether the surroundings speak of someone living there.
fn is_home(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let stop = |c: &&char| !matches!(c, '。' | ';' | '!' | '?');
    let from = start - reading.plain[..start].iter().rev().take(REACH).take_while(stop).count();
    let before = reading.text(from, start);
    let told = |words: &[&str]| words.iter().any(|word| before.contains(word));
    // 被申请人住所地 is an office's as well as a person's.
    let seat = before.contains("住所");
    if before.ends_with("现住")
        || told(&["家庭住址", "现住址", "户籍", "家住", "户主", "家庭地址", "常住地址"])
        || (!seat && told(&["告住", "人住", "者住"]))
    {
        return true;
    }
    let place = reading.text(start, end);
    // …501室韩秉文家中
    if reading.plain[end..].iter().take(10).take_while(|c| fold::is_han(**c)).collect::<String>().contains("家中") {
        return true;
    }
    if told(&OFFICE) || OFFICE.iter().any(|word| place.contains(word)) {
        return false;
    }
    told(&LIVES) || before.ends_with('住') || !names::tokens(reading, from, start).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_dwelling_beside_a_person_is_marked() {
        for (text, found) in [
            ("来到城关镇人民路35号幸福家园6栋2单元1203室的赵秀英老人家中", "来到城关镇人民路35号幸福家园6栋2单元1203室"),
            ("家庭住址：云溪市柳林路18号3栋2单元501室", "云溪市柳林路18号3栋2单元501室"),
            ("被处罚人：翁小军，户籍地址：青岫县大坪镇双井村石桥头21号；违法事实", "青岫县大坪镇双井村石桥头21号"),
            ("王小明，住云溪市幸福小区3号楼1502室。", "云溪市幸福小区3号楼1502室"),
            ("李红 女 柳林小区3栋2单元501", "柳林小区3栋2单元501"),
            ("村民赵大山，柳林村3组12号", "柳林村3组12号"),
            ("户主刘芳，现住和平苑3-2-501", "和平苑3-2-501"),
            ("被告住云溪市公司路8号1栋904室", "云溪市公司路8号1栋904室"),
            ("到东湖街道荷花里小区7幢2单元501室韩秉文家中核实", "到东湖街道荷花里小区7幢2单元501室"),
        ] {
            assert_eq!(marked(check, text), [found]);
        }
    }

    #[test]
    fn offices_firms_and_incomplete_addresses_are_left_alone() {
        for text in [
            "地址：云溪路1号政务服务中心3楼302室",
            "开标地点：云溪大厦A座1501室",
            "王小明，住云溪市柳林街道",
            "当事人云溪某某餐饮有限公司，住所云溪路8号1栋101室",
            "柳林小区3栋2单元进行改造",
            "会议在3楼301室召开",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
