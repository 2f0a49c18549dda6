//! The enumeration comma (顿号, GB/T 15834): 、等, 、和, 、但是, 》、《; the mark after 如下; a space inside a word.

use super::{Context, advised, hit, tokens};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use crate::words::{Edges, Segmenter};

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut segmenter = Segmenter::new(reading);
    for at in 0..reading.plain.len() {
        match reading.plain[at] {
            '、' => hits.extend(
                pause(reading, at, &mut segmenter)
                    .or_else(|| between_clauses(reading, at))
                    .or_else(|| behind_first(reading, at))
                    .or_else(|| about(reading, at)),
            ),
            '下' => hits.extend(as_follows(reading, at)),
            ' ' => hits.extend(space(reading, at)),
            _ => {}
        }
    }
    hits.extend(between_marks(reading));
    hits.extend(above_stop(reading));
    hits.extend(clock(reading));
    hits.extend(between_members(reading).or_else(|| between_items(reading)));
    hits.extend(before_first(reading));
}

fn info(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

/// 、等 and 、和: the word already ends the enumeration. Where the word is part of a longer one (、等级) it does not.
fn pause(reading: &Reading<'_>, at: usize, segmenter: &mut Segmenter<'_>) -> Option<Hit> {
    let word = reading.one_of(at + 1, &["以及", "等等", "或者", "等", "和", "及"])?;
    let end = at + 1 + word.chars().count();
    let next = reading.char(end);
    // 水利、和气象部门, 县财政局、和县审计局: 和气 and 和县 are no words here.
    let parted = word == "和"
        && (reading.one_of(end, &["气象", "气候", "气温"]).is_some()
            || (next == Some('县') && reading.before(at, 8).contains('县') && !reading.is_at(end, "县人民政府")));
    // 、等车 begins a new member.
    let ends = match word {
        "等" => !next.is_some_and(|c| "车高候待级额效价距量于同到闲边值离".contains(c)),
        "和" => parted || !next.is_some_and(|c| "美苑若安谐睦平气田硕静林龙顺政县".contains(c)),
        "及" => !next.is_some_and(|c| "其时早格".contains(c)),
        _ => true,
    };
    let listed = reading.char_before(at).is_some_and(|c| fold::is_han(c) || matches!(c, '》' | '”' | ')'))
        && (fold::is_han(next.unwrap_or('的'))
            || (word == "等" && next.is_some_and(|c| matches!(c, '。' | ',')))
            || (word == "等" && next.is_some_and(|c| c.is_ascii_digit())));
    if !ends || !listed {
        return None;
    }
    // Segmenting is dear, so it comes last.
    let whole = parted || segmenter.edges(at + 1, end, false) == Edges::Clean;
    let message = format!("“{word}”前不用顿号");
    whole.then(|| advised(info("punct.pause", (at, end), message), word))
}

/// 难度较大、但是…, 既有授课、又有…: a pause where a clause ends.
fn between_clauses(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const WORDS: [&str; 16] = [
        "但是", "但", "而且", "并且", "因此", "所以", "又有", "又能", "又要", "又使", "又让", "也有", "也要", "从而", "以便",
        "然而",
    ];
    let word = reading.one_of(at + 1, &WORDS)?;
    let led = reading.before(at, 24);
    let pairs = word.starts_with('又') || word.starts_with('也');
    let paired = !pairs || led.contains('既') || led.contains("不仅");
    (paired && fold::is_han(reading.char_before(at)?)).then(|| {
        let message = "分句之间应用逗号";
        advised(info("punct.pause", (at, at + 1), message), "，")
    })
}

/// 首先、要摸清底数: a word that counts the clauses takes a comma.
fn behind_first(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = ["首先", "其次", "再次", "最后", "此外", "另外"].iter().find(|word| reading.before(at, 2) == **word)?;
    let begins = reading.char_before(at - word.chars().count()).is_none_or(|c| matches!(c, ',' | '。' | ';' | ':'));
    // 首先、其次和最后 are told themselves.
    let listed = ["其次", "再次", "最后"].iter().any(|word| reading.is_at(at + 1, word));
    (begins && !listed).then(|| advised(info("punct.pause", (at, at + 1), format!("“{word}”后应用逗号")), "，"))
}

/// 约三、四公里: two neighbouring numerals that mean about so many have nothing between them (GB/T 15834 §4.5).
fn about(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const UNITS: [&str; 24] = [
        "公里", "千米", "里", "米", "百", "千", "万", "十", "天", "个月", "人", "名", "户", "家", "次", "斤", "吨", "亩", "分钟",
        "小时", "岁", "遍", "倍", "个",
    ];
    let order = |at: Option<usize>| {
        at.and_then(|at| reading.char(at))
            .and_then(|c| "一二三四五六七八九".chars().position(|n| n == c || (n == '二' && c == '两')))
    };
    let (one, two) = order(at.checked_sub(1)).zip(order(Some(at + 1)))?;
    let unit = reading.one_of(at + 2, &UNITS).is_some();
    let before = reading.char_before(at - 1);
    let alone = before.is_some_and(|c| fold::is_han(c) && !"第、一二三四五六七八九十".contains(c));
    // 七、八十年代 leaves out 十年代
    let alone = alone && !reading.is_at(at + 2, "十年");
    // 一、二千米 may name two races; ten or more tell about how many.
    let found = info("punct.pause", (at - 1, at + 2), "相邻两数连用表示概数，中间不用顿号");
    let proper = format!("{}{}", reading.plain[at - 1], reading.plain[at + 1]);
    let spoken = two == one + 1 || (one, two) == (2, 4);
    (spoken && one > 0 && unit && alone).then(|| advised(found, proper))
}

/// 一是甲；二是乙。三是丙: a full stop between members that semicolons part.
fn between_members(reading: &Reading<'_>) -> Option<Hit> {
    let at = (1..reading.plain.len())
        .find(|&at| reading.plain[at] == '。' && reading.one_of(at + 1, &["三是", "四是", "五是"]).is_some())?;
    let from = at - reading.plain[..at].iter().rev().take(160).take_while(|c| **c != '。').count();
    let parted = (from..at).any(|i| reading.plain[i] == ';' && reading.one_of(i + 1, &["二是", "三是", "四是"]).is_some());
    let begun = (from..at).any(|i| reading.is_at(i, "一是"));
    (parted && begun).then(|| advised(info("punct.place", (at, at + 1), "并列各项之间的标点前后不一"), "；"))
}

/// 下列条件：有甲；有乙。有丙；有丁: the same between items that begin alike.
fn between_items(reading: &Reading<'_>) -> Option<Hit> {
    let colon = (4..reading.plain.len()).find(|&at| {
        reading.plain[at] == ':'
            && reading.led_by(at, &["条件", "要求", "情形", "职责", "行为"])
            && reading.char(at + 1).is_some()
    })?;
    let first = reading.plain[colon + 1];
    let reach = (colon + 200).min(reading.plain.len());
    let marks: Vec<usize> = (colon..reach).filter(|&at| matches!(reading.plain[at], ';' | '。')).collect();
    let items = marks.iter().take_while(|&&at| reading.char(at + 1) == Some(first)).count();
    let inner = &marks[..items];
    let stop = inner.iter().copied().find(|&at| reading.plain[at] == '。')?;
    let parted = items >= 3 && inner.iter().filter(|&&at| reading.plain[at] == ';').count() + 1 == items;
    parted.then(|| advised(info("punct.place", (stop, stop + 1), "并列各项之间的标点前后不一"), "；"))
}

/// 主要涉及三个方面；一是…: what announces the members takes a colon.
fn before_first(reading: &Reading<'_>) -> Option<Hit> {
    let at = (4..reading.plain.len()).find(|&at| reading.plain[at] == ';' && reading.is_at(at + 1, "一是"))?;
    let counted = reading.led_by(at, &["方面", "措施", "问题", "特点", "原因", "任务", "工作", "举措", "如下"])
        && (reading.led_by(at, &["如下"])
            || reading.plain[at.saturating_sub(8)..at].iter().any(|c| "两三四五六七八".contains(*c)));
    counted.then(|| advised(info("punct.colon", (at, at + 1), "分项列举之前应用冒号"), "："))
}

/// 上午9；00: a semicolon in a time of day.
fn clock(reading: &Reading<'_>) -> Option<Hit> {
    let digit = |at: usize| reading.char(at).is_some_and(|c| c.is_ascii_digit());
    let at = (1..reading.plain.len()).find(|&at| {
        if reading.plain[at] != ';' || !digit(at - 1) {
            return false;
        }
        let two = digit(at + 1) && digit(at + 2) && !digit(at + 3);
        two && reading.has_before(at, 4, &["上午", "下午", "晚上", "日", "为"])
    })?;
    Some(advised(info("punct.colon", (at, at + 1), "时与分之间用冒号"), ":"))
}

/// 一是甲。乙；二是丙: a semicolon cannot part what has full stops within.
fn above_stop(reading: &Reading<'_>) -> Option<Hit> {
    const NEXT: [&str; 8] = ["二是", "三是", "四是", "五是", "二要", "三要", "其二", "其三"];
    let at = (1..reading.plain.len()).find(|&at| reading.plain[at] == ';' && reading.one_of(at + 1, &NEXT).is_some())?;
    let first = reading.one_of(at + 1, &["二是", "二要", "其二"]).map(|word| {
        if word == "其二" {
            "其一"
        } else if word == "二是" {
            "一是"
        } else {
            "一要"
        }
    })?;
    let open = (at.saturating_sub(200)..at).rev().find(|&i| reading.is_at(i, first))?;
    let stopped = reading.plain[open..at].contains(&'。');
    stopped.then(|| advised(info("punct.place", (at, at + 1), "分项内部已用句号，分项之间不用分号"), "。"))
}

/// 》、《 and ”、“: members with marks of their own need none between; one finding a block.
fn between_marks(reading: &Reading<'_>) -> Option<Hit> {
    let here = |at: &usize| {
        let sides = (reading.char_before(*at), reading.char(at + 1));
        reading.plain[*at] == '、' && matches!(sides, (Some('》'), Some('《')) | (Some('”'), Some('“')))
    };
    let places: Vec<usize> = (0..reading.plain.len()).filter(here).collect();
    let first = *places.first()?;
    let more = if places.len() > 1 { format!("，本段共{}处", places.len()) } else { String::new() };
    Some(info("punct.pause_marks", (first, first + 1), format!("标有书名号、引号的并列成分之间通常不用顿号{more}")))
}

/// 现通知如下； needs a colon; a full stop may close the line before a table or a list.
fn as_follows(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let last = at + 2 >= reading.plain.len();
    let mark = reading.char(at + 1) == Some(';') || (last && matches!(reading.char(at + 1), Some(',') | None));
    if reading.char_before(at) != Some('如') || !mark {
        return None;
    }
    let word = reading.one_of(
        at.saturating_sub(3),
        &["通知", "公告", "通告", "公示", "公布", "报告", "通报", "说明", "答复", "规定", "要求", "意见", "安排"],
    );
    let end = (at + 2).min(reading.plain.len());
    let told = word.is_some() || (at + 2 == reading.plain.len());
    told.then(|| advised(info("punct.colon", (at - 1, end), "“如下”之后应用冒号"), "如下："))
}

/// A space inside a word of running text (政 府网站); spaced headings and names are meant.
fn space(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let run = reading.plain[at..].iter().take(3).take_while(|c| **c == ' ').count();
    let han = |i: Option<usize>| i.and_then(|i| reading.char(i)).is_some_and(fold::is_han);
    let end = at + run;
    let single = run <= 2 && han(at.checked_sub(1)) && han(Some(end));
    // Every character spaced, or columns of a table.
    let running = han(at.checked_sub(2)) && han(at.checked_sub(3)) && han(Some(end + 1)) && han(Some(end + 2));
    if !single || !running {
        return None;
    }
    let left = (1..=4).take_while(|i| han(at.checked_sub(*i))).count();
    let right = (0..4).take_while(|i| han(Some(end + i))).count();
    let text = format!("{}{}", reading.text(at - left, at), reading.text(end, end + right));
    let crosses = tokens::words(&text).iter().any(|&(from, to)| from < left && left < to && to - from >= 2);
    let ends = (reading.text(at - left, at), reading.text(end, end + right));
    let both_words = tokens::words(&ends.0).last().is_some_and(|w| w.1 - w.0 > 1)
        && tokens::words(&ends.1).first().is_some_and(|w| w.1 - w.0 > 1);
    (crosses && !both_words).then(|| info("punct.space", (at, end), "词语中间多出空格"))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn misused_marks_are_marked() {
        for (text, found) in [
            ("应当具备下列条件：有固定场所；有相应人员。有消防设施；有应急预案。", "。"),
            ("主要涉及三个方面；一是放宽条件，二是精简材料。", "；"),
            ("一是政策解读；二是技能演练。三是案例分析。", "。"),
            ("水、电、气、等公共服务", "、等"),
            ("农业、林业、和水利部门", "、和"),
            ("农业、水利、和气象部门", "、和"),
            ("县财政局、和县审计局", "、和"),
            ("依据《甲》、《乙》、《丙》办理", "、"),
            ("现将有关事项通知如下；", "如下；"),
            ("现将有关事项通知如下，", "如下，"),
            ("水、电、或者其他能源", "、或者"),
            ("进一步加强政 府网站管理", " "),
            ("收购工作，首先、要摸清底数；其次，要备足资金", "、"),
            ("全程约三、四公里，设有休息点", "三、四"),
            ("预计再有两、三个月即可完工", "两、三"),
            ("可容纳七、八百名学生", "七、八"),
            ("定于6月22日上午9；00召开", "；"),
            ("一是完善台账。每月更新；二是强化督导。", "；"),
            ("虽然难度较大、但是提前完成", "、"),
            ("既有理论授课、又有现场教学", "、"),
            ("产品有玩具、校服、等6类。", "、等"),
            ("材料包括身份证、户口簿、等。", "、等"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn proper_marks_are_left_alone() {
        for text in [
            "水、电、气等公共服务",
            "按质量、等级收费",
            "美丽河湖、和美海岛、和顺县",
            "建设美丽、和谐的城市",
            "提供准确、及时的信息",
            "如下表所示。",
            "现将有关事项通知如下。",
            "张 三  李 四",
            "关于 试点 工作 的 通知",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
