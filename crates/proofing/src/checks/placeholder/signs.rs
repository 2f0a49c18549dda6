//! Signs in place of a name or number that nobody filled in: XX, ×××, ○○, ***, ？？, N, 0873-XXXXXXX.

use super::super::{names, quantity};
use super::dates::rest_of_date;
use crate::fold;
use crate::reading::Reading;

/// XXXX-XXXXXXX, 0873-XXXXXXX, 0000-00000000: a number of a telephone never filled in.
pub(super) fn telephone(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let part = |c: &&char| c.is_ascii_digit() || matches!(c, 'x' | '×' | '-');
    let before = reading.plain[..at].iter().rev().take(6).take_while(part).count();
    let start = at - before;
    let end = at + reading.plain[at..].iter().take(14).take_while(part).count();
    let number = &reading.plain[start..end];
    let count = |wanted: fn(&char) -> bool| number.iter().filter(|c| wanted(c)).count();
    let crosses = count(|c| matches!(c, 'x' | '×'));
    let zeros = number.iter().all(|c| matches!(c, '0' | '-')) && number.len() >= 8;
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-'));
    let apart = !joined(reading.char_before(start)) && !joined(reading.char(end));
    ((crosses >= 4 || zeros) && count(|c| *c == '-') == 1 && number.len() >= 8 && apart).then_some((start, end))
}

/// 传真号码：0578-，: the code of an area and no number.
pub(super) fn area_code(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let len = reading.digits(at, 5);
    let end = at + len + 1;
    let ends = reading.char(end).is_none_or(|c| matches!(c, ',' | '。' | ';' | '(' | ')' | ' '));
    let dash = (3..=4).contains(&len) && reading.char(end - 1) == Some('-');
    let cell = at == 0 && reading.plain.len() == end;
    let labelled =
        cell || reading.before(at, 6).trim_end_matches([':', ' ', '为', '是']).ends_with(['话', '码', '真', '线', '号']);
    (dash && ends && labelled && !reading.char_before(at).is_some_and(|c| c.is_ascii_digit())).then_some((at, end))
}

/// 20__年6月: the century alone.
pub(super) fn century(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let end = at + run(reading, at);
    let start = at.checked_sub(2).filter(|&start| reading.is_at(start, "20"))?;
    let alone = !reading.char_before(start).is_some_and(|c| c.is_ascii_alphanumeric());
    (alone && end - at <= 4 && reading.char(end) == Some('年')).then_some((start, end + 1))
}

/// 在N个工作日内: a letter for a number.
pub(super) fn letter(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let capital = reading.block.chars.get(at) == Some(&'N') && reading.char_before(at).is_some_and(fold::is_han);
    let counted = reading.one_of(at + 1, &["个工作日", "个月", "天", "名", "户", "家", "万元", "年"]).is_some();
    (capital && counted).then_some((at, at + 1))
}

/// 会议地点：?????, 共排查自建房？？栋
pub(super) fn unknown(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let before = reading.char_before(at);
    if before == Some('?') {
        return None;
    }
    let end = at + reading.plain[at..].iter().take_while(|c| **c == '?').count();
    let counted = quantity::unit_end(reading, end);
    if end >= at + 2 && before.is_some_and(fold::is_han) && counted > end {
        return Some((at, counted));
    }
    (end >= at + 3 && before == Some(':')).then_some((at, end))
}

/// 〇〇〇〇年度, ○○县, 副县长***: signs in place of a name or number.
pub(super) fn rounds(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let sign = reading.plain[at];
    let len = reading.plain[at..].iter().take(8).take_while(|c| **c == sign).count();
    let end = at + len;
    let before = reading.char_before(at);
    let first = before.is_none_or(|c| c != sign && crate::view::digit(c).is_none() && !c.is_ascii_digit());
    let wanted = if sign == '*' {
        let place = ["会议室", "市", "县", "区", "镇", "乡", "村", "局", "公司", "同志", "单位", "部门"];
        let title = before.is_some_and(|c| "长记任员志席".contains(c)) && reading.char(end).is_some_and(fold::is_han);
        // **加粗** is a mark of another kind.
        let single = len >= 2 && !reading.plain[end..].iter().take(40).any(|c| *c == '*');
        let counted = quantity::unit_end(reading, end) > end || reading.char(end) == Some('%');
        let amount = before.is_none_or(fold::is_han) && counted;
        // ***路***号
        let street = len >= 2 && reading.char(end).is_some_and(|c| "路街道巷".contains(c));
        if street {
            let rest = reading.plain[end + 1..].iter().take(6).take_while(|c| **c == '*').count();
            let house = rest > 0 && reading.char(end + 1 + rest) == Some('号');
            return Some((at, if house { end + rest + 2 } else { end }));
        }
        // 承诺时限 *个工作日, alone in its cell
        if len == 1 && amount && (before.is_none() || before.is_some_and(|c| "为共限".contains(c))) {
            return Some((at, end));
        }
        let gap = before.is_some_and(|c| "在由到于".contains(c)) && reading.one_of(end, &place).is_some();
        title || (single && (gap || amount)) || (len >= 3 && before == Some(':'))
    } else if sign == '□' {
        // □是 □否 are boxes to be ticked.
        len >= 2 && before.is_some_and(fold::is_han) && reading.char(end).is_some_and(|c| fold::is_han(c) || c == ',')
    } else {
        reading
            .one_of(
                end,
                &[
                    "年", "市", "县", "区", "镇", "乡", "村", "局", "公司", "同志", "街道", "社区", "小学", "中学", "学校",
                    "医院", "水库",
                ],
            )
            .is_some()
            && !before.is_some_and(|c| names::is_name(&[c, '某']))
    };
    ((2..=6).contains(&len) && first && wanted).then_some((at, end))
}

/// XX, ×××, 20XX年, X年X月: not part of a word, a code, a masked number or a masked name.
pub(super) fn crosses(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let plain = &reading.plain;
    let len = run(reading, at);
    let end = at + len;
    let before = reading.char_before(at);
    let after = reading.char(end);
    // 20XX年
    let century = at >= 2 && plain[at - 2] == '2' && plain[at - 1] == '0' && len == 2 && after == Some('年');
    let date = after.is_some_and(|c| "年月日".contains(c)) && (len <= 2 || (len == 4 && after == Some('年')));
    if century {
        return Some((at - 2, rest_of_date(reading, end + 1)));
    }
    // 〔20XX〕X号
    if before == Some('0') && at >= 2 && plain[at - 2] == '2' && len == 2 && after == Some('〕') {
        return Some((at - 2, end));
    }
    let code = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '@' | '*' | '=' | '_' | ':' | '·'))
    };
    let labelled = before == Some(':') && len >= 2;
    if (code(before) && !labelled) || after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '@' | '*' | '=')) {
        return None;
    }
    if date {
        // 第X月 and the like stand beside each other: X年X月X日.
        let single = len == 1 && !(after == Some('年') && reading.char(end + 1).is_some_and(|c| matches!(c, 'x' | '×')));
        let joined = before.is_some_and(|c| "年月".contains(c));
        if !single && reading.char(end + 1) == Some('度') {
            return Some((at, end));
        }
        // X日X时
        let hours = after == Some('日') && reading.char(end + 1) == Some(plain[at]) && reading.char(end + 2) == Some('时');
        return (!single || joined || hours).then(|| (at, rest_of_date(reading, end + 1)));
    }
    // “××律师事务所”: the pattern of a name in a rule.
    let quoted = reading.plain[..at].iter().rev().take(40).find(|c| matches!(c, '“' | '”')) == Some(&'“');
    let shown = reading.has_before(at, 24, &["示例:", "样例:", "格式为:", "格式:", "例如:"]);
    if shown && context_han(reading, at) {
        return None;
    }
    // 罗马数字XX
    let roman =
        ["数字", "字母", "罗马", "标有", "刻有"].iter().any(|word| reading.before(at, 4).trim_end_matches('“').ends_with(word));
    // 第X届
    let ordinal = before == Some('第') && after.is_some_and(|c| "届次批期号名条款项章".contains(c));
    // 公示期为X个工作日
    let counted = ["个工作日", "个月", "万元", "亿元", "人次", "名", "户", "家", "天"];
    // 补助标准×天数 multiplies.
    let wanted = plain[at] == 'x' || before.is_some_and(|c| "为共达有约第".contains(c));
    if len == 1 && wanted && (ordinal || before.is_some_and(fold::is_han) && reading.one_of(end, &counted).is_some()) && !quoted {
        return Some((at, end));
    }
    if len < 2 || quoted || roman {
        return None;
    }
    // 王××, 张某×: a name masked on purpose.
    let name = before.is_some_and(|c| names::is_name(&[c, '某']))
        && len == 2
        && reading.one_of(end, &["万元", "元", "亿元", "平方米", "吨"]).is_none()
        && !after.is_some_and(|c| "市县区镇乡村局".contains(c));
    // 发放对象：饶××
    let name = name
        || (plain[at] == '×'
            && len == 2
            && at >= 2
            && plain[at - 2] == ':'
            && reading.has_before(at, 10, &["对象", "姓名", "人员", "申请人"]));
    // 桂花巷××号: a dwelling masked on purpose.
    let dwelling = after == Some('号') && before.is_some_and(|c| "巷路街弄道村组".contains(c)) && plain[at] == '×';
    let ray = after.is_some_and(|c| "射光线码染".contains(c)) || reading.before(at, 8).contains("染色体");
    let size = reading.char(end).is_some_and(|c| c == '码' || c == '号') && plain[at] == 'x' && len <= 3;
    (!name && !size && !ray && !dwelling).then_some((at, end))
}

/// Whether the crosses stand among Chinese text.
fn context_han(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain[at..].iter().take(4).any(|&c| fold::is_han(c))
}

/// How far to go on from `at` when nothing was found there.
pub(super) fn run(reading: &Reading<'_>, at: usize) -> usize {
    let c = reading.plain[at];
    if matches!(c, 'x' | '×' | '_') { reading.plain[at..].iter().take_while(|n| **n == c).count() } else { 1 }
}
