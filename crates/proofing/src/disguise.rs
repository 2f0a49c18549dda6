//! Words found by their sound or from components: whether the text is a disguise, or ordinary words that happen to agree.
//! What the dictionary explains is text; what it does not is disguise.

use crate::finding::Severity;
use crate::fold;
use crate::reading::Reading;
use crate::words::Segmenter;
use crate::wordset::Match;

/// Single characters so common that standing alone proves nothing.
const COMMON: &str = "的了在是和有不为与对以及等或可由其并也于将应当按被从到向各该本每者所之而则且但就都把让给使地得着过上下中内外前后时年月日人一二三四五六七八九十个";

/// The grade of a hit found by its sound, or nothing when the text is its own sense; `odd` marks the characters that are
/// not the word's.
pub(crate) fn by_sound(
    reading: &Reading<'_>,
    segmenter: &mut Segmenter<'_>,
    m: &Match,
    odd: u64,
    severity: Severity,
) -> Option<Severity> {
    let is_odd = |i: usize| i >= m.start && i < m.end && odd >> (i - m.start) & 1 == 1;
    let (mut explained, mut strange) = (0, 0);
    let words = segmenter.words(m.start, m.end, true);
    if words.iter().any(|word| word.0 <= m.start && m.end <= word.1) {
        return None;
    }
    for word in words {
        let others = (word.0..word.1).filter(|&i| is_odd(i)).count();
        if others == 0 {
            continue;
        }
        let len = (word.0..word.1).filter(|&i| !fold::is_noise(reading.plain[i])).count();
        let sticks_out = word.0 < m.start || m.end < word.1;
        if sticks_out && len > 1 {
            return None;
        }
        let single = len == 1 && COMMON.contains(reading.plain[word.0]);
        let is_text = (len > 1 || single) && fold::is_han(reading.plain[word.0]);
        *(if is_text { &mut explained } else { &mut strange }) += others;
    }
    let written = (m.start..m.end).filter(|&i| !fold::is_noise(reading.plain[i])).count();
    let own = written.saturating_sub(explained + strange);
    match (explained, strange) {
        (_, 1..) => Some(severity.min(Severity::Warn)),
        // Ordinary words throughout: only a hint, and only where most of the word stands as it is.
        _ if own > explained => Some(Severity::Info),
        _ => None,
    }
}

/// The grade of a hit whose characters are split into components, or nothing when the components are words themselves.
pub(crate) fn by_components(
    reading: &Reading<'_>,
    segmenter: &mut Segmenter<'_>,
    m: &Match,
    odd: u64,
    severity: Severity,
) -> Option<Severity> {
    let is_odd = |i: usize| i >= m.start && i < m.end && odd >> (i - m.start) & 1 == 1;
    let words = segmenter.words(m.start, m.end, true);
    let alone = |word: &&(usize, usize)| word.1 - word.0 == 1 && is_odd(word.0) && !COMMON.contains(reading.plain[word.0]);
    let strange = words.iter().filter(alone).count();
    let explained = words.iter().filter(|word| word.1 - word.0 > 1 && (word.0..word.1).any(is_odd)).count();
    (strange > 0 && strange >= explained).then(|| severity.min(Severity::Warn))
}

/// Whether a variant is only two words that meet in the same character (艾滋病|病毒 for 艾滋病毒).
pub(crate) fn is_meeting_of_words(reading: &Reading<'_>, segmenter: &mut Segmenter<'_>, m: &Match) -> bool {
    let text = &reading.plain[m.start..m.end];
    let doubled: Vec<usize> = (1..text.len()).filter(|&i| text[i] == text[i - 1]).map(|i| m.start + i).collect();
    let apart = doubled.windows(2).all(|pair| pair[1] > pair[0] + 1);
    if doubled.is_empty() || !apart || text.iter().any(|&c| fold::is_noise(c)) {
        return false;
    }
    let words = segmenter.words(m.start, m.end, false);
    let long = |word: &&(usize, usize)| word.1 - word.0 > 1;
    let meets =
        |&at: &usize| words.iter().filter(long).any(|word| word.1 == at) && words.iter().filter(long).any(|word| word.0 == at);
    doubled.iter().all(meets)
}
