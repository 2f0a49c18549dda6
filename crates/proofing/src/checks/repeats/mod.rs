//! Text that stands twice: a clause right after itself, a sentence or a paragraph again elsewhere, two equal lines.

mod lines;
mod lists;
mod within;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Context, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use lines::Lines;

/// Shortest clause that may not follow itself, in characters.
const CLAUSE: usize = 4;
/// Shortest sentence that may not come again anywhere, in characters.
const SENTENCE: usize = 14;
/// The same within one paragraph.
const NEAR: usize = 8;
pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut seen: HashMap<&[char], usize> = HashMap::new();
    let mut lines = Lines::new(readings, context);
    for (block, reading) in readings.iter().enumerate() {
        if !matches!(reading.field(), Field::Body | Field::Summary | Field::Title) {
            continue;
        }
        if let Some(found) = lines.whole(block) {
            hits[block].push(found);
            continue;
        }
        hits[block].extend(lines.beside(block));
        within::check(reading, &mut hits[block]);
        let roles = || lists::roles(&readings[block.checked_sub(1)?], reading);
        hits[block].extend(lists::check(reading).or_else(roles));
        if reading.field() == Field::Body {
            again_elsewhere((block, reading), &mut seen, &mut hits[block]);
        }
    }
}

/// Sentences that stand again in the same block or, if long, anywhere before.
fn again_elsewhere<'a>((block, reading): (usize, &'a Reading<'_>), seen: &mut HashMap<&'a [char], usize>, hits: &mut Vec<Hit>) {
    for (from, to) in sentences(reading) {
        let text = &reading.plain[from..to];
        if han(text) < NEAR {
            continue;
        }
        match seen.entry(text) {
            Entry::Occupied(place)
                if han(text) < SENTENCE && !reading.is_at(reading.skip_spaces(0), "问:") && *place.get() != block => {}
            // 法律另有规定的，从其规定。
            Entry::Occupied(place) if *place.get() != block && text.windows(2).any(|two| two == ['规', '定']) => {}
            Entry::Vacant(place) => drop(place.insert(block)),
            Entry::Occupied(_) if is_quoted(reading, from) || hits.iter().rev().take(4).any(|hit| hit.end == to) => {}
            Entry::Occupied(_) => hits.push(info("dup.sentence", (from, to), "这句话在文中重复出现")),
        }
    }
}

/// Whether the place stands within a quotation, which repeats on purpose.
fn is_quoted(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain[..at].iter().rev().take(400).find(|c| matches!(c, '“' | '”')) == Some(&'“')
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Dup, Severity::Info, rule, range, message)
}

/// The length of a number at the head of a sentence: 三、, （二）, 1.
fn number(chars: &[char]) -> usize {
    let part = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c);
    let open = usize::from(chars.first() == Some(&'('));
    let len = chars[open..].iter().take(3).take_while(part).count();
    let close = chars.get(open + len).is_some_and(|c| matches!(c, '、' | '.' | ')'));
    if len > 0 && close { open + len + 1 } else { 0 }
}

fn trimmed(chars: &[char]) -> (usize, usize) {
    let start = chars.iter().position(|c| !c.is_whitespace()).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !c.is_whitespace()).map_or(start, |i| i + 1);
    (start, end)
}

fn han(chars: &[char]) -> usize {
    chars.iter().filter(|&&c| fold::is_han(c)).count()
}

/// A line of one character over and over is drawing.
fn has_words(chars: &[char]) -> bool {
    chars.windows(2).any(|pair| pair[0] != pair[1])
}

/// The length of 会议强调， and the like at the head of a sentence.
fn said(reading: &Reading<'_>, from: usize, to: usize) -> usize {
    let comma = reading.plain[from..to].iter().take(8).position(|c| *c == ',');
    let led = comma.filter(|len| reading.led_by(from + len, &["强调", "指出", "要求", "提出", "明确"]));
    led.map_or(0, |len| len + 1)
}

/// The sentences of a block that end with a mark, without it and without leading space or number.
fn sentences(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, c) in reading.plain.iter().enumerate() {
        if matches!(c, '。' | '!' | '?') {
            let skip = reading.plain[from..at].iter().take_while(|c| c.is_whitespace() || matches!(c, '”' | ')')).count();
            let start = from + skip + number(&reading.plain[from + skip..at]);
            out.push((start + said(reading, start, at), at));
            from = at + 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    const LONG: &str = "各区县要进一步压实责任并细化工作措施确保按时完成";

    #[test]
    fn what_stands_twice_is_marked() {
        assert_eq!(marked("完善机制，完善机制，落实责任"), ["完善机制，完善机制"]);
        assert_eq!(marked("如遇台风、暴雨等天气，如遇台风、暴雨等天气，航班停航"), ["如遇台风、暴雨等天气"]);
        assert_eq!(marked("涉及水产品、蔬菜、糕点、食用油、蔬菜和饮料，"), ["蔬菜"]);
        assert_eq!(marked(&format!("{LONG}。中间一段。\n{LONG}。")), [LONG]);
        assert_eq!(marked("关于做好防汛工作的通知要点\n关于做好防汛工作的通知要点"), ["关于做好防汛工作的通知要点"]);
        assert_eq!(marked("联系电话：联系电话：0799-6628810"), ["联系电话："]);
        assert_eq!(marked("要压实责任、细化措施、强化督查、压实责任、严肃纪律"), ["压实责任"]);
        assert_eq!(marked("窗口受理\n现场勘验\n现场勘验\n领取许可证"), ["现场勘验"]);
        assert_eq!(marked("县水利局\n2026年6月9日\n县水利局\n2026年6月9日"), ["县水利局", "2026年6月9日"]);
        assert_eq!(marked("特此通告。\n县水利局\n县水利局\n2026年6月1日"), ["县水利局"]);
        let list = TextDoc::from_html("<ul><li>土地权属证明</li><li>设计方案</li><li>土地权属证明</li></ul>");
        assert_eq!(marked_in(&list, check), [(2, "土地权属证明".to_owned())]);
        assert_eq!(marked("加强巡查，落实24小时值班制度，备足物资，落实24小时值班制度，及时报告"), ["落实24小时值班制度"]);
        assert_eq!(marked("断水涉及城东社区、花园社区、桃源社区、城东社区、河滨社区等"), ["城东社区"]);
        assert_eq!(marked("《管理办法（试行）（试行）》自8月1日起施行"), ["（试行）"]);
        assert_eq!(marked("三、三、收费标准"), ["三、三、"]);
        assert_eq!(marked("加强组织领导，细化工作方案，加强组织领导，层层落实责任"), ["加强组织领导"]);
        assert_eq!(marked("一、原则\n公开、平等。\n二、报名办法\n网上报名。\n二、报名办法\n三、考试安排"), ["二、报名办法"]);
        assert_eq!(marked("水利、交通运输、住房和城乡建设、水利等部门要配合"), ["水利"]);
        assert_eq!(marked("下一步，下一步，县残联将继续摸排需求"), ["下一步，下一步"]);
        assert_eq!(marked("各乡镇人民政府，各街道办事处，县政府\n县政府各部门、各直属单位："), ["县政府"]);
        assert_eq!(marked("20260103　陈思远\n20260117　方静怡\n20260117　方静怡"), ["20260117　方静怡"]);
        assert_eq!(marked("为做好工作，现将有关事项通知如下：\n现将有关事项通知如下：\n一、甲"), ["现将有关事项通知如下："]);
        let twice = "要严格落实河长巡河制度并及时处置问题";
        assert_eq!(marked(&format!("会议强调，{twice}。要加强联动。{twice}。要广泛宣传。")), [twice]);
        assert_eq!(marked("参加会议的有县财政局、县民政局、县人力资源和社会保障局、县财政局、县医保局负责人"), ["县财政局"]);
        assert_eq!(marked("依据《河道条例》《水资源办法》《许可细则》《河道条例》，制定本方案"), ["《河道条例》"]);
        assert_eq!(
            marked("地址：清溪县鹤鸣路8号\n电话：0799-6120345\n地址：清溪县鹤鸣路8号\n邮编：337208"),
            ["地址：清溪县鹤鸣路8号"]
        );
        let named = "任命陈志平为县水利局副局长；";
        assert_eq!(marked(&format!("{named}\n任命何琳为县审计局副局长；\n{named}")), [named]);
        assert_eq!(marked("处罚决定认定事实清楚、证据确凿、认定事实清楚、程序合法，应予维持"), ["认定事实清楚"]);
        assert_eq!(marked("先后到城关镇、东岭镇、石桥镇、城关镇开展督导"), ["城关镇"]);
        let step = "申请人携带材料到窗口办理。";
        assert_eq!(marked(&format!("{step}\n窗口当场审核材料。\n{step}")), [step]);
        assert_eq!(marked("县财政局、县审计局、县林业局、县审计局负责同志"), ["县审计局"]);
        assert_eq!(marked("携带身份证、户口簿、身份证和照片"), ["身份证"]);
        assert_eq!(marked("实行先购后补、先购后补的办法"), ["先购后补"]);
        assert_eq!(marked("志愿者们走进社区，走进社区，送去温暖"), ["志愿者们走进社区，走进社区"]);
        assert_eq!(marked("1.身份证复印件；\n2.照片；\n3.身份证复印件。"), ["身份证复印件"]);
        let twice = "即日起广场停车场暂停开放";
        assert_eq!(marked(&format!("{twice}。{twice}。请绕行。")), [format!("{twice}。{twice}")]);
        assert_eq!(marked("请提前10分钟提前10分钟入场"), ["提前10分钟提前10分钟"]);
        assert_eq!(marked("深入企业、学校、医院、企业、商场等场所"), ["企业"]);
        assert_eq!(marked("岗位包括会计、文秘、司机、会计四类。"), ["会计"]);
        assert_eq!(marked("《云溪市办法》《云溪市办法》已经同意"), ["《云溪市办法》"]);
        assert_eq!(marked("登录“云溪通”“云溪通”小程序"), ["“云溪通”"]);
        assert_eq!(marked("送去了米、面、面、油等物资"), ["面、面"]);
        assert_eq!(marked("对项目的建设必要性、技术可行性、建设必要性和投资合理性进行论证"), ["建设必要性"]);
        assert_eq!(marked("（一）规范数据采集。\n（二）严格数据审核。\n（三）严格数据审核。"), ["严格数据审核"]);
        assert_eq!(marked("欢迎拨打0571-88123456拨打0571-88123456反映"), ["拨打0571-88123456拨打0571-88123456"]);
        assert_eq!(marked("办理流程：网上申请→资料审核→资料审核→现场勘验"), ["资料审核"]);
        assert_eq!(marked("抄送：县委办公室，县政协办公室，县委办公室，县法院。"), ["县委办公室"]);
        assert_eq!(marked("牵头单位：县教育局；配合单位：县公安局、县教育局、县司法局。"), ["县教育局"]);
        assert_eq!(marked("将于6月22日、6月23日、6月22日、6月25日分赴各乡镇"), ["6月22日"]);
        assert_eq!(marked("违反了《规定》第八条、第十一条、第八条的规定"), ["第八条"]);
        assert_eq!(marked("第八条　第八条　超计划取水的，累进收取。"), ["第八条"]);
        assert_eq!(marked("副主任：覃海峰、万玉梅\n成员：宋文斌、万玉梅、贺建军"), ["万玉梅"]);
        assert_eq!(marked("县委、县政府、县政府在望川广场联合举办仪式"), ["县政府"]);
        let firm = "松埠瑞禾粮油有限公司";
        assert_eq!(marked(&format!("拟认定{firm}、云屏青石精工有限公司、{firm}为龙头企业")), [firm]);
        assert_eq!(marked("附件：1.公益性岗位申请表\n2.认定表\n3.公益性岗位申请表"), ["公益性岗位申请表"]);
        assert_eq!(marked("请提前做好准备并相互转告，请相互转告。"), ["请提前做好准备并相互转告，请相互转告"]);
        assert_eq!(
            marked("插秧稳步提升，群众种粮积极性较高。\n群众种粮积极性较高。为解决难题，该县调配农机。"),
            ["群众种粮积极性较高。"]
        );
        assert_eq!(marked("印发关于开展专项关于开展专项行动"), ["关于开展专项关于开展专项"]);
    }

    #[test]
    fn short_repetitions_and_tables_are_left_alone() {
        for text in [
            "是\n是",
            "发展，发展，再发展",
            "云溪市教育局\n云溪市教育局",
            "一步一步推进，一项一项落实",
            "市人民政府、市人民政府办公室",
            "教育、教育部门",
            "跨省、自治区、直辖市的江河、河段和省、自治区、直辖市之间",
            "对甲、对乙，对甲",
            "────────────\n────────────",
            "请按要求报送。其他。请按要求报送。",
            "一、申报条件\n二、申报材料\n一、申报条件\n二、申报材料",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
