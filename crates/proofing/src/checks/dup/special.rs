//! What is written twice in places where the words alone do not tell: parts of dates, amounts, units, ranks of places.

use super::super::{advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// The doubled piece that begins at `at`.
pub(super) fn at(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let c = reading.plain[at];
    let found = match c {
        '的' => of_the_paper(reading, at),
        '将' => will_again(reading, at),
        '〔' => number(reading, at),
        '根' | '依' | '按' => cited(reading, at),
        '请' => asked_twice(reading, at),
        ' ' => spaced(reading, at),
        '年' | '计' => this_year(reading, at),
        c if c.is_ascii_digit() => month_again(reading, at).or_else(|| part_of_date(reading, at)).or_else(|| amount(reading, at)),
        _ => unit(reading, at).or_else(|| rank(reading, at)).or_else(|| sign(reading, at)).or_else(|| verb_again(reading, at)),
    };
    let again = |len: usize| reading.char(at + len) == Some(c);
    let found = found.or_else(|| if again(1) || again(2) || again(4) { literal(reading, at) } else { None });
    let found = found.or_else(|| if again(1) { bound(reading, at) } else { None });
    found.or_else(|| if (1..=6).any(again) { by_context(reading, at) } else { None })
}

/// 不不得, 等等单位, 有限公司公司, 监督管理监督管理局, 20262026年
fn literal(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if reading.is_at(at, "不不") && reading.one_of(at + 1, &["不得", "不能", "不应", "不予", "不再", "不符", "不少"]).is_some()
    {
        return Some(doubled((at, at + 2), "不".to_owned()));
    }
    let nouns = ["单位", "部门", "企业", "场所", "地区", "乡镇", "方式", "措施", "领域", "行业", "活动"];
    if reading.is_at(at, "等等") && reading.one_of(at + 2, &nouns).is_some() {
        return Some(doubled((at, at + 2), "等".to_owned()));
    }
    let firm = reading.is_at(at, "公司公司") && reading.led_by(at, &["有限"]);
    if firm && !reading.char(at + 4).is_some_and(|c| "章法名员总股债".contains(c)) {
        return Some(doubled((at, at + 4), "公司".to_owned()));
    }
    let name = reading.plain.get(at..at + 4)?;
    let office = reading.plain.get(at + 4..at + 8) == Some(name) && name.iter().all(|&c| fold::is_han(c)) && name[0] != name[2];
    if office && reading.one_of(at + 8, &["局", "委员会", "部门", "总局", "所", "大队"]).is_some() {
        return Some(doubled((at, at + 8), name.iter().collect()));
    }
    let year = reading.digits(at, 9) == 8 && name == &reading.plain[at + 4..at + 8] && reading.is_at(at, "20");
    (year && reading.char(at + 8) == Some('年') && !reading.char_before(at).is_some_and(|c| c.is_ascii_digit()))
        .then(|| doubled((at, at + 8), name.iter().collect()))
}

/// 请各成员单位请明确: asked for twice in one clause.
fn asked_twice(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let led = reading.char_before(at).is_none_or(|c| !fold::is_han(c));
    let whom = reading.one_of(at, &["请各", "请有关", "请广大", "请相关", "请全体"]).filter(|_| led)?;
    let from = at + whom.chars().count();
    let len = reading.plain[from..].iter().take(10).take_while(|c| fold::is_han(**c)).position(|&c| c == '请')?;
    let again = from + len;
    let word = reading.char_before(again).is_some_and(|c| "申邀聘报提敬恳".contains(c))
        || reading.char(again + 1).is_some_and(|c| "示求假教愿".contains(c));
    (!word).then(|| doubled((again, again + 1), "请".to_owned()))
}

/// 检查经营户142户检查，: the verb of a clause again at its end.
fn verb_again(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if reading.char_before(at).is_some_and(|c| !matches!(c, ',' | '。' | ';')) {
        return None;
    }
    let verb =
        reading.one_of(at, &["检查", "走访", "发放", "抽检", "整改", "排查", "培训", "处置", "查处", "清理", "新建", "改造"])?;
    let stop = |c: &&char| !matches!(c, ',' | '。' | ';' | '、');
    let end = at + reading.plain[at..].iter().take(30).take_while(stop).count();
    let again = end.checked_sub(2).filter(|&again| again > at + 4 && reading.is_at(again, verb))?;
    let counted = reading.char_before(again).is_some_and(|c| "户家处人次件份个名".contains(c));
    (counted && reading.plain[at..again].iter().any(char::is_ascii_digit)).then(|| doubled((again, end), verb.to_owned()))
}

/// 积极引引导, 政务服务务效率: characters that are only parts of words.
fn bound(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const HEADS: [&str; 16] = [
        "引导", "促进", "优化", "强化", "鼓励", "监督", "整治", "贯彻", "核查", "培训", "创新", "构建", "推动", "巩固", "拓展",
        "统筹",
    ];
    const TAILS: [&str; 14] =
        ["服务", "效率", "质量", "环境", "资源", "产业", "群众", "企业", "技术", "措施", "隐患", "机构", "程序", "保障"];
    let c = reading.char(at).filter(|&c| reading.char(at + 1) == Some(c) && fold::is_han(c))?;
    let head = HEADS.iter().any(|word| word.starts_with(c) && reading.is_at(at + 1, word));
    let tail = TAILS.iter().any(|word| word.ends_with(c) && at > 0 && reading.is_at(at - 1, word));
    // 产业|业务, 服务|务工: the second begins a word of its own.
    let word = reading.char(at + 2).is_some_and(|c| "务工实必态主绩余内者界头农虚期法素造源序度".contains(c));
    // 认真真组织; 认认真真 is meant.
    let adverb =
        ["认真", "切实", "积极", "及时", "全面"].iter().any(|word| at > 0 && word.ends_with(c) && reading.is_at(at - 1, word));
    let again = at >= 2 && reading.char(at - 1) == reading.char(at - 2);
    let other = reading.char(at + 2).is_some_and(|c| "诚实抓正际施现行间限对向临端大".contains(c));
    (head || (tail && !word) || (adverb && !again && !other)).then(|| doubled((at, at + 2), c.to_string()))
}

/// 将于7月1日将推出
fn will_again(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let from = reading.is_at(at, "将于").then_some(at + 2)?;
    let part = |c: &&char| c.is_ascii_digit() || "年月日上下午时至".contains(**c);
    let again = from + reading.plain[from..].iter().take(18).take_while(part).count();
    let told = again > from + 2 && reading.char(again) == Some('将');
    (told && reading.char(again + 1).is_some_and(fold::is_han)).then(|| doubled((again, again + 1), "将".to_owned()))
}

/// 《办法》的通知的通知, and without 转发 before it.
fn of_the_paper(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const PAPERS: [&str; 10] = ["通知", "公告", "公示", "意见", "决定", "通告", "报告", "批复", "办法", "规定"];
    let paper = PAPERS.iter().find(|paper| reading.char(at) == Some('的') && reading.is_at(at + 1, paper))?;
    let again = reading.char(at + 3) == Some('的') && reading.is_at(at + 4, paper);
    let passed_on = reading.has_before(at, 60, &["转发", "批转"]);
    let wrong = again && !passed_on;
    wrong.then(|| doubled((at, at + 6), format!("的{paper}")))
}

/// 2026年6月2026年6月10日: year and month again.
fn month_again(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let year = reading.digits(at, 5) == 4 && reading.char(at + 4) == Some('年');
    let month = reading.digits(at + 5, 3);
    let end = at + 6 + month;
    let whole = year && (1..=2).contains(&month) && reading.char(end - 1) == Some('月');
    let again = reading.plain.get(end..end + (end - at))? == reading.plain.get(at..end)?;
    (whole && again).then(|| doubled((at, 2 * end - at), reading.text(at, end)))
}

/// 2026年2026年6月, 6月6月20日.
fn part_of_date(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.digits(at, 4);
    let part = len + 1;
    let unit = reading.char(at + len).filter(|c| matches!(c, '年' | '月'))?;
    let whole = !reading.char_before(at).is_some_and(|c| c.is_ascii_digit());
    let again = reading.plain.get(at + part..at + 2 * part)? == reading.plain.get(at..at + part)?;
    // 6月6月: 2月2月龄
    let dated = unit == '年' && len == 4
        || reading.char(at + 2 * part).is_some_and(|c| c.is_ascii_digit())
        || reading.char_before(at) == Some('年');
    (len > 0 && whole && again && dated).then(|| doubled((at, at + 2 * part), reading.text(at, at + part)))
}

/// 46个46个: an amount written twice.
fn amount(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.digits(at, 8);
    let part = len + 1;
    let whole = !reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let unit = reading.char(at + len).is_some_and(fold::is_han);
    let again = reading.plain.get(at + part..at + 2 * part)? == reading.plain.get(at..at + part)?;
    (len > 1 && whole && unit && again).then(|| doubled((at, at + 2 * part), reading.text(at, at + part)))
}

/// 隐患120处处: a unit written twice.
fn unit(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let unit = reading.char(at).filter(|c| "处个户家人名项件次条".contains(*c))?;
    let more = usize::from(matches!(reading.char_before(at), Some('余' | '多')));
    let counted = reading.char_before(at - more).is_some_and(|c| c.is_ascii_digit());
    // 家家户户
    let four = reading.char(at + 2).is_some_and(fold::is_han) && reading.char(at + 2) == reading.char(at + 3);
    // 12家家庭农场, 50名名师: the measure word and a word that begins with it.
    let word = reading.char(at + 2).is_some_and(|c| "庭政具电师医校家优体人均主籍目款室员额牌次数长性案用生".contains(c));
    (counted && reading.char(at + 1) == Some(unit) && !four && !word).then(|| doubled((at, at + 2), unit.to_string()))
}

/// 清溪县县人民政府: the rank of a place written twice.
fn rank(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let rank = reading.char(at).filter(|c| "市县区镇乡州".contains(*c))?;
    let named = reading.char_before(at).is_some_and(fold::is_han);
    let again = reading.char(at + 1) == Some(rank) && reading.one_of(at + 2, &["人民政府"]).is_some();
    (named && again).then(|| doubled((at, at + 2), rank.to_string()))
}

/// 县图书馆和和县文化馆, 按照有关规定规定处理: 和县 is a place and 规定规定的 is good law, but not here.
fn by_context(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if reading.is_at(at, "和和县") && reading.before(at, 8).contains('县') {
        return Some(doubled((at, at + 2), "和".to_owned()));
    }
    // 自然资源和规划局和规划局; 文化和旅游局局负责人, not 局局长
    let body = (3..=6).find(|&len| {
        let name = reading.plain.get(at..at + len);
        name.is_some_and(|name| name.ends_with(&['局']))
            && reading.plain.get(at + len..at + 2 * len) == name
            && name != Some(&['局'; 3][..])
    });
    if let Some(len) = body.filter(|_| reading.char_before(at).is_some_and(fold::is_han)) {
        return Some(doubled((at, at + 2 * len), reading.text(at, at + len)));
    }
    if reading.is_at(at, "局局") && reading.char(at + 2).is_some_and(|c| "负工领机党有相主".contains(c)) {
        return Some(doubled((at, at + 2), "局".to_owned()));
    }
    let acts_on = reading.char(at + 4).is_some_and(|c| "申提负应须可报填".contains(c));
    if reading.is_at(at, "单位单位") && acts_on {
        return Some(doubled((at, at + 4), "单位".to_owned()));
    }
    if let Some(word) = reading.one_of(at, &["是否是否", "正在正在"]) {
        return Some(doubled((at, at + 4), word.chars().take(2).collect()));
    }
    // 报送至至县体育中心, not 夏至至秋分
    let led = reading.char_before(at).is_some_and(|c| "送延运移寄迁升降增扩".contains(c));
    if led && reading.is_at(at, "至至") {
        return Some(doubled((at, at + 2), "至".to_owned()));
    }
    let acts = reading.char(at + 4).is_some_and(|c| "处执办予给追,。".contains(c));
    (reading.is_at(at, "规定规定") && acts).then(|| doubled((at, at + 4), "规定".to_owned()))
}

/// 根据《奖补办法》根据《奖补办法》规定: the law cited twice.
fn cited(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    reading.one_of(at, &["根据《", "依据《", "按照《", "依照《"])?;
    let part = reading.plain[at..].iter().take(40).position(|c| *c == '》')? + 1;
    let again = reading.plain.get(at + part..at + 2 * part)? == reading.plain.get(at..at + part)?;
    again.then(|| doubled((at, at + 2 * part), reading.text(at, at + part)))
}

/// 6月18日日下午, 86.4万元元: the sign of day or money written twice.
fn sign(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let sign = reading.char(at).filter(|c| matches!(c, '日' | '元' | '天' | '万' | '亿' | '%'))?;
    let counted = reading.char_before(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, '万' | '亿'));
    let word = reading.char(at + 2).is_some_and(|c| "常间报程均本用照光志旦素宵件老首勋然气空津出落喀".contains(c));
    (counted && reading.char(at + 1) == Some(sign) && !word).then(|| doubled((at, at + 2), sign.to_string()))
}

/// 〔2025〕9号〔2025〕9号: the second half of a document number.
fn number(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let part = reading.plain.get(at..)?.iter().take(12).position(|c| *c == '号').filter(|_| reading.plain[at] == '〔')? + 1;
    let again = reading.plain.get(at + part..at + 2 * part)? == reading.plain.get(at..at + part)?;
    again.then(|| doubled((at, at + 2 * part), reading.text(at, at + part)))
}

/// 前往 前往: with a space between.
fn spaced(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.plain.get(at.checked_sub(2)?..at)?;
    let again = reading.plain[at] == ' ' && reading.plain.get(at + 1..at + 3) == Some(word);
    let whole = word.iter().all(|&c| fold::is_han(c)) && word[0] != word[1];
    let running = at >= 4 && reading.char(at - 3).is_some_and(fold::is_han) && reading.char(at + 3).is_some_and(fold::is_han);
    (again && whole && running).then(|| doubled((at - 2, at + 3), word.iter().collect()))
}

/// 今年年上半年; 今年年底 is right.
fn this_year(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let led = reading.char_before(at).is_some_and(|c| "今去明当".contains(c) || c.is_ascii_digit());
    let sum = reading.char(at) == Some('计') && at > 0;
    if sum && ["共计计", "合计计", "总计计"].iter().any(|word| reading.is_at(at - 1, word)) {
        return Some(doubled((at, at + 2), "计".to_owned()));
    }
    let word = reading.char(at + 2).is_some_and(|c| "初底中末内产均度来会味货薪检龄轻年报终鉴夜满".contains(c));
    (reading.is_at(at, "年年") && led && !word).then(|| doubled((at, at + 2), "年".to_owned()))
}

fn doubled(range: (usize, usize), advice: String) -> Hit {
    advised(hit(Category::Dup, Severity::Info, "dup.word", range, format!("「{advice}」重复")), advice)
}
