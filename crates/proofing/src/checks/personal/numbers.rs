//! Numbers that a label gives to one person: a passbook, a file of the driving licence, a stay in hospital, a permit to reside, a
//! telephone at home, the address a message was sent from.

use super::super::names;
use super::private;
use crate::finding::Hit;
use crate::reading::Reading;

/// Labels, and the fewest characters of their number.
const LABELS: [(&str, usize); 17] = [
    ("个人存折", 10),
    ("存折账号", 10),
    ("存折", 12),
    ("公积金个人账号", 8),
    ("公积金账号", 8),
    ("驾驶证档案编号", 8),
    ("驾驶证档案号", 8),
    ("住院号", 6),
    ("病历号", 6),
    ("病案号", 6),
    ("就诊卡号", 6),
    ("门诊号", 6),
    ("学籍号", 8),
    ("居留许可号", 6),
    ("社保卡号", 8),
    ("医保卡号", 8),
    ("社会保障号", 8),
];

pub(super) fn check(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    match reading.plain[at] {
        '住' | '家' | '宅' => home_line(reading, at).or_else(|| labelled(reading, at)),
        'i' => sender(reading, at),
        '微' => own_account(reading, at),
        '手' | '电' => spelt(reading, at),
        '个' | '存' | '公' | '驾' | '病' | '就' | '门' | '学' | '居' | '社' | '医' => labelled(reading, at),
        _ => None,
    }
}

/// Where the value behind a label begins.
fn value(reading: &Reading<'_>, at: usize) -> usize {
    let part = |c: &&char| matches!(c, ':' | '为' | '是' | '码' | ' ');
    at + reading.plain[at.min(reading.plain.len())..].iter().take(3).take_while(part).count()
}

fn labelled(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (label, least) = LABELS.iter().find(|label| reading.is_at(at, label.0))?;
    let start = value(reading, at + label.chars().count());
    let len = reading.plain[start..].iter().take(24).take_while(|c| c.is_ascii_alphanumeric()).count();
    let digits = reading.plain[start..start + len].iter().filter(|c| c.is_ascii_digit()).count();
    let masked = reading.char(start + len) == Some('*') || reading.plain[start..start + len].contains(&'x');
    (len >= *least && digits >= 6 && !masked)
        .then(|| private("privacy.number", (start, start + len), "含有个人的证件、账户或就诊编号，公开前应遮盖"))
}

/// 社区干事柯嘉怡的微信kejy_0917: the account of one who is named.
fn own_account(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["微信号", "微信"])?;
    let start = value(reading, at + word.chars().count());
    let len = reading.plain[start..].iter().take(20).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).count();
    let personal = reading.led_by(at, &["个人"]);
    let of = at.checked_sub(if personal { 3 } else { 1 }).filter(|&of| reading.plain[of] == '的')?;
    let named = of >= 3 && names::is_name(&reading.plain[of - 3..of]);
    let own = reading.plain[start..start + len].iter().any(char::is_ascii_digit);
    (len >= 6 && own && (named || personal))
        .then(|| private("privacy.number", (start, start + len), "含有个人的微信号，公开前请确认"))
}

/// 住宅电话0687-5436721
fn home_line(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let label = reading.one_of(at, &["住宅电话", "家庭电话", "宅电", "家中电话", "家庭座机"])?;
    let start = value(reading, at + label.chars().count());
    let len = reading.plain[start..].iter().take(14).take_while(|c| c.is_ascii_digit() || **c == '-').count();
    (len >= 7).then(|| private("privacy.number", (start, start + len), "含有个人的住宅电话，公开前应遮盖"))
}

/// 留言人储*军，IP地址：36.23.148.207
fn sender(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let label = reading.one_of(at, &["ip地址:", "ip:"])?;
    let start = at + label.chars().count();
    let len = reading.plain[start..].iter().take(15).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let whole = reading.text(start, start + len).parse::<std::net::Ipv4Addr>().is_ok();
    let person = reading.has_before(at, 40, &["留言人", "网友", "发帖", "留言", "用户", "来信人", "评论"]);
    (whole && person).then(|| private("privacy.number", (start, start + len), "含有留言人的网络地址，公开前应遮盖"))
}

/// 手机号码幺八九零五七二三六六四: spelt out.
fn spelt(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let label = reading.one_of(at, &["手机号码", "手机号", "手机", "电话号码"])?;
    let start = value(reading, at + label.chars().count());
    let numeral = |c: &&char| "幺一二三四五六七八九零〇".contains(**c);
    let len = reading.plain[start..].iter().take(12).take_while(numeral).count();
    let mobile = len == 11 && matches!(reading.plain[start], '幺' | '一');
    mobile.then(|| private("privacy.mobile", (start, start + len), "含有个人手机号码，公开前请确认或遮盖"))
}
