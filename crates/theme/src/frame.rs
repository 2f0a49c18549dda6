//! Header and footer, drawn once for all pages that share them.
//!
//! They depend on nothing but the site, its navigation, the current top-level column and whether
//! the page is the home page: exactly the key. `asking` refuses every other question to them.

use crate::content::{NavItem, Site};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use tera::Value;

/// One site has about ten frames; a build goes site by site.
const MAX_FRAMES: usize = 512;

/// What header and footer may depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FrameKey {
    pub site: Site,
    pub nav: Vec<NavItem>,
    /// First segment of the current column's path, or "".
    pub top: String,
    pub home: bool,
}

/// Shared values of a page; cloning a `Value` is cheap.
pub(crate) struct Frame {
    pub site: Value,
    pub nav: Value,
    pub header: Value,
    pub footer: Value,
}

#[derive(Default)]
pub(crate) struct Frames(Mutex<HashMap<u64, (FrameKey, Arc<Frame>)>>);

impl Frames {
    pub fn get<E>(&self, key: FrameKey, draw: impl FnOnce(&FrameKey) -> Result<Frame, E>) -> Result<Arc<Frame>, E> {
        let hash = hash_of(&key);
        if let Some((kept, frame)) = self.lock().get(&hash)
            && *kept == key
        {
            return Ok(Arc::clone(frame));
        }
        let frame = Arc::new(draw(&key)?);
        let mut frames = self.lock();
        if frames.len() >= MAX_FRAMES {
            frames.clear();
        }
        frames.insert(hash, (key, Arc::clone(&frame)));
        Ok(frame)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, (FrameKey, Arc<Frame>)>> {
        // A cache of immutable values is usable whatever another thread died of.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash_of(key: &FrameKey) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
