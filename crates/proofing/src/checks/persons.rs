//! Leaders' names and posts (领导职务库, domain.md §6.3): a name beside a post that is not the person's on the day, a
//! name one character off beside a post, and names of one list in the wrong order.

use std::collections::HashMap;

use time::Date;

use super::post::{is_post, one_off, parts};
use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::lexicon::Person;
use crate::reading::Reading;
use crate::words::{Edges, Segmenter};

/// Posts known without a list; a name beside one of them must be its holder. The longer come first.
const POSTS: [&str; 30] = [
    "人大常委会副主任", "人大常委会主任", "政府党组书记", "政府党组成员", "常务副市长", "常务副县长", "常务副区长", "政协副主席",
    "政协主席", "副秘书长", "组织部部长", "宣传部部长", "副书记", "秘书长", "副市长", "副县长", "副区长", "副省长", "副局长",
    "副主任", "副主席", "副部长", "书记", "市长", "县长", "区长", "省长", "局长", "主席", "部长",
];
/// Before a post these say that it is past, or someone else's beside the person.
const FORMER: [&str; 12] = ["原", "时任", "前", "曾任", "原任", "历任", "前任", "卸任", "免去", "不再担任", "辞去", "老"];
/// Between two names of one list at most so many characters stand.
const GAP: usize = 14;

/// A known name in a block.
#[derive(Clone, Copy)]
struct Found {
    person: usize,
    start: usize,
    end: usize,
}

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    if context.persons.is_empty() {
        return;
    }
    let posts = Posts::new(context.persons, context.options.ref_date);
    for (reading, hits) in readings.iter().zip(hits) {
        let names = posts.names(reading);
        for found in &names {
            hits.extend(posts.wrong_post(reading, found));
        }
        posts.order(reading, &names, hits);
        posts.wrong_names(reading, &names, hits);
    }
}

struct Posts<'a> {
    persons: &'a [Person],
    today: Option<Date>,
    /// Folded names by first character.
    by_first: HashMap<char, Vec<(Vec<char>, usize)>>,
    /// Every single post of the list and its folded text, the longer first.
    titles: Vec<(Vec<char>, usize)>,
}

impl<'a> Posts<'a> {
    fn new(persons: &'a [Person], today: Option<Date>) -> Self {
        let fold = |text: &str| fold::fold_str(text).chars().collect::<Vec<char>>();
        let mut by_first: HashMap<char, Vec<(Vec<char>, usize)>> = HashMap::new();
        let mut titles = Vec::new();
        for (i, person) in persons.iter().enumerate() {
            let name = fold(&person.name);
            if let Some(&first) = name.first() {
                let same = by_first.entry(first).or_default();
                if !same.iter().any(|(known, _)| *known == name) {
                    same.push((name, i));
                }
            }
            titles.extend(parts(&person.title).map(|title| (fold(title), i)));
        }
        by_first.values_mut().for_each(|names| names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
        titles.sort_by_key(|(title, _)| std::cmp::Reverse(title.len()));
        Self { persons, today, by_first, titles }
    }

    /// The known names of a block; one inside a longer word is none.
    fn names(&self, reading: &Reading<'_>) -> Vec<Found> {
        let mut segmenter = Segmenter::new(reading);
        let mut out = Vec::new();
        let mut at = 0;
        while at < reading.plain.len() {
            let known = self.by_first.get(&reading.plain[at]);
            let here = known.and_then(|names| names.iter().find(|(name, _)| reading.plain[at..].starts_with(name)));
            let Some((name, person)) = here else {
                at += 1;
                continue;
            };
            let end = at + name.len();
            let whole = name.len() > 2 || segmenter.edges(at, end, false) != Edges::Cut;
            if whole && segmenter.edges(at, end, false) != Edges::Inside {
                out.push(Found { person: *person, start: at, end });
            }
            at = end;
        }
        out
    }

    /// All rows of the person named by row `i`.
    fn rows(&self, i: usize) -> impl Iterator<Item = &'a Person> + '_ {
        let name = self.persons[i].name.as_str();
        self.persons.iter().filter(move |p| p.name == name)
    }

    fn holds(&self, person: &Person) -> bool {
        self.today
            .is_none_or(|day| person.valid_from.is_none_or(|from| from <= day) && person.valid_to.is_none_or(|to| day <= to))
    }

    /// A post directly before or after the name that is not the person's.
    fn wrong_post(&self, reading: &Reading<'_>, found: &Found) -> Option<Hit> {
        let before = self.post_before(reading, found.start).map(|start| (start, found.start, start, found.end));
        let beside = before.or_else(|| self.post_after(reading, found.end).map(|end| (found.end, end, found.start, end)));
        let (from, to, start, end) = beside?;
        let post = reading.text(from, to);
        let post = post.trim();
        let fits = |person: &&Person| parts(&person.title).any(|title| is_post(&person.unit, title, post));
        if self.rows(found.person).filter(|p| self.holds(p)).any(|p| fits(&p)) {
            return None;
        }
        let told_former = reading.led_by(start, &FORMER);
        let held = self.rows(found.person).any(|p| fits(&p));
        if told_former {
            return None;
        }
        let name = &self.persons[found.person].name;
        let now: Vec<String> = self.rows(found.person).filter(|p| self.holds(p)).map(|p| p.title.clone()).collect();
        let message = match (held, now.is_empty()) {
            (true, true) => format!("{name}已不任“{post}”，请核对，或写明“时任”“原”"),
            (true, false) => format!("{name}已不任“{post}”，现任{}", now.join("、")),
            (false, true) => format!("领导职务库中{name}没有“{post}”一职，请核对"),
            (false, false) => format!("{name}的现任职务是{}，请核对", now.join("、")),
        };
        Some(hit(Category::Term, Severity::Warn, "term.person_title", (start, end), message))
    }

    /// Where the longest post that ends at `end` begins.
    fn post_before(&self, reading: &Reading<'_>, end: usize) -> Option<usize> {
        let gap = reading.plain[..end].iter().rev().take(2).take_while(|c| **c == ' ').count();
        let stop = end - gap;
        let own =
            self.titles.iter().map(|(title, _)| title.len()).find(|&len| self.title_at(reading, stop.checked_sub(len), len));
        let common = POSTS
            .iter()
            .map(|post| post.chars().count())
            .zip(POSTS)
            .find(|(len, post)| stop >= *len && reading.is_at(stop - len, post));
        own.max(common.map(|c| c.0)).map(|len| stop - len)
    }

    fn title_at(&self, reading: &Reading<'_>, start: Option<usize>, len: usize) -> bool {
        start.is_some_and(|start| {
            self.titles.iter().any(|(title, _)| title.len() == len && reading.plain[start..].starts_with(title))
        })
    }

    /// Where the longest post that begins at `start` ends; 市长 in 市长办公会 is none.
    fn post_after(&self, reading: &Reading<'_>, start: usize) -> Option<usize> {
        let own = self.titles.iter().find(|(title, _)| reading.plain[start..].starts_with(title)).map(|(title, _)| title.len());
        let common = POSTS.iter().find(|post| reading.is_at(start, post)).map(|post| post.chars().count());
        let end = start + own.max(common)?;
        reading.one_of(end, &["办公", "信箱", "热线", "助理", "会议"]).is_none().then_some(end)
    }

    /// Names of one list whose order of precedence runs back.
    fn order(&self, reading: &Reading<'_>, names: &[Found], hits: &mut Vec<Hit>) {
        let rank = |found: &Found| self.rows(found.person).filter(|p| self.holds(p)).filter_map(|p| p.order).min();
        for pair in names.windows(2) {
            let between = reading.text(pair[0].end, pair[1].start);
            let listed = between.chars().count() <= GAP
                && (between.contains('、') || between.trim().is_empty() || matches!(between.trim(), "和" | "及" | "," | "与"))
                && !between.contains(['。', ';', '(', ')']);
            let (Some(first), Some(second)) = (rank(&pair[0]), rank(&pair[1])) else { continue };
            if listed && second < first {
                let (a, b) = (&self.persons[pair[0].person].name, &self.persons[pair[1].person].name);
                let message = format!("排序有误：{b}应排在{a}之前");
                hits.push(hit(Category::Term, Severity::Warn, "term.person_order", (pair[0].start, pair[1].end), message));
            }
        }
    }

    /// A name one character off directly beside the post of the person it resembles.
    fn wrong_names(&self, reading: &Reading<'_>, names: &[Found], hits: &mut Vec<Hit>) {
        let known = |start: usize| names.iter().any(|found| found.start <= start && start < found.end);
        for at in 0..reading.plain.len() {
            for (title, person) in
                self.titles.iter().filter(|(title, i)| reading.plain[at..].starts_with(title) && self.holds(&self.persons[*i]))
            {
                let start = reading.skip_spaces(at + title.len());
                let name: Vec<char> = fold::fold_str(&self.persons[*person].name).chars().collect();
                if known(start) || name.len() < 3 {
                    continue;
                }
                if let Some(end) = one_off(reading, start, &name) {
                    let right = &self.persons[*person].name;
                    let message = format!("姓名与领导职务库不符，是否为「{right}」");
                    hits.push(advised(hit(Category::Term, Severity::Warn, "term.person_name", (start, end), message), right));
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Context, marked_in};
    use super::check;
    use crate::reading::Reading;
    use crate::{Lexicon, TextDoc};

    const LIST: &str = "person,title,unit,order,valid_from,valid_to
李明远,市委书记,中共云溪市委,1,2024-01-01,
周文清,市委副书记、市长,云溪市人民政府,2,2024-01-01,
陈志和,副市长,云溪市人民政府,5,2023-01-01,
高山,副市长,云溪市人民政府,6,2023-01-01,
赵永安,市长,云溪市人民政府,2,2018-01-01,2023-12-31
";

    fn marked(text: &str) -> Vec<String> {
        let (persons, errors) = Lexicon::parse_persons_csv(LIST);
        assert_eq!(errors, []);
        let run = |r: &[Reading<'_>], c: &Context<'_>, h: &mut [Vec<_>]| check(r, &Context { persons: &persons, ..*c }, h);
        marked_in(&TextDoc::from_text(text), run).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn wrong_and_former_posts_are_marked() {
        for (text, found) in [
            ("副市长周文清出席会议", "副市长周文清"),
            ("市长赵永安主持会议", "市长赵永安"),
            ("市委书记陈志和讲话", "市委书记陈志和"),
            ("李明远市长调研", "李明远市长"),
            ("市委副书记李明远", "市委副书记李明远"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn names_out_of_order_or_one_character_off_are_marked() {
        assert_eq!(marked("参加会议的有陈志和、周文清。"), ["陈志和、周文清"]);
        assert_eq!(marked("周文清、李明远出席"), ["周文清、李明远"]);
        for (text, found) in [
            ("市长周文青讲话", "周文青"),
            ("市委书记李明主持", "李明"),
            ("副市长陈志平和调研", "陈志平和"),
            ("市长 周闻清", "周闻清"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn right_posts_former_ones_and_other_words_are_left_alone() {
        for text in [
            "市委书记李明远、市长周文清出席",
            "市委副书记、市长周文清",
            "云溪市市长周文清",
            "时任市长赵永安",
            "原市长赵永安",
            "副市长陈志和、高山",
            "高山茶园、高山流水",
            "市长王建国来访",
            "市长热线",
            "周文清市长信箱",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
