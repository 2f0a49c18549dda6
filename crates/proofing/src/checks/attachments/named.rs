//! The attachments that a document names, and whether their numbers follow each other.

use std::collections::HashSet;

use super::super::issued;
use super::{Heading, MOST, Range, agreement, form, item, name_behind, names, number, start, wrong};
use crate::finding::Hit;
use crate::reading::Reading;

/// What the document names, by number.
#[derive(Default, PartialEq)]
pub(super) struct Named {
    numbers: HashSet<u32>,
    files: u32,
    /// Of the list under 附件：, while it lasts.
    pub listed: Option<u32>,
    /// Of headings of their own, 附件1 and 附件2.
    headed: Option<u32>,
    /// The names of the list that lasts.
    names: HashSet<String>,
    /// All names by number.
    all: agreement::Names,
    /// Where the names of the list begin: number, block, position.
    places: Vec<(u32, usize, usize)>,
    /// The headings of the attachments' own pages.
    pages: Vec<(usize, Range, u32)>,
    /// Whether the list stands below a bare 附件：.
    unnumbered: bool,
    /// The number of a list that has had one item only.
    single: Option<(usize, Range)>,
    /// Whether the heading before told a name behind its number.
    told: bool,
    /// Whether the number before was objected to.
    off: bool,
    /// How many items the list has had.
    count: u32,
}

impl Named {
    /// A line that begins with 附件.
    pub fn head(&mut self, readings: &[Reading<'_>], block: usize, heading: &Heading, hits: &mut [Vec<Hit>]) {
        let reading = &readings[block];
        hits[block].extend(form::heading(reading, heading, self.listed.is_some_and(|last| last > 0)));
        hits[block].extend(form::without_colon(reading, heading, readings.get(block + 1)));
        hits[block].extend(self.begin(reading, heading));
        let first = heading.numbers.first().filter(|n| heading.lists && heading.numbers.len() == 1 && n.1 == 1);
        self.single = first.map(|first| (block, first.0)).or_else(|| self.lone(reading, block, heading));
        self.places.extend(heading.numbers.iter().filter(|_| heading.lists).map(|(range, number)| (*number, block, range.1)));
        if let Some(&(range, number)) = heading.numbers.first().filter(|_| !heading.lists && reading.plain.len() <= 6) {
            self.pages.push((block, range, number));
        }
        if let Some((below, found)) = agreement::titled(readings, block, &self.all) {
            hits[below].push(found);
        }
    }

    /// A further line of the list; `false` where the list has ended above it.
    pub fn item(&mut self, (block, reading): (usize, &Reading<'_>), hits: &mut Vec<Hit>) -> bool {
        let at = start(reading);
        if let Some((range, number)) = item(reading, at) {
            self.single = None;
            hits.extend(form::item(reading, range));
            hits.extend(names::given(reading, range.1));
            let name = name_behind(reading, range.1);
            self.all.push((number, name.clone()));
            self.places.push((number, block, range.1));
            if name.chars().count() > 2 && !self.names.insert(name) {
                hits.push(wrong((range.0, reading.plain.len()), "同一附件列了两次"));
            } else {
                hits.extend(self.list(range, number));
            }
        } else if let Some(found) = form::other_number(reading, at) {
            self.single = None;
            self.list((found.start, found.end), self.listed.unwrap_or(0) + 1);
            hits.push(found);
        } else if self.single.is_some() && self.is_broken_off() {
            // …规划编制工作 over 领导小组成员名单: one name on two lines.
            self.all.last_mut().into_iter().for_each(|(_, name)| name.push_str(name_behind(reading, at).trim()));
        } else if self.single.is_some() && form::is_paper(reading) {
            // 附件：1.甲规程 over 乙规程: the second lacks its number.
            self.single = None;
            hits.push(form::info((at, reading.plain.len()), "有两个以上附件时应编序号"));
        } else if self.unnumbered && is_name(reading) {
            // The items of a list in markup have no numbers in their text.
            let number = self.listed.unwrap_or(0) + 1;
            self.all.push((number, name_behind(reading, at)));
            hits.extend(form::ended(reading, true));
            self.list((at, reading.plain.len()), number);
        } else {
            return false;
        }
        true
    }

    /// Whether the last name ends as no paper does, and long enough to be broken.
    fn is_broken_off(&self) -> bool {
        self.all.last().is_some_and(|(_, name)| name.chars().count() >= 15 && !form::is_paper_name(name))
    }

    /// Names of the list that are not what the text says of their number.
    pub fn compare(
        &self,
        readings: &[Reading<'_>],
        told: &[(u32, String)],
        hits: &mut [Vec<Hit>],
        differs: fn(&str, &str) -> bool,
    ) {
        for (number, told) in told.iter().filter(|one| told.iter().all(|other| other.0 != one.0 || other.1 == one.1)) {
            let place = self.places.iter().find(|place| place.0 == *number);
            let name = self.all.iter().find(|name| name.0 == *number).map(|name| &name.1);
            let Some((&(_, block, start), name)) = place.zip(name).filter(|(_, name)| differs(told, name)) else { continue };
            let from = readings[block].skip_spaces(start);
            let message = format!("与文中所称的附件{number}（{told}）不符，请核对");
            if hits[block].iter().all(|hit| hit.rule != "attachment.list") {
                hits[block].push(wrong((from, from + name.chars().count()), message));
            }
        }
    }

    /// What only the whole document tells.
    pub fn judge(&self, readings: &[Reading<'_>], references: Vec<(usize, Range, u32)>, hits: &mut [Vec<Hit>]) {
        let most = self.numbers.iter().copied().max().unwrap_or(0);
        // Numbers of a list that is out of order tell nothing about a reference.
        let broken = hits.iter().flatten().any(|hit| hit.message.starts_with("附件序号不连续"));
        for (block, range, number) in references.into_iter().filter(|r| most > 0 && !broken && !self.numbers.contains(&r.2)) {
            hits[block].push(wrong(range, format!("文中提到附件{number}，但列出的附件中没有它")));
        }
        let listed = self.all.iter().map(|name| name.0).max().unwrap_or(0);
        for &(block, range, number) in self.pages.iter().filter(|page| listed > 0 && page.2 > listed) {
            hits[block].push(wrong(range, format!("列出的附件中没有附件{number}")));
        }
        if let Some((block, range)) = self.single.filter(|_| self.files == 0) {
            hits[block].push(form::info(range, "只有一个附件时不编序号"));
        }
        for (hits, reading) in hits.iter_mut().zip(readings).filter(|_| most > 0) {
            if !broken {
                hits.extend(agreement::named(reading, &self.all[..self.all.len().min(MOST)]));
            }
            hits.extend(form::chinese(reading));
            let told = agreement::counted(reading).filter(|(_, count)| *count != most);
            hits.extend(told.map(|(range, count)| wrong(range, format!("文中说有{count}个附件，列出的是{most}个"))));
        }
    }

    /// The name of a file that says its own number, or the next one.
    pub fn add_file(&mut self, reading: &Reading<'_>) {
        let number = if reading.is_at(0, "附件") {
            number(reading, 2)
        } else {
            number(reading, 0).filter(|n| reading.char(n.1) == Some('.'))
        };
        self.files += 1;
        self.numbers.insert(number.map_or(self.files, |(number, _)| number));
    }

    /// The number of 附件1：甲, as long as no other heading came.
    fn lone(&self, reading: &Reading<'_>, block: usize, heading: &Heading) -> Option<(usize, Range)> {
        let &((start, end), value) = heading.numbers.first().filter(|_| !heading.lists)?;
        let digits = reading.char_before(end).is_some_and(|c| c.is_ascii_digit());
        let named = digits && reading.char(end) == Some(':') && !name_behind(reading, end + 1).is_empty();
        (named && value == 1 && self.numbers.len() == 1).then_some((block, (reading.skip_spaces(start + 2), end)))
    }

    fn begin(&mut self, reading: &Reading<'_>, heading: &Heading) -> Vec<Hit> {
        if heading.lists {
            // 附件：甲 and 附件：2.乙 on two lines go on with one list.
            let goes_on = heading.numbers.first().is_some_and(|(_, number)| self.listed.is_some_and(|last| *number == last + 1));
            self.listed = self.listed.filter(|_| goes_on).or(Some(0));
            self.count = self.listed.unwrap_or(0);
            // 附件 alone on the first page of the attachment itself begins no list.
            if heading.numbers.is_empty() && !reading.plain.contains(&':') && !self.all.is_empty() {
                self.listed = None;
                return Vec::new();
            }
            self.all.extend(listed_names(reading, heading));
            self.unnumbered = reading.plain.contains(&':')
                && reading.plain[reading.skip_spaces(heading.end)..].iter().skip(1).all(|c| c.is_whitespace());
            self.names = HashSet::from([name_behind(reading, heading.numbers.first().map_or(0, |(range, _)| range.1))]);
            if heading.numbers.is_empty() {
                self.numbers.insert(1);
                // 附件：名单 alone; what follows below is no list.
                let colon = reading.plain.iter().rposition(|c| !c.is_whitespace()).is_some_and(|i| reading.plain[i] == ':');
                let other = form::other_number(reading, reading.skip_spaces(heading.end + 1)).is_some();
                self.listed = Some(u32::from(other)).filter(|_| colon || other || reading.plain.len() <= 4);
            }
            return heading.numbers.iter().filter_map(|&(range, number)| self.list(range, number)).collect();
        }
        self.listed = None;
        let Some(&(range, number)) = heading.numbers.first() else { return Vec::new() };
        let follows = self.headed.is_none_or(|last| number == last + 1 || (number == 1 && (last != 1 || !self.told)));
        self.numbers.insert(number);
        self.told = reading.plain.contains(&':');
        let last = self.headed.replace(number).unwrap_or(0);
        let message = format!("附件序号不连续：附件{last}之后是附件{number}");
        (!follows).then(|| wrong(range, message)).into_iter().collect()
    }

    /// Takes the next number of the list.
    fn list(&mut self, range: Range, number: u32) -> Option<Hit> {
        self.numbers.insert(number);
        let wanted = self.listed.replace(number)? + 1;
        // 1, 3, 2: the second of two that changed places is no further mistake.
        // 1, 1, 3: what follows a repeated number goes on with the count.
        self.count += 1;
        let off = number != wanted && !(self.off && (number < wanted || number == self.count));
        self.off = off;
        off.then(|| wrong(range, format!("附件序号不连续：应为{wanted}")))
    }
}

/// Whether the line can be the name of an attachment.
fn is_name(reading: &Reading<'_>) -> bool {
    let line = reading.text(0, 41);
    let len = line.chars().count();
    let short = (4..=40).contains(&len) || (len == 3 && form::is_paper_name(line.trim()));
    short
        && !issued::is_body(reading)
        && !line.trim_end_matches([',', ';', '。']).contains(['。', ',', ':'])
        && !line.trim_end().ends_with('日')
}

/// The names that stand on the line of 附件： itself.
fn listed_names(reading: &Reading<'_>, heading: &Heading) -> agreement::Names {
    let ends = heading.numbers.iter().skip(1).map(|(range, _)| range.0).chain([reading.plain.len()]);
    let own =
        heading.numbers.iter().zip(ends).map(|((range, number), end)| (*number, reading.text(range.1, end).trim().to_owned()));
    let only = heading.numbers.is_empty().then(|| (1, name_behind(reading, heading.end + 1)));
    own.chain(only).filter(|(_, name)| !name.is_empty()).collect()
}
