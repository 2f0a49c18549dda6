//! What an element's own attributes hide it by (暗链, domain.md §6.6): what nobody sees, a search engine still follows.

/// Why nobody sees what stands in the element whose opening tag is `tag`, written without its angle brackets (`a style="…"`).
pub fn hidden_by(tag: &str) -> Option<&'static str> {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    if name.eq_ignore_ascii_case("noscript") {
        return Some("写在 noscript 里");
    }
    let tiny = |side| attribute(tag, side).is_some_and(|value| length(&value).is_some_and(|n| n <= 1.0));
    if name.eq_ignore_ascii_case("marquee") && (tiny("width") || tiny("height")) {
        return Some("放在一个像素的滚动框里");
    }
    if name.eq_ignore_ascii_case("iframe") && (tiny("width") || tiny("height")) {
        return Some("缩成一个像素");
    }
    let style: String =
        attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let rules: Vec<(&str, &str)> = style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .map(|(key, value)| (key, value.trim_end_matches("!important")))
        .collect();
    rules.iter().find_map(|&(key, value)| hides(key, value, &rules)).or_else(|| {
        let bare = tag.split_whitespace().skip(1).any(|word| word.eq_ignore_ascii_case("hidden"));
        bare.then_some("hidden 属性")
    })
}

/// Whether a link's own style writes it in white on no ground of its own; a button has a class.
pub(super) fn is_white(tag: &str) -> bool {
    let style: String =
        attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    let white = rules.clone().any(|(key, value)| key == "color" && colour(value) == "white");
    white && !rules.any(|(key, _)| key.starts_with("background")) && attribute(tag, "class").is_none()
}

fn hides(key: &str, value: &str, rules: &[(&str, &str)]) -> Option<&'static str> {
    let number = length(value);
    let other = |key: &str| rules.iter().find(|rule| rule.0 == key).map(|rule| rule.1);
    match key {
        "display" if value == "none" => Some("display:none"),
        "visibility" if matches!(value, "hidden" | "collapse") => Some("visibility:hidden"),
        "font-size" if number.is_some_and(|n| n <= 1.0) && !value.ends_with("em") && !value.ends_with('%') => Some("字号为 0"),
        "font-size" if number == Some(0.0) => Some("字号为 0"),
        "opacity" if number == Some(0.0) => Some("完全透明"),
        "left" | "top" | "right" | "bottom" | "text-indent" | "margin-left" | "margin-top"
            if number.is_some_and(|n| n < -999.0) =>
        {
            Some("移到屏幕之外")
        }
        "width" | "height" | "max-height" | "max-width"
            if number.is_some_and(|n| n <= 1.0)
                && other("overflow") == Some("hidden")
                && !value.ends_with("em")
                && !value.ends_with('%') =>
        {
            Some("缩成一个像素")
        }
        "color" if matches!(value, "transparent" | "rgba(0,0,0,0)") => Some("文字与底色相同"),
        "color" if other("background-color").or(other("background")).is_some_and(|ground| colour(ground) == colour(value)) => {
            Some("文字与底色相同")
        }
        _ => None,
    }
}

fn colour(value: &str) -> &str {
    match value {
        "#fff" | "#ffffff" | "rgb(255,255,255)" => "white",
        "#000" | "#000000" | "rgb(0,0,0)" => "black",
        other => other,
    }
}

/// The value of an attribute, entities of addresses and styles read.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower[from..].find(name).map(|at| from + at) {
        from = at + name.len();
        let stands_alone = lower[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'' || c == '/');
        let after = tag[from..].trim_start();
        let Some(value) = after.strip_prefix('=').filter(|_| stands_alone) else { continue };
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        return value.map(|v| v.replace("&amp;", "&").trim().to_owned());
    }
    None
}

/// The number that a length begins with.
fn length(value: &str) -> Option<f64> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(value.len());
    value[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{hidden_by, is_white};

    #[test]
    fn white_text_without_a_ground_is_told_apart() {
        assert!(is_white("a style='color: #FFF' href=x"));
        assert!(!is_white("a class=btn style='color:#fff' href=x") && !is_white("a style='color:#fff;background:red' href=x"));
    }

    #[test]
    fn what_hides_an_element_is_named() {
        for (tag, why) in [
            ("div style='Display : none'", Some("display:none")),
            ("a style=\"position:absolute;left:-9999px\" href=x", Some("移到屏幕之外")),
            ("span style='font-size:0px'", Some("字号为 0")),
            ("noscript", Some("写在 noscript 里")),
            ("marquee width=1 height=1", Some("放在一个像素的滚动框里")),
            ("a style='color:#FFF;background:#ffffff'", Some("文字与底色相同")),
            ("div style='height:1px;overflow:hidden'", Some("缩成一个像素")),
            ("a hidden href=x", Some("hidden 属性")),
            ("a style='color:#ffffff' href=x", None),
            ("span style='color:white'", None),
            ("a style='margin-left:-3px;font-size:0.8em'", None),
            ("div style='height:1px;background:#ccc'", None),
            ("a class=hidden href=x", None),
        ] {
            assert_eq!(hidden_by(tag), why, "{tag}");
        }
    }
}
