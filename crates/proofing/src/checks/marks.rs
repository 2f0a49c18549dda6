//! Punctuation within a line (GB/T 15834, domain.md C08): doubled marks (。。，，), half-width marks in Chinese text, and
//! the forms of …… and ——.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Marks that never stand beside each other.
const STOPS: [char; 7] = ['。', '，', '、', '；', '：', ',', ';'];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    let mut half: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| STOPS.contains(c)).count();
        let asked = matches!(chars[at], '？' | '！' | '?' | '!')
            && chars.get(at + 1).is_some_and(|c| STOPS.contains(c) && han_near(reading, at));
        if run > 1 {
            hits.push(doubled(&chars[at..at + run], at));
        } else if run == 1 && matches!(chars.get(at + 1), Some('？' | '！')) {
            hits.push(info("punct.doubled", (at, at + 2), "标点重复或连用"));
        } else if asked {
            hits.push(info("punct.doubled", (at, at + 2), "标点重复或连用"));
            at += 1;
        } else if let Some(end) = asked_twice(reading, at) {
            hits.push(advised(info("punct.doubled", (at, end), "公文用语不叠用问号"), "？"));
            at = end;
            continue;
        } else if let Some(end) = many(chars, at) {
            hits.push(info("punct.doubled", (at, end), "叹号、问号最多连用三个"));
            at = end;
            continue;
        } else if let Some(end) = closed_twice(chars, at) {
            hits.push(info("punct.doubled", (at, end), "引号或括号内外重复使用句号"));
        } else if matches!(chars[at], '.' | '．') && foreign(reading, at) {
            hits.push(advised(info("punct.width", (at, at + 1), "外国人名、少数民族人名之间用间隔号"), "·"));
        } else if let Some(full) = half_width(reading, at) {
            half.push((at, full));
        } else if let Some((end, found)) = ellipsis(reading, at).or_else(|| dash(reading, at)) {
            hits.extend(found);
            at = end;
            continue;
        }
        at += run.max(1);
    }
    if let Some(&(first, full)) = half.first() {
        let more = if half.len() > 1 { format!("，本段共{}处", half.len()) } else { String::new() };
        let message = format!("中文之间应使用全角标点「{full}」{more}");
        hits.push(advised(info("punct.width", (first, first + 1), message), full));
    }
}

fn info(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

fn doubled(run: &[char], at: usize) -> Hit {
    let same = run.iter().all(|c| *c == run[0]);
    let advice = match run[0] {
        '。' if same && run.len() >= 3 => "……".to_owned(),
        first => first.to_string(),
    };
    let found = info("punct.doubled", (at, at + run.len()), "标点重复或连用");
    // Which of two different marks is meant only the author knows.
    if same { advised(found, advice) } else { found }
}

/// `。”。`: the sentence ends inside the quotation and again after it.
fn closed_twice(chars: &[char], at: usize) -> Option<usize> {
    let closes = matches!(chars.get(at + 1), Some('”' | '’' | '）' | '」'));
    (chars[at] == '。' && closes && chars.get(at + 2) == Some(&'。')).then_some(at + 3)
}

/// ！！！！: the end of a run longer than the standard allows (GB/T 15834 §4.2.3.3).
fn many(chars: &[char], at: usize) -> Option<usize> {
    let mark = Some(chars[at]).filter(|c| matches!(c, '！' | '？' | '!'))?;
    let run = chars[at..].iter().take_while(|c| **c == mark).count();
    (run > 3).then_some(at + run)
}

/// ？？ outside a quotation: what a page of an office asks, it asks once.
fn asked_twice(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let chars = &reading.block.chars;
    let run = chars[at..].iter().take_while(|c| **c == '？').count();
    let quoted = chars[..at].iter().rev().take(60).find(|c| matches!(c, '“' | '”')) == Some(&'“');
    (run == 2 && han_near(reading, at) && !quoted).then_some(at + 2)
}

fn han_near(reading: &Reading<'_>, at: usize) -> bool {
    reading.char_before(at).is_some_and(fold::is_han)
}

fn half_width(reading: &Reading<'_>, at: usize) -> Option<char> {
    let full = match reading.block.chars[at] {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '.' | '．' | '｡' => '。',
        '､' => '、',
        _ => return None,
    };
    let han = |c: Option<char>| c.is_some_and(fold::is_han);
    let last = at + 1 == reading.plain.len();
    let closes = |c: Option<char>| c.is_some_and(|c| matches!(c, '”' | '》' | ')' | '」'));
    let opens = |c: Option<char>| c.is_some_and(|c| matches!(c, '“' | '《' | '(' | '「'));
    let before = reading.char_before(at);
    if full == '。' {
        // A full stop within a line is a decimal point or part of a name.
        let ends = last && reading.plain.len() > 8;
        return (han(before) && (ends || reading.block.chars[at] == '｡' || parts(reading, at))).then_some(full);
    }
    let left = han(before) || closes(before);
    // 责任编辑:2026, 价格:30元: labels before numbers count as Chinese text too.
    // 落实, 确保: a space after the mark changes nothing; ?? is one mark written twice.
    let run = reading.plain[at..].iter().take_while(|c| full != '，' && **c == reading.plain[at]).count().max(1);
    let (last, after) = (at + run == reading.plain.len(), reading.char(reading.skip_spaces(at + run)));
    let right = han(after) || opens(after) || last;
    // 增长5%,同比…: a comma between an amount and Chinese text.
    let amount = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '%');
    let counted = matches!(full, '，' | '；') && ((han(before) && amount(after)) || (amount(before) && han(after)));
    (counted || (left && right && (han(before) || han(after)))).then_some(full)
}

/// 免收费用.食宿自理: a full stop of the keyboard between two clauses; names of people have a point after few characters.
fn parts(reading: &Reading<'_>, at: usize) -> bool {
    if foreign(reading, at) {
        return false;
    }
    const NAMES: &str = "阿艾尔斯克特拉迪买提古丽木热依卜杜姆德罗亚";
    let left = reading.plain[..at].iter().rev().take(6).take_while(|&&c| fold::is_han(c)).count();
    let right = reading.plain[at + 1..].iter().take(3).take_while(|&&c| fold::is_han(c)).count();
    let beside = [reading.char_before(at), reading.char(at + 1)];
    left >= 6 && right >= 3 && !beside.into_iter().flatten().any(|c| NAMES.contains(c))
}

/// 皮埃尔.杜邦: names of foreigners have a point of their own (·), which `foreign` marks.
fn foreign(reading: &Reading<'_>, at: usize) -> bool {
    const SOUNDS: &str = "阿艾尔斯克特拉迪买提古丽木热依卜杜姆德罗亚皮埃杰森玛莉约翰汤逊伯格恩兰卡里奥诺贝塞安娜巴洛夫维茨基曼萨达西米吐邦史密穆罕默哈桑力江孜帕努尤苏";
    let sounds = |at: Option<usize>| at.and_then(|at| reading.char(at)).is_some_and(|c| SOUNDS.contains(c));
    let left = sounds(at.checked_sub(1)) && sounds(at.checked_sub(2));
    left && sounds(Some(at + 1)) && sounds(Some(at + 2))
}

/// `...` and a single `…` after Chinese text; `……等` and `等……` say the same twice.
fn ellipsis(reading: &Reading<'_>, at: usize) -> Option<(usize, Option<Hit>)> {
    let chars = &reading.block.chars;
    let c = *chars.get(at).filter(|c| matches!(c, '.' | '…' | '·' | '．'))?;
    let run = chars[at..].iter().take_while(|&&next| next == c).count();
    let end = at + run;
    let han = han_near(reading, at);
    if c != '…' {
        let wrong = han && (3..=6).contains(&run);
        return (run > 1).then(|| (end, wrong.then(|| advised(info("punct.ellipsis", (at, end), "省略号应写作「……」"), "……"))));
    }
    let dotted = reading.char(end).is_some_and(|c| c.is_ascii_digit());
    let etc = if reading.char_before(at) == Some('等') {
        Some((at - 1, end))
    } else if reading.char(end) == Some('等')
        && !reading.char(end + 1).is_some_and(|c| "车高候待级额效价距量于同到闲边值离我你他她".contains(c))
    {
        Some((at, end + 1))
    } else {
        None
    };
    let found = if matches!(run, 1 | 3) && han && !dotted {
        Some(advised(info("punct.ellipsis", (at, end), "省略号应写作「……」"), "……"))
    } else if let Some(range) = etc.filter(|_| run == 2) {
        Some(info("punct.ellipsis", range, "省略号与“等”意思重复，用其一"))
    } else if run == 2 && han && chars.get(end) == Some(&'。') {
        Some(advised(info("punct.ellipsis", (at, end + 1), "省略号后不再用句号"), "……"))
    } else {
        None
    };
    Some((end + usize::from(found.is_some() && run == 2), found))
}

/// `--` between Chinese characters; rules drawn with more of them are no punctuation.
fn dash(reading: &Reading<'_>, at: usize) -> Option<(usize, Option<Hit>)> {
    let chars = &reading.block.chars;
    // 9:00一11:30
    if chars[at] == '一' && [reading.char_before(at), reading.char(at + 1)].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()))
    {
        return Some((at + 1, Some(advised(info("punct.dash", (at, at + 1), "起止之间用一字线，不是汉字“一”"), "—"))));
    }
    if chars[at] == '—' && single_dash(reading, at) {
        return Some((at + 1, Some(advised(info("punct.dash", (at, at + 1), "破折号应写作「——」"), "——"))));
    }
    let c = *chars.get(at).filter(|c| matches!(c, '-' | '－' | '–' | '─' | '━' | '―' | '—'))?;
    let run = chars[at..].iter().take_while(|&&next| next == c).count();
    let end = at + run;
    let side = |c: Option<char>| c.is_some_and(|c| fold::is_han(c) || matches!(c, '》' | '”' | '《' | '“'));
    let long = (2..=3).contains(&run) && (c != '—' || run == 3);
    let digits = [reading.char_before(at), reading.char(end)].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()));
    // 9:00--17:00
    if digits && run == 2 && c == '-' && reading.before(at, 3).contains(':') {
        return Some((end, Some(advised(info("punct.dash", (at, end), "起止之间用一字线"), "—"))));
    }
    // 7月6日——8月14日
    let dated = reading.char_before(at).is_some_and(|c| matches!(c, '日' | '月' | '年'))
        && reading.char(end).is_some_and(|c| c.is_ascii_digit());
    if dated && run == 2 && c == '—' {
        return Some((end, Some(advised(info("punct.dash", (at, end), "起止之间用一字线"), "—"))));
    }
    // 2024——2028年
    let years = digits
        && reading.plain.get(end..end + 4).is_some_and(|year| year.iter().all(char::is_ascii_digit))
        && reading.char(end + 4) == Some('年');
    if years && run == 2 && c == '—' {
        return Some((end, Some(advised(info("punct.dash", (at, end), "起止之间用一字线"), "—"))));
    }
    // -- 清溪县博物馆建设纪实 under its title
    let heads = run == 2
        && c != '—'
        && at <= 16
        && reading.plain[..at].iter().all(|c| c.is_whitespace())
        && reading.char(end).is_some_and(fold::is_han);
    if heads {
        return Some((end, Some(advised(info("punct.dash", (at, end), "破折号应写作「——」"), "——"))));
    }
    let wrong = long && side(reading.char_before(at)) && side(reading.char(end));
    (run > 1).then(|| (end, wrong.then(|| advised(info("punct.dash", (at, end), "破折号应写作「——」"), "——"))))
}

/// 首条旅游公路—清环公路: what follows explains what stands before and ends with the same word.
fn single_dash(reading: &Reading<'_>, at: usize) -> bool {
    let chars = &reading.block.chars;
    let alone = at >= 8 && chars[at - 1] != '—' && chars.get(at + 1) != Some(&'—');
    let han = |i: usize| reading.char(i).is_some_and(fold::is_han);
    if !alone || !han(at - 1) || !han(at + 1) {
        return false;
    }
    let word = reading.text(at - 2, at);
    let kind = reading.has_before(at, 16, &["首条", "首座", "首个", "首家", "最大", "最长", "唯一", "第一"]);
    let name = reading.text(at + 1, at + 9);
    kind && name.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn doubled_marks_are_marked() {
        assert_eq!(marked(check, "现予公布。。请遵照执行，，特此通知"), ["。。", "，，"]);
        assert_eq!(marked(check, "甲，。乙、、丙"), ["，。", "、、"]);
        assert_eq!(marked(check, "是否符合？。请说明"), ["？。"]);
        assert_eq!(marked(check, "他说：“已办结。”。"), ["。”。"]);
        assert_eq!(marked(check, "共创美好家园！！！！"), ["！！！！"]);
    }

    #[test]
    fn half_width_marks_are_one_finding_a_block() {
        assert_eq!(marked(check, "各区县,各部门:请落实;"), [","]);
        assert_eq!(marked(check, "请各单位认真贯彻执行."), ["."]);
        assert_eq!(marked(check, "认真贯彻落实, 确保到位"), [","]);
        assert_eq!(marked(check, "怎么办??"), ["?"]);
        assert_eq!(marked(check, "友城代表皮埃尔.杜邦一行"), ["."]);
        assert_eq!(marked(check, "本次培训免收费用.食宿自理。"), ["."]);
        assert_eq!(marked(check, "同比增长5%,其中工业增长6%"), [","]);
        assert_eq!(marked(check, "根据《条例》,现通知如下"), [","]);
    }

    #[test]
    fn wrong_forms_of_ellipsis_and_dash_are_marked() {
        for (text, found) in [
            ("苹果、梨...都有", "..."),
            ("如此…不一而足", "…"),
            ("医疗、养老………内容丰富", "………"),
            ("上午9:00一11:30开放", "一"),
            ("何时能解决？？市里给出时间表", "？？"),
            ("苹果、梨等……", "等……"),
            ("此处从略……。", "……。"),
            ("有发改、财政、住建……等部门", "……等"),
            ("新平台———一网通办上线", "———"),
            ("新平台--一网通办--上线", "--"),
            ("开放时间为9:00--17:00", "--"),
            ("服务时间为7月6日——8月14日，", "——"),
            ("--清溪县博物馆数字化建设纪实", "--"),
            ("发展规划（2024——2028年）", "——"),
            ("我县首条旅游公路—清环公路正式通车", "—"),
        ] {
            assert_eq!(marked(check, text)[0], found, "{text}");
        }
    }

    #[test]
    fn proper_marks_are_left_alone() {
        for text in [
            "甲，乙。丙！！丁……戊——己？！",
            "12:30至1,000元",
            "a,b;c",
            "《甲》、《乙》。”",
            "第一章…………1",
            "2026-05-01",
            "----------",
            "www.yunxi.gov.cn",
            "（完）。",
            "平台v1.2.3",
            "中国.云溪首届文化节",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
