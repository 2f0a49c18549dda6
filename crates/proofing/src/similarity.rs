//! Near-duplicates (雷同稿, domain.md C16): a SimHash signature of 64 bits over shingles of characters, to be stored with
//! a text and compared with those of other texts. Marks, spaces, width and letter case do not count.

use std::fmt;
use std::str::FromStr;

use crate::doc::{Field, TextDoc};
use crate::fold;

/// Characters of one shingle.
const SHINGLE: usize = 4;

/// At this similarity or above two texts are worth a look (domain.md C16).
pub const ALIKE: f64 = 0.95;

/// The fingerprint of a text; near texts have near fingerprints. Written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Signature(u64);

impl Signature {
    /// The part of the 64 bits that two signatures share: 1.0 for the same text, about 0.5 for unrelated ones.
    pub fn similarity(&self, other: &Self) -> f64 {
        1.0 - f64::from((self.0 ^ other.0).count_ones()) / 64.0
    }

    /// The bits, to be stored.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// A signature from stored bits.
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Signature {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

/// The signature of the title, summary and body of a document.
pub fn signature(doc: &TextDoc) -> Signature {
    let own = |field: Field| matches!(field, Field::Title | Field::Subtitle | Field::Summary | Field::Body);
    let chars = doc.blocks.iter().filter(|b| own(b.field)).flat_map(|b| b.chars.iter().copied());
    let plain: Vec<char> = chars.map(fold::fold_one).filter(|c| c.is_alphanumeric()).collect();
    let mut votes = [0i64; 64];
    for shingle in plain.windows(SHINGLE.min(plain.len()).max(1)) {
        let hash = hash(shingle);
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    Signature(votes.iter().enumerate().fold(0, |bits, (bit, &vote)| if vote > 0 { bits | 1 << bit } else { bits }))
}

/// FNV-1a over the characters with a finishing mix, so that every bit depends on every character.
fn hash(chars: &[char]) -> u64 {
    let mut hash =
        chars.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &c| (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3));
    for factor in [0xff51_afd7_ed55_8ccdu64, 0xc4ce_b9fe_1a85_ec53] {
        hash = (hash ^ hash >> 33).wrapping_mul(factor);
    }
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "为进一步规范政府网站信息发布，云溪市人民政府办公室印发工作方案，明确各单位的职责分工和时间安排。方案要求，\
        各区县要建立台账，逐项核对栏目更新情况，对发现的问题限期整改。市政务公开办每季度通报一次检查结果，并将结果纳入年度考核。\
        对长期不更新的栏目予以关停或者整合，对误导公众的错误信息及时更正并说明情况。各单位应于月底前报送整改报告。\
        在人员保障方面，每个单位至少配备两名专职或者兼职的信息员，参加市里组织的业务培训，考试合格后上岗。在技术保障方面，\
        由市大数据中心统一提供集约化平台，做好数据备份、漏洞扫描和应急演练，重大活动期间实行全天值守。在内容建设方面，\
        围绕企业和群众关心的教育、医疗、社保、住房等事项，编制通俗易懂的办事指南和常见问题解答，鼓励采用图解、短视频等形式。\
        对来信留言，简单事项三个工作日内答复，复杂事项十五个工作日内答复，不得推诿敷衍。方案自印发之日起实施，原有规定同时废止。";

    fn of(text: &str) -> Signature {
        signature(&TextDoc::from_text(text))
    }

    #[test]
    fn small_changes_stay_near_and_other_texts_are_far() {
        let changed = TEXT.replace("限期整改", "立即整改").replace('，', ",");
        let other = "本市近日举办职工运动会，来自三十个单位的选手参加了田径、球类和趣味项目的比赛，比赛历时三天，各队团结协作，取得了好成绩。";
        assert!(of(TEXT).similarity(&of(&changed)) >= ALIKE, "{}", of(TEXT).similarity(&of(&changed)));
        assert!(of(TEXT).similarity(&of(other)) < 0.8);
        assert!((of(TEXT).similarity(&of(TEXT)) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn markup_does_not_count_and_the_text_form_is_read_back() {
        let html = format!("<p><b>{TEXT}</b></p>");
        assert_eq!(signature(&TextDoc::from_html(&html)), of(TEXT));
        assert_eq!(of(TEXT).to_string().parse(), Ok(of(TEXT)));
        assert_eq!(Signature::from_bits(of(TEXT).bits()), of(TEXT));
    }

    #[test]
    fn an_empty_text_has_a_signature_too() {
        assert_eq!(of("").bits(), 0);
        assert_eq!(of("甲乙").similarity(&of("甲 乙")), 1.0);
    }
}
