//! Hashes that name their algorithm (防改校验码): `sha256:…`.

use sha2::{Digest, Sha256};

/// A content hash such as `sha256:9f86…`; the algorithm is part of the value, so that others can follow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Hash(String);

impl Hash {
    pub fn of(bytes: &[u8]) -> Self {
        Hash::chain(&[bytes])
    }

    /// Over several parts, each preceded by its length, so that parts can't flow into each other.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut all = Vec::new();
        for part in parts {
            all.extend_from_slice(&(part.len() as u64).to_be_bytes());
            all.extend_from_slice(part);
        }
        Hash::chain(&[&all])
    }

    fn chain(parts: &[&[u8]]) -> Self {
        let mut sha = Sha256::new();
        for part in parts {
            sha.update(part);
        }
        let hex: String = sha.finalize().iter().map(|b| format!("{b:02x}")).collect();
        Hash(format!("sha256:{hex}"))
    }

    /// Takes a hash as it was stored or sent; compared whole, never interpreted.
    pub fn stored(text: impl Into<String>) -> Self {
        Hash(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The hex digits without the algorithm.
    pub fn digits(&self) -> &str {
        self.0.split_once(':').map_or(&self.0, |(_, hex)| hex)
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
