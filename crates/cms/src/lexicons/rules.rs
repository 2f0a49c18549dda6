//! How right each rule is: findings that people overruled, and what to do about a rule that they mostly overrule (domain.md §6.8).

use crate::identity::require;
use crate::problem::Outcome;
use crate::proofing::label;
use domain::Time;
use domain::identity::{Actor, Permission, Place};
use domain::lexicons::{Kind, RuleGrade, Tally};
use domain::proofing::Severity;
use proofing::Category;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Read;
use store::lexicons as stored;
use utoipa::ToSchema;

/// Days back that findings count for the report.
pub const REPORT_DAYS: i64 = 180;

/// A rule in the report.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleRow {
    rule: String,
    label: String,
    category: String,
    /// In force.
    #[schema(value_type = String)]
    severity: RuleGrade,
    /// What people set; `None` leaves the rule its own grade.
    #[schema(value_type = Option<String>)]
    set: Option<RuleGrade>,
    documents: i64,
    hits: i64,
    waived: i64,
    ignored: i64,
    /// Per cent of hits that nobody overruled.
    precision: Option<i64>,
    proposal: Option<Proposed>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Proposed {
    #[schema(value_type = String)]
    severity: RuleGrade,
    why: String,
}

/// Rules that the engine has in code: name, category, own grade, name for people.
const BUILT_IN: &[(&str, Category, Severity, &str)] = &[
    ("typo.pair", Category::Typo, Severity::Info, "常见错别字"),
    ("term.renamed", Category::Term, Severity::Info, "旧称"),
    ("term", Category::Term, Severity::Info, "不规范用语"),
    ("date.impossible", Category::Date, Severity::Block, "不存在的日期"),
    ("date.issued", Category::Date, Severity::Block, "成文晚于发布"),
    ("date.future_event", Category::Date, Severity::Warn, "将来的事写成已经发生"),
    ("date.range", Category::Date, Severity::Warn, "起止日期颠倒"),
    ("date.weekday", Category::Date, Severity::Info, "星期与日期不符"),
    ("docno.form", Category::Docno, Severity::Info, "文号写法"),
    ("dup.word", Category::Dup, Severity::Info, "重复的字词"),
    ("privacy.id_number", Category::Privacy, Severity::Block, "身份证号"),
    ("privacy.bank_card", Category::Privacy, Severity::Block, "银行卡号"),
    ("privacy.mobile", Category::Privacy, Severity::Warn, "手机号"),
    ("privacy.email", Category::Privacy, Severity::Warn, "电子邮箱"),
    ("punct.doubled", Category::Punct, Severity::Info, "重复的标点"),
    ("punct.unpaired", Category::Punct, Severity::Info, "标点不成对"),
    ("punct.width", Category::Punct, Severity::Info, "全角半角混用"),
    ("residue.paste", Category::Residue, Severity::Info, "粘贴残留"),
    ("secret.marking", Category::Secret, Severity::Block, "密级标志"),
];

fn built_in(rule: &str) -> Option<(Category, Severity, &'static str)> {
    BUILT_IN.iter().find(|(name, ..)| *name == rule).map(|(_, category, severity, label)| (*category, *severity, *label))
}

/// The category that a rule's name begins with; rules of word lists have names of their own.
fn category_of(rule: &str) -> Category {
    use Category::*;
    let first = rule.split_once('.').map(|(first, _)| first);
    let known = [Typo, Term, Date, Punct, Privacy, Dup, Docno, Number, Link, Secret, Element, Attachment, Residue];
    known.into_iter().find(|c| Some(c.name()) == first).unwrap_or(Sensitive)
}

/// Every rule that the engine has or that found something lately, noisiest first.
pub fn rules(r: &mut Read, actor: &Actor, now: Time) -> Outcome<Vec<RuleRow>> {
    require(actor, Permission::ManageLexicon, Place::Platform, now)?;
    let mut tallies: BTreeMap<String, (i64, Tally)> =
        BUILT_IN.iter().map(|(rule, ..)| ((*rule).to_owned(), (0, Tally::default()))).collect();
    for row in stored::hits_by_rule(r, now.plus_hours(-24 * REPORT_DAYS))? {
        tallies.insert(row.rule, (row.documents, row.tally));
    }
    tallies.remove("");
    let set = set_grades(r)?;
    let own = stored::severities_of_rules(r)?;
    let mut all: Vec<RuleRow> = Vec::new();
    for (rule, (documents, tally)) in tallies {
        let grade = own.get(&rule).and_then(|word| Severity::parse(word));
        all.push(row(rule, documents, tally, &set, grade));
    }
    all.sort_by_key(|row| (row.proposal.is_none(), std::cmp::Reverse(row.hits)));
    Ok(all)
}

fn row(rule: String, documents: i64, tally: Tally, set: &BTreeMap<String, RuleGrade>, found_as: Option<Severity>) -> RuleRow {
    let known = built_in(&rule);
    let category = known.map_or_else(|| category_of(&rule), |(category, ..)| category);
    let own = known.map(|(_, severity, _)| severity).or(found_as).unwrap_or(Severity::Info);
    let set = set.get(&rule).copied();
    let severity = set.unwrap_or(match own {
        Severity::Info => RuleGrade::Info,
        Severity::Warn => RuleGrade::Warn,
        Severity::Block => RuleGrade::Block,
    });
    let down = severity.severity().and_then(|now| tally.demotion(now));
    RuleRow {
        label: known.map_or_else(|| format!("{}：{rule}", label(category)), |(_, _, label)| label.to_owned()),
        category: category.name().to_owned(),
        severity,
        set,
        documents,
        hits: tally.hits,
        waived: tally.waived,
        ignored: tally.ignored,
        precision: tally.precision(),
        proposal: down.map(|severity| Proposed { severity, why: why(tally) }),
        rule,
    }
}

fn why(tally: Tally) -> String {
    let (hits, overruled) = (tally.hits, tally.waived + tally.ignored);
    format!("近 {REPORT_DAYS} 天 {hits} 次命中里有 {overruled} 次被确认无误或忽略，准确率 {}%", tally.precision().unwrap_or(0))
}

/// The grades in force, by rule.
fn set_grades(r: &mut Read) -> Outcome<BTreeMap<String, RuleGrade>> {
    let mut set = BTreeMap::new();
    for list in stored::all(r)?.into_iter().filter(|list| list.kind == Kind::Rules.name()) {
        for row in stored::rows(r, list.id)?.into_values() {
            let cell = |name: &str| row.get(name).map_or("", String::as_str);
            if let Some(grade) = RuleGrade::parse(cell("severity")) {
                set.insert(cell("rule").to_owned(), grade);
            }
        }
    }
    Ok(set)
}
