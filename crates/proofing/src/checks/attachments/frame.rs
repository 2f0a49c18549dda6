//! The list of attachments beside the rest of its paper: where it stands, the pages of the attachments below it, what the text
//! calls them.

use super::super::issued;
use super::{Heading, Range, form, heading, item, name_behind, number, start, wrong};
use crate::doc::Field;
use crate::finding::Hit;
use crate::reading::Reading;

/// One attachment as the list names it.
struct Item {
    number: u32,
    block: usize,
    range: Range,
    name: String,
}

/// The first list of a paper, and the headings of the attachments' own pages below it.
struct Frame<'a> {
    readings: &'a [Reading<'a>],
    block: usize,
    numbered: bool,
    items: Vec<Item>,
    /// Block and number; a bare 附件 has none.
    pages: Vec<(usize, Option<u32>)>,
}

type Found = Option<(usize, Hit)>;

/// What is wrong with the frame; one finding a paper.
pub(super) fn check(readings: &[Reading<'_>]) -> Found {
    let line = |reading: &Reading<'_>| reading.field() == Field::Body && !reading.plain.is_empty();
    let frame = readings.iter().enumerate().filter(|(_, r)| line(r)).find_map(|(block, _)| Frame::read(readings, block))?;
    frame
        .placed()
        .or_else(|| frame.nothing())
        .or_else(|| frame.restarted())
        .or_else(|| frame.pointless())
        .or_else(|| frame.loose_end())
        .or_else(|| frame.pages_differ())
        .or_else(|| frame.told_otherwise())
}

impl<'a> Frame<'a> {
    fn read(readings: &'a [Reading<'a>], block: usize) -> Option<Self> {
        let reading = &readings[block];
        let head = heading(reading).filter(|head| head.lists)?;
        let entry = |block: usize, number: u32, from: usize| {
            let reading = &readings[block];
            let from = reading.skip_spaces(from);
            let end = reading.plain.iter().rposition(|c| !c.is_whitespace()).map_or(from, |at| at + 1);
            Item { number, block, range: (from, end.max(from)), name: reading.text(from, end) }
        };
        let mut items: Vec<Item> = match head.numbers.first() {
            Some(&(range, number)) if head.numbers.len() == 1 => vec![entry(block, number, range.1)],
            Some(_) => return None,
            None => vec![entry(block, 1, reading.skip_spaces(head.end) + 1)],
        };
        let numbered = head.numbered;
        for (block, reading) in readings.iter().enumerate().skip(block + 1) {
            match item(reading, start(reading)).filter(|_| numbered) {
                Some((range, number)) => items.push(entry(block, number, range.1)),
                None => break,
            }
        }
        let after = items.last().map_or(block, |item| item.block);
        let page = |(block, reading): (usize, &Reading<'_>)| {
            let text = reading.text(start(reading), start(reading) + 8);
            let rest = text.trim().strip_prefix("附件")?;
            let number = number(reading, start(reading) + 2).map(|(value, _)| value);
            (rest.is_empty() || (number.is_some() && rest.chars().count() <= 2)).then_some((block, number))
        };
        let pages = readings.iter().enumerate().skip(after + 1).filter_map(page).collect();
        Some(Self { readings, block, numbered, items, pages })
    }

    fn whole(&self, block: usize) -> Range {
        (0, self.readings[block].plain.len())
    }

    /// The list right under the title, with the addressees below it.
    fn placed(&self) -> Found {
        let next = self.readings.get(self.items.last()?.block + 1)?;
        let addressed = next.plain.ends_with(&[':']) && next.plain.len() <= 40 && start(next) == 0 && next.is_at(0, "各");
        let early = self.block == 1 && addressed;
        early.then(|| (self.block, form::info(self.whole(self.block), "附件说明应在正文之后、落款之前")))
    }

    /// 附件：无, 附件：…年度……申报表
    fn nothing(&self) -> Found {
        let item = self.items.first()?;
        let signed = self.readings.get(self.block + 1).is_some_and(issued::is_body);
        if item.name == "无" && signed {
            return Some((self.block, form::info(self.whole(self.block), "没有附件时不写附件说明")));
        }
        let item = self.items.iter().find(|item| item.name.contains("……") || item.name.contains("..."))?;
        let reading = &self.readings[item.block];
        let at = (item.range.0..item.range.1).find(|&at| matches!(reading.plain[at], '…' | '.'))?;
        let len = reading.plain[at..].iter().take_while(|c| matches!(c, '…' | '.')).count();
        Some((item.block, form::info((at, at + len), "附件名称应写全称，不用省略号")))
    }

    /// 附件：1.甲 over 附件2：乙
    fn restarted(&self) -> Found {
        let block = self.items.last()?.block + 1;
        let next = self.readings.get(block)?;
        let at = start(next);
        let (value, end) = number(next, at + 2).filter(|_| next.is_at(at, "附件"))?;
        let again = self.numbered && value > 1 && next.char(end) == Some(':') && end + 1 < next.plain.len();
        again.then(|| (block, form::info((at, end + 1), "“附件：”只在第一项前写一次")))
    }

    /// A last name without its number: 1.甲, 2.乙, 丙表; 甲表 over 乙表 at the end of the paper.
    fn loose_end(&self) -> Found {
        let block = self.items.last()?.block + 1;
        let next = self.readings.get(block)?;
        let ends = self.readings.get(block + 1).is_none_or(issued::is_body);
        let first = self.numbered && self.items.len() >= 2;
        let bare = !self.numbered && self.readings.get(block + 1).is_none() && form::is_paper(&self.readings[self.block]);
        let paper = form::is_paper(next) && !issued::is_body(next);
        let own = !self.numbered && self.items[0].name.ends_with(['表', '单', '案', '书', '法', '图']);
        let two = !self.numbered && (bare || own && self.readings.get(block + 1).is_none());
        let place = if two { (self.block, self.items[0].range) } else { (block, self.whole(block)) };
        (ends && paper && (first || two)).then(|| (place.0, form::info(place.1, "有两个以上附件时应编序号")))
    }

    /// 2.甲 over 3乙: the number has no point.
    fn pointless(&self) -> Found {
        let last = self.items.last()?;
        let next = self.readings.get(last.block + 1)?;
        let at = start(next);
        let (value, end) = number(next, at).filter(|_| next.plain.get(at).is_some_and(char::is_ascii_digit))?;
        let follows = self.numbered && value == last.number + 1 && next.char(end).is_some_and(crate::fold::is_han);
        let unit = next.char(end).is_some_and(|c| "年月日个份项件".contains(c));
        (follows && !unit).then(|| (last.block + 1, form::info((at, end), "附件序号后用下脚点")))
    }

    /// Pages in another order than the list, one too few, numbered where the list is not, or with their title in 《》.
    fn pages_differ(&self) -> Found {
        let (first, count) = (self.pages.first()?, self.items.len());
        let titled = self.pages.iter().find_map(|&(block, _)| {
            let below = self.readings.get(block + 1)?;
            let line = below.text(0, 60);
            let inner = line.trim().strip_prefix('《')?.strip_suffix('》')?.to_owned();
            self.items.iter().any(|item| item.name == inner).then_some(block + 1)
        });
        if let Some(block) = titled {
            return Some((block, form::info(self.whole(block), "附件标题不加书名号")));
        }
        if let Some(&(block, _)) = self.pages.iter().find(|page| page.1.is_some() && !self.numbered) {
            return Some((block, form::info(self.whole(block), "只有一个附件时不编序号")));
        }
        if let Some(&(block, _)) = self.pages.iter().find(|page| page.1.is_none() && self.numbered && count > 1) {
            return Some((block, wrong(self.whole(block), "有两个以上附件时应标明序号")));
        }
        let numbers: Vec<u32> = self.pages.iter().filter_map(|page| page.1).collect();
        if numbers.windows(2).any(|two| two[1] < two[0]) {
            return Some((first.0, wrong(self.whole(first.0), "所附附件的顺序与附件说明不一致")));
        }
        let missing = self.items.iter().find(|item| !numbers.contains(&item.number));
        let run = numbers.len() >= 2 && numbers.len() + 1 == count && self.numbered;
        missing.filter(|_| run).map(|item| (item.block, wrong(item.range, "附件说明列出了它，后面却没有附上")))
    }

    /// 申报书（见附件） where the list names a 推荐表, 报名表见附件3 where it is the second, 附表2 for 附件2.
    fn told_otherwise(&self) -> Found {
        self.readings[..self.block].iter().enumerate().find_map(|(block, reading)| {
            let found = (0..reading.plain.len()).find_map(|at| match reading.plain[at] {
                '(' => self.other_name(reading, at),
                '见' => self.other_place(reading, at),
                '》' => self.other_state(reading, at),
                _ => None,
            })?;
            let (item, range, message) = found;
            Some(item.map_or((block, wrong(range, message)), |item| (item.block, wrong(item.range, message))))
        })
    }

    /// 填写申报书（见附件）: of one attachment the name must be the same.
    fn other_name(&self, reading: &Reading<'_>, at: usize) -> Option<(Option<&Item>, Range, &'static str)> {
        let [item] = &self.items[..] else { return None };
        let end = at + reading.one_of(at, &["(见附件)", "(附件)", "(详见附件)"])?.chars().count();
        let before = reading.before(at, 30);
        let years = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let words = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        let (name, told) = (words(&item.name), words(&before));
        let year = told.ends_with(&name) && {
            let count = item.name.chars().filter(char::is_ascii_digit).count();
            let own: String = years(&before).chars().rev().take(count).collect::<Vec<_>>().into_iter().rev().collect();
            count >= 4 && own != years(&item.name)
        };
        let stem: String = item.name.chars().take(4).collect();
        let kind = before.contains(&stem) && super::agreement::other_form(&before, &item.name);
        (year || kind).then_some((Some(item), (at, end), "与文中所称的附件名称不一致，请核对"))
    }

    /// 报名登记表见附件3, 见附件1 of a list without numbers, 见附表2.
    fn other_place(&self, reading: &Reading<'_>, at: usize) -> Option<(Option<&Item>, Range, &'static str)> {
        if let Some((value, end)) = number(reading, at + 3).filter(|_| reading.is_at(at + 1, "附表")) {
            let listed = self.numbered && self.items.iter().any(|item| item.number == value);
            return listed.then_some((None, (at + 1, end), "附件说明里写的是“附件”，请统一"));
        }
        let (value, end) = number(reading, at + 3).filter(|_| reading.is_at(at + 1, "附件"))?;
        if !self.numbered {
            // 附件： over a list of the markup names none itself.
            let named = self.items.iter().any(|item| !item.name.is_empty());
            return (value == 1 && named).then_some((None, (at + 1, end), "只有一个附件时不编序号"));
        }
        let stop = |c: &&char| !matches!(c, ',' | '。' | ';' | ':' | '、');
        let len = reading.plain[..at].iter().rev().take(24).take_while(stop).count();
        let told = reading.text(at - len, at);
        let alike = |item: &&Item| told.chars().count() >= 3 && item.name.contains(told.trim_end_matches('详'));
        let ends = reading.char(end).is_none_or(|c| matches!(c, ',' | '。' | ';'));
        let meant = self.items.iter().find(alike).filter(|item| ends && item.number != value)?;
        let only = self.items.iter().filter(alike).count() == 1;
        (only && meant.number != value).then_some((None, (at + 1, end), "附件的序号与附件说明不一致，请核对"))
    }

    /// 《办法（征求意见稿）》 and 附件：办法（送审稿）
    fn other_state(&self, reading: &Reading<'_>, at: usize) -> Option<(Option<&Item>, Range, &'static str)> {
        let open = at - reading.plain[..at].iter().rev().take(60).position(|&c| c == '《')?;
        let title = reading.text(open, at);
        let part = |text: &str| {
            let (stem, state) = text.strip_suffix(')')?.rsplit_once('(')?;
            state.ends_with('稿').then(|| (stem.to_owned(), state.to_owned()))
        };
        let (stem, state) = part(&title)?;
        let item = self.items.iter().find(|item| part(&item.name).is_some_and(|own| own.0 == stem && own.1 != state))?;
        Some((Some(item), (open, at), "与文中所称的稿别不一致，请核对"))
    }
}

/// 附件如下：1.甲
pub(super) fn led(reading: &Reading<'_>) -> Option<Hit> {
    let at = start(reading);
    let word = reading.one_of(at, &["附件如下:", "附件包括:", "附件有:", "附件名称:", "附件清单:"])?;
    let listed = number(reading, reading.skip_spaces(at + word.chars().count())).is_some();
    let named = !name_behind(reading, at + word.chars().count()).is_empty() && reading.plain.len() <= 40;
    (listed && named).then(|| form::info((at + 2, at + word.chars().count() - 1), "附件说明写作“附件：”"))
}

/// 附：甲名单
pub(super) fn short_word(reading: &Reading<'_>) -> Option<Hit> {
    let at = start(reading);
    let paper = reading.is_at(at, "附:") && reading.plain.len() <= 40 && form::is_paper_name(&name_behind(reading, at + 2));
    paper.then(|| form::info((at, at + 2), "附件说明写作“附件：”"))
}

/// 附件：1.甲、2.乙
pub(super) fn between(reading: &Reading<'_>, heading: &Heading) -> Option<Hit> {
    let next = heading.numbers.iter().skip(1).map(|(range, _)| range.0);
    let mark = next.filter_map(|at| at.checked_sub(1)).find(|&at| matches!(reading.plain[at], '、' | ';' | ','))?;
    Some(form::info((mark, mark + 1), "附件名称后不用标点，应分行排列"))
}

/// 附件：1.、甲; 附件：1。甲
pub(super) fn odd_mark(reading: &Reading<'_>) -> Option<Hit> {
    let at = start(reading);
    let first = if reading.is_at(at, "附件:") { reading.skip_spaces(at + 3) } else { return None };
    let digits = reading.digits(first, 2);
    let mark = first + digits;
    let twice = reading.char(mark) == Some('.') && matches!(reading.char(mark + 1), Some('、' | '.' | '。'));
    let stop = reading.char(mark) == Some('。');
    (digits > 0 && (twice || stop)).then(|| form::info((mark, mark + 1 + usize::from(twice)), "附件序号后用下脚点"))
}
