//! Names that contain a listed word without using it: places (黄金镇), institutions (明星小学), persons (黄金波同志).

use crate::fold;
use crate::reading::Reading;
use crate::words::Segmenter;

/// What ends a place's or an institution's name when it follows as a word of its own.
const ENDS: [&str; 68] = [
    "省", "市", "县", "区", "州", "旗", "镇", "乡", "村", "屯", "庄", "寨", "街道", "街", "路", "巷", "弄", "大街", "大道",
    "社区", "小区", "新区", "新村", "镇政府", "乡政府", "村委会", "居委会", "村民委员会", "居民委员会", "街道办", "桥", "大桥",
    "山", "河", "江", "湖", "岛", "岭", "湾", "峡", "滩", "水库", "小学", "中学", "大学", "学院", "学校", "幼儿园", "医院",
    "宾馆", "酒店", "大酒店", "饭店", "大厦", "广场", "花园", "公园", "影院", "剧院", "体育馆", "林场", "农场", "煤矿", "车站",
    "地铁站", "口岸", "高速", "公路",
];

/// How the full names of companies end.
const FIRMS: [&str; 5] = ["有限公司", "有限责任公司", "股份公司", "股份有限公司", "集团公司"];
/// Characters a company's name may have between the word and its end.
const FIRM: usize = 4;

/// What follows a person's name.
const TITLES: [&str; 30] = [
    "同志", "先生", "女士", "主任", "局长", "书记", "县长", "市长", "镇长", "乡长", "区长", "村长", "教授", "医生", "老师",
    "院士", "经理", "董事长", "校长", "处长", "科长", "部长", "厅长", "主席", "同学", "律师", "法官", "检察官", "站长", "所长",
];
/// Characters that are surnames.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文水花和明";

/// How public bodies' names end.
const BODIES: &str = "局厅委部院办署会处";

/// Whether the hit is part of a name; `variant` as for the segmenter.
pub(crate) fn holds(reading: &Reading<'_>, segmenter: &mut Segmenter<'_>, hit: (usize, usize), variant: bool) -> bool {
    is_place(reading, segmenter, hit, variant)
        || is_firm(reading, hit)
        || is_person(reading, segmenter, hit, variant)
        || is_joint_body(reading, segmenter, hit, variant)
}

fn is_place(reading: &Reading<'_>, segmenter: &mut Segmenter<'_>, hit: (usize, usize), variant: bool) -> bool {
    let Some(next) = segmenter.word_after(hit.0, hit.1, variant) else { return false };
    let word = reading.text(next.0, next.1);
    next.0 == hit.1 && ENDS.contains(&word.as_str())
}

/// A company named by the word: 明星食品有限公司.
fn is_firm(reading: &Reading<'_>, hit: (usize, usize)) -> bool {
    let linked = |c: char| !fold::is_han(c) || "的和与及是为被由".contains(c);
    (0..=FIRM)
        .take_while(|&n| n == 0 || reading.char(hit.1 + n - 1).is_some_and(|c| !linked(c)))
        .any(|n| FIRMS.iter().any(|end| reading.is_at(hit.1 + n, end)))
}

/// A person called so: 黄金波同志, 花生同学.
fn is_person(reading: &Reading<'_>, segmenter: &mut Segmenter<'_>, hit: (usize, usize), variant: bool) -> bool {
    if !reading.char(hit.0).is_some_and(|c| SURNAMES.contains(c)) || hit.1 - hit.0 > 3 {
        return false;
    }
    let titled = |at: usize| TITLES.iter().any(|title| reading.is_at(at, title));
    if hit.1 - hit.0 == 2 {
        let given = segmenter.word_after(hit.0, hit.1, variant);
        let one = given.is_some_and(|word| word == (hit.1, hit.1 + 1)) && reading.char(hit.1).is_some_and(fold::is_han);
        return titled(hit.1) || (one && titled(hit.1 + 1));
    }
    titled(hit.1)
}

/// The second half of a joint body's name: 旅游局 in 文化广电和旅游局, but not in 工商局和旅游局.
fn is_joint_body(reading: &Reading<'_>, segmenter: &mut Segmenter<'_>, hit: (usize, usize), variant: bool) -> bool {
    let is_body = |at: usize| reading.char_before(at).is_some_and(|c| BODIES.contains(c));
    let joined = matches!(reading.char_before(hit.0), Some('和' | '与'));
    if !joined || !is_body(hit.1) || hit.1 - hit.0 < 3 || hit.0 < 2 {
        return false;
    }
    let link = hit.0 - 1;
    let Some(before) = segmenter.word_before(link, hit.1, variant) else { return false };
    before.1 == link && before.1 - before.0 > 1 && !is_body(link) && reading.char_before(link).is_some_and(fold::is_han)
}
