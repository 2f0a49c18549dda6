//! Document numbers (发文字号, GB/T 9704): 云政发〔2026〕8号, with tortoise-shell brackets, a four-digit year of the past,
//! no 第, no leading zero, no spaces. Court files, tenders, contracts and certificates have forms of their own.

mod broken;
mod cited;
mod issuer;
mod strays;
pub(super) mod variants;
mod year;

use issuer::issuer;

use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const OPEN: &str = "〔﹙[［(（【{｛<〈《「﹝〖〘/";
const CLOSE: &str = "〕﹚]］)）】}｝>〉》」﹞〗〙/";
/// How a mark ends when the number lacks its 号.
const ENDINGS: &str = "发函字规办电任通令呈请批";
pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let this_year = context.options.ref_date.map(|day| day.year());
    let numbers = find(reading);
    for number in &numbers {
        let proper = number.proper();
        // 20号号
        let range = (number.start, number.end + usize::from(reading.is_at(number.end - 1, "号号")));
        if !number.likely() {
            let message = "发文字号的年份有误，应为四位年份";
            hits.push(hit(Category::Docno, Severity::Warn, "docno.form", range, message));
        } else if let Some(message) = number.objection(reading) {
            hits.push(advised(hit(Category::Docno, Severity::Warn, "docno.form", range, message), proper));
        } else if number.spaced(reading) {
            let message = "发文字号中间不空格";
            hits.push(advised(hit(Category::Docno, Severity::Info, "docno.space", range, message), proper));
        } else if this_year.is_some_and(|year| number.full_year() > year) {
            let message = format!("发文字号的年份{}晚于当前年份，请核对", number.full_year());
            hits.push(hit(Category::Docno, Severity::Warn, "docno.year", range, message));
        }
    }
    hits.extend(year::check(reading, &numbers));
    strays::check(reading, hits);
    broken::check(reading, hits);
    cited::check(reading, &numbers, hits);
}

/// The well-formed and ill-formed numbers of a block with their years.
pub(super) fn numbers(reading: &Reading<'_>) -> Vec<((usize, usize), i32)> {
    find(reading).iter().filter(|number| number.likely()).map(|number| ((number.start, number.end), number.full_year())).collect()
}

fn find(reading: &Reading<'_>) -> Vec<Number> {
    let chars = &reading.block.chars;
    (0..chars.len())
        .filter(|&i| !fold::is_han(chars[i]) && OPEN.contains(chars[i]))
        .filter_map(|open| read(reading, open))
        .collect()
}

/// A document number as written.
struct Number {
    start: usize,
    open: usize,
    close: usize,
    end: usize,
    issuer: String,
    year: String,
    ordinal: bool,
    /// The serial number, perhaps several: 8, 8、9, 8-10.
    serial: String,
    /// Written with Chinese numerals.
    chinese: bool,
    /// A mark between year and serial number, or No. and # for 号.
    foreign: bool,
    unfinished: bool,
}

impl Number {
    fn full_year(&self) -> i32 {
        let year = self.year.parse().unwrap_or(0);
        if self.year.len() == 2 { 2000 + year } else { year }
    }

    /// Whether the year is one that papers have.
    fn likely(&self) -> bool {
        self.year.len() == 2 || (self.year.len() == 4 && (self.year.starts_with("19") || self.year.starts_with("20")))
    }

    fn proper(&self) -> String {
        let serial = self.serial.trim_start_matches('0');
        format!("{}〔{}〕{serial}号", self.issuer, self.full_year())
    }

    fn objection(&self, reading: &Reading<'_>) -> Option<&'static str> {
        let chars = &reading.block.chars;
        if chars[self.open] != '〔' || chars[self.close] != '〕' {
            return Some("发文字号的年份应使用六角括号〔〕");
        }
        if self.year.len() != 4 {
            return Some("发文字号的年份应写全四位");
        }
        if self.chinese {
            return Some("发文字号的年份、序号应使用阿拉伯数字");
        }
        if reading.text(self.open + 1, self.close).contains('年') {
            return Some("发文字号的括号内只写四位年份");
        }
        // Announcements are counted by 第 (云府公告〔2026〕第2号).
        let announced = self.issuer.ends_with("公告") || self.issuer.ends_with("通告");
        if self.ordinal && !announced {
            return Some("发文字号的序号前不加“第”字");
        }
        // 清市监处罚〔2026〕031002号: decisions are counted by region and year.
        if self.serial.starts_with('0') && !self.issuer.ends_with('罚') {
            return Some("发文字号的序号不编虚位（1不编为001）");
        }
        if reading.text(self.open, self.close).contains('o') {
            return Some("发文字号的年份里混入了字母O");
        }
        if reading.char(self.end) == Some('号') && reading.char_before(self.end) == Some('号') {
            return Some("发文字号末尾的“号”字重复");
        }
        if self.foreign {
            return Some("发文字号的年份之后直接写序号和“号”字");
        }
        if self.unfinished {
            return Some("发文字号的序号后应加“号”字");
        }
        let full_width = chars[self.start..self.end].iter().any(|c| matches!(c, '０'..='９'));
        full_width.then_some("发文字号应使用半角阿拉伯数字")
    }

    fn spaced(&self, reading: &Reading<'_>) -> bool {
        reading.plain[self.start..self.end].contains(&' ')
    }
}

fn read(reading: &Reading<'_>, open: usize) -> Option<Number> {
    let from = reading.skip_spaces(open + 1);
    // 〔’26〕
    let short = reading.char(from).is_some_and(|c| matches!(c, '\'' | '’' | '‘'));
    let from = from + usize::from(short);
    let (year, after) = letters(reading, from).or_else(|| numeral(reading, from))?;
    let four = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    // 〔026〕, 〔20226〕, 〔0226〕: a slip of the hand, between the right brackets.
    let slip = matches!(year.len(), 3..=5) && reading.char(open) == Some('〔');
    if !four && year.len() != 2 && !slip {
        return None;
    }
    let mut close = reading.skip_spaces(after);
    close += usize::from(reading.char(close) == Some('年'));
    reading.block.chars.get(close).filter(|&&c| CLOSE.contains(c))?;
    let mut at = reading.skip_spaces(close + 1);
    let mut foreign = reading.char(at).is_some_and(|c| matches!(c, ',' | '、' | '.' | '·' | '-' | '—' | '。' | '#'));
    at += usize::from(foreign);
    if let Some(word) = reading.one_of(at, &["no.", "no", "№"]) {
        foreign = true;
        at = reading.skip_spaces(at + word.chars().count());
    }
    let ordinal = reading.char(at) == Some('第');
    if ordinal {
        at = reading.skip_spaces(at + 1);
    }
    // 〔2026〕第〔11〕号
    let boxed = reading.char(at).is_some_and(|c| matches!(c, '〔' | '['));
    foreign |= boxed;
    let (serial, after) = serial(reading, at + usize::from(boxed))?;
    let after = after + usize::from(boxed && reading.char(after).is_some_and(|c| CLOSE.contains(c)));
    let end = reading.skip_spaces(after);
    let hash = reading.char(end) == Some('#');
    foreign |= hash;
    let finished = reading.char(end) == Some('号') || hash;
    // 清光绪三十年（1904年），1987年10月大修
    if reading.char(end) == Some('年') {
        return None;
    }
    let (start, issuer) = issuer(reading, open)?;
    if !finished && !foreign && !is_unfinished(reading, &issuer, (start, after)) {
        return None;
    }
    let chinese = [from, at].iter().any(|&i| !reading.char(i).is_some_and(|c| c.is_ascii_digit() || matches!(c, '〔' | '[')));
    let end = if finished { end + 1 } else { after };
    Some(Number { start, open, close, end, issuer, year, ordinal, serial, chinese, foreign, unfinished: !finished && !foreign })
}

/// 2O26: a year with a letter in place of a nought, as digits.
fn letters(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let year = reading.text(at, at + 4);
    let part = year.chars().all(|c| c.is_ascii_digit() || c == 'o') && year.contains('o') && year.starts_with(['1', '2']);
    part.then(|| (year.replace('o', "0"), at + 4))
}

/// A number in digits or Chinese numerals as digits, and where it ends.
fn numeral(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let rest = reading.plain.get(at..)?;
    let digits: String = rest.iter().take(7).take_while(|c| c.is_ascii_digit()).collect();
    if !digits.is_empty() {
        return (digits.len() <= 6).then(|| (digits.clone(), at + digits.len()));
    }
    let digit = |c: &char| if *c == '○' { Some('0') } else { crate::view::digit(*c) };
    let chinese: String = rest.iter().take(5).map_while(digit).collect();
    let len = chinese.chars().count();
    let tens = rest.iter().take(3).take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    if rest.iter().take(tens).any(|c| *c == '十') {
        return Some((quantity::in_digits(&reading.text(at, at + tens))?, at + tens));
    }
    (len > 0).then_some((chinese, at + len))
}

/// The serial numbers from `at` on: 8, and 8、9 or 8-10 of several papers together.
fn serial(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let (mut serial, mut end) = numeral(reading, at)?;
    while let Some(mark) = reading.char(end).filter(|c| matches!(c, '、' | '-' | '—' | '~' | '至')) {
        let Some((next, after)) = numeral(reading, end + 1) else { break };
        serial = format!("{serial}{mark}{next}");
        end = after;
    }
    (serial.len() <= 24).then_some((serial, end))
}

/// 云政发〔2026〕8 where a mark or the end follows.
fn is_unfinished(reading: &Reading<'_>, issuer: &str, (start, end): (usize, usize)) -> bool {
    let head = reading.text(0, start.min(12));
    let head = head.trim().trim_end_matches(':');
    let label = start <= 12 && (head.is_empty() || ["文号", "发文字号", "发文文号", "文件编号"].contains(&head));
    let alone = label && reading.plain[end..].iter().all(|c| c.is_whitespace());
    let cited = reading.before(start, 2) == "》(" && reading.char(end) == Some(')');
    let led = reading.led_by(start, &["按照", "根据", "依据", "落实", "执行", "贯彻"]);
    let spoken = led && matches!(reading.char(end), Some('文' | '精'));
    if (alone || cited || spoken) && issuer.chars().count() >= 2 {
        return true;
    }
    let follows = reading.char(end).is_none_or(|c| matches!(c, ')' | '》' | ',' | '。' | ';' | '文' | ' ' | '精' | '的'));
    follows && issuer.chars().count() >= 3 && issuer.ends_with(|c| ENDINGS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::{Context, marked};
    use super::*;
    use crate::doc::TextDoc;
    use crate::engine::Options;

    fn found(text: &str) -> Option<(String, Option<String>)> {
        let doc = TextDoc::from_text(text);
        let mut hits = Vec::new();
        let context = Context { options: &Options::default(), persons: &[], hosts: &[], doc: &doc, form: false };
        check(&Reading::new(&doc.blocks[0]), &context, &mut hits);
        hits.into_iter().next().map(|hit| (doc.blocks[0].slice(hit.start, hit.end), hit.suggestion))
    }

    #[test]
    fn wrong_forms_are_marked_and_the_right_form_is_offered() {
        for text in [
            "云政发[2026]8号",
            "云政发（2026）8号",
            "云政发【2026】8号",
            "云政发〔2026]8号",
            "云政发〔2026〕第8号",
            "云政发〔2026〕08号",
            "云政发〔26〕8号",
            "云政发〔2026年〕8号",
            "云政发〔2026〕 8 号",
            "云政发〔2026〕8",
            "云政发〔２０２６〕８号",
            "云政发〔二〇二六〕八号",
            "云政发〔2026〕第八号",
            "云政发2026年8号",
        ] {
            let want = Some((text.to_owned(), Some("云政发〔2026〕8号".to_owned())));
            assert_eq!(found(&format!("根据{text}，")), want, "{text}");
        }
    }

    #[test]
    fn a_year_that_is_none_is_marked() {
        assert_eq!(marked(check, "云政发〔20226〕8号、云发改〔206〕5号"), ["云政发〔20226〕8号", "云发改〔206〕5号"]);
    }

    #[test]
    fn a_number_without_brackets_is_marked_whoever_issued_it() {
        assert_eq!(marked(check, "根据云环发2026年25号、云水函2026第3号"), ["云环发2026年25号", "云水函2026第3号"]);
        assert_eq!(marked(check, "《办法》（云水资源2025年28号）"), ["云水资源2025年28号"]);
    }

    #[test]
    fn parts_out_of_order_or_left_out_are_marked() {
        for text in [
            "云体发5号〔2026〕",
            "〔2026〕云统发6号",
            "云发改〔〕27号",
            "云政办函〔2026〕号",
            "云林发〔2026〕，10号",
            "云教办〔2026〕No.16",
            "云供发〔2026〕12#",
            "云政复/2026/11号",
            "青农发2026〔14〕号",
            "〔2026〕云信访13号",
            "云司通2026年6号",
            "江政发2026〕8号",
            "云发改价〔'26〕5号",
            "云政发〔2O26〕5号",
            "云环罚字〔2026〕第〔11〕号",
            "云农机2026-9号",
        ] {
            assert_eq!(marked(check, &format!("按照{text}文件")), [text], "{text}");
        }
    }

    #[test]
    fn parts_that_slipped_are_marked() {
        for (text, found) in [
            ("详见澄自然资批〔202619号批复", "澄自然资批〔202619号"),
            ("柏卫函〔〔2026〕〕40号", "〔〔2026〕〕"),
            ("按照2026〔青科发〕10号文件部署", "2026〔青科发〕10号"),
            ("《高温管理的通知》（〔2026〕9号）要求", "〔2026〕9号"),
            ("已经县财政局〔2026〕禾财采7号文件批复", "〔2026〕禾财采7号"),
            ("文号为〔2026〕澄财预28号。", "〔2026〕澄财预28号"),
            ("青市监函〔2026〕l6号", "青市监函〔2026〕l6号"),
            ("青审发〔2026〕12.号", "青审发〔2026〕12.号"),
            ("青环函〔2026〕字第31号", "青环函〔2026〕字第31号"),
            ("批准文件为云林许〔2026〕8號。", "云林许〔2026〕8號"),
            ("《预案》（澄政办发〔2026〕25好）", "澄政办发〔2026〕25好"),
            ("文号：青交罚〔2026〕1,205号", "青交罚〔2026〕1,205号"),
        ] {
            assert_eq!(marked(check, text).first().map(String::as_str), Some(found), "{text}");
        }
    }

    #[test]
    fn a_number_in_the_wrong_place_is_marked() {
        for (text, found) in [
            ("根据青政发〔2026〕6号《加快发展的意见》，制定本细则。", "青政发〔2026〕6号"),
            ("《禁止垂钓的通告》柏政通〔2026〕2号自公布之日起施行。", "柏政通〔2026〕2号"),
            ("现公布《实施细则（青数规〔2026〕1号）》，自8月1日起施行。", "青数规〔2026〕1号"),
            ("2024年10月出台的《扩容方案》（青政办发〔2023〕41号）将到期。", "青政办发〔2023〕41号"),
            ("澄财农〔2026〕18号　澄农发〔2026〕26号", "澄农发〔2026〕26号"),
            ("《津贴标准的通知》（青民发〔2026〕11号）。按照《通知》（青民发〔2026〕21号）规定", "青民发〔2026〕21号"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn a_number_alone_or_cited_without_its_last_sign_is_marked() {
        assert_eq!(marked(check, "松发改〔2026〕30"), ["松发改〔2026〕30"]);
        assert_eq!(marked(check, "《管理的通知》（清卫发18号）要求"), ["清卫发18号"]);
        assert_eq!(marked(check, "的通知（清交发第〔2026〕10号）已公布"), ["清交发第〔2026〕10号"]);
        assert_eq!(marked(check, "2025年11月3日，市政府印发《方案》（鹤政办发〔2026〕21号）"), ["鹤政办发〔2026〕21号"]);
        assert_eq!(marked(check, "的通知》（清财预〔2025—41〕号），"), ["清财预〔2025—41〕号"]);
        assert_eq!(marked(check, "补助资金（岚财农202633号）共计860万元"), ["岚财农202633号"]);
        assert_eq!(marked(check, "的通知》（岚价费〔2017号〕86）。"), ["岚价费〔2017号〕86"]);
        assert_eq!(marked(check, "文号：清一中发﹙2026﹚13号"), ["清一中发﹙2026﹚13号"]);
        assert_eq!(marked(check, "依据清发改发〔2026〕#16号"), ["清发改发〔2026〕#16号"]);
        assert_eq!(marked(check, "调整依据为清政函20265号文件"), ["清政函20265号"]);
        assert_eq!(marked(check, "根据岚水资源〔2026〔4号文件"), ["岚水资源〔2026〔4号"]);
        assert_eq!(marked(check, "《办法》（清政发〕2026〔8号）"), ["清政发〕2026〔8号"]);
        assert_eq!(marked(check, "报告的批复（〔2026〕鹤发改投资45号）"), ["〔2026〕鹤发改投资45号"]);
        assert_eq!(marked(check, "依据青民发〔2026〕14的规定"), ["青民发〔2026〕14"]);
        assert_eq!(marked(check, "发文字号：2026〔33〕号"), ["2026〔33〕号"]);
        assert_eq!(marked(check, "《函》（青综执函<2026>12号）"), ["青综执函<2026>12号"]);
        assert_eq!(marked(check, "标准按照临卫健〔2025〕42文件执行"), ["临卫健〔2025〕42"]);
        assert_eq!(marked(check, "青水利〔2026〕5号号"), ["青水利〔2026〕5号号"]);
        assert_eq!(marked(check, "文号：汀档〔2026〕1"), ["汀档〔2026〕1"]);
        assert_eq!(marked(check, "落实澜政发〔2024〕31精神"), ["澜政发〔2024〕31"]);
        assert_eq!(marked(check, "补贴标准继续按岚农发〔25〕17号执行"), ["岚农发〔25〕17号"]);
        assert_eq!(marked(check, "租金标准自绿房发〔2026〕010号施行之日起调整"), ["绿房发〔2026〕010号"]);
        assert_eq!(marked(check, "云政发2025第11号文件有效"), ["云政发2025第11号"]);
        assert_eq!(marked(check, "联合印发的江商发-2026-19号提出"), ["江商发-2026-19号"]);
        assert_eq!(marked(check, "《办法》（澜财行〔2026〕17）自印发之日起执行"), ["澜财行〔2026〕17"]);
    }

    #[test]
    fn a_year_still_to_come_is_marked() {
        assert_eq!(marked(check, "云政发〔2027〕8号、云发改〔2026〕5号"), ["云政发〔2027〕8号"]);
    }

    #[test]
    fn right_numbers_and_numbers_of_other_kinds_are_left_alone() {
        for text in [
            "始建于清光绪三十年（1904年），1987年10月大修",
            "云政发〔2026〕8号",
            "（2026）云01民初12号",
            "工作要点（2026）",
            "2026年第8号公告",
            "（2026）8号",
            "云政发〔2026〕8、9号",
            "清市监处罚〔2026〕031002号",
            "项目编号：云采公（2026）8号",
            "云仲裁字（2026）第8号",
            "云房预售证（2026）第8号",
            "附件（2026）8号",
            "云府公告〔2026〕第2号",
            "印发2026年8号文件",
            "市政府印发2026年8号文件",
            "《云溪市条例》（2026）",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
