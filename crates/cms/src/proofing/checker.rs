//! The engines in memory, swapped whole when a list changes.
//!
//! Whoever types gets the engines at hand and never waits; the gate asks for the exact state of the lists it sees.

use super::build::{Checked, Engines, Setting, build, stamp_of};
use crate::problem::Outcome;
use domain::Day;
use domain::text::Text;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use store::{Read, Store};

/// Holds the engines of one process.
pub struct Checker {
    engines: RwLock<Arc<Engines>>,
    building: Mutex<Option<JoinHandle<()>>>,
}

impl Checker {
    pub fn open(store: &Store) -> Outcome<Checker> {
        let engines = store.read(build)?;
        Ok(Checker { engines: RwLock::new(Arc::new(engines)), building: Mutex::default() })
    }

    /// The engines at hand; perhaps of lists a moment ago.
    pub fn at_hand(&self) -> Arc<Engines> {
        self.engines.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The engines of exactly the lists that this transaction sees; builds them when they are not at hand.
    pub fn exact(&self, r: &mut Read) -> Outcome<Arc<Engines>> {
        let at_hand = self.at_hand();
        if stamp_of(r)? == at_hand.stamp() {
            return Ok(at_hand);
        }
        let fresh = Arc::new(build(r)?);
        *self.engines.write().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        Ok(fresh)
    }

    /// Puts the exact engines at hand.
    pub fn catch_up(&self, r: &mut Read) -> Outcome<()> {
        self.exact(r).map(|_| ())
    }

    /// Begins to build new engines on a thread of its own when a list has changed; returns at once.
    pub fn refresh(self: &Arc<Self>, r: &mut Read, store: &Store) -> Outcome<()> {
        if stamp_of(r)? == self.at_hand().stamp() {
            return Ok(());
        }
        let mut building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if building.as_ref().is_none_or(JoinHandle::is_finished) {
            let (me, store) = (self.clone(), store.clone());
            *building = Some(std::thread::spawn(move || match store.read(build) {
                Ok(fresh) => me.put(fresh),
                Err(fault) => tracing::error!(%fault, "the word lists could not be built; the earlier ones stay in use"),
            }));
        }
        Ok(())
    }

    /// Waits for what [`Checker::refresh`] began.
    pub fn settle(&self) {
        let begun = self.building.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = begun {
            // A build that panicked left the earlier engines in place.
            let _ = thread.join();
        }
    }

    /// A build that took long must not displace a later one.
    fn put(&self, fresh: Engines) {
        let mut engines = self.engines.write().unwrap_or_else(PoisonError::into_inner);
        if engines.age() <= fresh.age() {
            *engines = Arc::new(fresh);
        }
    }

    /// Checks a text with the engines at hand.
    pub fn check(&self, text: &Text, setting: &Setting, today: Day) -> Checked {
        self.at_hand().check(text, setting, today)
    }
}
