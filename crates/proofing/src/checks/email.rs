//! E-mail addresses (电子邮箱) of persons; mailboxes of public bodies are published on purpose.

use super::hit;
use crate::engine::Options;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, _: &Options<'_>, hits: &mut Vec<Hit>) {
    let plain = &reading.plain;
    for at in (0..plain.len()).filter(|&i| plain[i] == '@') {
        let local = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
        let host = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        // RFC 5321 limits: 64 characters before the sign, 255 after it.
        let start = at - plain[..at].iter().rev().take(64).take_while(local).count();
        let mut end = at + 1 + plain[at + 1..].iter().take(255).take_while(host).count();
        while end > at + 1 && !plain[end - 1].is_ascii_alphanumeric() {
            end -= 1;
        }
        let domain: String = plain[at + 1..end].iter().collect();
        let masked = reading.char_before(start) == Some('*') || reading.char_before(at) == Some('*');
        if start < at && is_domain(&domain) && !masked && !is_public_body(&domain) {
            let message = "含有个人电子邮箱，公开前请确认".to_owned();
            hits.push(hit(Category::Privacy, Severity::Warn, "privacy.email", (start, end), message));
        }
    }
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
    use super::super::marked;
    use super::check;

    #[test]
    fn an_address_is_found_without_the_words_around_it() {
        assert_eq!(marked(check, "邮箱：wang.wu@mail.example.com。"), ["wang.wu@mail.example.com"]);
        assert_eq!(marked(check, "请发ｗａｎｇ＠example.com，"), ["ｗａｎｇ＠example.com"]);
    }

    #[test]
    fn public_mailboxes_masks_and_mere_signs_are_left_alone() {
        for text in ["xxzx@yunxi.gov.cn", "w***@example.com", "转发@云溪发布", "a@b"] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
