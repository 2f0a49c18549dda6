//! Accounts of persons with messaging services (微信号, QQ号); groups and public accounts are meant to be found.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// What stands before an account, the longer first.
const LABELS: [&str; 12] =
    ["个人微信号", "微信号码", "微信号", "微信id", "加微信", "微信", "qq号码", "qq账号", "qq号", "qq", "weixin", "wechat"];
/// Words around that make it an office's.
const OFFICE: [&str; 22] = [
    "公众", "官方", "群号", "群聊", "交流群", "微信群", "小程序", "咨询", "服务号", "服务热线", "工作微信", "工作群", "工作号",
    "投诉", "举报", "监督", "报名", "客服", "企业微信", "政务", "视频号", "qq群",
];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < reading.plain.len() {
        let label = matches!(reading.plain[at], '个' | '微' | '加' | 'q' | 'w').then(|| reading.one_of(at, &LABELS)).flatten();
        let Some(label) = label else {
            at += 1;
            continue;
        };
        let end = at + label.chars().count();
        if let Some(range) = account(reading, end, label.starts_with("qq"))
            && !is_office(reading, at, range.1)
        {
            let message = "含有个人微信号或QQ号，公开前请确认或遮盖";
            hits.push(hit(Category::Privacy, Severity::Warn, "privacy.account", range, message));
        }
        at = end;
    }
}

/// The account after a label: letters and digits for one service, five to eleven digits for the other.
fn account(reading: &Reading<'_>, end: usize, digits_only: bool) -> Option<(usize, usize)> {
    let mut start = reading.skip_spaces(end);
    start += usize::from(reading.char(start).is_some_and(|c| matches!(c, ':' | '为' | '是' | '(')));
    start = reading.skip_spaces(start);
    let part = |c: &&char| c.is_ascii_alphanumeric() || (!digits_only && matches!(c, '_' | '-'));
    let len = reading.plain[start..].iter().take(24).take_while(part).count();
    let text = &reading.plain[start..start + len];
    let fits = if digits_only {
        (5..=11).contains(&len) && text.iter().all(char::is_ascii_digit) && text[0] != '0'
    } else {
        (6..=20).contains(&len) && text.iter().any(char::is_ascii_digit) && text[0].is_ascii_lowercase()
    };
    let mail = matches!(reading.char(start + len), Some('@' | '.' | '*' | '元'));
    (fits && !mail).then_some((start, start + len))
}

fn is_office(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let from = start - reading.plain[..start].iter().rev().take(20).take_while(stop).count();
    let text = reading.text(from, end);
    // 报名请加组织者卓小满的微信号: one person's whatever it is for.
    let person = ["负责人", "联系人", "组织者", "本人", "个人微信"].iter().any(|word| text.contains(word));
    // 群众 is no group.
    let text = text.replace("群众", "");
    let shared =
        ["公众", "官方", "群", "企业微信", "工作微信", "小程序", "视频号", "服务号"].iter().any(|word| text.contains(word));
    (shared || !person && OFFICE.iter().any(|word| text.contains(word)))
        && !["举报人", "投诉人", "申请人", "当事人", "户主"].iter().any(|w| text.contains(w))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn accounts_of_persons_are_marked() {
        for (text, found) in [
            ("请联系报警群众焦女士，个人微信号jiao_xm0823", "jiao_xm0823"),
            ("王小明，微信号：wxm_2026", "wxm_2026"),
            ("QQ：12345678", "12345678"),
            ("张三的QQ号为123456789", "123456789"),
            ("加微信 lihong88", "lihong88"),
            ("申请人微信wang123456", "wang123456"),
            ("报名请加组织者卓小满的微信号zhuoxm_1992，", "zhuoxm_1992"),
            ("添加招聘负责人微信号：htwy_zhao88报名", "htwy_zhao88"),
        ] {
            assert_eq!(marked(check, text), [found]);
        }
    }

    #[test]
    fn groups_public_accounts_and_talk_are_left_alone() {
        for text in ["微信公众号：yunxi2026", "QQ群：12345678", "咨询QQ：12345678", "微信支付2026年上线", "通过微信或者QQ联系"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
