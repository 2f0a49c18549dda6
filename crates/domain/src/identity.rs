//! Who may do what where: roles, grants, reach, and the one `may`.

use crate::words;
use crate::{ColumnId, PersonId, SiteId, Time, UserId};
use std::collections::BTreeSet;

words! {
    /// What a role allows; every route and every command names one.
    pub enum Permission {
        /// See articles that are not public.
        View = "article.view",
        Write = "article.write",
        ReviewFirst = "article.review_first",
        ReviewSecond = "article.review_second",
        /// 终审 and 签发.
        SignOff = "article.sign_off",
        Proof = "article.proof",
        Withdraw = "article.withdraw",
        /// Accept or refuse what other sites propose (签收).
        Accept = "placement.accept",
        ManageColumns = "column.manage",
        ManageSite = "site.manage",
        OpenSite = "site.open",
        ManageUsers = "user.manage",
        ManageLexicon = "lexicon.manage",
        ViewJobs = "job.view",
        ViewAudit = "audit.view",
        /// Bring in published texts without a round (ARCHITECTURE.md invariant 6).
        Migrate = "migrate",
        /// Render, back up, verify.
        Operate = "platform.operate",
    }
}

words! {
    pub enum Role {
        Editor = "editor",
        ReviewerFirst = "reviewer_first",
        ReviewerSecond = "reviewer_second",
        ReviewerFinal = "reviewer_final",
        Proofreader = "proofreader",
        /// Accepts what other sites propose (签收员).
        Receiver = "receiver",
        SiteAdmin = "site_admin",
        Supervisor = "supervisor",
        /// 系统管理员, the first of the three administrators (三员).
        Operator = "operator",
        /// 安全管理员.
        SecurityAdmin = "security_admin",
        /// 审计员.
        Auditor = "auditor",
        /// The first-start account `admin`; sealed once the three administrators exist.
        Founder = "founder",
    }
}

impl Role {
    pub fn label(self) -> &'static str {
        match self {
            Role::Editor => "部门编辑",
            Role::ReviewerFirst => "初审",
            Role::ReviewerSecond => "复审",
            Role::ReviewerFinal => "终审签发",
            Role::Proofreader => "校对",
            Role::Receiver => "签收员",
            Role::SiteAdmin => "站点管理员",
            Role::Supervisor => "监管人员",
            Role::Operator => "平台管理员",
            Role::SecurityAdmin => "安全管理员",
            Role::Auditor => "审计员",
            Role::Founder => "初始管理员",
        }
    }

    /// System administrators take no content step (domain.md R3.11 e).
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::*;
        match self {
            Role::Editor => &[View, Write],
            Role::ReviewerFirst => &[View, ReviewFirst],
            Role::ReviewerSecond => &[View, ReviewSecond],
            Role::ReviewerFinal => &[View, SignOff, Withdraw],
            Role::Proofreader => &[View, Proof],
            Role::Receiver => &[View, Accept],
            Role::SiteAdmin => &[View, Accept, Withdraw, ManageColumns, ManageSite],
            Role::Supervisor => &[View],
            Role::Operator => &[ManageColumns, ManageSite, OpenSite, ViewJobs, Operate],
            Role::SecurityAdmin => &[ManageUsers, ManageLexicon],
            Role::Auditor => &[ViewAudit],
            Role::Founder => &[
                View, Write, Withdraw, ManageColumns, ManageSite, OpenSite, ManageUsers, ManageLexicon, ViewJobs, ViewAudit,
                Migrate, Operate,
            ],
        }
    }

    /// One of the three administrators whose presence seals the first-start account.
    pub fn is_administrator(self) -> bool {
        matches!(self, Role::Operator | Role::SecurityAdmin | Role::Auditor)
    }
}

words! {
    pub enum ScopeKind { Platform = "platform", Unit = "unit", Site = "site", Column = "column" }
}

words! {
    pub enum UserState { Active = "active", Locked = "locked", Sealed = "sealed" }
}

/// What a grant's scope comes down to: a unit subtree as its sites, a column subtree as its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    Sites(BTreeSet<SiteId>),
    Columns { site: SiteId, columns: BTreeSet<ColumnId> },
}

#[derive(Clone, Debug)]
pub struct Grant {
    pub role: Role,
    pub reach: Reach,
    pub from: Time,
    /// Exclusive; `None` has no end.
    pub to: Option<Time>,
}

/// Where an act happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Platform,
    Site(SiteId),
    Column(SiteId, ColumnId),
    /// Somewhere the person has any reach; for screens that show one's own.
    Anywhere,
}

/// Who acts: in the audit, and before every rule.
#[derive(Clone, Debug)]
pub struct Actor {
    pub kind: ActorKind,
    pub user: Option<UserId>,
    pub person: Option<PersonId>,
    /// For the audit: survives the deletion of the account.
    pub name: String,
    pub grants: Vec<Grant>,
}

words! {
    pub enum ActorKind {
        Person = "person",
        Machine = "machine",
        /// Someone at the command line, by name of an account.
        Operator = "operator",
        Worker = "worker",
        Public = "public",
        Migration = "migration",
    }
}

impl Actor {
    /// The platform's own worker; it carries out what others were allowed to ask for.
    pub fn worker() -> Self {
        Actor { kind: ActorKind::Worker, user: None, person: None, name: "平台".into(), grants: Vec::new() }
    }

    pub fn public() -> Self {
        Actor { kind: ActorKind::Public, user: None, person: None, name: "访客".into(), grants: Vec::new() }
    }

    /// Every permission that the actor holds anywhere now.
    pub fn permissions(&self, now: Time) -> BTreeSet<Permission> {
        Permission::ALL.iter().copied().filter(|p| may(self, *p, Place::Anywhere, now)).collect()
    }

    /// The sites within which lists for `permission` are shown; the only way to get a [`Scope`].
    pub fn scope(&self, permission: Permission, now: Time) -> Scope {
        let mut scope = Scope { all: false, sites: BTreeSet::new(), columns: BTreeSet::new() };
        for grant in self.active(now).filter(|g| g.role.permissions().contains(&permission)) {
            match &grant.reach {
                Reach::All => scope.all = true,
                Reach::Sites(sites) => scope.sites.extend(sites),
                Reach::Columns { columns, .. } => scope.columns.extend(columns),
            }
        }
        scope
    }

    fn active(&self, now: Time) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |g| g.from <= now && g.to.is_none_or(|to| now < to))
    }
}

/// Whether the actor may do this there, now. Every path asks here, the command line too.
pub fn may(actor: &Actor, permission: Permission, place: Place, now: Time) -> bool {
    actor.active(now).any(|grant| {
        grant.role.permissions().contains(&permission)
            && match (&grant.reach, place) {
                (Reach::All, _) | (_, Place::Anywhere) => true,
                (Reach::Sites(sites), Place::Site(site) | Place::Column(site, _)) => sites.contains(&site),
                (Reach::Columns { columns, .. }, Place::Column(_, column)) => columns.contains(&column),
                (Reach::Columns { site: of, .. }, Place::Site(site)) => permission == Permission::View && *of == site,
                (_, Place::Platform) => false,
            }
    })
}

/// The part of the platform that a list may show; only an [`Actor`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    all: bool,
    sites: BTreeSet<SiteId>,
    columns: BTreeSet<ColumnId>,
}

impl Scope {
    pub fn is_all(&self) -> bool {
        self.all
    }
    pub fn sites(&self) -> &BTreeSet<SiteId> {
        &self.sites
    }
    pub fn columns(&self) -> &BTreeSet<ColumnId> {
        &self.columns
    }
    pub fn holds(&self, site: SiteId, column: ColumnId) -> bool {
        self.all || self.sites.contains(&site) || self.columns.contains(&column)
    }
}

/// Shortest password, in characters; it also needs three of four kinds of character (GB/T 22239 §8.1.4).
pub const PASSWORD_MIN: usize = 10;

/// Refuses weak passwords with the reason.
pub fn check_password(password: &str, login: &str) -> Result<(), &'static str> {
    let kinds = [
        password.chars().any(|c| c.is_lowercase()),
        password.chars().any(|c| c.is_uppercase()),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    if password.chars().count() < PASSWORD_MIN {
        Err("密码至少 10 位")
    } else if password.len() > 200 {
        Err("密码太长")
    } else if kinds.iter().filter(|k| **k).count() < 3 {
        Err("密码要含大写字母、小写字母、数字、符号中的三种")
    } else if password.to_lowercase().contains(&login.to_lowercase()) {
        Err("密码不能含登录名")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn site(n: u128) -> SiteId {
        SiteId::from_uuid(Uuid::from_u128(n))
    }
    fn column(n: u128) -> ColumnId {
        ColumnId::from_uuid(Uuid::from_u128(n))
    }
    fn holder(role: Role, reach: Reach) -> Actor {
        let grant = Grant { role, reach, from: Time::from_micros(0), to: Some(Time::from_micros(100)) };
        Actor { grants: vec![grant], ..Actor::public() }
    }
    const NOW: Time = Time::from_micros(50);

    #[test]
    fn an_editor_of_one_site_writes_there_and_nowhere_else() {
        let editor = holder(Role::Editor, Reach::Sites([site(1)].into()));
        assert!(may(&editor, Permission::Write, Place::Column(site(1), column(9)), NOW));
        assert!(!may(&editor, Permission::Write, Place::Column(site(2), column(9)), NOW));
        assert!(!may(&editor, Permission::SignOff, Place::Site(site(1)), NOW));
    }

    #[test]
    fn a_grant_ends_with_its_period() {
        let editor = holder(Role::Editor, Reach::All);
        assert!(may(&editor, Permission::Write, Place::Site(site(1)), NOW));
        assert!(!may(&editor, Permission::Write, Place::Site(site(1)), Time::from_micros(100)));
    }

    #[test]
    fn a_column_grant_reaches_its_columns_only() {
        let editor = holder(Role::Editor, Reach::Columns { site: site(1), columns: [column(5)].into() });
        assert!(may(&editor, Permission::Write, Place::Column(site(1), column(5)), NOW));
        assert!(!may(&editor, Permission::Write, Place::Column(site(1), column(6)), NOW));
        assert!(!may(&editor, Permission::Write, Place::Site(site(1)), NOW));
    }

    #[test]
    fn administrators_take_no_content_step() {
        for role in Role::ALL.iter().filter(|r| r.is_administrator()) {
            for step in
                [Permission::Write, Permission::ReviewFirst, Permission::ReviewSecond, Permission::SignOff, Permission::Proof]
            {
                assert!(!role.permissions().contains(&step), "{role}: {step}");
            }
        }
    }

    #[test]
    fn weak_passwords_are_refused() {
        for bad in ["short1A!", "alllowercase1", "Zhoumin-2026"] {
            assert!(check_password(bad, "zhoumin").is_err(), "{bad}");
        }
        assert!(check_password("Yunxi-2026-ok", "zhoumin").is_ok());
    }
}
