//! The enumeration comma (顿号) and the marks after ordinals and labels (GB/T 15834): 、等, 、和, 第一、, （一）、, 如下，,
//! a colon after a colon, a space inside a word.

use super::{Context, advised, hit, tokens};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use crate::words::{Edges, Segmenter};

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut segmenter = Segmenter::new(reading);
    for at in 0..reading.plain.len() {
        match reading.plain[at] {
            '、' => hits.extend(pause(reading, at, &mut segmenter).or_else(|| between_clauses(reading, at))),
            '下' => hits.extend(as_follows(reading, at)),
            '(' if at > 0 => hits.extend(bracketed_ordinal(reading, at)),
            ' ' => hits.extend(space(reading, at)),
            _ => {}
        }
    }
    hits.extend(between_marks(reading));
    hits.extend(ordinal(reading));
    hits.extend(second_colon(reading).or_else(|| told(reading)));
    hits.extend(article(reading));
    hits.extend(stop_outside(reading));
    hits.extend(asked(reading));
    hits.extend(quoted_whole(reading));
    hits.extend(clause_ordinal(reading));
}

fn info(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

/// 、等 and 、和: the word already ends the enumeration. Where the word is part of a longer one (、等级) it does not.
fn pause(reading: &Reading<'_>, at: usize, segmenter: &mut Segmenter<'_>) -> Option<Hit> {
    let word = reading.one_of(at + 1, &["以及", "等等", "或者", "等", "和", "及"])?;
    let end = at + 1 + word.chars().count();
    let whole = segmenter.edges(at + 1, end, false) == Edges::Clean;
    let next = reading.char(end);
    // 、等车 begins a new member.
    let ends = match word {
        "等" => !next.is_some_and(|c| "车高候待级额效价距量于同到闲边值离".contains(c)),
        "及" => !next.is_some_and(|c| "其时早格".contains(c)),
        _ => true,
    };
    let listed = reading.char_before(at).is_some_and(|c| fold::is_han(c) || matches!(c, '》' | '”' | ')'))
        && (fold::is_han(next.unwrap_or('的')) || (word == "等" && next.is_some_and(|c| c.is_ascii_digit())));
    let message = format!("“{word}”前不用顿号");
    (whole && ends && listed).then(|| advised(info("punct.pause", (at, end), message), word))
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

/// 第一、加强… → 第一，; 一是、 → 一是; （一）、 and (1)、 → no mark.
fn ordinal(reading: &Reading<'_>) -> Option<Hit> {
    let start = reading.plain.iter().position(|c| !c.is_whitespace())?;
    let numerals = |at: usize| {
        reading.plain[at..].iter().take(3).take_while(|c| "一二三四五六七八九十".contains(**c) || c.is_ascii_digit()).count()
    };
    if reading.char(start) == Some('(') {
        return bracketed_ordinal(reading, start).filter(|_| start == 0);
    }
    if let Some(found) = bare_ordinal(reading, start, start + numerals(start)) {
        return Some(found);
    }
    let (end, proper) = if reading.char(start) == Some('第') {
        let end = start + 1 + numerals(start + 1);
        (end, format!("{}，", reading.text(start, end)))
    } else if let Some(word) = reading.one_of(start, &["首先", "其次", "再次", "最后", "其一", "其二", "其三"]) {
        (start + word.chars().count(), format!("{word}，"))
    } else {
        let end = start + numerals(start);
        let end = end + usize::from(end > start && reading.char(end) == Some('是'));
        (end, reading.text(start, end))
    };
    let marked = end > start + 1 && reading.char(end) == Some('、');
    let known = matches!(reading.char(start), Some('第' | '首' | '其' | '再' | '最')) || reading.char_before(end) == Some('是');
    // 第一、二款: several ordinals together.
    let several = reading.char(end + 1).is_some_and(|c| c == '第' || c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        || reading.plain[end..].len() < 5;
    (marked && known && !several).then(|| {
        let message = format!("序次语后的顿号使用不当，应为「{proper}」");
        advised(info("punct.ordinal", (start, end + 1), message), proper)
    })
}

/// （一）、加强, at the head of a line or of a clause.
fn bracketed_ordinal(reading: &Reading<'_>, start: usize) -> Option<Hit> {
    let numeral = |c: &&char| "一二三四五六七八九十".contains(**c) || c.is_ascii_digit();
    let close = start + 1 + reading.plain[start + 1..].iter().take(3).take_while(numeral).count();
    let mark = matches!(reading.char(close + 1), Some('、' | '.' | ','));
    let text = reading.char(close + 2).is_none_or(fold::is_han) || start == 0;
    let heads = reading.plain[..start].iter().rev().find(|c| **c != ' ').is_none_or(|c| matches!(c, '。' | ';' | ':'));
    let full = reading.block.slice(start, close + 1);
    let wrong = close > start + 1 && reading.char(close) == Some(')') && mark && text && heads;
    wrong.then(|| advised(info("punct.ordinal", (start, close + 2), "带括号的序号后不用标点"), full))
}

/// 一.加强 → 一、; ①、 and 1）、 → no mark.
fn bare_ordinal(reading: &Reading<'_>, start: usize, end: usize) -> Option<Hit> {
    let chars = &reading.block.chars;
    let mark = |at: usize| chars.get(at).is_some_and(|c| matches!(c, '、' | '.' | '．' | '，'));
    let text = |at: usize| chars.get(at).is_some_and(|&c| fold::is_han(c));
    if matches!(chars[start], '①'..='⑳') && mark(start + 1) && text(start + 2) {
        let found = info("punct.ordinal", (start, start + 2), "带圈的序号后不用标点");
        return Some(advised(found, chars[start]));
    }
    if end > start && reading.char(end) == Some(')') && mark(end + 1) && text(end + 2) {
        let found = info("punct.ordinal", (start, end + 2), "带括号的序号后不用标点");
        return Some(advised(found, reading.block.slice(start, end + 1)));
    }
    let chinese = end > start && chars[start..end].iter().all(|c| "一二三四五六七八九十".contains(*c));
    // 一，招聘岗位: a heading; 一，二… counts.
    let heading = chars.get(end) == Some(&'，') && chars.len() <= 24 && !chars.contains(&'。') && start == 0;
    let point = heading || chars.get(end).is_some_and(|c| matches!(c, '.' | '．'));
    // 五.四运动 names a day.
    let day = chars.get(end + 1).is_some_and(|c| "一二三四五六七八九十".contains(*c));
    let next = if chars.get(end + 1) == Some(&' ') { end + 2 } else { end + 1 };
    (chinese && point && text(next) && !day).then(|| {
        let found = info("punct.ordinal", (start, end + 1), "汉字序号后应用顿号");
        advised(found, format!("{}、", reading.block.slice(start, end)))
    })
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

/// Two colons in one sentence, both introducing: 会议指出：…要求：….
fn second_colon(reading: &Reading<'_>) -> Option<Hit> {
    const SAYS: [&str; 14] =
        ["指出", "强调", "要求", "认为", "表示", "如下", "包括", "通知", "提出", "明确", "分别是", "主要是", "即", "内容"];
    let mut first: Option<usize> = None;
    for (at, c) in reading.block.chars.iter().enumerate() {
        match c {
            '。' | '？' | '！' | '“' | '；' | '\u{3000}' | '\n' => first = None,
            '：' if SAYS.iter().any(|word| reading.before(at, 3).ends_with(word)) => match first {
                Some(_) if at + 1 < reading.plain.len() => {
                    return Some(info("punct.colon", (at, at + 1), "一句话里不宜用两层冒号"));
                }
                _ => first = Some(at),
            },
            _ => {}
        }
    }
    None
}

/// 会议强调：要把握三个重点：…: the first colon introduces nothing of its own.
fn told(reading: &Reading<'_>) -> Option<Hit> {
    let at = (2..reading.plain.len()).find(|&at| {
        let colon = reading.block.chars[at] == '：' && reading.char(at + 1) == Some('要');
        colon && ["指出", "强调", "要求", "认为"].contains(&reading.before(at, 2).as_str())
    })?;
    let rest = reading.block.chars[at + 1..].iter().take_while(|c| !matches!(c, '。' | '；'));
    rest.into_iter().any(|c| *c == '：').then(|| advised(info("punct.colon", (at, at + 1), "一句话里不宜用两层冒号"), "，"))
}

/// 第三条：本办法…: the number of an article takes a space.
fn article(reading: &Reading<'_>) -> Option<Hit> {
    let at = reading.plain.iter().position(|c| *c == '条').filter(|&at| (2..=7).contains(&at))?;
    let numeral = |c: &char| "一二三四五六七八九十百零".contains(*c);
    let numbered = reading.plain[0] == '第' && reading.plain[1..at].iter().all(numeral);
    let colon = reading.char(at + 1) == Some(':') && reading.char(at + 2).is_some_and(fold::is_han);
    (numbered && colon).then(|| info("punct.colon", (at + 1, at + 2), "条文序号后空一格，不用冒号"))
}

/// 他说：“…”。: what is quoted whole has its full stop inside.
fn stop_outside(reading: &Reading<'_>) -> Option<Hit> {
    const SAYS: [&str; 9] = ["说", "道", "表示", "指出", "强调", "坦言", "介绍", "告诉记者", "称"];
    let chars = &reading.block.chars;
    let close = (1..chars.len()).find(|&i| chars[i] == '”' && chars.get(i + 1) == Some(&'。') && fold::is_han(chars[i - 1]))?;
    let open = chars[..close].iter().rposition(|c| matches!(c, '“' | '”')).filter(|&i| chars[i] == '“')?;
    let whole = open > 0 && chars[open - 1] == '：' && close - open > 6;
    let said = SAYS.iter().any(|word| reading.before(open.saturating_sub(1), 4).ends_with(word));
    (whole && said).then(|| advised(info("punct.place", (close, close + 2), "引文完整独立时，句末点号放在引号里"), "。”"))
}

/// 了解还存在哪些困难？并…, 能够使用？这件事: a question within a statement is none.
fn asked(reading: &Reading<'_>) -> Option<Hit> {
    const AFTER: [&str; 9] = ["并", "且", "这件", "这一问", "这个问", "这些问", "的问题", "等问题", "以及"];
    let alone = |at: usize| !reading.block.chars[at.saturating_sub(40)..at].contains(&'？');
    let at = (4..reading.plain.len()).find(|&at| {
        let mark = reading.block.chars[at] == '？' && fold::is_han(reading.plain[at - 1]);
        mark && alone(at) && (reading.one_of(at + 1, &AFTER).is_some() || indirect(reading, at))
    })?;
    let quoted = reading.plain[..at].iter().rev().take(60).find(|c| matches!(c, '“' | '”')) == Some(&'“');
    (!quoted).then(|| info("punct.place", (at, at + 1), "疑问内容只是句子的一部分，不用问号"))
}

/// 研究如何压缩时限？, 不清楚他什么时候到岗？: the question is told, not asked.
fn indirect(reading: &Reading<'_>, at: usize) -> bool {
    const TOLD: [&str; 19] = [
        "研究",
        "讨论",
        "梳理",
        "不清楚",
        "不知道",
        "探讨",
        "商讨",
        "了解",
        "询问",
        "调研",
        "摸清",
        "弄清",
        "明确",
        "说明",
        "调查",
        "掌握",
        "考虑",
        "商议",
        "交流",
    ];
    const ASKS: [&str; 10] = ["哪些", "如何", "怎样", "怎么", "什么", "是否", "多少", "哪里", "谁", "能否"];
    let stop = |c: &&char| !matches!(c, '。' | '?' | '!' | ';' | ':' | '“');
    let len = reading.plain[..at].iter().rev().take(60).take_while(stop).count();
    let sentence = reading.text(at - len, at);
    let direct = ["您", "你", "吗", "呢", "请问", "为什么", "大家"].iter().any(|word| sentence.contains(word));
    let told = TOLD.iter().filter_map(|word| sentence.find(word)).min();
    let asks = ASKS.iter().filter_map(|word| sentence.find(word)).min();
    !direct && told.zip(asks).is_some_and(|(told, asks)| told < asks)
}

/// 高兴地说，“…。” and 写道“…。”: what is quoted whole is led by a colon.
fn quoted_whole(reading: &Reading<'_>) -> Option<Hit> {
    const SAYS: [&str; 7] = ["说", "写道", "问道", "表示", "指出", "强调", "答道"];
    let chars = &reading.block.chars;
    let open = (2..chars.len()).find(|&i| chars[i] == '“' && (chars[i - 1] == '，' || fold::is_han(chars[i - 1])))?;
    let comma = usize::from(chars[open - 1] == '，');
    let said = SAYS.iter().any(|word| reading.before(open - comma, 2).ends_with(word));
    let close = open + chars[open..].iter().take(200).position(|c| *c == '”')?;
    let whole = matches!(chars[close - 1], '。' | '！' | '？') && close - open > 6;
    // “真快！”他说，“…”: the speech goes on.
    let goes_on = chars[..open].contains(&'”');
    (said && whole && !goes_on).then(|| info("punct.colon", (open - comma, open + 1), "引出完整的话用冒号"))
}

/// 镇党委要求：第一、压实责任；第二，…: after the number of a clause.
fn clause_ordinal(reading: &Reading<'_>) -> Option<Hit> {
    let at = (1..reading.plain.len()).find(|&at| {
        let numbered = reading.plain[at] == '第' && reading.char(at + 1).is_some_and(|c| "一二三四五".contains(c));
        let begins = matches!(reading.plain[at - 1], ':' | ';' | '。');
        let several = reading.char(at + 3).is_none_or(|c| c == '第' || "一二三四五六七八九十".contains(c));
        numbered && begins && !several && reading.char(at + 2) == Some('、')
    })?;
    let number = reading.text(at, at + 2);
    Some(advised(info("punct.ordinal", (at, at + 3), "序次语后的顿号使用不当，应用逗号"), format!("{number}，")))
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
            ("水、电、气、等公共服务", "、等"),
            ("农业、林业、和水利部门", "、和"),
            ("依据《甲》、《乙》、《丙》办理", "、"),
            ("第一、加强组织领导工作。", "第一、"),
            ("一是、完善工作机制。", "一是、"),
            ("（一）、加强领导", "（一）、"),
            ("现将有关事项通知如下；", "如下；"),
            ("主要任务：（一）、全面排查", "（一）、"),
            ("现将有关事项通知如下，", "如下，"),
            ("水、电、或者其他能源", "、或者"),
            ("一.加强组织领导", "一."),
            ("①、加强组织领导", "①、"),
            ("会议指出：要做好三项工作，市长要求：各部门抓紧落实。", "："),
            ("进一步加强政 府网站管理", " "),
            ("虽然难度较大、但是提前完成", "、"),
            ("既有理论授课、又有现场教学", "、"),
            ("一，招聘岗位", "一，"),
            ("一. 总体要求", "一."),
            ("产品有玩具、校服、等6类。", "、等"),
            ("会议强调：要把握三个重点：一是抓项目。", "："),
            ("第三条：本办法所称农村公路", "："),
            ("他说：“我们将继续扎根基层，服务乡亲”。", "”。"),
            ("了解企业还存在哪些困难？并现场答疑。", "？"),
            ("会议研究如何进一步压缩审批时限？", "？"),
            ("高兴地说，“今年的枇杷卖了好价钱。”", "，“"),
            ("他在信中写道“感谢你们冒雨抢修。”", "“"),
            ("镇党委要求：第一、压实责任；第二，补齐短板。", "第一、"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn proper_marks_are_left_alone() {
        for text in [
            "水、电、气等公共服务",
            "按质量、等级收费",
            "建设美丽、和谐的城市",
            "提供准确、及时的信息",
            "第一、二款规定的情形除外",
            "第1、2、3号楼已经封顶。",
            "如下表所示。",
            "现将有关事项通知如下。",
            "第六条第（一）、（二）项",
            "张 三  李 四",
            "第一条 市人民代表大会",
            "时间：12月。地点：云溪。",
            "他指出：“要求：及时。”",
            "关于 试点 工作 的 通知",
            "他说：“我们将继续扎根基层。”",
            "这就是“最美乡村”。",
            "问：什么时候办理？答：随到随办。",
            "在哪里提交？多久能办好？这些问题都有答案。",
            "您了解哪些政策？",
            "他说“试点”很好。",
            "“真快！”李先生说，“只用了半天。”",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
