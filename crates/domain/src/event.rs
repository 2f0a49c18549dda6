//! What happened, for the audit and for the reactions: one variant per business act.

use crate::{AnnotationId, ColumnId, DocumentId, LexiconChangeId, LexiconId, PlacementId, RoundId, SiteId, UserId, WaiverId};
use serde::{Deserialize, Serialize};

/// An act that was carried out, or refused. `sites` are those whose pages the act made stale.
///
/// Kept for ever in the version it was written in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    PlatformCreated,
    UnitOpened {
        code: String,
        name: String,
    },
    UserCreated {
        user: UserId,
        login: String,
    },
    UserLocked {
        user: UserId,
        login: String,
    },
    UserUnlocked {
        user: UserId,
        login: String,
    },
    UserSealed {
        user: UserId,
        login: String,
    },
    Granted {
        user: UserId,
        login: String,
        role: String,
        scope: String,
    },
    GrantEnded {
        user: UserId,
        login: String,
        role: String,
    },
    LoggedIn {
        login: String,
    },
    LoginFailed {
        login: String,
    },
    LoggedOut,
    PasswordChanged {
        login: String,
    },
    TokenIssued {
        login: String,
        days: i64,
    },
    SiteOpened {
        site: SiteId,
        code: String,
        name: String,
        sites: Vec<SiteId>,
    },
    SiteChanged {
        site: SiteId,
        name: String,
        sites: Vec<SiteId>,
    },
    AppearanceChanged {
        site: SiteId,
        grey: bool,
        notice: Option<String>,
    },
    TemplateKept {
        code: String,
    },
    ColumnOpened {
        site: SiteId,
        column: ColumnId,
        path: String,
    },
    ColumnChanged {
        site: SiteId,
        column: ColumnId,
        path: String,
    },
    ColumnMoved {
        site: SiteId,
        column: ColumnId,
        from: String,
        to: String,
    },
    ArticleCreated {
        site: SiteId,
        document: DocumentId,
        title: String,
    },
    DraftSaved {
        site: SiteId,
        document: DocumentId,
        title: String,
        revision: i32,
    },
    VersionKept {
        site: SiteId,
        document: DocumentId,
        number: i32,
        reason: String,
    },
    ColumnAssigned {
        site: SiteId,
        document: DocumentId,
        column: String,
    },
    ArticleDiscarded {
        site: SiteId,
        document: DocumentId,
        title: String,
    },
    RelationsChanged {
        site: SiteId,
        document: DocumentId,
        sites: Vec<SiteId>,
    },
    PlacementProposed {
        site: SiteId,
        document: DocumentId,
        placement: PlacementId,
        column: String,
    },
    PlacementAccepted {
        site: SiteId,
        document: DocumentId,
        placement: PlacementId,
        hash: String,
    },
    PlacementRefused {
        site: SiteId,
        document: DocumentId,
        placement: PlacementId,
        reason: String,
    },
    PlacementRemoved {
        site: SiteId,
        document: DocumentId,
        placement: PlacementId,
    },
    PlacementArranged {
        site: SiteId,
        document: DocumentId,
        placement: PlacementId,
        slot: Option<String>,
    },
    Submitted {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
        number: i32,
        hash: String,
    },
    Signed {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
        stage: String,
        hash: String,
    },
    Returned {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
        stage: String,
        reason: String,
    },
    Recalled {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
        reason: String,
    },
    RoundVoided {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
        reason: String,
    },
    RoundClaimed {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
    },
    RoundReleased {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
    },
    RoundHanded {
        site: SiteId,
        document: DocumentId,
        round: RoundId,
        to: UserId,
    },
    Annotated {
        site: SiteId,
        document: DocumentId,
        annotation: AnnotationId,
    },
    AnnotationResolved {
        site: SiteId,
        document: DocumentId,
        annotation: AnnotationId,
    },
    WaiverRequested {
        site: SiteId,
        document: DocumentId,
        waiver: WaiverId,
        found: String,
        reason: String,
    },
    WaiverAgreed {
        site: SiteId,
        document: DocumentId,
        waiver: WaiverId,
        found: String,
    },
    WaiverRefused {
        site: SiteId,
        document: DocumentId,
        waiver: WaiverId,
        found: String,
    },
    /// A waiver lost its force before its time.
    WaiverEnded {
        site: SiteId,
        document: DocumentId,
        waiver: WaiverId,
        found: String,
        reason: String,
    },
    /// All stages have signed: the text may go out.
    ArticleCleared {
        site: SiteId,
        document: DocumentId,
        hash: String,
    },
    /// The text is public: its pages are wanted on these sites.
    ArticlePublished {
        site: SiteId,
        document: DocumentId,
        sites: Vec<SiteId>,
        hash: String,
        bulk: bool,
    },
    ArticleWithdrawn {
        site: SiteId,
        document: DocumentId,
        sites: Vec<SiteId>,
        reason: String,
    },
    ArticlesImported {
        site: SiteId,
        file: String,
        published: usize,
        drafts: usize,
        skipped: usize,
        rejected: usize,
        reason: String,
    },
    AssetKept {
        sha256: String,
        name: String,
    },
    /// Written by releases whose word lists were replaced whole; read for ever.
    LexiconImported {
        name: String,
        version: i32,
        entries: usize,
    },
    LexiconOpened {
        site: Option<SiteId>,
        lexicon: LexiconId,
        code: String,
        title: String,
    },
    LexiconProposed {
        site: Option<SiteId>,
        lexicon: LexiconId,
        change: LexiconChangeId,
        title: String,
        added: usize,
        changed: usize,
        removed: usize,
    },
    /// A change is in force as version `version`.
    LexiconChanged {
        site: Option<SiteId>,
        lexicon: LexiconId,
        change: LexiconChangeId,
        code: String,
        title: String,
        version: i32,
        added: usize,
        changed: usize,
        removed: usize,
    },
    LexiconRefused {
        site: Option<SiteId>,
        lexicon: LexiconId,
        change: LexiconChangeId,
        title: String,
        reason: String,
    },
    PagesAsked {
        site: SiteId,
    },
    /// Somebody, or the hour, asked for what is public to be checked again (复查).
    ScanStarted {
        label: String,
        total: i64,
    },
    ScanEnded {
        label: String,
        done: i64,
        found: i64,
        closed: i64,
    },
    /// Checking a live text again found problems (复查发现).
    LiveFindingsOpened {
        site: SiteId,
        document: DocumentId,
        count: usize,
        severity: String,
        found: String,
    },
    /// A cleared text did not go live: the word lists of now block it (domain.md R6.01).
    PublicationHeld {
        site: SiteId,
        document: DocumentId,
        hash: String,
        found: String,
    },
    /// A page file is not as it was drawn (暗链、篡改).
    PageAltered {
        site: SiteId,
        path: String,
        found: String,
    },
    /// Author, position and the like were taken out of a file; the result is a file of its own.
    AssetStripped {
        sha256: String,
        name: String,
        from: String,
    },
    JobRetried {
        label: String,
    },
    BackupMade {
        file: String,
    },
    /// An act that a rule refused.
    Refused {
        code: String,
        document: Option<DocumentId>,
    },
}

impl Event {
    /// The version in which new events are written.
    pub const VERSION: i32 = 1;

    /// The word of the variant, as in the stored payload.
    pub fn kind(&self) -> String {
        match serde_json::to_value(self) {
            Ok(v) => v.get("kind").and_then(|k| k.as_str()).unwrap_or_default().to_owned(),
            Err(_) => String::new(),
        }
    }

    pub fn site(&self) -> Option<SiteId> {
        self.part("site").and_then(|s| SiteId::parse(&s))
    }

    pub fn document(&self) -> Option<DocumentId> {
        self.part("document").and_then(|s| DocumentId::parse(&s))
    }

    fn part(&self, name: &str) -> Option<String> {
        let value = serde_json::to_value(self).ok()?;
        value.get(name)?.as_str().map(str::to_owned)
    }
}
