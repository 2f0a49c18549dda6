//! Passwords as Argon2id (19 MiB, 2 passes, 1 lane: the OWASP minimum), in PHC strings.

use crate::problem::{Outcome, Problem};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

fn hasher() -> Outcome<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Problem::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

pub fn hash_password(password: &str) -> Outcome<String> {
    let mut random = [0u8; 16];
    getrandom::fill(&mut random).map_err(Problem::internal)?;
    let salt = SaltString::encode_b64(&random).map_err(Problem::internal)?;
    Ok(hasher()?.hash_password(password.as_bytes(), &salt).map_err(Problem::internal)?.to_string())
}

/// Takes the same time whether or not there is an account: without one, a fixed hash is checked.
pub fn verify_password(password: &str, hash: Option<&str>) -> Outcome<bool> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let parsed = PasswordHash::new(hash.unwrap_or(NOBODY)).map_err(Problem::internal)?;
    Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_verifies_against_its_own_hash_only() {
        let hash = hash_password("Yunxi-2026-ok").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify_password("Yunxi-2026-ok", Some(&hash)).unwrap());
        assert!(!verify_password("Yunxi-2026-no", Some(&hash)).unwrap());
        assert!(!verify_password("Yunxi-2026-ok", None).unwrap());
    }
}
