//! Cells of sheets: their names, and numbers as a person would read them.

/// `B7` for row 7 (from 1), column 1 (from 0).
pub(crate) fn name(row: u32, column: u32) -> String {
    format!("{}{row}", column_name(column))
}

/// `A`, `Z`, `AA` for columns counted from 0.
pub(crate) fn column_name(column: u32) -> String {
    let (mut left, mut letters) = (column + 1, Vec::new());
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// Row (from 1) and column (from 0) of `B7`; `None` if it is no such name or beyond a sheet's bounds.
pub(crate) fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A' + 1));
    Some((digits.parse().ok().filter(|row| (1..=1_048_576).contains(row))?, column - 1))
}

/// A number as it stands in a cell: whole ones without exponent, since an ID or a phone number may be one, and with the fifteen
/// digits that sheets keep.
pub(crate) fn number(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e25 {
        return value.to_string();
    }
    let digits = format!("{value:.0}");
    let kept = 15 + usize::from(digits.starts_with('-'));
    if digits.len() <= kept {
        return digits;
    }
    let scale = 10f64.powi((digits.len() - kept) as i32);
    format!("{:.0}{}", (value / scale).round(), "0".repeat(digits.len() - kept))
}

/// Whether a number format of a workbook shows dates, by its id or its code.
pub(crate) fn is_date(id: u32, code: Option<&str>) -> bool {
    if matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58) {
        return true;
    }
    let Some(code) = code else { return false };
    let (mut quoted, mut bracketed, mut after_escape) = (false, false, false);
    for c in code.chars() {
        if std::mem::take(&mut after_escape) {
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => after_escape = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' if !quoted && !bracketed => return true,
            'm' | 'M' if !quoted && !bracketed => return true,
            ';' if !quoted => return false,
            _ => {}
        }
    }
    false
}

/// A serial date of a workbook as `2026-05-01`, with the time if it has one; `None` if it is none.
pub(crate) fn date(serial: f64, since_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds = ((serial.fract() * 86_400.0).round() as u32).min(86_399);
    let clock = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    let days = serial.trunc() as i64 + if since_1904 { 1_462 } else { 0 };
    if days == 0 {
        return Some(clock);
    }
    // Lotus took 1900 for a leap year: serials from 61 are one too high.
    let (year, month, day) = civil(days - if days > 60 { 25_569 } else { 25_568 });
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(if seconds == 0 { date } else { format!("{date} {clock}") })
}

/// Year, month and day of a count of days since 1970 (Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
