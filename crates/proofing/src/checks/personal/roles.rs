//! Persons by a role in which nobody wants to be named: victims, patients of an epidemic, those under correction, children given
//! into care; and what is told of a family (个人信息保护法第28条).

use super::super::names;
use super::{named, of_minor, private, sentence};
use crate::finding::Hit;
use crate::fold;
use crate::reading::Reading;

const ROLES: [&str; 19] = [
    "受害人", "被害人", "受害者", "矫正对象", "戒毒人员", "吸毒人员", "刑满释放人员", "病例", "确诊患者", "女童", "男童", "弃婴",
    "被收养人", "留守儿童", "困境儿童", "家暴受害者", "服刑人员", "强戒人员", "缓刑人员",
];
/// Words of a name's place that are none: 病例报告, 女童关爱.
const NO_NAMES: [&str; 16] = [
    "关爱", "保护", "报告", "管理", "教育", "安置", "救助", "关系", "信息", "应当", "方可", "家属", "陈述", "供述", "询问",
    "辨认",
];

pub(super) fn check(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    match reading.plain[at] {
        '受' | '被' | '矫' | '戒' | '吸' | '刑' | '病' | '确' | '女' | '男' | '弃' | '留' | '困' | '家' | '服' | '强' | '缓' => {
            role(reading, at).or_else(|| reason(reading, at))
        }
        '举' => told_of_informant(reading, at),
        '真' | '现' => other_name(reading, at),
        '其' => family(reading, at),
        '离' | '丧' | '怀' | '欠' | '单' => state(reading, at),
        '致' | '救' | '申' => reason(reading, at),
        '系' => pupil(reading, at).or_else(|| served(reading, at)),
        '父' | '母' => parents(reading, at),
        '曾' => record(reading, at),
        '年' => sentence_served(reading, at),
        '学' => told_of_pupil(reading, at).or_else(|| harmed_pupil(reading, at)),
        _ => None,
    }
}

/// A clear name of two or three characters at `at` that ends before a mark or a verb.
fn name_at(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let fits = |len: &usize| {
        let name = reading.plain.get(at..at + len)?;
        let next = at + len;
        let ends = !reading.char(next).is_some_and(fold::is_han)
            || reading
                .one_of(next, &["已被", "已", "被", "在", "于", "参加", "曾", "系", "因", "的", "患", "返回", "接受"])
                .is_some();
        let word = NO_NAMES.iter().any(|word| reading.is_at(at, word));
        (names::is_name(name) && !name.contains(&'某') && ends && !word).then_some(next)
    };
    [3, 2].into_iter().find_map(|len| fits(&len))
}

/// 受害人管秋菊
fn role(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let role = ROLES.iter().filter(|role| reading.is_at(at, role)).max_by_key(|role| role.len())?;
    let start = at + role.chars().count();
    let start = start + usize::from(reading.char(start) == Some(':'));
    let end = name_at(reading, start)?;
    Some(private("privacy.person", (start, end), "受害人、患者、被矫正或被收养的人的姓名应当隐去"))
}

/// 举报人系该合作社出纳
fn told_of_informant(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["举报人系", "举报人为", "举报人是"])?;
    let start = at + word.chars().count();
    let stop = |c: &&char| fold::is_han(**c) || **c == '、';
    let len = reading.plain[start..].iter().take(30).take_while(stop).count();
    let text = reading.text(start, start + len);
    let told = ["该", "本", "原", "内部"].iter().any(|word| text.starts_with(word));
    let person =
        ["员工", "职工", "出纳", "会计", "亲属", "妻", "邻居", "村民", "业主", "同事"].iter().any(|word| text.contains(word));
    (told && person).then(|| private("privacy.informant", (start, start + len), "可据以认出举报人的信息应当保密"))
}

/// （真实姓名：晏海波）, （现名：杭安琪）
fn other_name(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["真实姓名:", "真名:", "现名:"])?;
    let start = at + word.chars().count();
    let len = reading.plain[start..].iter().take(5).take_while(|c| fold::is_han(**c)).count();
    let (from, to) = sentence(reading, at);
    let child = word != "现名:" || reading.text(from, to).contains("收养");
    let masked = reading.plain[start..start + len].contains(&'某') || reading.char(start + len) == Some('*');
    ((2..=4).contains(&len) && child && !masked)
        .then(|| private("privacy.person", (start, start + len), "不愿公开的姓名应当隐去"))
}

/// 因其父曾因诈骗罪被判处有期徒刑
fn family(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let kin = reading.one_of(at + 1, &["父亲", "母亲", "配偶", "父", "母", "兄", "弟", "妻", "夫", "子", "女"])?;
    let (_, end) = sentence(reading, at);
    let stop = |c: &&char| !matches!(c, ',' | ';');
    let clause = at + reading.plain[at..end].iter().take_while(stop).count();
    let text = reading.text(at + 1 + kin.chars().count(), clause);
    let told = ["罪被", "被判", "服刑", "吸毒", "强制戒毒", "精神病"].iter().any(|word| text.contains(word));
    // 其妻何秀兰患尿毒症
    let ill = text.contains('患') && ["症", "病", "癌", "瘤", "瘫"].iter().any(|end| text.ends_with(end));
    let told = told || (ill && named(reading, at).is_some());
    told.then(|| private("privacy.person", (at, clause), "家庭成员的违法犯罪或病情不应公开"))
}

/// 陶建新，男，2019年因盗窃罪服刑、2021年刑满释放
fn sentence_served(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let told = reading.one_of(at, &["年因", "年刑满释放"])?;
    let end = at + reading.plain[at..].iter().take(30).take_while(|c| !matches!(c, ',' | '。' | ';')).count();
    let text = reading.text(at, end);
    let served = ["罪服刑", "罪被判", "刑满释放", "罪获刑"].iter().any(|word| text.contains(word));
    let year = at.checked_sub(4).filter(|&year| reading.digits(year, 4) == 4 && told.starts_with('年'))?;
    let (from, _) = sentence(reading, at);
    let named = names::tokens(reading, from, year).into_iter().any(|(from, to)| !reading.plain[from..to].contains(&'某'));
    (served && named).then(|| private("privacy.person", (year, end), "姓名与犯罪记录一起公开，公开前应隐去"))
}

/// 侵害未成年人案件的被害人、白柳小学五年级学生牧雨桐: whatever the surname.
fn harmed_pupil(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let grade = reading.led_by(at, &["年级", "初一", "初二", "初三", "高一", "高二", "高三", "小学", "初中"]);
    let start = reading.is_at(at, "学生").then_some(at + 2).filter(|_| grade)?;
    let len = reading.plain[start..].iter().take(5).take_while(|c| fold::is_han(**c)).count();
    let (from, _) = sentence(reading, at);
    let told = ["被害人", "受害人", "侵害未成年人", "被害"].iter().any(|word| reading.text(from, at).contains(word));
    let clear = !reading.plain[start..start + len].contains(&'某');
    ((2..=3).contains(&len) && told && clear).then(|| of_minor((start, start + len)))
}

/// 邹子涵，父亲服刑，母亲离家出走
fn parents(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(
        at,
        &["父亲服刑", "母亲服刑", "父母服刑", "父亲吸毒", "父母离异", "母亲离家出走", "父亲入狱", "父亲患精神", "母亲患精神"],
    )?;
    let (_, end) = sentence(reading, at);
    let named = named(reading, at)?;
    let clause = at + reading.plain[at..end].iter().take_while(|c| !matches!(c, ',' | ';' | '。')).count();
    (clause > at + 2 && !word.is_empty() && at - named.1 <= 12)
        .then(|| private("privacy.person", (named.0, clause), "姓名与家庭变故一起公开，公开前应隐去"))
}

/// 受助学生：唐雨萱；致困原因：父亲服刑，母亲离家出走
fn reason(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let label = reading.one_of(at, &["致困原因:", "致贫原因:", "困难原因:", "救助原因:", "申请理由:"])?;
    let start = at + label.chars().count();
    let end = start + reading.plain[start..].iter().take(40).take_while(|c| !matches!(c, ';' | '。')).count();
    let text = reading.text(start, end);
    let told = ["服刑", "吸毒", "离家出走", "离异", "改嫁", "病故", "入狱"].iter().any(|word| text.contains(word));
    let named = names::tokens(reading, 0, at).into_iter().any(|(from, to)| !reading.plain[from..to].contains(&'某'));
    (told && named).then(|| private("privacy.person", (start, end), "姓名与家庭变故一起公开，公开前应隐去"))
}

/// 卓玉兰，柳渡乡人，离异，前夫下落不明; 因怀孕，考生甄丽萍
fn state(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["离异", "丧偶", "怀孕", "欠外债", "单亲"])?;
    let (from, end) = sentence(reading, at);
    let begins = reading.char_before(at).is_some_and(|c| matches!(c, ',' | '因'));
    let behind = at + word.chars().count();
    // 离异后独自抚养两名子女
    let ends = reading.char(behind).is_some_and(|c| matches!(c, ',' | ';' | '。') || c.is_ascii_digit())
        || reading.is_at(behind, "后独自");
    let before = named(reading, at).is_some_and(|name| name.0 >= from);
    let behind_role = || (behind..end).any(|i| reading.led_by(i, &["考生", "职工", "学生"]) && name_at(reading, i).is_some());
    let listed = ["低保", "救助", "公示", "拟纳入", "录用", "帮扶", "慰问", "资助", "补助"]
        .iter()
        .any(|word| reading.text(from, end).contains(word));
    (begins && ends && (before || behind_role()) && listed)
        .then(|| private("privacy.health", (at, behind), "姓名与婚姻、怀孕等情况一起公开，公开前应隐去"))
}

/// 违法嫌疑人柏宇航系望川中学初二学生
fn pupil(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const GRADES: [&str; 9] = ["初一", "初二", "初三", "高一", "高二", "年级", "小学", "初中", "幼儿园"];
    let fits = |len: &usize| {
        let start = at.checked_sub(*len)?;
        let name = &reading.plain[start..at];
        let role = reading.led_by(start, &["嫌疑人", "当事人", "行为人", "肇事者", "男生", "女生"]);
        (role && names::is_name(name) && !name.contains(&'某')).then_some(start)
    };
    let start = [3, 2].into_iter().find_map(|len| fits(&len))?;
    let stop = |c: &&char| fold::is_han(**c);
    let text: String = reading.plain[at + 1..].iter().take(16).take_while(stop).collect();
    let school = text.contains("学生") && GRADES.iter().any(|grade| text.contains(grade));
    school.then(|| of_minor((start, at)))
}

/// 王小明系刑满释放人员
fn served(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const WHO: [&str; 6] = ["刑满释放", "吸毒", "社区矫正", "艾滋病", "戒毒", "缓刑"];
    reading.one_of(at + 1, &WHO)?;
    let fits = |len: &usize| {
        let name = reading.plain.get(at.checked_sub(*len)?..at)?;
        let edge = !at.checked_sub(*len + 1).and_then(|i| reading.char(i)).is_some_and(fold::is_han);
        (edge && names::is_name(name) && !name.contains(&'某')).then_some(at - len)
    };
    let start = [3, 2].into_iter().find_map(|len| fits(&len))?;
    Some(private("privacy.person", (start, at), "违法或治疗经历与姓名一起公开，公开前应隐去"))
}

/// 蓝小龙曾因吸食毒品被责令社区戒毒
fn record(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let text = reading.text(at, at + 14);
    let drugs = text.starts_with("曾因") && ["吸毒", "吸食毒品", "卖淫", "嫖娼"].iter().any(|word| text.contains(word));
    let len = reading.plain[..at].iter().rev().take(4).take_while(|c| fold::is_han(**c)).count();
    let name = &reading.plain[at - len..at];
    (drugs && (2..=3).contains(&len) && !name.contains(&'某'))
        .then(|| private("privacy.person", (at - len, at), "违法或治疗经历与姓名一起公开，公开前应隐去"))
}

/// 中学八年级学生郭梓涵因多次盗窃…被派出所训诫
fn told_of_pupil(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const DEEDS: [&str; 9] = ["盗窃", "违法", "殴打", "派出所", "涉嫌", "欺凌", "溺水", "走失", "自杀"];
    let grade = reading.led_by(at, &["年级", "初一", "初二", "初三", "高一", "高二", "高三", "小学", "初中"]);
    let start = reading.is_at(at, "学生").then_some(at + 2).filter(|_| grade)?;
    let end = name_at(reading, start)?;
    let (from, to) = sentence(reading, at);
    let text = reading.text(from, to);
    DEEDS.iter().any(|deed| text.contains(deed)).then(|| of_minor((start, end)))
}
