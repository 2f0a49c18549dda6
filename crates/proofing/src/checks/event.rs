//! Things told as done on a day still to come (时间穿越, domain.md §6.5): 已于2036年完成. Plans, terms, conditions and
//! the names of plans are left alone.

use std::sync::LazyLock;

use time::Date;

use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// How far the sentence is read around the date, in characters.
const REACH: usize = 60;
/// Directly before the date these alone tell that it is past.
const TOLD: [&str; 18] = [
    "始建于", "成立于", "创建于", "创办于", "建成于", "昨日(", "昨天(", "昨日,", "日前(", "已于", "已在", "已经于", "曾于",
    "已经在", "早已于", "均已于", "曾在", "业已于",
];
/// After the date these say that the thing has happened.
static DONE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "了 已 曾 圆满 顺利通过 累计 同比增长 同比下降 同比上升 荣获 获评 被评为 被授予 成功举办 成功召开 \
    胜利闭幕 正式建成 建成投用 竣工验收 落下帷幕 全部完工 出生 参加工作 毕业于 逝世 去世 因病 全市共 全县共 全区共 \
    全年共 建成通车 投入使用 正式投用 截至目前 取得明显 取得显著 喜获"
        .split(' ')
        .collect()
});
/// Anywhere in the sentence these say that it is a plan, a term or a condition.
static PLANNED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "将 拟 计划 预计 预期 力争 规划 目标 有效期 届时 争取 确保 到期 届满 期满 未来 安排 不得 应当 应于 应在 须于 须在 \
    需在 需于 必须 请于 请在 请各 敬请 务必 尚未 未 适用 施行 生效 执行期 定于 有望 预测 展望 推迟 延期 延长 顺延 \
    提前至 改为 调整为 调整至 变更为 如 若 凡 逾期 截止 报名 招聘 以前 之前 起实施 起执行 待 可望 即将 欢迎 希望"
        .split(' ')
        .collect()
});
/// Words that contain one of the above and mean nothing of the kind.
static NEUTRAL: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "为了 除了 了解 了望 极了 了结 未成年 例如 如下 诸如 如期 如火如荼 将军 虚拟 模拟 待遇 接待 招待 等待 规划局 \
    规划展 凡是 对待 规划和自然资源"
        .split(' ')
        .collect()
});
/// After a year alone these leave it a time.
static AFTER_YEAR: LazyLock<Vec<&str>> = LazyLock::new(|| {
    ", 累计 来 以来 间 期间 底 末 初 内 上半年 下半年 全年 第 已 建成 完成 竣工 实现 荣获 获 出生 投入 投产 通过 被 开工 \
    启动 成立 全市 全县 全区 我市 我县 我区 我局 圆满"
        .split(' ')
        .collect()
});
/// But not before these: 2027年第十届….
const NAMED: [&str; 3] = ["第十", "第二", "第三"];

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let Some(today) = context.options.ref_date else { return };
    hits.extend(next_year(reading));
    let mut mentions = mention::mentions(reading);
    // 昨日（6月16日）: of this year.
    let year = u32::try_from(today.year()).ok();
    for mention in mentions.iter_mut().filter(|m| m.year.is_none()) {
        if reading.led_by(mention.start, &["今年"]) {
            mention.year = year;
            continue;
        }
        if !reading.before(mention.start, 3).starts_with("昨") {
            continue;
        }
        // On the first of January yesterday lies in the year before.
        mention.year = year.map(|year| if mention.month == Some(12) && today.month() as u8 == 1 { year - 1 } else { year });
    }
    // A year told otherwise in the block is that of its days.
    let other = mentions.iter().any(|m| m.year.is_some_and(|told| Some(told) != year));
    for mention in mentions.iter_mut().filter(|m| m.year.is_none() && m.day.is_some() && !other) {
        let soon = mention.date(year).is_some_and(|day| day > today && (day - today).whole_days() <= 90);
        if soon && is_told_done(reading, mention) {
            mention.year = year;
        }
    }
    for mention in mentions.iter().filter(|m| is_after(reading, m, today)) {
        if !is_term(reading, mention)
            && !in_title(reading, mention)
            && (is_told_done(reading, mention) || is_reported(reading, mention))
        {
            let message = "文中称已发生的事，日期却在将来，请核对";
            let close = reading.before(mention.start, 4);
            let told = TOLD.iter().filter(|word| close.ends_with(*word)).map(|word| word.chars().count()).max().unwrap_or(0);
            let range = (mention.start - told, mention.end + part(reading, mention).map_or(0, |part| part.1));
            hits.push(hit(Category::Date, Severity::Warn, "date.future_event", range, message));
        }
    }
}

/// 已于明年3月完成.
fn next_year(reading: &Reading<'_>) -> Option<Hit> {
    let at = (2..reading.plain.len()).find(|&at| {
        let begins = matches!(reading.plain[at], '明' | '后' | '下');
        begins
            && reading.led_by(at, &["已于", "已在", "曾于"])
            && reading.one_of(at, &["明年", "后年", "下月", "明日", "明天", "下周"]).is_some()
    })?;
    let message = "文中称已发生的事，日期却在将来，请核对";
    Some(hit(Category::Date, Severity::Warn, "date.future_event", (at, at + 2), message))
}

/// Whether all of what the mention says lies after today.
fn is_after(reading: &Reading<'_>, mention: &Mention, today: Date) -> bool {
    let Some(year) = mention.year else { return false };
    if mention.day.is_some() {
        return mention.date(None).is_some_and(|date| date > today);
    }
    let now = (u32::try_from(today.year()).unwrap_or(0), today.month() as u32);
    (year, first_month(reading, mention)) > now && (mention.month.is_some() || year > now.0 || part(reading, mention).is_some())
}

/// 2026年下半年, 2026年第四季度: the first month of the part of the year that follows, and the length of its word.
fn part(reading: &Reading<'_>, mention: &Mention) -> Option<(u32, usize)> {
    const PARTS: [(&str, u32); 9] = [
        ("上半年", 1),
        ("下半年", 7),
        ("第一季度", 1),
        ("第二季度", 4),
        ("第三季度", 7),
        ("第四季度", 10),
        ("二季度", 4),
        ("三季度", 7),
        ("四季度", 10),
    ];
    let bare = mention.month.is_none() && mention.day.is_none();
    let (word, month) = PARTS.iter().find(|(word, _)| bare && reading.is_at(mention.end, word))?;
    Some((*month, word.chars().count()))
}

fn first_month(reading: &Reading<'_>, mention: &Mention) -> u32 {
    mention.month.or(part(reading, mention).map(|part| part.0)).unwrap_or(1)
}

/// 到2027年, 2027年底前, 自2027年起: a limit, not an event.
fn is_term(reading: &Reading<'_>, mention: &Mention) -> bool {
    let before = reading.before(mention.start, 3);
    let end = reading.skip_spaces(mention.end);
    // 自2026年9月投产以来
    if before.ends_with(['自', '从']) && reading.text(end, end + 12).contains("以来") {
        return false;
    }
    let limit =
        ["到", "至", "自", "从", "—", "-", "~", "在到"].iter().any(|word| before.ends_with(word)) && !before.ends_with("截至");
    limit
        || reading
            .one_of(end, &["前", "底前", "末前", "初前", "以前", "之前", "起", "底之前", "后", "以后", "-", "—", "~"])
            .is_some()
}

/// Whether the mention stands inside 《》.
fn in_title(reading: &Reading<'_>, mention: &Mention) -> bool {
    let before = reading.plain[..mention.start].iter().rev().take(REACH);
    let after = reading.plain[mention.end..].iter().take(REACH);
    let opened = before.clone().find(|c| matches!(c, '《' | '》')) == Some(&'《');
    opened && after.clone().find(|c| matches!(c, '《' | '》')) == Some(&'》')
}

/// Whether the sentence around the mention tells of what was done that day, in a report's plain words too.
/// Under a publication date (`news`) so do plain verbs.
pub(super) fn has_happened(reading: &Reading<'_>, mention: &Mention, news: bool) -> bool {
    const REPORTED: [&str; 12] = [
        "主持召开", "听取了", "实地察看", "开展检查", "开展抽检", "共抽取", "现场查获", "进行检查", "立案调查", "作出处罚",
        "召开了", "举行了",
    ];
    const VISITS: [&str; 4] = ["调研", "走访", "检查", "慰问"];
    const NEWS: [&str; 4] = ["召开", "举行", "举办", "出席"];
    if is_term(reading, mention) || in_title(reading, mention) {
        return false;
    }
    let (before, after) = sentence(reading, mention);
    let clauses = clauses(&after);
    let told = |words: &[&str]| words.iter().any(|word| clauses.contains(word));
    let visited = told(&VISITS) && (news || clauses.contains(['赴', '到']));
    let reported = visited || told(&REPORTED) || (news && told(&NEWS));
    is_told_done(reading, mention) || (reported && !is_planned(&before) && !is_planned(&after))
}

fn is_told_done(reading: &Reading<'_>, mention: &Mention) -> bool {
    let close = reading.before(mention.start, 5);
    // 请于30日前（2026年6月30日17时）报送
    if close.ends_with("日前(") && close.chars().rev().nth(3).is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let since = close.ends_with(['自', '从']) && reading.text(mention.end, mention.end + 12).contains("以来");
    if TOLD.iter().any(|word| close.ends_with(word)) || since {
        return true;
    }
    // A year alone is a time only at the head of a clause or before a verb: 2027年全国运动会 is a name.
    if mention.month.is_none()
        && (reading.one_of(mention.end, &AFTER_YEAR).is_none() || reading.one_of(mention.end, &NAMED).is_some())
    {
        return false;
    }
    let (before, after) = sentence(reading, mention);
    let told = clauses(&after);
    let done = DONE.iter().any(|word| told.contains(word)) || before.ends_with("据统计,");
    done && !is_planned(&before) && !is_planned(&after)
}

/// 10月18日，副市长到泊宁区调研。一行先后察看了…: the next sentence tells what was done there.
fn is_reported(reading: &Reading<'_>, mention: &Mention) -> bool {
    const SEEN: [&str; 14] = [
        "当天共", "当日共", "现场签", "察看了", "查看了", "听取了", "走访了", "看望了", "作了交流", "会议总结", "会议指出",
        "会议强调", "会议要求", "实地察看",
    ];
    let (before, after) = sentence(reading, mention);
    let went =
        ["调研", "走访", "检查", "慰问", "考察", "召开", "举行", "举办", "开幕", "启动"].iter().any(|verb| after.contains(verb));
    let next = mention.end + after.chars().count();
    let next = reading.text(next.min(reading.plain.len()), next + 60);
    mention.day.is_some() && went && SEEN.iter().any(|verb| next.contains(verb)) && !is_planned(&before) && !is_planned(&after)
}

fn is_planned(text: &str) -> bool {
    PLANNED.iter().any(|word| text.contains(word))
}

/// What stands before the mention in its sentence and behind it.
fn sentence(reading: &Reading<'_>, mention: &Mention) -> (String, String) {
    let stop = |c: &&char| !matches!(c, '。' | '!' | '?' | ';' | '！' | '？');
    let left = mention.start - reading.plain[..mention.start].iter().rev().take(REACH).take_while(stop).count();
    let right = mention.end + reading.plain[mention.end..].iter().take(REACH).take_while(stop).count();
    (without_titles(&reading.text(left, mention.start)), without_titles(&reading.text(mention.end, right)))
}

/// The clause after the date tells; what follows the next comma but one is another matter.
fn clauses(after: &str) -> String {
    let after = after.trim_start_matches(',');
    // 12月8日上午，…召开会议，镇长通报了情况
    let after = ["上午,", "下午,", "晚,", "晚上,", "当天,"].iter().find_map(|part| after.strip_prefix(part)).unwrap_or(after);
    after.splitn(3, ',').take(2).collect::<Vec<_>>().join(",")
}

/// The text without what stands in 《》 and without words that only look like signs.
fn without_titles(text: &str) -> String {
    let mut depth = 0u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    for word in NEUTRAL.iter() {
        if out.contains(word) {
            out = out.replace(word, "");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn what_is_told_as_done_in_the_future_is_marked() {
        for (text, found) in [
            ("我局已于9月9日完成整改。", "已于9月9日"),
            ("2036年11月8日，第三届采摘节在石桥镇开幕。当天共接待游客1.2万人次。", "2036年11月8日"),
            ("2036年12月8日上午，临泽镇召开防火会议，镇长通报了巡查情况。", "2036年12月8日"),
            ("2036年10月12日，现场会在岑阳县召开。会议总结了上半年工作。", "2036年10月12日"),
            ("该项目已于2036年5月建成", "已于2036年5月"),
            ("2026年6月20日，市政府召开了专题会议。", "2026年6月20日"),
            ("规划展览馆已于2036年完成布展", "已于2036年"),
            ("2036年5月，全市累计完成投资12亿元，同比增长8%。", "2036年5月"),
            ("截至2036年底，全市共有养老机构52家，已建成45家。", "2036年"),
            ("2036年，全市实现生产总值800亿元，同比增长6.5%。", "2036年"),
            ("他于2036年出生，毕业于云溪学院。", "2036年"),
            ("据统计，2026年下半年全市新登记经营主体1.2万户。", "2026年下半年"),
            ("昨日（6月16日），街道组织清理。", "昨日（6月16日"),
            ("区图书馆2028年累计接待读者62万人次", "2028年"),
            ("2026年10月18日，副市长到泊宁区调研。一行先后察看了施工现场。", "2026年10月18日"),
            ("图书馆始建于2058年，1987年迁入现址", "始建于2058年"),
            ("我局已于明年3月完成改造", "明年"),
            ("昨日（2026年6月18日），新建步道对外开放。", "昨日（2026年6月18日"),
            ("厂房自2026年9月投产以来，已实现产值86万元。", "2026年9月"),
            ("2026年第四季度，优良天数比例达到了93%。", "2026年第四季度"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn plans_terms_and_the_past_are_left_alone() {
        for text in [
            "到2035年，基本实现了现代化",
            "项目将于2027年3月完成",
            "已于2026年6月14日办结",
            "本办法有效期至2031年5月1日",
            "会议定于2026年6月20日举行",
            "《云溪市养老服务规划（2026—2028年）》已经市政府第12次常务会议审议通过",
            "到2027年累计完成改造50个小区",
            "力争2027年累计完成投资10亿元",
            "2027年度预算已经市人大审议通过",
            "2027年6月30日前已取得证书的继续有效",
            "会议时间已改为2026年7月1日",
            "第二阶段（2027年3月—5月）：总结验收",
            "为迎接2027年全国运动会，我市已启动场馆建设",
            "2027年度缴费工作已经启动",
            "2026年下半年将完成改造",
            "请于30日前（2026年6月30日17时）报送",
            "2026年上半年完成了改造",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
