//! Three reviews and three proofs: submit, sign, return, recall (送审、签字、退回、撤回).

mod annotate;
pub mod http;
mod queue;
mod sign;

pub use annotate::{Marking, annotate, resolve};
pub use queue::{candidates, claim, due_for, hand, handable, release};
pub use sign::{Signing, recall, recallable, return_to_author, sign};

use crate::App;
use crate::articles::{open_round, working_draft};
use crate::identity::{require, user_of};
use crate::problem::{Outcome, Problem};
use crate::proofing::{Checked, Judged, alike, judge};
use domain::content_type::ContentType;
use domain::event::Event;
use domain::identity::{Permission, Place};
use domain::proofing::Severity;
use domain::{DocumentId, Hash, RoundId};
use store::Tx;
use store::approval::{self as rows, NewRound, Round};
use store::articles::Article;

/// What a submission needs and no transaction may wait for: the text of the draft's attachments.
pub fn prepare(app: &App, context: &store::Context, id: DocumentId) -> Outcome<()> {
    let draft = app.read(|r| {
        crate::articles::visible(r, &context.actor, id, context.now)?;
        working_draft(r, id)
    })?;
    match draft {
        Some(draft) => crate::proofing::attached::read_missing(app, &draft.text()?),
        None => Ok(()),
    }
}

/// Sends a draft on its round: checks it, freezes it, opens the round of its column's plan.
pub fn submit(app: &App, tx: &mut Tx, id: DocumentId, base_revision: i32) -> Outcome<Round> {
    let article = store::articles::article(tx, id)?.ok_or_else(Problem::not_found)?;
    require(tx.actor(), Permission::Write, Place::Column(article.site_id, article.column_id), tx.now())?;
    if open_round(tx, id)?.is_some() {
        return Err(Problem::new("approval.already_open"));
    }
    let draft = working_draft(tx, id)?.ok_or_else(Problem::not_found)?;
    if draft.revision != base_revision {
        return Err(Problem::new("article.conflict").with("revision", draft.revision));
    }
    let text = draft.text()?;
    if store::publishing::live(tx, id)?.is_some_and(|live| live.hash == draft.hash) {
        return Err(Problem::new("approval.nothing_new"));
    }
    let problems = ContentType::find(&text.content_type).map(|t| t.problems(&text)).unwrap_or_default();
    if !problems.is_empty() {
        return Err(Problem { fields: problems, ..Problem::new("article.incomplete") });
    }
    let Judged { checked, answers } = gate(app, tx, &article, &text)?;
    let version = store::articles::keep_version(tx, id, &draft.text, &Hash::stored(&draft.hash), "submit")?;
    keep_findings(tx, version.id, &checked)?;
    store::proofing::count_uses(tx, &answers.used(&checked.findings))?;
    let column = store::sites::column(tx, article.column_id)?.ok_or_else(Problem::not_found)?;
    let plan = crate::sites::plan_of(tx, &column)?;
    let by = user_of(tx.actor())?;
    let mut authors = draft.editors()?;
    if !authors.contains(&by) {
        authors.push(by);
    }
    let due_at = tx.now().plus_hours(plan.stages.first().map_or(4, |s| i64::from(s.hours)));
    let new = NewRound {
        document: id,
        version: version.id,
        hash: &version.hash,
        form: plan.form,
        stages: &plan.stages,
        authors: &authors,
        by,
        due_at,
    };
    let round = rows::open(tx, &new).map_err(|e| if e.is_taken() { Problem::new("approval.already_open") } else { e.into() })?;
    tx.record(Event::Submitted {
        site: article.site_id,
        document: id,
        round: round.id,
        number: round.number,
        hash: version.hash,
    })?;
    store::articles::refresh(tx, id)?;
    Ok(round)
}

/// The machine check: what blocks and is not waived stops the text (domain.md R6.01).
fn gate(app: &App, tx: &mut Tx, article: &Article, text: &domain::text::Text) -> Outcome<Judged> {
    let now = tx.now();
    let mut judged = judge(app, tx, article, text, now)?;
    judged.checked.findings.extend(alike::finding(tx, article.document_id, text)?);
    let blocking = judged.open(Severity::Block);
    if blocking.is_empty() {
        return Ok(judged);
    }
    let findings = serde_json::to_value(&blocking)?;
    let problem = Problem::new("approval.blocked").saying(format!("有 {} 处禁发问题，改好后才能送审", blocking.len()));
    Err(problem.with("findings", findings).with("document", article.document_id.to_string()))
}

fn keep_findings(tx: &mut Tx, version: domain::VersionId, checked: &Checked) -> Outcome<()> {
    let folded: Vec<String> = checked.findings.iter().map(|f| domain::lexicons::fold(&f.found)).collect();
    let mut found = Vec::new();
    for (f, folded) in checked.findings.iter().zip(&folded) {
        let detail = serde_json::to_string(f)?;
        found.push(store::proofing::Found { identity: &f.id, severity: f.severity, rule: &f.rule, folded, detail });
    }
    Ok(store::proofing::keep_findings(tx, version, &checked.engine, &found)?)
}

/// Like [`visible_round`], with the round held: nobody else signs, returns or claims it before this ends.
pub(crate) fn held_round(tx: &mut Tx, id: RoundId) -> Outcome<(Round, Article)> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    rows::hold(tx, id)?;
    visible_round(tx, &actor, id, now)
}

/// A round that the actor may see, with its article; 404 otherwise.
pub(crate) fn visible_round(
    r: &mut store::Read,
    actor: &domain::identity::Actor,
    id: RoundId,
    now: domain::Time,
) -> Outcome<(Round, Article)> {
    let round = rows::round(r, id)?.ok_or_else(Problem::not_found)?;
    let article = crate::articles::visible(r, actor, round.document_id, now)?;
    Ok((round, article))
}
