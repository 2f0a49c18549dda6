//! Figures of one sentence of which the last does not follow from the others.

use super::super::parts::yuan;
use super::super::sums::{Amount, rounded};
use super::{next_number, warn};
use crate::finding::Hit;
use crate::reading::Reading;

type Rule = fn(&Reading<'_>, &[Amount]) -> Option<Hit>;

const RULES: [Rule; 16] = [
    multiple, cumulative, industries, departments, performed, paid, population, balance, points, a_year, done, beside, slip,
    price, bracketed, both,
];

pub(super) fn check(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    if amounts.is_empty() {
        return departments(reading, amounts);
    }
    RULES.iter().find_map(|rule| rule(reading, amounts))
}

/// 是上年同期的2倍，同比增长200%
fn multiple(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let pair = amounts.windows(2).find(|two| {
        let led = reading.before(two[0].range.0, 7);
        let year = ["上年同期的", "去年同期的", "上年的", "去年的"].iter().any(|word| led.ends_with(word)) && led.contains('是');
        let between = reading.text(two[0].range.1, two[1].range.0);
        year && two[0].unit == "倍" && two[1].unit == "%" && between.starts_with(',') && between.ends_with("增长")
    })?;
    let right = (pair[0].value - 1.0) * 100.0;
    ((pair[1].value - right).abs() > 6.0)
        .then(|| warn(pair[1].range, format!("是{}倍即增长{}%，请核对", pair[0].value, rounded(right))))
}

/// 5月份完成3.6亿元；1—5月累计完成3.2亿元
fn cumulative(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let month = amounts.iter().position(|a| reading.is_at(a.range.1, "月份"))?;
    let span = (0..reading.plain.len()).find(|&at| {
        reading.char(at) == Some('1')
            && !reading.char_before(at).is_some_and(|c| c.is_ascii_digit())
            && reading.char(at + 1).is_some_and(|c| matches!(c, '—' | '-' | '~' | '至' | '–'))
            && reading.text(at + 2, at + 5).contains('月')
    })?;
    let one = amounts[month + 1..].iter().find(|a| !a.unit.is_empty() && a.unit != "%" && a.range.0 < span)?;
    let all = amounts.iter().find(|a| a.range.0 > span && a.unit == one.unit && reading.before(a.range.0, 8).contains("累计"))?;
    (all.value < one.value).then(|| warn(all.range, "累计数小于当月数，请核对"))
}

/// Three industries grow by 3.1%, 4.2% and 5.0%, and all of them by 6.3%.
fn industries(reading: &Reading<'_>, _: &[Amount]) -> Option<Hit> {
    let find = |word: &str, from: usize| (from..reading.plain.len()).find(|&at| reading.is_at(at, word));
    let grown = |at: usize| {
        let verb = (at..reading.plain.len().min(at + 40)).find(|&i| reading.is_at(i, "增长"))?;
        next_number(reading, verb + 2, 1).filter(|found| reading.char(found.1) == Some('%'))
    };
    let parts = match find("第一、第二、第三产业", 0) {
        Some(at) => {
            let verb = find("分别增长", at)?;
            let (_, end, one) = next_number(reading, verb + 4, 1)?;
            let (_, second, two) = next_number(reading, end, 4)?;
            let (_, _, three) = next_number(reading, second, 4)?;
            [one, two, three]
        }
        None => {
            let one = grown(find("第一产业", 0)?)?.2;
            [one, grown(find("第二产业", 0)?)?.2, grown(find("第三产业", 0)?)?.2]
        }
    };
    let (start, end, all) = grown(find("生产总值", 0)?)?;
    let most = parts.iter().copied().fold(f64::MIN, f64::max);
    let least = parts.iter().copied().fold(f64::MAX, f64::min);
    (all > most + 0.11 || all < least - 0.11).then(|| warn((start, end + 1), "总的增速不在三次产业的增速之间，请核对"))
}

/// 农业农村局、水务局、林业局、气象局三部门
fn departments(reading: &Reading<'_>, _: &[Amount]) -> Option<Hit> {
    const BODIES: &str = "局委厅办部院会心站所队处科室行社";
    let at = (1..reading.plain.len()).find(|&at| reading.one_of(at, &["部门", "家单位", "个部门"]).is_some())?;
    let told = "两三四五六七八九".chars().position(|c| Some(c) == reading.char_before(at))? + 2;
    let stop = |c: &&char| !matches!(c, '。' | ';' | ',' | ':' | '(' | ')' | ' ');
    let len = reading.plain[..at - 1].iter().rev().take(120).take_while(stop).count();
    let list = reading.text(at - 1 - len, at - 1);
    let members: Vec<&str> = list.split(['、', '和']).collect();
    let named = members.iter().all(|name| name.chars().count() >= 2 && name.ends_with(|c| BODIES.contains(c)));
    let end = at + if reading.is_at(at, "部门") { 2 } else { 3 };
    (members.len() >= 3 && named && members.len() != told)
        .then(|| warn((at - 1, end), format!("前面列出{}个，请核对", members.len())))
}

/// 预算100万元，已支出80万元，预算执行率为125%
fn performed(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    const RATES: [&str; 8] = ["执行率", "支出率", "到位率", "拨付率", "支付率", "执行进度", "支出进度", "完成率"];
    const DONE: [&str; 8] = ["支出", "执行", "到位", "拨付", "支付", "完成", "使用", "下达"];
    let told = amounts.iter().find(|a| {
        a.unit == "%"
            && RATES.iter().any(|rate| reading.before(a.range.0, 6).trim_end_matches(['为', '达', '到', '是']).ends_with(rate))
    })?;
    let mut before = amounts.iter().rev().filter(|a| a.range.1 <= told.range.0 && a.unit.ends_with('元'));
    let (done, whole) = (before.next()?, before.next()?);
    let led = reading.has_before(whole.range.0, 10, &["预算", "计划", "下达", "安排", "应"]);
    let spent = reading.has_before(done.range.0, 5, &DONE);
    let right = done.value / whole.value * 100.0;
    let near = whole.unit == done.unit && whole.value > 0.0 && told.range.0 - done.range.1 <= 12;
    (led && spent && near && (right - told.value).abs() > 0.6)
        .then(|| warn(told.range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
}

/// 支付30%，验收后支付50%，余款10%
fn paid(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let rest = amounts.iter().position(|a| {
        let led = reading.before(a.range.0, 4);
        a.unit == "%" && ["余款", "余款的", "尾款", "剩余", "其余", "余款为"].iter().any(|word| led.ends_with(word))
    })?;
    let shares: Vec<&Amount> = amounts[..=rest].iter().filter(|a| a.unit == "%").collect();
    let paid = shares[..shares.len() - 1]
        .iter()
        .all(|a| reading.has_before(a.range.0, 12, &["支付", "预付", "付至", "付款", "价款的", "总价的"]));
    let up_to = (0..reading.plain.len()).any(|at| reading.one_of(at, &["支付至", "付至", "累计"]).is_some());
    let sum: f64 = shares.iter().map(|a| a.value).sum();
    (shares.len() >= 2 && paid && !up_to && (sum - 100.0).abs() > 0.1)
        .then(|| warn(amounts[rest].range, format!("各次付款之和是{}%，请核对", rounded(sum))))
}

/// 出生率为7.1‰，死亡率为6.3‰，自然增长率为1.8‰
fn population(reading: &Reading<'_>, _: &[Amount]) -> Option<Hit> {
    let value = |word: &str| {
        let at = (0..reading.plain.len()).find(|&at| reading.is_at(at, word))?;
        next_number(reading, at + word.chars().count(), 3)
    };
    let (start, end, told) = value("自然增长率")?;
    let right = value("出生率")?.2 - value("死亡率")?.2;
    let fallen = reading.char_before(start).is_some_and(|c| matches!(c, '-' | '−'));
    let told = if fallen { -told } else { told };
    ((right - told).abs() > 0.051).then(|| warn((start, end + 1), format!("出生率减死亡率是{right:.2}‰，请核对")))
}

/// 出口32.5亿元，进口20.1亿元，贸易逆差12.4亿元
fn balance(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let sum = |word: &str| amounts.iter().find(|a| reading.before(a.range.0, 5).contains(word) && a.unit.ends_with('元'));
    let (out, into) = (sum("出口")?, sum("进口").filter(|a| a.unit.ends_with('元'))?);
    if reading.before(out.range.0, 5).contains("进出口") || out.unit != into.unit {
        return None;
    }
    let at = (into.range.1.max(out.range.1)..reading.plain.len()).find(|&at| reading.one_of(at, &["顺差", "逆差"]).is_some())?;
    let surplus = reading.is_at(at, "顺差");
    (surplus != (out.value > into.value)).then(|| warn((at, at + 2), "出口与进口的差额与所说的顺差、逆差不符，请核对"))
}

/// 比上年末的60.2%提高1.5个百分点，达到61.5%
fn points(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let to = reading.text(three[1].range.1, three[2].range.0);
        let led = reading.before(three[0].range.0, 10);
        three[0].unit == "%"
            && three[1].unit == "个百分点"
            && three[2].unit == "%"
            && (led.contains('比') || led.contains('由') || led.contains('从'))
            && [",达到", ",达", ",升至", ",降至", ",为", "至", "到"].contains(&to.as_str())
    })?;
    let verb = reading.text(three[0].range.1, three[1].range.0);
    let up = ["提高", "上升", "增加", "提升"].iter().any(|word| verb.starts_with(word));
    let down = ["下降", "回落", "降低", "减少"].iter().any(|word| verb.starts_with(word));
    let right = if up { three[0].value + three[1].value } else { three[0].value - three[1].value };
    ((up || down) && (right - three[2].value).abs() > 0.051)
        .then(|| warn(three[2].range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
}

/// 日均300吨，按365天计算，全年约1.1万吨
fn a_year(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let days = amounts.iter().position(|a| a.unit == "天" && (360.0..=366.0).contains(&a.value)).filter(|&at| at > 0)?;
    let (each, all) = (&amounts[days - 1], amounts.get(days + 1)?);
    let daily = reading.has_before(each.range.0, 12, &["日均", "每天", "每日"]);
    let scale = |unit: &str| if unit.starts_with('万') { 1e4 } else { 1.0 };
    let same = each.unit.trim_start_matches('万') == all.unit.trim_start_matches('万');
    let right = each.value * scale(&each.unit) * amounts[days].value;
    let told = all.value * scale(&all.unit);
    let wrong = daily && same && right > 0.0 && ((told - right) / right).abs() > 0.06;
    wrong.then(|| warn(all.range, format!("按前面的数计算应为{}，请核对", rounded(right / scale(&all.unit)))))
}

/// 共120个，已完成90个，占85%
fn done(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    const SHARE: [&str; 8] = [",占", ",占比", ",占比为", ",占总数的", ",完成率", ",完成率为", ",完成率达", ",占比达"];
    let fits = |three: &&[Amount]| three[0].unit == three[1].unit && !three[0].unit.is_empty() && three[2].unit == "%";
    let three = amounts.windows(3).filter(fits).find(|three| {
        let part = reading.text(three[0].range.1, three[1].range.0);
        let share = reading.text(three[1].range.1, three[2].range.0);
        // …建成标准化服务站，占70%
        let share = share
            .rfind(',')
            .filter(|_| share.chars().count() <= 20 && share.matches(',').count() == 1)
            .map_or("", |at| &share[at..]);
        let among = part.contains("中,已有") || part.contains("中,有");
        let done = ["已", "完成", "建成", "其中"].iter().any(|word| part.contains(word)) && part.starts_with(',');
        (done || among) && part.chars().count() <= 10 && SHARE.contains(&share)
    })?;
    let right = three[1].value / three[0].value * 100.0;
    ((right - three[2].value).abs() > 0.6 && three[0].value >= three[1].value)
        .then(|| warn(three[2].range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
}

/// 失业率为4.6%，比上月的5.2%上升0.6个百分点
fn beside(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let (three, up) = amounts.windows(3).find_map(|three| {
        let led = reading.text(three[0].range.1, three[1].range.0);
        let verb = reading.text(three[1].range.1, three[2].range.0);
        let up = ["提高", "上升", "增加", "提升", "增长"].contains(&verb.as_str());
        let down = ["下降", "回落", "降低", "减少", "下滑"].contains(&verb.as_str());
        let units = three[0].unit == "%" && three[1].unit == "%" && three[2].unit == "个百分点";
        let compared = led.starts_with(",比") || led.starts_with(",较");
        (units && compared && led.chars().count() <= 10 && (up || down)).then_some((three, up))
    })?;
    let change = three[0].value - three[1].value;
    if (change > 0.0) != up && change.abs() > 0.001 {
        return Some(warn((three[1].range.1, three[1].range.1 + 2), "升降与前后两个数不符，请核对"));
    }
    ((change.abs() - three[2].value).abs() > 0.051)
        .then(|| warn(three[2].range, format!("两数相差{}个百分点，请核对", rounded(change.abs()))))
}

/// 总投资1.2亿元，其中省级补助0.8亿元，县级配套4000元: ten thousand left out of the unit.
fn slip(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let led = reading.text(three[0].range.1, three[1].range.0);
        let Some(((whole, one), two)) = yuan(&three[0]).zip(yuan(&three[1])).zip(yuan(&three[2])) else { return false };
        led.starts_with(",其中") && three[2].unit == "元" && (one + two * 1e4 - whole).abs() < whole * 1e-6
    })?;
    Some(warn(three[2].range, "单位疑为“万元”，请核对"))
}

/// 400套，单价260元，合计金额14.04万元
fn price(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let each = reading.before(three[1].range.0, 4);
        let all = reading.before(three[2].range.0, 6);
        let units = three[1].unit == "元" && matches!(three[2].unit.as_str(), "元" | "万元") && !three[0].unit.ends_with('元');
        let led = ["合计", "总价", "总金额", "金额", "共计", "总计"].iter().any(|word| all.contains(word));
        units && led && each.contains("单价") && !three[0].unit.is_empty() && three[0].unit != "%"
    });
    // 单价260元，数量400套，合计14.04万元
    let turned = amounts.windows(3).find(|three| {
        let first = reading.before(three[0].range.0, 4).contains("单价") && three[0].unit == "元";
        let count = reading.before(three[1].range.0, 3).contains("数量") && !three[1].unit.ends_with('元');
        let all = reading.before(three[2].range.0, 4);
        first && count && ["合计", "总价", "金额", "共计"].iter().any(|word| all.contains(word)) && three[2].unit.ends_with('元')
    });
    let three = three.or(turned)?;
    let scale = if three[2].unit == "万元" { 1e4 } else { 1.0 };
    let right = three[0].value * three[1].value / scale;
    (right > 0.0 && ((three[2].value - right) / right).abs() > 0.01)
        .then(|| warn(three[2].range, format!("数量与单价之积是{}{}，请核对", rounded(right), three[2].unit)))
}

/// 合格率为95%（抽检100批次，合格90批次）
fn bracketed(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let rate = reading.before(three[0].range.0, 6);
        let kind = rate.trim_end_matches(['为', '达', '到', '是']).strip_suffix('率').map(str::to_owned);
        let open = reading.char(three[0].range.1) == Some('(');
        let part = reading.before(three[2].range.0, 2);
        let named = kind.is_some_and(|kind| kind.ends_with(&part) && !kind.ends_with(&format!("不{part}")));
        open && named && three[0].unit == "%" && three[1].unit == three[2].unit && !three[1].unit.is_empty()
    })?;
    let right = three[2].value / three[1].value * 100.0;
    (three[1].value >= three[2].value && (right - three[0].value).abs() > 0.6)
        .then(|| warn(three[0].range, format!("按括号里的数计算应为{}%，请核对", rounded(right))))
}

/// 完成率98.5%，未完成率2.5%: two rates that make up the whole.
fn both(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    const KINDS: [(&str, &str); 6] = [
        ("完成率", "未完成率"),
        ("合格率", "不合格率"),
        ("满意率", "不满意率"),
        ("通过率", "未通过率"),
        ("到位率", "未到位率"),
        ("达标率", "不达标率"),
    ];
    let pair = amounts.windows(2).find(|two| {
        let rate = |amount: &Amount| reading.before(amount.range.0, 6).trim_end_matches(['为', '达', '是']).to_owned();
        let (first, second) = (rate(&two[0]), rate(&two[1]));
        let negated = |text: &str| KINDS.iter().find(|(_, other)| text.ends_with(other));
        two[0].unit == "%"
            && two[1].unit == "%"
            && negated(&first).is_none()
            && negated(&second).is_some_and(|(plain, _)| first.ends_with(plain))
    })?;
    let sum = pair[0].value + pair[1].value;
    ((sum - 100.0).abs() > 0.051).then(|| warn(pair[1].range, format!("两项之和是{}%，请核对", rounded(sum))))
}
