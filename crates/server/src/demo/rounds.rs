//! Drafts of the demonstration and how far their rounds have got, by the hands of their own people.

use super::world::{Story, column_at};
use cms::approval::{self, Signing};
use cms::import::Line;
use cms::{App, Outcome, Problem};
use domain::approval::Stage;
use domain::identity::{Actor, ActorKind};
use domain::{DocumentId, Hash, RoundId, Time};
use std::path::Path;
use store::Context;

pub fn play(app: &App, _folder: &Path, stories: &[Story]) -> Outcome<()> {
    for story in stories.iter().filter(|s| !s.is_published()) {
        let document = write(app, story)?;
        let stage = story.state.strip_prefix("stage:").and_then(|n| n.parse::<usize>().ok());
        if let Some(stage) = stage {
            let round = submit(app, story, document, 40 * stage as i64)?;
            sign_until(app, document, round, stage - 1)?;
        } else if story.state == "returned" {
            let round = submit(app, story, document, 90)?;
            send_back(app, document, round, &story.return_reason)?;
        }
    }
    Ok(())
}

fn person(app: &App, login: &str, now: Time) -> Outcome<Context> {
    let actor = app.read(|r| {
        let user = store::identity::user_by_login(r, login)?.ok_or_else(|| Problem::field("by", format!("没有账号 {login}")))?;
        Ok(store::identity::actor(r, &user, ActorKind::Person, now)?)
    })?;
    Ok(Context::new(actor, now))
}

fn minutes_ago(app: &App, minutes: i64) -> Time {
    app.now().plus_seconds(-60 * minutes)
}

/// The draft, in the editor's own hand.
fn write(app: &App, story: &Story) -> Outcome<DocumentId> {
    let line = Line::parse(&story.raw)?;
    // Grants hold from the moment they were given; what the editor does comes after.
    let context = person(app, &story.by, app.now())?;
    app.write(&context, |tx| {
        let column = column_at(tx, &format!("{}:{}", story.site, story.column))?;
        let document = cms::articles::create(tx, column.id, line.content_type.as_deref())?;
        let blank = store::articles::draft(tx, document)?.ok_or_else(Problem::not_found)?.text()?;
        let text = line.text(&blank.content_type, Vec::new())?;
        cms::articles::save_draft(tx, document, 1, &text)?;
        for place in &story.also {
            let to = column_at(tx, place)?;
            cms::articles::propose(tx, document, to.id)?;
        }
        Ok(document)
    })
}

fn submit(app: &App, story: &Story, document: DocumentId, minutes: i64) -> Outcome<RoundId> {
    let context = Context { now: minutes_ago(app, minutes), ..person(app, &story.by, app.now())? };
    let context = still_granted(context);
    app.write(&context, |tx| {
        let revision = store::articles::draft(tx, document)?.ok_or_else(Problem::not_found)?.revision;
        Ok(approval::submit(app, tx, document, revision)?.id)
    })
}

/// The demonstration's people act before they were appointed a moment ago; their grants are dated back.
fn still_granted(context: Context) -> Context {
    let mut actor: Actor = (*context.actor).clone();
    for grant in &mut actor.grants {
        grant.from = Time::from_micros(0);
    }
    Context { actor: actor.into(), ..context }
}

/// Someone who may sign the stage that is due.
fn signer(app: &App, document: DocumentId, round: RoundId) -> Outcome<(Stage, Hash, Context)> {
    let now = app.now();
    app.read(|r| {
        let article = store::articles::article(r, document)?.ok_or_else(Problem::not_found)?;
        let row = store::approval::round(r, round)?.ok_or_else(Problem::not_found)?;
        let given = store::approval::signatures(r, &[round])?;
        let rule = row.rule(&given)?;
        let due = rule.due().cloned().ok_or_else(Problem::not_found)?;
        let people = store::identity::people_who_may(r, due.permission, article.site_id, article.column_id, now)?;
        let fit = people.into_iter().find(|p| rule.may_take_part(due.stage, p.id).is_ok());
        let user = fit.ok_or_else(|| Problem::field("people", format!("{} 没有人能签{}", article.title, due.stage.label())))?;
        let actor = store::identity::actor(r, &user, ActorKind::Person, now)?;
        Ok((due.stage, rule.hash.clone(), Context::new(actor, now)))
    })
}

fn sign_until(app: &App, document: DocumentId, round: RoundId, signatures: usize) -> Outcome<()> {
    for n in 0..signatures {
        let (stage, hash, context) = signer(app, document, round)?;
        let context = still_granted(Context { now: minutes_ago(app, 35 * (signatures - n) as i64), ..context });
        let ticked = vec![true; stage.checklist().len()];
        answer_warnings(app, &context, document)?;
        app.write(&context, |tx| {
            approval::sign(app, tx, round, &Signing { stage, hash: &hash, opinion: "同意。", checklist: &ticked })
        })?;
    }
    Ok(())
}

/// A reviewer answers what the machine only warns of before he signs.
fn answer_warnings(app: &App, context: &Context, document: DocumentId) -> Outcome<()> {
    let text = app.read(|r| store::articles::draft(r, document)?.ok_or_else(Problem::not_found)?.text().map_err(Into::into))?;
    let judged = app.read(|r| {
        let article = store::articles::article(r, document)?.ok_or_else(Problem::not_found)?;
        cms::proofing::judge(app, r, &article, &text, app.now())
    })?;
    for finding in judged.open(domain::proofing::Severity::Warn) {
        let asking = cms::proofing::Asking::here(&finding.id, "核对过，无误");
        app.write(context, |tx| cms::proofing::request(app, tx, document, &asking).map(|_| ()))?;
    }
    Ok(())
}

fn send_back(app: &App, document: DocumentId, round: RoundId, reason: &str) -> Outcome<()> {
    let (_, _, context) = signer(app, document, round)?;
    let context = still_granted(Context { now: minutes_ago(app, 50), ..context });
    app.write(&context, |tx| approval::return_to_author(tx, round, reason))
}
