//! Plain text: a part per line, so that a finding names it.

use crate::decode;
use crate::reading::{Outcome, Reading};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let text = decode::text(bytes);
    for (at, line) in text.lines().enumerate() {
        reading.step()?;
        reading.part(&format!("第{}行", at + 1), line, None, None)?;
    }
    Ok(())
}
