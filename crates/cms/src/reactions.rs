//! Every side effect of the product: what follows from an event, as jobs in the same transaction.

use crate::problem::Outcome;
use domain::event::Event;
use domain::job::{Job, Lane};
use domain::scanning::ScanKind;
use store::Tx;

/// Jobs that an event asks for. Exhaustive on purpose: a new event needs its line here.
pub fn reactions(event: &Event) -> Vec<(Job, Lane)> {
    let render = |site, lane| (Job::Render { site }, lane);
    match event {
        Event::ArticleCleared { document, .. }
        | Event::PlacementAccepted { document, .. }
        | Event::PlacementRemoved { document, .. } => {
            vec![(Job::Publish { document: *document }, Lane::Urgent)]
        }
        Event::ArticlePublished { document, sites, bulk, .. } => {
            let lane = if *bulk { Lane::Bulk } else { Lane::Urgent };
            // An import is left to the daily scan.
            let recheck = (!bulk).then_some((Job::Recheck { document: *document }, Lane::Normal));
            sites.iter().map(|s| render(*s, lane)).chain([(Job::Index, lane)]).chain(recheck).collect()
        }
        Event::ArticleWithdrawn { document, sites, .. } => {
            let recheck = (Job::Recheck { document: *document }, Lane::Normal);
            sites.iter().map(|s| render(*s, Lane::Urgent)).chain([(Job::Index, Lane::Urgent), recheck]).collect()
        }
        // What is held back for this finding may go live, and a live text may have one finding less.
        Event::WaiverAgreed { document, .. } => {
            vec![(Job::Publish { document: *document }, Lane::Urgent), (Job::Recheck { document: *document }, Lane::Normal)]
        }
        // A reviewer's own answer counts at once; what was thrown away needs no answer.
        Event::WaiverRequested { document, .. } | Event::ArticleDiscarded { document, .. } => {
            vec![(Job::Recheck { document: *document }, Lane::Normal)]
        }
        Event::LexiconImported { .. } | Event::LexiconChanged { .. } => vec![(Job::Scan { scan: ScanKind::Lexicon }, Lane::Bulk)],
        Event::AssetKept { sha256, .. } | Event::AssetStripped { sha256, .. } => {
            vec![(Job::Extract { sha256: sha256.clone() }, Lane::Normal)]
        }
        Event::AppearanceChanged { site, .. } => vec![render(*site, Lane::Urgent)],
        Event::SiteOpened { sites, .. } | Event::SiteChanged { sites, .. } | Event::RelationsChanged { sites, .. } => {
            sites.iter().map(|s| render(*s, Lane::Normal)).collect()
        }
        Event::ColumnOpened { site, .. }
        | Event::ColumnChanged { site, .. }
        | Event::ColumnMoved { site, .. }
        | Event::PlacementArranged { site, .. }
        | Event::PagesAsked { site } => vec![render(*site, Lane::Normal)],
        Event::PlatformCreated
        | Event::UnitOpened { .. }
        | Event::UserCreated { .. }
        | Event::UserLocked { .. }
        | Event::UserUnlocked { .. }
        | Event::UserSealed { .. }
        | Event::Granted { .. }
        | Event::GrantEnded { .. }
        | Event::LoggedIn { .. }
        | Event::LoginFailed { .. }
        | Event::LoggedOut
        | Event::PasswordChanged { .. }
        | Event::TokenIssued { .. }
        | Event::TemplateKept { .. }
        | Event::ArticleCreated { .. }
        | Event::DraftSaved { .. }
        | Event::VersionKept { .. }
        | Event::ColumnAssigned { .. }
        | Event::PlacementProposed { .. }
        | Event::PlacementRefused { .. }
        | Event::Submitted { .. }
        | Event::Signed { .. }
        | Event::Returned { .. }
        | Event::Recalled { .. }
        | Event::RoundVoided { .. }
        | Event::RoundClaimed { .. }
        | Event::RoundReleased { .. }
        | Event::RoundHanded { .. }
        | Event::Annotated { .. }
        | Event::AnnotationResolved { .. }
        | Event::WaiverRefused { .. }
        | Event::ArticlesImported { .. }
        | Event::WaiverEnded { .. }
        | Event::LexiconOpened { .. }
        | Event::LexiconProposed { .. }
        | Event::LexiconRefused { .. }
        | Event::ScanStarted { .. }
        | Event::ScanEnded { .. }
        | Event::LiveFindingsOpened { .. }
        | Event::PublicationHeld { .. }
        | Event::PageAltered { .. }
        | Event::JobRetried { .. }
        | Event::BackupMade { .. }
        | Event::Refused { .. } => vec![],
    }
}

/// Writes the jobs of everything that happened in this transaction; true when there were any.
pub(crate) fn apply(tx: &mut Tx) -> Outcome<bool> {
    let mut jobs: Vec<(Job, Lane)> = tx.events().iter().flat_map(reactions).collect();
    // In one order everywhere, so that two transactions with the same jobs never wait for each other.
    jobs.sort_by_key(|(job, lane)| (job.dedup(), *lane));
    jobs.dedup_by_key(|(job, _)| job.dedup());
    for (job, lane) in &jobs {
        store::jobs::enqueue(tx, job, *lane)?;
    }
    Ok(!jobs.is_empty())
}
