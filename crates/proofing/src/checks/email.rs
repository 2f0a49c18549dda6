//! E-mail addresses (电子邮箱) of persons; mailboxes of public bodies are published on purpose.

use super::{Context, contact, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate() {
        // 网友“稻花香里”（电子邮箱：…）提出的建议
        let told = |start: usize| {
            let label = reading.before(start, 6);
            let bracketed = ["(邮箱", "(电子邮箱", "(邮箱:", "(电子邮箱:"].iter().any(|lead| label.ends_with(lead));
            bracketed && reading.has_before(start, 24, &["网友", "留言人", "申请人", "来信人", "市民", "居民", "村民", "群众"])
        };
        for range in
            find(reading).into_iter().filter(|&(start, end)| told(start) || !contact::is_office(readings, block, start, end))
        {
            let message = "含有个人电子邮箱，公开前请确认";
            hits[block].push(hit(Category::Privacy, Severity::Warn, "privacy.email", range, message));
        }
    }
}

/// The ranges of addresses that are neither masked nor of a public body by their domain.
fn find(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let plain = &reading.plain;
    let local = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let host = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let address = |at: usize| {
        // RFC 5321 limits: 64 characters before the sign, 255 after it.
        let start = at - plain[..at].iter().rev().take(64).take_while(local).count();
        let mut end = at + 1 + plain[at + 1..].iter().take(255).take_while(host).count();
        while end > at + 1 && !plain[end - 1].is_ascii_alphanumeric() {
            end -= 1;
        }
        let domain: String = plain[at + 1..end].iter().collect();
        let masked = reading.char_before(start) == Some('*') || reading.char_before(at) == Some('*');
        // user:password@host is a link's matter.
        let in_link =
            matches!(reading.char_before(start), Some('/' | ':')) && reading.text(start.saturating_sub(12), at).contains("://");
        (start < at && is_domain(&domain) && !masked && !in_link && !is_public_body(&domain)).then_some((start, end))
    };
    (0..plain.len()).filter(|&i| plain[i] == '@').filter_map(address).collect()
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let top = labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic()));
    labels.len() >= 2 && top && labels.iter().all(|label| !label.is_empty())
}

fn is_public_body(domain: &str) -> bool {
    domain == "gov.cn" || domain.ends_with(".gov.cn")
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn an_address_is_found_without_the_words_around_it() {
        assert_eq!(marked("邮箱：wang.wu@mail.example.com。"), ["wang.wu@mail.example.com"]);
        assert_eq!(marked("王五ｗａｎｇ＠example.com，"), ["ｗａｎｇ＠example.com"]);
        assert_eq!(marked("征求意见期间，网友“稻香”（电子邮箱：xiaoyan@163.com）提出建议"), ["xiaoyan@163.com"]);
        assert_eq!(marked("意见采纳情况：市民章文博（邮箱zhang1987@qq.com）建议增设线路"), ["zhang1987@qq.com"]);
        assert_eq!(marked("申请人张小满（zhang_xm@qq.com）"), ["zhang_xm@qq.com"]);
        assert_eq!(marked("答复书已发至lisi@qq.com"), ["lisi@qq.com"]);
        assert_eq!(marked("户主李四，邮箱 1234@163.com"), ["1234@163.com"]);
        assert_eq!(marked("王小明 wxm+1@a.example"), ["wxm+1@a.example"]);
    }

    #[test]
    fn public_mailboxes_masks_and_mere_signs_are_left_alone() {
        for text in [
            "xxzx@yunxi.gov.cn",
            "w***@example.com",
            "转发@云溪发布",
            "a@b",
            "意见请发送至yxfg@163.com",
            "联系电话：0371-1234567\n邮箱：yxfg@163.com",
            "http://admin:secret@a.example/",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
