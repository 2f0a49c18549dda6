//! What is told and what is asked (GB/T 15834): a colon after a colon, the colon before a whole quotation and the full stop
//! inside it, the question mark of a question that is only told.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Words that ask.
const ASKS: [&str; 17] = [
    "怎样", "怎么", "如何", "哪些", "哪里", "什么", "多少", "多久", "是否", "能否", "有没有", "谁", "何时", "何地", "为何",
    "几时", "哪个",
];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    hits.extend(second_colon(reading).or_else(|| told(reading)));
    hits.extend(stop_outside(reading));
    hits.extend(asked(reading));
    hits.extend(quoted_whole(reading));
    hits.extend(question(reading));
}

fn info(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

/// Two colons in one sentence, both introducing: 会议指出：…要求：….
fn second_colon(reading: &Reading<'_>) -> Option<Hit> {
    const SAYS: [&str; 14] =
        ["指出", "强调", "要求", "认为", "表示", "如下", "包括", "通知", "提出", "明确", "分别是", "主要是", "即", "内容"];
    let mut first: Option<usize> = None;
    for (at, c) in reading.block.chars.iter().enumerate() {
        match c {
            '。' | '？' | '！' | '“' | '；' | '\u{3000}' | '\n' => first = None,
            '：' if reading.led_by(at, &SAYS) => match first {
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
        colon && reading.led_by(at, &["指出", "强调", "要求", "认为"])
    })?;
    let rest = reading.block.chars[at + 1..].iter().take_while(|c| !matches!(c, '。' | '；'));
    rest.into_iter().any(|c| *c == '：').then(|| advised(info("punct.colon", (at, at + 1), "一句话里不宜用两层冒号"), "，"))
}

/// 问：怎样享受免费政策。: a question without its mark.
fn question(reading: &Reading<'_>) -> Option<Hit> {
    let start = reading.skip_spaces(0);
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace())?;
    let text = reading.text(start, last);
    let asks = reading.is_at(start, "问:")
        && (ASKS.iter().any(|word| text.contains(word)) || text.ends_with('吗'))
        && !text.contains(['?', '。']);
    (asks && reading.plain[last] == '。').then(|| advised(info("punct.place", (last, last + 1), "问句末尾应用问号"), "？"))
}

/// 高兴地说，“…。” and 写道“…。”: what is quoted whole is led by a colon.
fn quoted_whole(reading: &Reading<'_>) -> Option<Hit> {
    const SAYS: [&str; 7] = ["说", "写道", "问道", "表示", "指出", "强调", "答道"];
    let chars = &reading.block.chars;
    let open = (2..chars.len()).find(|&i| chars[i] == '“' && (chars[i - 1] == '，' || fold::is_han(chars[i - 1])))?;
    let comma = usize::from(chars[open - 1] == '，');
    let said = reading.led_by(open - comma, &SAYS);
    let close = open + chars[open..].iter().take(200).position(|c| *c == '”')?;
    let whole = matches!(chars[close - 1], '。' | '！' | '？') && close - open > 6;
    // “真快！”他说，“…”: the speech goes on.
    let goes_on = chars[..open].contains(&'”');
    (said && whole && !goes_on).then(|| info("punct.colon", (open - comma, open + 1), "引出完整的话用冒号"))
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
    const AFTER: [&str; 14] = [
        "展开了", "进行了", "开展了", "作了", "提出了", "并", "且", "这件", "这一问", "这个问", "这些问", "的问题", "等问题",
        "以及",
    ];
    if reading.is_at(reading.skip_spaces(0), "问:") {
        return None;
    }
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
    const TOLD: [&str; 22] = [
        "想知道", "好奇", "不确定", "研究", "讨论", "梳理", "不清楚", "不知道", "探讨", "商讨", "了解", "询问", "调研", "摸清",
        "弄清", "明确", "说明", "调查", "掌握", "考虑", "商议", "交流",
    ];
    let stop = |c: &&char| !matches!(c, '。' | '?' | '!' | ';' | ':' | '“');
    let len = reading.plain[..at].iter().rev().take(60).take_while(stop).count();
    let sentence = reading.text(at - len, at);
    // 就如何提高服务质量进行了讨论？
    let about = ["就", "围绕", "针对", "对", "关于"]
        .iter()
        .any(|word| ASKS.iter().any(|asks| sentence.contains(&format!("{word}{asks}"))));
    let dealt = ["讨论", "交流", "研究", "座谈", "探讨", "部署", "说明", "介绍", "解读", "商议", "磋商", "培训"];
    if about && dealt.iter().any(|word| sentence.ends_with(word)) {
        return true;
    }
    // 如您不清楚…，请向小学咨询如何办理登记？
    let asked = ["请向", "请到", "可向", "请拨打"].iter().any(|word| sentence.contains(word)) && sentence.contains("咨询如何");
    if asked {
        return true;
    }
    let direct =
        ["您", "你", "吗", "呢", "请问", "为什么", "大家", "研究生", "研究院", "调查对象", "交流轮岗", "时应当", "有哪些？"]
            .iter()
            .any(|word| sentence.contains(word));
    let asks = ASKS.iter().filter_map(|word| sentence.find(word)).max();
    // 申请时应当说明哪些情况？ asks the reader: only what somebody did is told.
    let told = TOLD.iter().flat_map(|word| sentence.match_indices(word)).map(|found| found.0);
    let told = told.filter(|&told| told >= 2 * '会'.len_utf8()).min();
    !direct && told.zip(asks).is_some_and(|(told, asks)| told < asks)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn speech_in_wrong_marks_is_marked() {
        for (text, found) in [
            ("企业代表询问返还资金何时可以到账？市人社局作了解答", "？"),
            ("会议指出：要做好三项工作，市长要求：各部门抓紧落实。", "："),
            ("会议强调：要把握三个重点：一是抓项目。", "："),
            ("他说：“我们将继续扎根基层，服务乡亲”。", "”。"),
            ("了解企业还存在哪些困难？并现场答疑。", "？"),
            ("会议研究如何进一步压缩审批时限？", "？"),
            ("如您不清楚是否符合条件，请向小学咨询如何办理登记？登记时须出示户口簿。", "？"),
            ("调研组详细询问了茶叶销路怎么样、收入有没有增加？随后察看了车间。", "？"),
            ("不少企业代表都想知道补贴什么时候到账？", "？"),
            ("问：老年人坐公交车怎样享受免费政策。", "。"),
            ("代表就如何提高服务质量进行了讨论？", "？"),
            ("高兴地说，“今年的枇杷卖了好价钱。”", "，“"),
            ("他在信中写道“感谢你们冒雨抢修。”", "“"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn speech_in_right_marks_is_left_alone() {
        for text in [
            "问：发布新规定的主要考虑是什么？",
            "时间：12月。地点：云溪。",
            "他指出：“要求：及时。”",
            "他说：“我们将继续扎根基层。”",
            "这就是“最美乡村”。",
            "问：什么时候办理？答：随到随办。",
            "在哪里提交？多久能办好？这些问题都有答案。",
            "您了解哪些政策？",
            "研究生生活补贴如何申领？",
            "调查对象有哪些？",
            "他说“试点”很好。",
            "“真快！”李先生说，“只用了半天。”",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
