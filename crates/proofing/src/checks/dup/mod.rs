//! Words written twice (重复字词): 的的, 为了了, 进行进行. A pair counts only where the segmenter sees the same word twice in
//! a row; phrases and sentences are the matter of `repeats`.

mod special;

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use crate::words::Edges;
use crate::words::Segmenter;

/// Single characters that are never doubled except by mistake.
const SINGLES: &str =
    "第未内可后者均请用前自的了是在和与对将把被由从向于或并以为有就也都及要应让使给还又再更很且而但则即若因该仍已曾到当共";
/// Those that are also a mistake right after a word that ends with them (为了了).
const ENDING: &str = "到当了于及且者用是后内";
/// Words after which the same character stands rightly: 终于于5月, 目的的.
const BEFORE: [&str; 10] = ["终于", "便于", "涉及", "普及", "不了", "完了", "还是", "只是", "使用", "公用"];
/// Words that begin longer ones in the dictionary (认真落实) and are doubled only by mistake.
const ADVERBS: [&str; 54] = [
    "进一步", "一次性", "认真", "切实", "全面", "扎实", "积极", "坚决", "深入", "严格", "及时", "不断", "加快", "持续", "着力",
    "大力", "人民", "加强", "推进", "落实", "做好", "开展", "提高", "高度", "全力", "尽快", "送上", "前往", "达到", "报送",
    "召开", "举办", "之日", "提出", "提交", "参与", "进行", "坚持", "围绕", "健全", "严禁", "不得", "应该", "以及", "或者",
    "同时", "目前", "近日", "提供", "完善", "确保", "广泛", "有效", "严厉",
];
/// After 了了 these make a word of the second.
const LIAO: &str = "却解结断望然";
/// Verbs after which 好好 is 好 written twice.
const WELL: &str = "做抓搞办管建写用";
/// Words whose first character is written twice only by mistake (进进一步).
const HEADS: [&str; 38] = [
    "提升", "提高", "推进", "推动", "强化", "促进", "完善", "保障", "支持", "视为", "进一步", "应当", "并且", "我市", "我县",
    "我区", "我局", "我省", "我们", "这是", "这些", "这一", "这个", "必须", "按照", "根据", "通过", "加强", "各级", "各单位",
    "各部门", "全市", "全面", "对于", "关于", "深入", "有关", "相关",
];
/// Words that look like the end of a phrase and are doubled only by mistake.
const CONJUNCTIONS: [&str; 4] = ["为了", "除了", "对于", "关于"];
/// Doubled words that are meant: reduplicated verbs, counts, sounds.
const MEANT: [&str; 24] = [
    "研究", "讨论", "商量", "考虑", "了解", "学习", "休息", "打扫", "交流", "放松", "锻炼", "非常", "很多", "许多", "好多",
    "层层", "常常", "哈哈", "体验", "感受", "尝试", "活动", "熟悉", "比划",
];
/// Words whose second writing often begins a longer name: 人民政府|政府采购.
const NAMES: [&str; 15] =
    ["政府", "企业", "公司", "工作", "问题", "股东", "法律", "项目", "单位", "委员", "部门", "学校", "组织", "保管", "规定"];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    hits.extend((0..reading.plain.len()).filter_map(|at| special::at(reading, at)));
    let mut segmenter = Segmenter::new(reading);
    let mut at = 0;
    while at < reading.plain.len() {
        let Some(len) = (1..=4).rev().find(|&len| is_doubled(reading, at, len)) else {
            at += 1;
            continue;
        };
        let (middle, end) = (at + len, at + 2 * len);
        let clean = |segmenter: &mut Segmenter<'_>, from, to| segmenter.edges(from, to, false) == Edges::Clean;
        let alone = len == 2 && stands_alone(reading, at, end);
        let adverb = len > 1 && ADVERBS.contains(&reading.text(middle, end).as_str());
        let grammar = len == 2 && reading.plain[at..middle].iter().all(|&c| "对在从向于与和把被将为以由按自".contains(c));
        let alone = alone || adverb || grammar;
        let first = alone || clean(&mut segmenter, at, middle);
        let second = alone || clean(&mut segmenter, middle, end);
        let begun = head(reading, at).filter(|_| len == 1 && first);
        let begun = begun.is_some_and(|stop| clean(&mut segmenter, middle, stop));
        // 以|以人为本: the second begins a set phrase.
        let phrase = len == 1
            && !matches!(reading.plain[at], '对' | '自')
            && first
            && segmenter.words(middle, end, false).first().is_some_and(|w| w.0 == middle && w.1 >= middle + 4);
        let longer = (first || second) && within_longer(&mut segmenter, reading, at, len);
        let bare = len == 1
            && "第于和与在的被把将对从由向及或并后可用到当视".contains(reading.plain[at])
            && segmenter.words(at, end, false) == [(at, end)];
        if longer || bare || (second && (first || (len == 1 && ends_a_word(reading, at)))) || phrase || begun || well(reading, at)
        {
            let word = reading.block.slice(middle, end);
            let message = format!("「{word}」重复");
            hits.push(advised(hit(Category::Dup, Severity::Info, "dup.word", (at, end), message), word));
            at = end;
        } else {
            at += 1;
        }
    }
}

/// 自觉遵守|遵守法规, 服务|服务质量: one writing is part of a longer word that has its edge between the two.
fn within_longer(segmenter: &mut Segmenter<'_>, reading: &Reading<'_>, at: usize, len: usize) -> bool {
    const NOUNS: [&str; 14] =
        ["质量", "水平", "能力", "效率", "体系", "标准", "环境", "工作", "措施", "意识", "制度", "设施", "资源", "规划"];
    let (middle, end) = (at + len, at + 2 * len);
    let words = segmenter.words(at, end, false);
    let agent = reading.char(end).is_some_and(|c| "业银组者员局厅部人商站器带机单处院所会证表权".contains(c));
    let led = words.as_slice() == [(at.saturating_sub(2), middle), (middle, end)] && at >= 2 && !agent;
    let named = words.as_slice() == [(at, middle), (middle, end + 2)] && NOUNS.iter().any(|noun| reading.is_at(end, noun));
    len == 2 && (led || named)
}

/// 服务水平水平。, 工作工作要求：: at an edge of the clause no longer name explains the second writing.
fn stands_alone(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    const NOUNS: [&str; 20] = [
        "水平", "工作", "能力", "质量", "效率", "建设", "管理", "服务", "发展", "安全", "环境", "政策", "措施", "制度", "责任",
        "问题", "企业", "项目", "部门", "单位",
    ];
    let word = reading.text(at, at + (end - at) / 2);
    let edge = |c: Option<char>| c.is_none_or(|c| !fold::is_han(c));
    // 服务服务业, 建设建设银行: a verb and a longer name.
    let longer = reading.char(end).is_some_and(|c| "业银组者员局厅部人商站器带".contains(c));
    let ends = edge(reading.char(end)) || reading.char(end) == Some('的');
    NOUNS.contains(&word.as_str()) && !longer && (edge(reading.char_before(at)) || ends)
}

/// The word that begins with the second of two equal characters.
fn head(reading: &Reading<'_>, at: usize) -> Option<usize> {
    reading.one_of(at + 1, &HEADS).map(|word| at + 1 + word.chars().count())
}

/// 为了|了: the first writing belongs to the word before it.
fn ends_a_word(reading: &Reading<'_>, at: usize) -> bool {
    let han = reading.char_before(at).is_some_and(fold::is_han);
    let before = reading.before(at + 1, 2);
    han && reading.char(at).is_some_and(|c| ENDING.contains(c)) && !BEFORE.contains(&before.as_str())
}

/// 做好好…: the verb has its 好 already.
fn well(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_at(at, "好好") && reading.char_before(at).is_some_and(|c| WELL.contains(c)) && reading.char(at + 2) != Some('好')
}

/// Whether the `len` characters at `at` are Han, stand there twice and are not among those meant.
fn is_doubled(reading: &Reading<'_>, at: usize, len: usize) -> bool {
    let Some(pair) = reading.plain.get(at..at + 2 * len).filter(|pair| pair[0] == pair[len]) else { return false };
    let garbage = "锟斤拷烫屯".contains(pair[0]);
    if garbage || pair[..len] != pair[len..] || !pair.iter().all(|&c| fold::is_han(c)) {
        return false;
    }
    if len == 1 {
        // Three or more in a row is drawing, not writing.
        let known = head(reading, at).is_some() || SINGLES.contains(pair[0]) || well(reading, at);
        let liao = match pair[0] {
            '了' => {
                // 终于了了…的心愿
                let wish = reading.led_by(at, &["终于", "总算", "算是"]) || reading.text(at + 2, at + 20).contains("心愿");
                wish || reading.char(at + 2).is_some_and(|c| LIAO.contains(c))
            }
            // 日前|前往, 使用|用户
            '前' => reading.char(at + 2).is_some_and(|c| "往来后期进景沿任台者提所".contains(c)),
            '用' => reading.char(at + 2).is_some_and(|c| "户于来以地水电工人途房品药语电气车餐".contains(c)),
            '请' => reading.char(at + 2).is_some_and(|c| "示求假教".contains(c)),
            '内' => reading.char(at + 2).is_some_and(|c| "部容需外陆河地涝蒙阁参科存".contains(c)),
            '可' => reading.char(at + 2).is_some_and(|c| "西豆粉树盖托以能持靠行见".contains(c)),
            '和' => reading.char(at + 2).is_some_and(|c| "顺平谐睦田县气解好".contains(c)),
            // 做到|到村、到户
            '到' => {
                reading.char(at + 2).is_some_and(|c| "位达期来场底处会岗手".contains(c))
                    || (reading.char_before(at) == Some('做') && reading.is_at(at + 3, "、到"))
            }
            '共' => {
                reading.char_before(at) == Some('公') || reading.char(at + 2).is_some_and(|c| "享同和建治青产用存商".contains(c))
            }
            '从' => reading.char(at + 2).is_some_and(|c| "业事严重前此头容而来速简".contains(c)),
            '视' => reading.char(at + 2).is_some_and(|c| "频察觉力听野角".contains(c)),
            '当' => reading.char(at + 2).is_some_and(|c| "场日面事地年时月天代选然众网".contains(c)),
            '后' => reading.char(at + 2).is_some_and(|c| "期续来代者备方台勤果天面半人世卫于发进".contains(c)),
            '未' => reading.char(at + 2).is_some_and(|c| "来必知免然央成遂满".contains(c)),
            '均' => reading.char(at + 2).is_some_and(|c| "等衡匀值价".contains(c)),
            _ => false,
        };
        return known && !liao && reading.char(at + 2) != Some(pair[0]) && reading.char_before(at) != Some(pair[0]);
    }
    let word: String = pair[..len].iter().collect();
    let even = pair[..len].iter().all(|&c| c == pair[0]);
    let count = crate::view::digit(pair[0]).is_some() && word != "一次性";
    // 组织的土地|的土地承包权: two phrases that begin alike.
    // 达到了达到了
    let done = len == 3 && matches!(pair[len - 1], '了' | '的') && !"的了是在和与对".contains(pair[0]);
    let phrase = !done
        && !CONJUNCTIONS.contains(&word.as_str())
        && ("的了是在和与对".contains(pair[0]) || "的了在和与".contains(pair[len - 1]));
    let name = NAMES.contains(&word.as_str()) && !stands_alone(reading, at, at + 2 * len);
    // 对在对在: two words of grammar, written twice.
    let grammar = len == 2 && pair[..2].iter().all(|&c| "对在从向于与和把被将为以由按自".contains(c)) && !even;
    if grammar {
        return true;
    }
    !even && !count && !phrase && !MEANT.contains(&word.as_str()) && !name
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn doubled_words_are_marked() {
        for (text, found) in [
            ("取得了显著的的成效", "的的"),
            ("对项目进行进行验收", "进行进行"),
            ("各区县各区县要落实", "各区县各区县"),
            ("为了了提高效率", "了了"),
            ("各部门要要坚持问题导向", "要要"),
            ("本办法自自公布之日起", "自自"),
            ("现进进一步明确", "进进"),
            ("认真真组织开展自查", "真真"),
            ("现将有有关事项公告如下", "有有"),
            ("县博物馆将于7月1日将推出民窑瓷器展", "将"),
            ("监管部门应应当及时", "应应"),
            ("为了为了方便群众", "为了为了"),
            ("切实做好好安全生产工作", "好好"),
            ("我市我市今年以来", "我市我市"),
            ("关于关于做好工作的通知", "关于关于"),
            ("要认真认真落实", "认真认真"),
            ("全面提升政务服务水平水平。", "水平水平"),
            ("工作工作要求：压实责任", "工作工作"),
            ("坚持以以人为本", "以以"),
            ("进一步进一步加强管理", "进一步进一步"),
            ("请自觉遵守遵守交通法规", "遵守遵守"),
            ("为提升服务服务质量", "服务服务"),
            ("供水于于次日恢复", "于于"),
            ("前将报名表报送至至县体育中心", "至至"),
            ("根据《奖补办法》根据《奖补办法》规定", "根据《奖补办法》根据《奖补办法》"),
            ("印发《考核办法》的通知的通知", "的通知的通知"),
            ("报名时间为2026年2026年6月18日", "2026年2026年"),
            ("请于6月6月20日前报送", "6月6月"),
            ("整改隐患120处处。", "处处"),
            ("购买前往 前往青石古镇的车票", "前往 前往"),
            ("水质达到了达到了标准", "达到了达到了"),
            ("未按规定报送材料者者，视为放弃", "者者"),
            ("凡是是符合条件的毕业生", "是是"),
            ("清溪县县人民政府办公室", "县县"),
            ("交通部门正在正在组织抢修", "正在正在"),
            ("提前了15天天，为通车", "天天"),
            ("向原认定单位单位申请信用修复", "单位单位"),
            ("县自然资源和规划局和规划局组织排查", "和规划局和规划局"),
            ("县文化和旅游局局负责人介绍", "局局"),
            ("着力提提升基层医疗能力", "提提"),
            ("2026年年5月，消费价格同比上涨", "年年"),
            ("县图书馆和和县文化馆将联合推出", "和和"),
            ("学生是否是否符合资助条件", "是否是否"),
            ("按照有关规定规定处理", "规定规定"),
            ("全县共计计发放贷款4200万元", "计计"),
            ("会议定于6月18日日下午召开", "日日"),
            ("限价为86.4万元元，", "元元"),
            ("办法（清政发〔2025〕9号〔2025〕9号）", "〔2025〕9号〔2025〕9号"),
            ("全县共共办理登记4127件", "共共"),
            ("积极投入到到青禾县的建设中", "到到"),
            ("应当当为群众办实事", "当当"),
            ("要高度高度重视", "高度高度"),
            ("切实加强加强组织领导", "加强加强"),
            ("林场聘用用护林员36名", "用用"),
            ("企业均均可申报", "均均"),
            ("建成养老服务站46个46个。", "46个46个"),
            ("逾期的，视视为自动放弃", "视视"),
            ("应当一次性一次性告知", "一次性一次性"),
            ("建成后可可满足居民需求", "可可"),
            ("于规定时间内内到现场", "内内"),
            ("自发布之日之日起施行", "之日之日"),
            ("3000余名名群众", "名名"),
            ("市文旅局推出的推出的三条线路", "推出的推出的"),
            ("云溪市2026年5月5月居民消费价格", "5月5月"),
            ("工程完工后后，供水能力提高", "后后"),
            ("可向村委会提出提出申请", "提出提出"),
            ("对逾期未未整改到位的商户", "未未"),
            ("今年年上半年", "年年"),
            ("做好用电安全工作工作的提示", "工作工作"),
            ("任何单位和个人不不得擅自移动", "不不"),
            ("望川社区等等单位共同承办", "等等"),
            ("中标人为固基建设工程有限公司公司，", "公司公司"),
            ("向县市场监督管理监督管理局反映", "监督管理监督管理"),
            ("20262026年全县计划造林", "20262026"),
            ("请各成员单位请明确一名联络员", "请"),
            ("出动86人次，检查经营户142户检查，责令", "检查"),
            ("积极引引导农户发展", "引引"),
            ("政务服务务效率提高", "务务"),
            ("总投资3200万万元，", "万万"),
            ("2026年6月2026年6月10日8时", "2026年6月2026年6月"),
            ("对在对在抢险中表现突出的集体", "对在对在"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn words_that_meet_or_are_meant_twice_are_left_alone() {
        for text in [
            "达到目的的措施",
            "为了了解情况",
            "讨论讨论方案",
            "市人民政府政府采购",
            "针对对方意见",
            "一个一个解决",
            "终于于5月完工",
            "来自自治区各地",
            "供应应当充足",
            "促进进一步发展",
            "从从业人员培训入手",
            "认认真真组织",
            "自自治州成立以来",
            "法律、国家有关规定规定的其他",
            "好好学习",
            "服务服务业发展",
            "应当对对外贸易调查给予配合",
            "不仅要要求落实",
            "转发省教育厅关于开展检查的通知的通知",
            "日前前往调研、使用用户数据",
            "事故处处长",
            "新增12家家庭农场、评选50名名师、帮助30个个体工商户",
            "进一步规范规范性文件制定",
            "途经和平路和和顺路",
            "确保服务得到到位、重视视察、应当当场告知",
            "可可西里、可可豆",
            "请各单位申请、请各乡镇邀请专家",
            "产业业态、服务务工人员",
            "诸如此类，等等。",
            "还是是否合格的问题",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
