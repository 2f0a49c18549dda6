//! Unified social credit codes (统一社会信用代码, GB 32100-2015): public by law, so no other check may take one for a
//! personal number.

/// The characters of the code by value; I, O, S, V and Z are not used.
const CHARSET: &str = "0123456789abcdefghjklmnpqrtuwxy";

/// Whether the plain characters are a code with the right check character.
pub(super) fn is_valid(code: &[char]) -> bool {
    let value = |c: &char| CHARSET.chars().position(|known| known == *c);
    let Some(values) = code.iter().map(value).collect::<Option<Vec<usize>>>() else { return false };
    let weights = (0..17u32).map(|i| 3usize.pow(i) % 31);
    let sum: usize = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    values.len() == 18 && (31 - sum % 31) % 31 == values[17]
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn the_check_character_decides() {
        let valid = |text: &str| is_valid(&text.to_lowercase().chars().collect::<Vec<_>>());
        assert!(valid("91350100M000100Y43"));
        assert!(!["91350100M000100Y44", "91350100M000100Y4", "9135O100M000100Y43"].into_iter().any(valid));
    }
}
