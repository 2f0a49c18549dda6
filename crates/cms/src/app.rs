//! What every use case needs at hand, and the frame in which use cases run.

use crate::problem::{Outcome, Problem};
use crate::scanning::{self, Probe, Watch};
use crate::{lexicons, proofing, reactions, search};
use domain::Time;
use domain::event::Event;
use domain::identity::Actor;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use store::{Context, Read, Store, Tx};

/// Where `now` comes from.
#[derive(Clone)]
pub enum Clock {
    System,
    /// Stands still until it is moved; for tests.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn now(&self) -> Time {
        match self {
            Clock::System => Time::from_micros(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_micros() as i64)),
            Clock::Fixed(micros) => Time::from_micros(micros.load(Ordering::SeqCst)),
        }
    }
}

/// How the platform was set up.
#[derive(Clone, Debug)]
pub struct Setup {
    pub data: PathBuf,
    pub themes: PathBuf,
    pub database: store::Settings,
    /// A site's address in links: `{domain}` and `{code}` are filled in.
    pub site_address: String,
    pub watch: Watch,
}

/// The running platform; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub store: Store,
    pub assets: media::Assets,
    pub theme: Arc<theme::Theme>,
    pub proofing: Arc<proofing::Checker>,
    pub search: Arc<search::Finder>,
    pub attached: Arc<proofing::attached::KeptInMind>,
    /// Looks at links that lead out.
    pub probe: Arc<Probe>,
    pub clock: Clock,
    pub setup: Arc<Setup>,
    bell: Arc<Bell>,
}

impl App {
    pub fn open(setup: Setup, clock: Clock) -> Outcome<App> {
        let store = Store::open(&setup.database)?;
        lexicons::adopt(&store, clock.now())?;
        let theme = theme::Theme::load(&setup.themes.join("default"))
            .map_err(|e| Problem::new("internal").saying(format!("页面风格读不出来：{e}")))?;
        Ok(App {
            assets: media::Assets::open(setup.data.join("assets"))?,
            proofing: Arc::new(proofing::Checker::open(&store)?),
            search: Arc::new(search::Finder::open(&setup.data.join("index"))?),
            theme: Arc::new(theme),
            probe: scanning::probe(&setup.watch),
            attached: Arc::default(),
            bell: Arc::default(),
            setup: Arc::new(setup),
            store,
            clock,
        })
    }

    pub fn now(&self) -> Time {
        self.clock.now()
    }

    pub fn data(&self) -> &Path {
        &self.setup.data
    }

    /// The actor at this instant.
    pub fn context(&self, actor: Actor) -> Context {
        Context::new(actor, self.now())
    }

    /// Carries out a use case; the jobs that follow from its events are written in the same transaction.
    ///
    /// An act that a rule of approval refuses is recorded in a transaction of its own.
    pub fn write<T>(&self, context: &Context, mut use_case: impl FnMut(&mut Tx) -> Outcome<T>) -> Outcome<T> {
        let mut woken = false;
        let result = self.store.write(context, |tx| {
            let value = use_case(tx)?;
            woken = reactions::apply(tx)?;
            Ok(value)
        });
        match &result {
            Ok(_) if woken => self.bell.ring(),
            Err(problem) if is_recorded(problem) => self.record_refusal(context, problem),
            _ => {}
        }
        result
    }

    pub fn read<T>(&self, body: impl FnOnce(&mut Read) -> Outcome<T>) -> Outcome<T> {
        self.store.read(body)
    }

    fn record_refusal(&self, context: &Context, problem: &Problem) {
        let document = problem.extra.get("document").and_then(|d| d.as_str()).and_then(domain::DocumentId::parse);
        let recorded: Outcome<()> =
            self.store.write(context, |tx| Ok(tx.record(Event::Refused { code: problem.code.into(), document })?));
        if let Err(fault) = recorded {
            tracing::error!(%fault, code = problem.code, "a refusal could not be recorded");
        }
    }

    /// Waits until there may be work, at most `limit`.
    pub fn await_work(&self, limit: Duration) {
        self.bell.wait(limit);
    }
    pub fn wake(&self) {
        self.bell.ring();
    }
}

fn is_recorded(problem: &Problem) -> bool {
    matches!(problem.status, 403 | 409 | 422)
        && ["approval.", "proofing.own", "publishing."].iter().any(|p| problem.code.starts_with(p))
}

/// Wakes the worker of this process when a job was written.
#[derive(Default)]
struct Bell {
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Bell {
    fn ring(&self) {
        // A poisoned lock only means that a waiter panicked; the flag is still good.
        *self.rung.lock().unwrap_or_else(|e| e.into_inner()) = true;
        self.changed.notify_all();
    }
    fn wait(&self, limit: Duration) {
        let rung = self.rung.lock().unwrap_or_else(|e| e.into_inner());
        let (mut rung, _) = self.changed.wait_timeout_while(rung, limit, |rung| !*rung).unwrap_or_else(|e| e.into_inner());
        *rung = false;
    }
}
