//! What a site's settings choose from: plans, content types, column classes and templates.

use super::template::{self, TemplateColumn};
use crate::problem::Outcome;
use domain::approval::PlanStage;
use domain::content_type::{ContentType, Field};
use domain::identity::{Permission, Role};
use domain::sites::COLUMN_CLASSES;
use serde::Serialize;
use store::Read;
use store::sites::{self as rows, Plan};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
#[schema(as = Plan)]
pub struct PlanRow {
    pub id: String,
    pub name: String,
    pub form: String,
    pub stages: Vec<PlanStageRow>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = PlanStage)]
pub struct PlanStageRow {
    pub stage: String,
    pub label: String,
    /// Who signs, in words.
    pub role: String,
    pub hours: u32,
}

impl From<Plan> for PlanRow {
    fn from(plan: Plan) -> Self {
        let stage = |s: &PlanStage| PlanStageRow {
            stage: s.stage.name().into(),
            label: s.stage.label().into(),
            role: signers(s.permission),
            hours: s.hours,
        };
        PlanRow {
            id: plan.id.to_string(),
            name: plan.name,
            form: plan.form.name().into(),
            stages: plan.stages.iter().map(stage).collect(),
        }
    }
}

/// The roles that hold a permission, in words.
fn signers(permission: Permission) -> String {
    let roles = Role::ALL.iter().filter(|r| **r != Role::Founder && r.permissions().contains(&permission));
    roles.map(|r| r.label()).collect::<Vec<_>>().join("、")
}

pub(super) fn plans(r: &mut Read) -> Outcome<Vec<PlanRow>> {
    Ok(rows::plans(r)?.into_iter().map(PlanRow::from).collect())
}

/// A content type with the fields that the editor asks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContentType)]
pub struct ContentTypeRow {
    pub code: String,
    pub name: String,
    pub version: u32,
    pub fields: Vec<FieldRow>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContentField)]
pub struct FieldRow {
    pub name: String,
    pub kind: String,
    pub required: bool,
    pub choices: Vec<String>,
    pub hint: String,
}

impl From<ContentType> for ContentTypeRow {
    fn from(t: ContentType) -> Self {
        let field = |f: Field| FieldRow {
            name: f.name,
            kind: f.kind.name().into(),
            required: f.required,
            choices: f.choices,
            hint: f.hint,
        };
        ContentTypeRow { code: t.code, name: t.name, version: t.version, fields: t.fields.into_iter().map(field).collect() }
    }
}

pub(super) fn content_types() -> Vec<ContentTypeRow> {
    ContentType::built_in().into_iter().map(ContentTypeRow::from).collect()
}

#[derive(Serialize, ToSchema)]
#[schema(as = ColumnTemplate)]
pub struct ColumnTemplateRow {
    pub code: String,
    pub name: String,
    pub columns: usize,
}

pub(super) fn templates(r: &mut Read) -> Outcome<Vec<ColumnTemplateRow>> {
    let row = |(code, name, tree): (String, String, String)| {
        let columns: Vec<TemplateColumn> = serde_json::from_str(&tree)?;
        Ok(ColumnTemplateRow { code, name, columns: template::size(&columns) })
    };
    rows::templates(r)?.into_iter().map(row).collect()
}

#[derive(Serialize, ToSchema)]
#[schema(as = ColumnClass)]
pub struct ColumnClassRow {
    pub code: String,
    pub name: String,
    pub limit_days: Option<u32>,
}

pub(super) fn classes() -> Vec<ColumnClassRow> {
    COLUMN_CLASSES.iter().map(|c| ColumnClassRow { code: c.code.into(), name: c.name.into(), limit_days: c.limit_days }).collect()
}
