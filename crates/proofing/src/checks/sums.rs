//! Figures that do not come out: 共30人，其中男性18人，女性15人; shares of one whole above it; a rate that is not the quotient.
//! Changes from one figure to another are the matter of `growth`.

use super::{Context, among, growth, hit, parts, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Longest sentence that is added up, in characters.
const LONGEST: usize = 200;

/// A number with its unit.
pub(super) struct Amount {
    pub range: (usize, usize),
    pub value: f64,
    pub unit: String,
}

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut from = 0;
    for at in 0..=reading.plain.len() {
        if reading.plain.get(at).is_some_and(|c| !matches!(c, '。' | ';' | '!')) {
            continue;
        }
        if (8..=LONGEST).contains(&(at - from)) && reading.plain[from..at].iter().any(char::is_ascii_digit) {
            let amounts = amounts(reading, from, at);
            hits.extend(among::check(reading, at, &amounts));
            hits.extend(shares(reading, (from, at), &amounts));
            hits.extend(growth::check(reading, &amounts));
            hits.extend(classes(reading, &amounts));
            hits.extend(total(reading, &amounts).or_else(|| parts::check(reading, (from, at), &amounts)));
            hits.extend(rate(reading, &amounts).or_else(|| rate_of(reading, &amounts)));
        }
        from = at + 1;
    }
}

pub(super) fn warn(range: (usize, usize), message: String) -> Hit {
    hit(Category::Number, Severity::Warn, "number.sum", range, message)
}

/// The numbers with their units between two places; none where a number has separators.
pub(super) fn amounts(reading: &Reading<'_>, from: usize, to: usize) -> Vec<Amount> {
    let mut out = Vec::new();
    let mut at = from;
    while at < to {
        let len = reading.plain[at..to].iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.')).count();
        // 1,200 and 3,50: amounts with separators are the matter of others.
        if len > 0
            && reading.block.chars.get(at + len) == Some(&',')
            && reading.char(at + len + 1).is_some_and(|c| c.is_ascii_digit())
        {
            return Vec::new();
        }
        // 1 841.70: parted by spaces.
        let spaced = reading.char_before(at) == Some(' ') && at >= 2 && reading.plain[at - 2].is_ascii_digit();
        let named = spaced || reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '第' | '.'));
        if len == 0 || named || !reading.plain[at].is_ascii_digit() {
            at += len.max(1);
            continue;
        }
        let stop = at + len;
        // 2024年的200人: the year is no amount.
        if len == 4 && reading.char(stop) == Some('年') {
            at = stop;
            continue;
        }
        let end = if reading.char(stop) == Some('%') { stop + 1 } else { quantity::unit_end(reading, stop) };
        if let Ok(value) = reading.text(at, stop).parse() {
            out.push(Amount { range: (at, end), value, unit: reading.text(stop, end) });
        }
        at = stop;
    }
    out
}

/// 受理1250件，分为三类：咨询类620件，投诉类430件，建议类150件: parts of a count that is told.
fn classes(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    const KINDS: [&str; 5] = ["类:", "种:", "部分:", "个档次:", "个等级:"];
    let (at, whole) = amounts.iter().enumerate().rev().find(|(at, whole)| {
        let to = amounts.get(at + 1).map_or(whole.range.1, |next| next.range.0);
        reading.plain[whole.range.1..to].contains(&':') && !whole.unit.is_empty() && whole.unit != "%"
    })?;
    let amounts = &amounts[at..];
    let next = amounts.get(1)?.range.0;
    let colon = (whole.range.1..next).find(|&at| reading.plain[at] == ':')? + 1;
    let kind = KINDS.iter().find(|kind| reading.before(colon, 5).ends_with(*kind))?;
    let count = reading.char_before(colon - kind.chars().count())?;
    let count = "一二三四五六七八九".chars().position(|c| c == count)? + 1;
    let parts: Vec<&Amount> = amounts[1..].iter().take_while(|part| part.unit == whole.unit).collect();
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let last = parts.last().filter(|_| parts.len() == count && amounts.len() == count + 1)?;
    (count >= 2 && (sum - whole.value).abs() > 0.05)
        .then(|| warn((whole.range.0, last.range.1), format!("各类之和是{}{}，请核对", rounded(sum), whole.unit)))
}

/// 方案一占65%，方案二占45%，其余…: shares of one whole.
fn shares(reading: &Reading<'_>, sentence: (usize, usize), amounts: &[Amount]) -> Option<Hit> {
    let text = reading.text(sentence.0, sentence.1);
    let one = ["其余", "分别占", "不合格", "不满意", "不了解", "不支持", "反对"].iter().any(|word| text.contains(word))
        && (!text.contains("其中") || text.contains("基本满意"));
    // 第一产业占…的比重为15%，第二产业占40%，第三产业占55%
    let members = amounts.iter().filter(|a| a.unit == "%" && reading.char_before(a.range.0) == Some('占')).count();
    // 笔试成绩占60%，面试成绩占50%; 优占56.2%，良占31.5%，…
    let marks = members == 2 && (text.matches("成绩占").count() == 2 || (text.contains("笔试占") && text.contains("面试占")));
    let grades = members >= 3
        && members == amounts.iter().filter(|a| a.unit == "%").count()
        && ["构成", "级别", "结构", "比例为"].iter().any(|word| text.contains(word));
    // 制造业、服务业、建筑业占比分别为45%、38%和27%; 分别占52.4%、31.6%、26.0%
    let each = (sentence.0..sentence.1).find(|&at| reading.one_of(at, &["占比分别为", "比重分别为", "分别占"]).is_some());
    let all = |a: &Amount| reading.has_before(a.range.0, 4, &["合计", "共计", "之和"]);
    let listed: Vec<&Amount> =
        amounts.iter().filter(|a| a.unit == "%" && each.is_some_and(|at| a.range.0 > at) && !all(a)).collect();
    let sum: f64 = listed.iter().map(|a| a.value).sum();
    if listed.len() >= 3 && sum > 100.5 && sum < 140.0 && !text.contains("多选") {
        return Some(warn((listed[0].range.0, listed.last()?.range.1), format!("各部分占比之和是{}%，请核对", rounded(sum))));
    }
    let funds = members >= 3 && text.matches("资金占").count() >= 2;
    let trades = (text.contains("第一产业") || text.contains("第一、第二"))
        && text.contains("第三产业")
        && amounts.iter().filter(|a| a.unit == "%").count() == 3;
    let one = one || trades || marks || grades || funds;
    let part = |a: &&Amount| a.unit == "%" && (trades || reading.before(a.range.0, 4).contains('占'));
    let shares: Vec<&Amount> = amounts.iter().filter(part).collect();
    let sum: f64 = shares.iter().map(|share| share.value).sum();
    if marks && (sum - 100.0).abs() > 0.5 {
        return Some(warn(shares.last()?.range, format!("各部分占比之和是{}%，请核对", rounded(sum))));
    }
    let all = amounts.last().filter(|a| a.unit == "%" && reading.led_by(a.range.0, &["合计", "之和为", "共计"]));
    if let Some(all) = all.filter(|all| shares.len() > 1 && ((sum - all.value).abs() > 0.5 || all.value > 100.5)) {
        let wrong = if all.value > 100.5 { all } else { shares.last()? };
        return Some(warn(wrong.range, format!("各部分占比之和是{}%，请核对", rounded(sum))));
    }
    let last = shares.last().filter(|_| one && shares.len() > 1 && sum > 100.5)?;
    Some(warn(last.range, format!("各部分占比之和是{}%，超过100%，请核对", rounded(sum))))
}

/// 安排如下：甲类1200万元，乙类650万元，丙类150万元，共计2100万元.
fn behind_colon(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let (all, parts) = amounts.split_last()?;
    let first = parts.first().filter(|_| parts.len() >= 2)?;
    let led = reading.led_by(all.range.0, &[",共计", ",合计"]);
    let colon = reading.plain[..first.range.0].iter().rev().take(12).any(|c| *c == ':');
    let listed = parts.windows(2).all(|two| {
        let between = reading.text(two[0].range.1, two[1].range.0);
        between.starts_with(',') && between.chars().count() <= 10 && between.matches(',').count() == 1
    });
    let alike = !all.unit.is_empty() && all.unit != "%" && parts.iter().all(|part| part.unit == all.unit);
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let wrong = led && colon && listed && alike && (sum - all.value).abs() > 0.05;
    wrong.then(|| warn((all.range.0 - 2, all.range.1), format!("前面各数之和是{}，请核对", rounded(sum))))
}

/// 300万元、400万元，合计1000万元: a total that is none of the parts before it.
fn total(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    if let Some(found) = behind_colon(reading, amounts) {
        return Some(found);
    }
    let (at, all) = amounts.iter().enumerate().skip(2).find(|(_, a)| {
        let before = reading.before(a.range.0, 9);
        let clause = before.rsplit(',').next().unwrap_or_default();
        // ，三类学校合计43所
        let led = before.contains(',') && ["合计", "共计", "总计"].iter().any(|word| clause.ends_with(word));
        !a.unit.is_empty() && a.unit != "%" && led && clause.chars().all(crate::fold::is_han)
    })?;
    let mut parts = vec![&amounts[at - 1]];
    for pair in amounts[..at].windows(2).rev() {
        let between = reading.text(pair[0].range.1, pair[1].range.0);
        if !between.starts_with(['、', '和']) || between.chars().count() > 12 {
            // 一期500万元，二期300万元、三期200万元: the list may begin before the comma.
            if pair[0].unit == all.unit {
                return None;
            }
            break;
        }
        parts.push(&pair[0]);
    }
    let alike = parts.len() > 1 && parts.iter().all(|part| part.unit == all.unit);
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    (alike && (sum - all.value).abs() > 0.05)
        .then(|| warn((all.range.0 - 2, all.range.1), format!("前面各数之和是{}，请核对", rounded(sum))))
}

/// 抽检200批次，其中合格196批次，合格率为96%.
fn rate(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let whole = amounts.first().filter(|whole| !whole.unit.is_empty() && whole.value > 0.0)?;
    let told = amounts.iter().skip(2).take(4).find(|told| told.unit == "%")?;
    let named = reading.before(told.range.0, 8);
    let lead = named.trim_end_matches(['为', '达', '到', '是', '约']);
    let kind = lead.strip_suffix('率')?.rsplit([',', '、']).next()?.trim_start_matches("抽检").to_owned();
    // 收回480份，回收率
    let turned: String = kind.chars().rev().collect();
    let part = amounts[1..].iter().take_while(|part| part.range.0 < told.range.0).find(|part| {
        let verb = reading.before(part.range.0, 6);
        // 评价为“满意”的376份
        let verb = verb.trim_end_matches(['的', '”']);
        let named = verb.ends_with(kind.as_str()) || verb.ends_with(turned.as_str());
        part.unit == whole.unit && kind.chars().count() >= 2 && named
    });
    let part = part.filter(|part| {
        let between = reading.text(whole.range.1, part.range.0);
        (between.contains("其中") || between.chars().count() <= 8)
            && !reading.before(part.range.0, kind.chars().count() + 1).starts_with('不')
    })?;
    let right = part.value / whole.value * 100.0;
    let near = told.range.0 - part.range.1 <= 24;
    // 来信278件，其中有效信件97件，办结82件，办结率84.5%: of another whole.
    let of_another = amounts[1..].iter().take_while(|other| other.range.0 < part.range.0).any(|other| {
        other.unit == whole.unit && other.value > 0.0 && (part.value / other.value * 100.0 - told.value).abs() <= 0.6
    });
    let wrong = near && !of_another && (right - told.value).abs() > 0.6;
    wrong.then(|| warn(told.range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
}

/// 参加考试的200人中有150人合格，合格率为85%.
fn rate_of(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    amounts.windows(3).find_map(|three| {
        let [whole, part, told] = three else { return None };
        let among = reading.text(whole.range.1, part.range.0);
        // 120个行政村中已有90个
        let led = among.trim_end_matches("已有").trim_end_matches('有').trim_end_matches(',');
        let among = led.ends_with('中') && led.chars().count() <= 8 && led.chars().all(crate::fold::is_han);
        let between = reading.text(part.range.1, told.range.0);
        let (kind, rate) = between.split_once(',')?;
        let told_rate = rate.trim_end_matches(['为', '达', '是']);
        // 完成清洁达标验收，完成率
        let named = told_rate
            .strip_suffix('率')
            .is_some_and(|rate| rate.chars().count() >= 2 && (kind.starts_with(rate) || kind.ends_with(rate)));
        let right = part.value / whole.value * 100.0;
        let wrong = among && named && whole.unit == part.unit && told.unit == "%" && (right - told.value).abs() > 0.6;
        wrong.then(|| warn(told.range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
    })
}

/// With one decimal place at most.
pub(super) fn rounded(value: f64) -> String {
    let text = format!("{value:.1}");
    text.trim_end_matches(".0").to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn figures_that_do_not_come_out_are_marked() {
        for (text, found) in [
            ("收回问卷400份，其中评价为“满意”的376份，满意率为96%。", "96%"),
            ("其中表示“满意”的占58%，“基本满意”的占31%，“不满意”的占21%。", "21%"),
            ("全县120个行政村中已有90个完成清洁达标验收，完成率80%。", "80%"),
            ("断面20个，其中Ⅰ至Ⅱ类15个，Ⅲ类4个，Ⅳ类3个，无Ⅴ类。", "20个，其中Ⅰ至Ⅱ类15个，Ⅲ类4个，Ⅳ类3个"),
            (
                "参考价合计18.6万元，其中轿车两辆共11.2万元，货车一辆8.4万元，保证金另缴。",
                "18.6万元，其中轿车两辆共11.2万元，货车一辆8.4万元",
            ),
            ("案件共审结50件，其中维持30件，撤销8件，终止12件，维持率为70%。", "70%"),
            ("总投资3200万元，其中中央资金占60%，省级资金占25%，县级配套资金占20%。", "20%"),
            ("稻谷、玉米、薯类分别占52.4%、31.6%、26.0%。", "52.4%、31.6%、26.0%"),
            ("制造业、服务业、建筑业企业占比分别为45%、38%和27%。", "45%、38%和27%"),
            ("资金安排如下：产业类1200万元，基础类650万元，培训类150万元，共计2100万元。", "共计2100万元"),
            (
                "总投资5000万元，全部为财政资金，其中中央资金3200万元、省级资金1200万元、县级资金800万元。",
                "5000万元，全部为财政资金，其中中央资金3200万元、省级资金1200万元、县级资金800万元",
            ),
            ("全县共有中小学24所，其中小学15所、中学8所。", "24所，其中小学15所、中学8所"),
            ("录用30人，其中男性18人，女性15人。", "30人，其中男性18人，女性15人"),
            ("总投资800万元，其中财政资金500万元，企业自筹400万元。", "800万元，其中财政资金500万元，企业自筹400万元"),
            (
                "检查单位56家，其中商场12家、学校20家、医院8家、养老机构26家。",
                "56家，其中商场12家、学校20家、医院8家、养老机构26家",
            ),
            ("共86人，其中市本级24人、青澜区32人、望浦县28人，分赴各地。", "86人，其中市本级24人、青澜区32人、望浦县28人"),
            ("项目总投资3.5亿元（即3500万元），由财政承担。", "3.5亿元（即3500万元"),
            (
                "培训1260人，其中企业职工480人、农村转移劳动力390人、高校毕业生370人。",
                "1260人，其中企业职工480人、农村转移劳动力390人、高校毕业生370人",
            ),
            ("受理诉求25000件，其中物业管理类诉求4500件，占受理总量的28%，居首位。", "28%"),
            ("项目惠及农户250户，发放补助资金50万元，平均每户补助2500元，已发放。", "2500元"),
            ("全县共有小学28所、初中9所、高中4所，三类学校合计43所。", "合计43所"),
            ("共发放问卷500份，收回480份，回收率为98%。", "98%"),
            ("三类渠道分别占总量的42%、35%、28%，合计为100%。", "42%、35%、28%"),
            ("抽检食品380批次，其中合格392批次，不合格6批次。", "392批次"),
            ("满意的占72%，基本满意的占35%，不满意的占5%。", "5%"),
            (
                "受理1250件，分为三类：咨询类620件，投诉类430件，建议类150件。",
                "1250件，分为三类：咨询类620件，投诉类430件，建议类150件",
            ),
            ("抽检农产品60批次，其中合格57批次，不合格3批次，抽检合格率为90%。", "90%"),
            ("第一产业占生产总值的比重为15%，第二产业占40%，第三产业占55%。", "55%"),
            ("常住人口42.6万人，其中城镇人口25.3万人，乡村人口18.3万人。", "42.6万人，其中城镇人口25.3万人，乡村人口18.3万人"),
            (
                "招聘8名，其中临床医师3名、护理人员2名、检验人员2名，均为编制内岗位。",
                "8名，其中临床医师3名、护理人员2名、检验人员2名",
            ),
            ("收到意见46条，其中采纳31条，部分采纳9条，未采纳8条。", "46条，其中采纳31条，部分采纳9条，未采纳8条"),
            ("全县辖12个乡镇，其中15个乡镇已建成服务中心。", "15个"),
            ("笔试成绩占60%，面试成绩占50%。", "50%"),
            ("级别构成为：优占56.2%，良占31.5%，轻度污染占9.3%，中度污染占5.0%。", "5.0%"),
            ("共抽检40批次，合格38批次，合格率为90%。", "90%"),
            ("参加考试的200人中有150人合格，合格率为85%。", "85%"),
            ("抽检食品样品80批次，合格76批次，不合格5批次。", "80批次，合格76批次，不合格5批次"),
            ("会议应到代表86名，实到91名，符合法定人数。", "91名"),
            ("受理办件3200件，其中线上办理1850件，线下办理1250件。", "3200件，其中线上办理1850件，线下办理1250件"),
            ("第一、第二、第三产业增加值占生产总值的比重分别为12.3%、41.5%和48.2%。", "12.3%、41.5%和48.2%"),
            ("投资300万元、400万元，合计1000万元。", "合计1000万元"),
            ("全长分别为2.4公里和3.1公里，共计6.5公里。", "共计6.5公里"),
            ("抽检200批次，其中合格196批次，合格率为96%。", "96%"),
            ("全村180户中，有195户已签订承诺书。", "195户"),
            ("村里共有农户120户，其中135户已完成改造。", "135户"),
            ("赞成方案一的占65%，赞成方案二的占45%，其余表示无所谓。", "45%"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn figures_that_come_out_or_overlap_are_left_alone() {
        for text in [
            "来信278件，其中有效信件97件，办结82件，正在办理15件，办结率84.5%。",
            "录用33人，其中男性18人，女性15人。",
            "录用30人，其中党员18人，女性15人。",
            "检查单位56家，其中商场12家、学校20家。",
            "受理1200件，分为三类：咨询类620件，投诉类430件，建议类150件。",
            "有房的占65%，有车的占45%。",
            "总投资3,50万元，其中财政补助120万元。",
            "60岁及以上人口占21.5%，城镇人口占65.2%，男性人口占50.8%。",
            "培训120人，其中取证80人，满意率为98%。",
            "一期投资500万元，二期300万元、三期200万元，合计1000万元。",
            "安排资金500万元，其中60%用于农村，带动投资3000万元。",
            "新增营造林148万亩，其中南山绿化43万亩，治理草原517万亩。",
            "工程费用4 500.00万元，其中建筑工程费1 841.70万元，预备费603.80万元。",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
