//! Sensitive personal information (个人信息保护法第28条) beside a name: an illness or injury in a list of persons, a minor
//! with age and school, who reported something to the authorities (domain.md §6.4).

mod health;
mod numbers;
mod roles;

use time::Date;

use super::{Context, hit, id_number, names};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Papers that name persons because they receive or are found something.
const PAPERS: [&str; 12] = ["救助", "公示", "名单", "补贴", "补助", "残疾", "工伤", "帮扶", "低保", "特困", "困难", "慰问"];
const INFORMANTS: [&str; 4] = ["举报人", "投诉人", "检举人", "控告人"];
/// How far a sentence is read, in characters.
const REACH: usize = 60;

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for link in &context.doc.links {
        // …/query?idcard=360422198707211046
        if id_number::is_in(&link.href, context.options.ref_date)
            && let Some(reading) = readings.get(link.block)
        {
            let range = (link.start, link.end.min(reading.plain.len()));
            hits[link.block].push(private("privacy.id_number", range, "链接的网址里含有完整的公民身份号码，不得公开"));
        }
        let Some(reading) = readings.get(link.block) else { continue };
        let text = reading.text(link.start, link.end);
        let paper = ["身份证", "户口本", "户口簿", "护照", "残疾证"].iter().any(|word| text.contains(word));
        let scan = ["扫描件", "正反面", "照片", "复印件"]
            .iter()
            .any(|word| text.ends_with(word) || text.contains(&format!("正反面{word}")));
        if paper && scan && !text.contains(['样', '例']) {
            let range = (link.start, link.end.min(reading.plain.len()));
            hits[link.block].push(private("privacy.scan", range, "链接指向个人证件的扫描件，不得公开"));
        }
    }
    let told = |reading: &Reading<'_>| PAPERS.iter().any(|word| contains(reading, word));
    let listed = readings.iter().any(told);
    for (reading, hits) in readings.iter().zip(hits) {
        for at in 0..reading.plain.len() {
            let found = match reading.plain[at] {
                '乙' | '乳' | '艾' | '梅' | '尿' | '智' | '肢' | '视' | '听' | '精' | '白' | '肺' | '癌' | '肝' | '抑' | '脑'
                | '癫' | '自' | '唐' | '残' => health::disease(reading, at),
                '身' | '患' | '罹' | '确' | '诊' | '查' if listed => health::illness(reading, at),
                '岁' => minor(reading, at),
                '生' => child(reading, at, context.options.ref_date),
                '举' | '投' | '检' | '控' | '实' => informant(reading, at),
                _ => None,
            };
            let found = found.or_else(|| roles::check(reading, at)).or_else(|| numbers::check(reading, at));
            let new = found.filter(|found| hits.last().is_none_or(|last| last.rule != found.rule || last.end <= found.start));
            hits.extend(new);
        }
    }
}

fn private(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Privacy, Severity::Warn, rule, range, message)
}

fn of_minor(range: (usize, usize)) -> Hit {
    private("privacy.minor", range, "未成年人的姓名与年龄、学校等信息一起公开，公开前应隐去")
}

fn contains(reading: &Reading<'_>, word: &str) -> bool {
    let first = word.chars().next();
    (0..reading.plain.len()).any(|at| reading.char(at) == first && reading.is_at(at, word))
}

/// Where the sentence around `at` begins and ends.
fn sentence(reading: &Reading<'_>, at: usize) -> (usize, usize) {
    let stop = |c: &&char| !matches!(c, '。' | '!' | '?');
    let left = reading.plain[..at].iter().rev().take(REACH).take_while(stop).count();
    (at - left, at + reading.plain[at..].iter().take(REACH).take_while(stop).count())
}

/// The last full name before `at` in its sentence or the one before it.
fn named(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let (from, _) = sentence(reading, at);
    let within = |from: usize, to: usize| {
        let clear = |&(start, end): &(usize, usize)| !reading.plain[start..end].iter().any(|c| matches!(c, '某' | '×'));
        names::tokens(reading, from, to).into_iter().chain(words(reading, from, to)).filter(clear).max_by_key(|name| name.0)
    };
    within(from, at).or_else(|| within(sentence(reading, from.saturating_sub(2)).0, from))
}

/// Names that no mark parts from the word before them: 职工刘志强系, 受助的罗小宇今年.
fn words(reading: &Reading<'_>, from: usize, to: usize) -> Vec<(usize, usize)> {
    const BEFORE: [&str; 20] = [
        "给予", "慰问", "孤儿", "儿童为", "人员为", "受助人", "的", "职工", "居民", "村民", "学生", "儿童", "患者", "受助的",
        "村", "班", "群众", "户主", "申请人", "员工",
    ];
    const AFTER: [&str; 9] = ["临时", "发放", "一次性", "系", "今年", "因", "于", "患", "身患"];
    let found = |at: usize| {
        let before = reading.before(at, 3);
        let end = at + 3;
        let led = BEFORE.iter().any(|word| before.ends_with(word));
        let followed = reading.one_of(end, &AFTER).is_some() || !reading.char(end).is_some_and(fold::is_han);
        (led && followed && end <= to && names::is_name(&reading.plain[at..end])).then_some((at, end))
    };
    (from..to.saturating_sub(2)).filter_map(found).collect()
}

/// 张子涵，2016年4月生，第三小学三年级学生: a child by the year of birth.
fn child(reading: &Reading<'_>, at: usize, today: Option<Date>) -> Option<Hit> {
    let at = at - usize::from(reading.char_before(at) == Some('出'));
    reading.char_before(at).filter(|c| matches!(c, '月' | '日' | '年'))?;
    let year = (at.saturating_sub(12)..at).find(|&i| reading.is_at(i, "20") && reading.char(i + 4) == Some('年'))?;
    let born: i32 = reading.text(year, year + 4).parse().ok()?;
    let (from, end) = sentence(reading, at);
    let schooled = ["年级", "小学", "幼儿园", "中学", "孤儿"].iter().any(|word| reading.text(from, end).contains(word));
    let (start, _) = named(reading, year).filter(|name| name.0 >= from && year - name.1 <= 6)?;
    let clause = at + reading.plain[at..end].iter().take_while(|c| !matches!(c, '。' | ';')).count();
    (schooled && today?.year() - born < 18).then(|| of_minor((start, clause)))
}

/// 陈雨桐，女，9岁，就读于第三小学三年级2班.
fn minor(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const SCHOOL: [&str; 17] = [
        "涉嫌", "盗窃", "移送", "未成年", "少年", "男童", "女童", "学生", "初二", "就读于", "就读", "年级", "幼儿园", "父母离异",
        "父母双亡", "孤儿", "事实无人抚养",
    ];
    let at = at - usize::from(reading.char_before(at) == Some('周'));
    // 15岁的初中生杨子豪
    let role = reading.one_of(at, &["岁的", "岁"]).map(|word| at + word.chars().count());
    let role = role.and_then(|from| {
        Some(
            from + reading
                .one_of(from, &["初中生", "小学生", "高中生", "学生", "男孩", "女孩", "少年", "儿童", "男童", "女童", "孤儿"])?
                .chars()
                .count(),
        )
    });
    let digits = reading.digits_before(at, 2);
    let age: u32 = reading.text(at - digits, at).parse().ok().filter(|age| *age < 18)?;
    let named_behind =
        role.filter(|&from| reading.plain.get(from..from + 3).is_some_and(|name| names::is_name(name) && !name.contains(&'某')));
    if let Some(start) = named_behind {
        return Some(of_minor((at - digits, start + 3)));
    }
    let (from, end) = sentence(reading, at);
    let text = reading.text(from, end);
    let schooled = SCHOOL.iter().any(|word| text.contains(word));
    let near = |name: &(usize, usize)| name.0 >= from && at - name.1 <= 8;
    let (start, _) = named(reading, at).filter(near).or_else(|| before_bracket(reading, at)).filter(|_| schooled && age > 0)?;
    let clause = at + reading.plain[at..end].iter().take_while(|c| !matches!(c, '。' | ';')).count();
    Some(of_minor((start, clause)))
}

/// 林小禾（女，9岁: the name in front of the bracket.
fn before_bracket(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let open = at - 1 - reading.plain[..at].iter().rev().take(6).position(|c| *c == '(')?;
    let fits = |len: &usize| {
        open >= *len && names::is_name(&reading.plain[open - len..open]) && !reading.plain[open - len..open].contains(&'某')
    };
    [3, 2].into_iter().find(fits).map(|len| (open - len, open))
}

/// 举报人何秀莲, 群众周海明实名举报: who told the authorities of something stays unnamed.
fn informant(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let found = |start: usize, end: usize| {
        let name = reading.plain.get(start..end).filter(|name| names::is_name(name) && !name.contains(&'某'))?;
        let other = "向单提可应所的".contains(name[0]);
        let places = other || name.iter().any(|c| "市县区镇乡村局".contains(*c));
        let polite = ["先生", "女士"].iter().any(|word| reading.text(start, end).ends_with(word));
        (!places && !polite).then(|| private("privacy.informant", (start, end), "举报人、投诉人的姓名应当保密"))
    };
    let reports = reading.one_of(at, &["实名举报", "的实名举报", "实名投诉", "举报,", "举报反映", "举报并"]).is_some();
    if reports {
        let at = at - usize::from(reading.char_before(at) == Some('的'));
        let start = at.checked_sub(3)?;
        let led = reading.led_by(start, &["群众", "居民", "村民", "市民", "职工", "员工"]);
        return led.then(|| found(start, at)).flatten();
    }
    let start = at + reading.one_of(at, &INFORMANTS)?.chars().count();
    let start = start + usize::from(matches!(reading.char(start), Some(':')));
    let after = |end: usize| {
        !reading.char(end).is_some_and(fold::is_han) || reading.one_of(end, &["反映", "称", "提供", "的", "说", "于"]).is_some()
    };
    [3, 2].into_iter().filter(|len| after(start + len)).find_map(|len| found(start, start + len))
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
    fn what_nobody_else_needs_to_know_of_a_person_is_marked() {
        for (text, found) in [
            ("当事人：王小明系刑满释放人员。", "王小明"),
            ("救助对象：王小明，残疾二级，", "王小明，残疾二级"),
            ("慰问名单：云岫村何水根，离异后独自抚养两名子女", "离异"),
            ("15岁的初中生杨子豪因盗窃被查获", "15岁的初中生杨子豪"),
            ("为跟随祖母生活的9岁男童唐子豪送去书包。", "9岁男童唐子豪"),
            ("公示：拟给予何桂兰临时救助8000元，救助原因为患尿毒症长期透析，", "患尿毒症长期透析"),
            ("可添加社区干事柯嘉怡的微信kejy_0917咨询", "kejy_0917"),
            ("中学八年级学生郭梓涵因多次盗窃被派出所训诫", "郭梓涵"),
            ("经群众贺长庚举报并查实，依法处罚", "贺长庚"),
            ("举报人廖松年提供线索", "廖松年"),
            ("社区民警处置一起家庭暴力警情，受害人管秋菊已被安置", "管秋菊"),
            ("组织社区矫正对象卢立新参加公益劳动", "卢立新"),
            ("案件线索来源：举报人系该合作社出纳、理事长的妻妹。", "该合作社出纳、理事长的妻妹"),
            ("网友“山里人”（真实姓名：晏海波）留言", "晏海波"),
            ("因其父曾因诈骗罪被判处有期徒刑三年，考察不合格", "其父曾因诈骗罪被判处有期徒刑三年"),
            ("低保公示：卓玉兰，柳渡乡人，离异，前夫下落不明，拟纳入低保", "离异"),
            ("因怀孕，考生甄丽萍的体能测试延期，其拟录用资格保留", "怀孕"),
            ("违法嫌疑人柏宇航系望川中学初二学生，已责令管教", "柏宇航"),
            ("管控情况：蓝小龙曾因吸食毒品被责令社区戒毒", "蓝小龙"),
            ("竞买人申海洋，退入其个人存折60387215040012659，", "60387215040012659"),
            ("驾驶人辛建国，驾驶证档案编号330700651284，罚款", "330700651284"),
            ("转诊患者伍桂香（住院号ZY2026051873）的报销", "ZY2026051873"),
            ("元振邦，住宅电话0687-5436721，", "0687-5436721"),
            ("（留言人储*军，IP地址：36.23.148.207）", "36.23.148.207"),
            ("小组长鲍师傅，手机号码幺八九零五七二三六六四，", "幺八九零五七二三六六四"),
            ("回访了案件的被害人、白柳小学五年级学生牧雨桐，送去读物。", "牧雨桐"),
            ("实验小学四（2）班：邹子涵，父亲服刑，母亲离家出走，随祖母生活", "邹子涵，父亲服刑"),
            ("拟纳入临时救助：大坪村三组蒋秀兰，患尿毒症四年，每周透析", "蒋秀兰，患尿毒症四年"),
            ("拟聘用公示：陶建新，男，2019年因盗窃罪服刑、2021年刑满释放，拟聘网格员", "2019年因盗窃罪服刑、2021年刑满释放"),
            ("经了解，对方住户马晓燕患有精神分裂症，由家属看护", "马晓燕患有精神分裂"),
            ("受助学生：唐雨萱；致困原因：父亲服刑，母亲离家出走；资助1500元", "父亲服刑，母亲离家出走"),
            ("您的邻居车永贵患有精神分裂症，社区已安排", "车永贵患有精神分裂"),
            ("拟资助的困境儿童为陈小禾，女，9岁，第二小学学生。", "陈小禾，女，9岁，第二小学学生"),
            ("低保对象周大有患尿毒症，每月补助650元", "周大有患尿毒症"),
            ("发放公示：村民罗小兵，精神残疾二级，每月补贴120元", "罗小兵，精神残疾二级"),
            ("改造户孙德福，精神分裂症患者，家庭人口2人", "孙德福，精神分裂症患者"),
            ("孤儿周子涵，女，2016年3月出生，经审核纳入保障。", "周子涵，女，2016年3月出生，经审核纳入保障"),
            ("救助名单中，受助人冯秀英，女，52岁，尿毒症，获救助金8000元", "冯秀英，女，52岁，尿毒症"),
            ("村民贺春生多年前被确诊为精神分裂症，便主动联系医院", "贺春生多年前被确诊为精神分裂"),
            (
                "孤儿补贴公示：张子涵，2016年4月生，第三小学三年级学生，每月1100元",
                "张子涵，2016年4月生，第三小学三年级学生，每月1100元",
            ),
            ("李浩然（16岁）因涉嫌盗窃", "李浩然（16岁）因涉嫌盗窃"),
            ("临时救助名单\n文昌社区 赵国强，因患尿毒症长期透析，救助金额6000元。", "患尿毒症长期透析"),
            ("工伤认定公示\n职工刘志强系宏达公司员工，经诊断为右手中指骨折。", "诊断为右手中指骨折"),
            ("陈雨桐，女，9岁，就读于第三小学三年级2班，父母离异。", "陈雨桐，女，9岁，就读于第三小学三年级2班，父母离异"),
            ("受助的罗小宇今年9岁，就读于中心小学。", "罗小宇今年9岁，就读于中心小学"),
            ("爱心企业为林小禾（女，9岁，第二小学学生）送去书包。", "林小禾（女，9岁，第二小学学生）送去书包"),
            ("发放对象为鲁国庆（精神分裂症患者）的监护人。", "鲁国庆（精神分裂症患者"),
            ("高一（6）班学生谭子豪确诊肺结核，已休学。", "谭子豪确诊肺结核"),
            ("钱永福，尿毒症透析治疗，救助金额14300元", "钱永福，尿毒症透析治疗"),
            ("经龙塘村村民郑立新举报，生态环境局立案。", "郑立新"),
            ("救助金送到患尿毒症的村民罗桂香手中", "尿毒症的村民罗桂香"),
            ("体检结果公示：报考护理岗位的徐梦瑶患有2型糖尿病，经复检合格", "患有2型糖尿病"),
            ("未成年人赵子豪（16岁）参与盗窃", "赵子豪（16岁）参与盗窃"),
            ("根据石桥村村民陈丽娟的实名举报，开展调查", "陈丽娟"),
            ("根据群众周海明实名举报，执法人员查处了采砂点。", "周海明"),
            ("举报人何秀莲反映的问题属实。", "何秀莲"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn a_link_to_the_scan_of_a_card_is_marked() {
        let doc = TextDoc::from_html("<p>材料：<a href='/u/1.jpg'>周敏居民身份证正反面扫描件</a></p>");
        assert_eq!(marked_in(&doc, check), [(0, "周敏居民身份证正反面扫描件".to_owned())]);
    }

    #[test]
    fn masked_names_statistics_and_grown_ups_are_left_alone() {
        for text in [
            "救助困难妇女，为“两癌”患病妇女王芳等给予每人1万元救助",
            "临时救助名单\n赵某强，因患尿毒症，救助金额6000元。",
            "公示\n对患有高血压、糖尿病的居民开展随访。",
            "张建国，男，45岁，毕业于岚江大学。",
            "年满6周岁的儿童应当入学，就读公办学校的免收学费。",
            "举报人可以拨打电话，举报人信息严格保密。",
            "心理咨询人员发现接受咨询的人员可能患有精神障碍的，应当建议就诊。",
            "举报人周某反映的问题属实。",
            "全市共有重度残疾人1.36万名，其中精神残疾二级以上3200名。",
            "投诉人韩先生反映其车辆被挡。",
            "开展肝炎、肺结核防治，白血病患儿可申请救助。",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
