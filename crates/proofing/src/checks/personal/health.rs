//! An illness, injury or disability told of a person by name.

use super::super::names;
use super::{REACH, named, private, sentence};
use crate::finding::Hit;
use crate::fold;
use crate::reading::Reading;

const SUFFERS: [&str; 9] = ["身患", "患有", "患", "罹患", "确诊为", "确诊", "诊断为", "查出", "因病致残"];
/// How illnesses and injuries end.
const ILLNESSES: [&str; 20] = [
    "症", "病", "癌", "瘤", "炎", "骨折", "截肢", "离断", "瘫痪", "透析", "偏瘫", "脑梗", "梗死", "硬化", "衰竭", "中风", "损伤",
    "抑郁", "失明", "失聪",
];
/// Illnesses that are told of nobody by name, in whatever paper.
const GRAVE: [&str; 26] = [
    "残疾一级", "残疾二级", "残疾三级", "残疾四级", "乳腺癌", "乙肝表面抗原阳性", "艾滋病", "梅毒", "精神残疾", "智力残疾",
    "肢体残疾", "视力残疾", "听力残疾", "尿毒症", "精神分裂", "精神障碍", "白血病", "肺结核", "肺癌", "肝炎", "肝癌", "抑郁症",
    "脑瘫", "癫痫", "自闭症", "唐氏",
];

fn health(range: (usize, usize)) -> Hit {
    private("privacy.health", range, "姓名与病情、伤情一起公开，公开前应隐去病情")
}

/// 赵国强，因患尿毒症长期透析 in a list of those who receive something.
pub(super) fn illness(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &SUFFERS)?;
    let from = at + word.chars().count();
    let (_, end) = sentence(reading, at);
    let stop = |c: &&char| !matches!(c, ',' | ';' | '(' | '。');
    let clause = from + reading.plain[from..end].iter().take_while(stop).count();
    let text = reading.text(from, clause);
    let ill = ILLNESSES.iter().any(|word| text.contains(word));
    // 患者, 患难: other words.
    let other = reading.char(from).is_some_and(|c| "者难得失病".contains(c)) || text.chars().count() > 30;
    // 为患高血压的群众问诊
    let served = reading.char_before(at).is_some_and(|c| "为对给向".contains(c)) && !reading.led_by(at, &["原因为"]);
    let person = named(reading, at).filter(|_| ill && !other && !served)?;
    (at - person.1 <= REACH).then(|| private("privacy.health", (at, clause), "姓名与病情、伤情一起公开，公开前应隐去病情"))
}

/// The full name behind 村民, 学生 and the like in the sentence before `at`.
fn role_name(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let (from, _) = sentence(reading, at);
    let fits = |start: &usize| {
        let role = reading.led_by(*start, &["村民", "居民", "职工", "学生", "群众", "患者", "邻居", "考生", "房东"]);
        role && reading.plain.get(*start..start + 3).is_some_and(|name| names::is_name(name) && !name.contains(&'某'))
    };
    (from..at.saturating_sub(3)).rev().find(fits).map(|start| (start, start + 3))
}

/// 钱永福，尿毒症透析治疗; 鲁国庆（精神分裂症患者）: a grave illness beside a name.
pub(super) fn disease(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let end = at + reading.one_of(at, &GRAVE)?.chars().count();
    if let Some(range) = patient(reading, at, end) {
        return Some(health((at, range.1)));
    }
    let lead = reading.plain[..at].iter().rev().take(4).take_while(|c| !matches!(c, ',' | '(' | '。' | ';' | '、')).count();
    let mark = (at - lead).checked_sub(1).filter(|&mark| matches!(reading.plain[mark], ',' | '('));
    if let Some((start, _)) = told_of(reading, at, mark) {
        return Some(health((start, end)));
    }
    // 学生谭子豪确诊肺结核
    let spoken = ["确诊", "患"].into_iter().find(|word| reading.before(at, 2).ends_with(word));
    let spoken = spoken.map(|word| before_time(reading, at - word.chars().count()));
    let start = [mark, spoken].into_iter().flatten().find_map(|end| name_before(reading, end))?;
    let stop = |c: &&char| !matches!(c, ',' | ';' | ')' | '。');
    Some(health((start, at + reading.plain[at..].iter().take(20).take_while(stop).count())))
}

/// 宓广福三年前确诊…: where the words for the time begin.
fn before_time(reading: &Reading<'_>, end: usize) -> usize {
    let ago = ["年前", "个月前", "去年", "今年", "前年", "此前"]
        .iter()
        .find(|word| reading.led_by(end, &[word]))
        .map_or(0, |w| w.chars().count());
    let counted = ago == 2 && reading.char_before(end) == Some('前') || ago == 3;
    let numeral = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十两多几数".contains(**c);
    let len = if counted { reading.plain[..end - ago].iter().rev().take(3).take_while(numeral).count() } else { 0 };
    end - ago - len
}

/// 患尿毒症的村民罗桂香: the name behind the illness that ends at `end`.
fn patient(reading: &Reading<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    let role = reading.one_of(end, &["的村民", "的居民", "的学生", "的职工", "的患者", "的"])?;
    let from = end + role.chars().count();
    let fits = |len: &usize| {
        let name = reading.plain.get(from..from + len).is_some_and(|name| names::is_name(name) && !name.contains(&'某'));
        let next = from + len;
        name && (!reading.char(next).is_some_and(fold::is_han) || reading.one_of(next, &["手中", "家中", "送", "一家"]).is_some())
    };
    let suffers = reading.before(at, 2).ends_with('患');
    [3, 2].into_iter().filter(|_| suffers).find(fits).map(|len| (from, from + len))
}

/// 村民贺春生多年前被确诊为精神分裂症; 冯秀英，女，52岁，尿毒症: the name earlier in the sentence.
fn told_of(reading: &Reading<'_>, at: usize, mark: Option<usize>) -> Option<(usize, usize)> {
    let told = reading.led_by(at, &["确诊为", "诊断为", "患有"]);
    let aged = mark.is_some_and(|mark| reading.char_before(mark) == Some('岁'));
    let by_role = || role_name(reading, at).filter(|_| told);
    by_role().or_else(|| beside_role(reading, at)).or_else(|| named(reading, at).filter(|name| aged && at - name.1 <= 12))
}

/// 您的邻居车永贵患有…: between the role and the verb nothing but a name has room, whatever its surname.
fn beside_role(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let verb = ["确诊为", "诊断为", "患有"].into_iter().find(|word| reading.before(at, 3).ends_with(word))?;
    let end = at - verb.chars().count();
    let role = |start: usize| {
        reading.led_by(start, &["邻居", "村民", "居民", "职工", "考生", "人员", "对象", "老人", "住户", "租户", "业主"])
    };
    let fits = |len: &usize| {
        // 人员可能患有: no name.
        let word = ["可能", "疑似", "是否", "确实", "一旦", "同时", "如果", "经常", "长期"]
            .iter()
            .any(|word| reading.is_at(end.saturating_sub(*len), word));
        end >= *len && !word && role(end - len) && reading.plain[end - len..end].iter().all(|&c| fold::is_han(c) && c != '某')
    };
    [3, 2].into_iter().find(fits).map(|len| (end - len, end))
}

/// Where the name begins that ends right at `end` and is no part of a longer word.
fn name_before(reading: &Reading<'_>, end: usize) -> Option<usize> {
    const ROLES: [&str; 15] =
        ["组", "对象", "学生", "村民", "居民", "职工", "对象为", "患者", "户", "询问", "看望", "慰问", "走访", "探望", "得知"];
    let fits = |start: &usize| {
        let name = &reading.plain[*start..end];
        // 1.36万名
        if reading.char_before(*start).is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        let led = reading.led_by(*start, &ROLES);
        let edge = led || !reading.char_before(*start).is_some_and(fold::is_han);
        edge && names::is_name(name) && !name.contains(&'某')
    };
    [3, 2].into_iter().filter_map(|len| end.checked_sub(len)).find(fits)
}
