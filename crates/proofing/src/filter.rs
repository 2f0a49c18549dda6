//! Which matches become findings: exceptions first, then word edges, names and disguises, then the rule's own guards,
//! then overlaps. Filters only drop matches, lower their grade or widen a hit over repeats of its own outer characters.

use std::collections::BTreeMap;

use crate::disguise;
use crate::engine::{Layer, Options};
use crate::finding::Severity;
use crate::fold;
use crate::lexicon::{Beside, Boundary, Grade};
use crate::matches::{Match, Way};
use crate::names;
use crate::reading::Reading;
use crate::rule::{Origin, Rule};
use crate::words::{self, Edges, Segmenter};

/// How far a sentence is read to each side for `near` and `not_near`, in characters.
const NEAR: usize = 60;

/// So many repeats of a hit's outer character are taken for a part of it.
const REPEATS: usize = 16;

/// A match that stood the filters, with the grade it keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    pub layer: usize,
    pub rule: usize,
    pub start: usize,
    pub end: usize,
    pub severity: Severity,
}

/// Filters the matches of one block by the layers whose rules they name.
pub(crate) fn keep(reading: &Reading<'_>, layers: &[&Layer], mut matches: Vec<Match>, options: &Options<'_>) -> Vec<Kept> {
    let rule = |m: &Match| &layers[m.layer].rules[m.rule];
    matches.retain(|m| rule(m).applies(reading.field(), options));
    matches.sort_by_key(|m| (m.start, m.end));
    let allowed = spans(matches.iter().filter(|m| rule(m).grade == Grade::Allow));
    let mut segmenter = Segmenter::new(reading);
    let judge = |m: &Match| judge(reading, &mut segmenter, &allowed, rule(m), m);
    without_overlaps(matches.iter().filter_map(judge).collect())
}

fn judge(
    reading: &Reading<'_>,
    segmenter: &mut Segmenter<'_>,
    allowed: &[(usize, usize)],
    rule: &Rule,
    m: &Match,
) -> Option<Kept> {
    let severity = rule.severity()?;
    if covered(allowed, m) || says_the_suggestion(reading, rule, m) || !guarded(reading, rule, m) {
        return None;
    }
    if is_no_use(reading, rule, m) || was_in_use(reading, rule, m) {
        return None;
    }
    let (start, end, severity) = match m.way {
        Way::Plain | Way::Variant => in_its_sentence(reading, segmenter, rule, m, severity)?,
        Way::Sound(odd) => (m.start, m.end, disguise::by_sound(reading, segmenter, m, odd, severity)?),
        Way::Split(odd) => (m.start, m.end, disguise::by_components(reading, segmenter, m, odd, severity)?),
    };
    Some(Kept { layer: m.layer, rule: m.rule, start, end, severity })
}

/// 原人事局, 原市物价局, 粮食局旧址: a former name rightly used. Entries with guards of their own say themselves where they hold.
fn is_no_use(reading: &Reading<'_>, rule: &Rule, m: &Match) -> bool {
    let guarded = rule.limits().is_some_and(|limits| !limits.left.is_empty() || !limits.right.is_empty());
    if &*rule.category != "term" && rule.origin != Origin::Term || guarded {
        return false;
    }
    let last = reading.char_before(m.end);
    let body = last.is_some_and(|c| "局委部厅办会院所站队府社".contains(c));
    let word = |c: char| "太高草平中三固荆屯松燎雪病复".contains(c);
    let place = reading.char_before(m.start).is_some_and(|c| "市县区省州镇乡旗".contains(c));
    let within = if place { 6 } else { 1 };
    let left = m.start.saturating_sub(within);
    // 这个规划局限于: 局限 is the word.
    if last == Some('局')
        && m.end - m.start > 2
        && reading.one_of(m.end, &["限于", "限性", "限在", "部地区", "部调", "部优", "域网"]).is_some()
    {
        return true;
    }
    let former = (left..m.start).rev().find(|&i| reading.plain[i] == '原').is_some_and(|i| {
        let between = &reading.plain[i + 1..m.start];
        // 原则上由市…, 原来的市…: 原 begins a word of its own.
        let begins = between.first().is_some_and(|c| "则因料有定来本先油材创告理地文".contains(*c));
        !begins && between.iter().all(|&c| fold::is_han(c)) && !reading.char_before(i).is_some_and(word)
    });
    former || (body && reading.one_of(m.end, &["旧址", "时期", "前身", "原址", "旧楼", "旧办公楼"]).is_some())
}

/// 1998年，市工商局…: a name of its time, told with a year before it changed.
fn was_in_use(reading: &Reading<'_>, rule: &Rule, m: &Match) -> bool {
    let Some(changed) = rule.limits().and_then(|limits| limits.from).filter(|_| rule.origin == Origin::Term) else {
        return false;
    };
    let (from, to) = reading.clause(m.start, m.end, 16);
    // 1998年，…: the clause before belongs to it.
    let from = from.min(m.start.saturating_sub(12));
    let digit = |i: usize| reading.char(i).is_some_and(|c| c.is_ascii_digit());
    (from..to.saturating_sub(3)).any(|i| {
        let year = (0..4).all(|n| digit(i + n)) && !digit(i + 4) && !i.checked_sub(1).is_some_and(digit);
        let dated = matches!(reading.char(i + 4), Some('年' | '—' | '-' | '~'));
        year && dated && reading.text(i, i + 4).parse::<i32>().is_ok_and(|year| year >= 1900 && year < changed.year())
    })
}

/// Exception ranges that are not inside another, ordered by start and by end alike.
fn spans<'a>(allowed: impl Iterator<Item = &'a Match>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for m in allowed {
        while out.last().is_some_and(|last| last.0 == m.start && last.1 <= m.end) {
            out.pop();
        }
        if out.last().is_none_or(|last| last.1 < m.end) {
            out.push((m.start, m.end));
        }
    }
    out
}

fn covered(allowed: &[(usize, usize)], m: &Match) -> bool {
    let after = allowed.partition_point(|span| span.0 <= m.start);
    after.checked_sub(1).is_some_and(|i| m.end <= allowed[i].1)
}

/// Whether the text already reads what the rule suggests: 旅游局 in 文化和旅游局.
fn says_the_suggestion(reading: &Reading<'_>, rule: &Rule, m: &Match) -> bool {
    let Some(suggestion) = &rule.suggestion else { return false };
    if m.way != Way::Plain || suggestion.chars().count() <= m.end - m.start {
        return false;
    }
    let suggestion = fold::fold_str(suggestion);
    let word = reading.text(m.start, m.end);
    suggestion.match_indices(&word).any(|(byte, _)| {
        let before = suggestion[..byte].chars().count();
        m.start >= before && reading.is_at(m.start - before, &suggestion)
    })
}

/// The hit as far as it reaches and the grade it keeps among the words of its sentence.
fn in_its_sentence(
    reading: &Reading<'_>,
    segmenter: &mut Segmenter<'_>,
    rule: &Rule,
    m: &Match,
    severity: Severity,
) -> Option<(usize, usize, Severity)> {
    let variant = m.way == Way::Variant;
    // 明明星星 for 明星 is no meeting of words.
    if is_doubled(&reading.plain[m.reach.0..m.reach.1]) {
        return Some((m.reach.0, m.reach.1, severity));
    }
    if variant && disguise::is_meeting_of_words(reading, segmenter, m) {
        return None;
    }
    let (start, end) = reach(reading, segmenter, m);
    let has_han = reading.plain[start..end].iter().any(|&c| fold::is_han(c));
    if !rule.tests_edges() || !has_han {
        return Some((start, end, severity));
    }
    // A hit widened over repeats has been held against the words beside it.
    let edges = if (start, end) == (m.start, m.end) { segmenter.edges(start, end, variant) } else { Edges::Clean };
    if edges == Edges::Cut || (edges == Edges::Inside && rule.boundary == Boundary::Strict) {
        return None;
    }
    if names::holds(reading, segmenter, (start, end), variant) {
        // A name is no use of the word, but what must not be published is shown in a name too.
        return (severity == Severity::Block).then_some((start, end, severity.lowered()));
    }
    let severity = if edges == Edges::Inside { severity.lowered() } else { severity };
    Some((start, end, severity))
}

/// A plain hit with the repeats of its outer characters that no other word claims (转转转盘乐局, but 今天|天气).
fn reach(reading: &Reading<'_>, segmenter: &mut Segmenter<'_>, m: &Match) -> (usize, usize) {
    let (mut start, mut end) = (m.start, m.end);
    let plain = &reading.plain;
    let same = |c: &&char, edge: usize| Some(**c) == plain.get(edge).copied() && fold::is_han(**c);
    let before = plain[..start].iter().rev().take(REPEATS).take_while(|c| same(c, start)).count();
    let after = plain[end..].iter().take(REPEATS).take_while(|c| same(c, end - 1)).count();
    // A longer run is drawing, not writing.
    if before.max(after) == REPEATS {
        return (start, end);
    }
    let (first, last) = (m.reach.0.min(start - before), m.reach.1.max(end + after));
    // One doubled character beside a word of two is more often the end of another word.
    let enough = |repeats: usize| repeats > 1 || m.end - m.start > 2;
    while start > first {
        match segmenter.word_before(start, m.end, false) {
            Some(word) if word.0 >= first && word.0 < start => start = word.0,
            _ => break,
        }
    }
    while end < last {
        match segmenter.word_after(m.start, end, false) {
            Some(word) if word.1 <= last && word.1 > end => end = word.1,
            _ => break,
        }
    }
    let left = start == first && enough(m.start - start);
    let right = end == last && enough(end - m.end);
    (if left { start } else { m.start }, if right { end } else { m.end })
}

/// Whether every character stands there twice or more.
fn is_doubled(text: &[char]) -> bool {
    text.len() > 3
        && text.chunk_by(|a, b| a == b).all(|run| run.len() > 1 && fold::is_han(run[0]))
        && text.chunk_by(|a, b| a == b).nth(1).is_some()
}

fn guarded(reading: &Reading<'_>, rule: &Rule, m: &Match) -> bool {
    let Some(limits) = rule.limits() else { return true };
    let left = |text: &str| {
        let len = text.chars().count();
        m.start >= len && reading.is_at(m.start - len, text)
    };
    if !beside(&limits.left, left) || !beside(&limits.right, |text| reading.is_at(m.end, text)) {
        return false;
    }
    if limits.near.is_empty() && limits.not_near.is_empty() {
        return true;
    }
    let (start, end) = reading.clause(m.start, m.end, NEAR);
    let sentence = reading.text(start, end);
    let near = limits.near.is_empty() || limits.near.iter().any(|word| sentence.contains(word));
    let own = rule.origin == Origin::Lexicon;
    near && !limits.not_near.iter().any(|word| if own { sentence.contains(word) } else { stands_in(&sentence, word) })
}

fn beside(guards: &[Beside], stands: impl Fn(&str) -> bool) -> bool {
    let wanted = guards.iter().any(|g| !g.excluded);
    let met = guards.iter().any(|g| !g.excluded && stands(&g.text));
    let refused = guards.iter().any(|g| g.excluded && stands(&g.text));
    !refused && (met || !wanted)
}

/// Longest first, then severest. A longer hit hides those it overlaps, unless they are severer: a hint must not
/// hide what blocks.
fn without_overlaps(mut hits: Vec<Kept>) -> Vec<Kept> {
    hits.sort_by_key(|k| (k.start, std::cmp::Reverse((k.end, k.severity)), k.layer, k.rule));
    hits.dedup_by_key(|k| (k.start, k.end));
    let mut order: Vec<usize> = (0..hits.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse((hits[i].end - hits[i].start, hits[i].severity)));
    // Kept hits of one grade never overlap, so in each grade only the nearest to the left can hide another.
    let mut taken: [BTreeMap<usize, usize>; 3] = Default::default();
    let mut kept = vec![false; hits.len()];
    for i in order {
        let hit = hits[i];
        let hidden = taken[hit.severity as usize..]
            .iter()
            .any(|taken| taken.range(..hit.end).next_back().is_some_and(|(_, &end)| end > hit.start));
        if !hidden {
            kept[i] = true;
            taken[hit.severity as usize].insert(hit.start, hit.end);
        }
    }
    let mut i = 0;
    hits.retain(|_| {
        i += 1;
        kept[i - 1]
    });
    hits
}

/// Whether the sentence has the guard of a shipped list; a single character counts only where it is no part of a usual word (原 in 草原).
fn stands_in(sentence: &str, word: &str) -> bool {
    let mut chars = word.chars();
    let single = chars.next().is_some() && chars.next().is_none();
    sentence.match_indices(word).any(|(at, _)| {
        let before = sentence[..at].chars().next_back();
        let after = sentence[at + word.len()..].chars().next();
        let part = |text: String| text.chars().count() == 2 && words::is_usual(&text);
        let within = || part(before.into_iter().chain(word.chars()).collect()) || part(word.chars().chain(after).collect());
        !single || !within()
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::lexicon::{Entry, Grade};
    use crate::{Engine, Options, TextDoc};

    fn found(text: &str) -> usize {
        let entry = |word: &str| Entry::new("term", Grade::Flag(Severity::Warn), word);
        let engine = Engine::new(&["人事局", "物价局", "规划局"].map(entry), "1").unwrap();
        let findings = engine.check(&TextDoc::from_text(text), &Options::default());
        findings.iter().filter(|f| f.rule == "term").count()
    }

    #[test]
    fn a_former_name_called_so_is_left_alone() {
        for text in ["原人事局家属院", "将原市物价局的职责划入", "由原云溪市物价局核发", "人事局旧址", "这个规划局限于城区"]
        {
            assert_eq!(found(text), 0, "{text}");
        }
    }

    #[test]
    fn a_name_used_as_if_it_were_in_force_is_found() {
        for text in ["由市物价局负责", "原则上由市物价局负责", "报市规划局审批"] {
            assert_eq!(found(text), 1, "{text}");
        }
    }
}
