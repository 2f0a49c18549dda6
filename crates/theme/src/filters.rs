//! Filters for Chinese pages; all arguments are keyword arguments.

use tera::{Kwargs, State, Tera, TeraResult, Value};

pub(crate) fn register(tera: &mut Tera) {
    tera.register_filter("date_zh", |text: &str, _: Kwargs, _: &State| date_zh(text));
    tera.register_filter("month_day", |text: &str, _: Kwargs, _: &State| month_day(text));
    tera.register_filter("truncate_zh", |text: &str, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(truncate_zh(text, kwargs.must_get("n")?))
    });
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| -> TeraResult<String> {
        serde_json::to_string(&value).map(|text| json_for_script(&text)).map_err(tera::Error::message)
    });
}

/// "2026-11-05" or "2026-11-05 09:30" → "2026年11月5日"; anything else stays as it is.
fn date_zh(text: &str) -> String {
    match ymd(text) {
        Some((year, month, day)) => format!("{year}年{}月{}日", month.trim_start_matches('0'), day.trim_start_matches('0')),
        None => text.to_owned(),
    }
}

/// "2026-11-20" → "11-20"; anything else stays as it is.
fn month_day(text: &str) -> String {
    match ymd(text) {
        Some((_, month, day)) => format!("{month}-{day}"),
        None => text.to_owned(),
    }
}

fn ymd(text: &str) -> Option<(&str, &str, &str)> {
    let date = text.get(..10)?;
    let (year, month, day) = (date.get(..4)?, date.get(5..7)?, date.get(8..10)?);
    let digits = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    (digits && &date[4..5] == "-" && &date[7..8] == "-").then_some((year, month, day))
}

/// At most `n` characters; what is cut ends in "…", which counts as one of them.
fn truncate_zh(text: &str, n: usize) -> String {
    if text.chars().count() <= n {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(n.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// JSON that can't close a `<script>`; there it is written `{{ x | json | safe }}`.
fn json_for_script(text: &str) -> String {
    text.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_out_without_leading_zeros() {
        assert_eq!(date_zh("2026-11-05"), "2026年11月5日");
        assert_eq!(date_zh("2026-04-17 10:30"), "2026年4月17日");
        assert_eq!(date_zh("长期有效，不限期限"), "长期有效，不限期限");
    }

    #[test]
    fn month_and_day_keep_their_zeros() {
        assert_eq!(month_day("2026-04-07"), "04-07");
    }

    #[test]
    fn text_is_cut_at_characters_and_says_so() {
        assert_eq!(truncate_zh("云溪市人民政府", 4), "云溪市…");
        assert_eq!(truncate_zh("云溪市", 3), "云溪市");
    }

    #[test]
    fn json_cannot_close_a_script() {
        assert_eq!(json_for_script("\"</script>\""), "\"\\u003c/script\\u003e\"");
    }
}
