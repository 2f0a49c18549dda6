//! The ordered stages of an approval, as data (审批链; domain.md R3.10).

use crate::identity::Permission;
use crate::words;
use serde::{Deserialize, Serialize};

words! {
    pub enum Stage {
        ReviewFirst = "review_first",
        ProofFirst = "proof_first",
        ReviewSecond = "review_second",
        ProofSecond = "proof_second",
        ReviewFinal = "review_final",
        ProofThird = "proof_third",
    }
}

words! {
    pub enum StageKind { Review = "review", Proof = "proof" }
}

words! {
    /// `six`: six different people. `paired`: at each level one person reviews and proofs (domain.md R3.02).
    pub enum Form { Six = "six", Paired = "paired" }
}

impl Stage {
    pub fn kind(self) -> StageKind {
        match self {
            Stage::ReviewFirst | Stage::ReviewSecond | Stage::ReviewFinal => StageKind::Review,
            Stage::ProofFirst | Stage::ProofSecond | Stage::ProofThird => StageKind::Proof,
        }
    }

    /// 1, 2 or 3.
    pub fn level(self) -> u8 {
        match self {
            Stage::ReviewFirst | Stage::ProofFirst => 1,
            Stage::ReviewSecond | Stage::ProofSecond => 2,
            Stage::ReviewFinal | Stage::ProofThird => 3,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Stage::ReviewFirst => "初审",
            Stage::ProofFirst => "一校",
            Stage::ReviewSecond => "复审",
            Stage::ProofSecond => "二校",
            Stage::ReviewFinal => "终审",
            Stage::ProofThird => "三校",
        }
    }

    /// What the signer ticks (domain.md §3.2).
    pub fn checklist(self) -> &'static [&'static str] {
        match self {
            Stage::ReviewFirst => &[
                "来源真实，要素齐全",
                "人名、职务、地名、机构名无误",
                "图片与图说一致，附件能打开",
                "不含个人隐私，公开属性有依据",
            ],
            Stage::ProofFirst => &["与原稿逐字核对", "错别字、标点、数字、日期、单位无误", "机器查出的问题逐条处理"],
            Stage::ReviewSecond => &["事实与数据准确", "符合政策法律和公文规范", "栏目和发布时机合适", "保密初查无问题"],
            Stage::ProofSecond => {
                &["一校所提问题都已改到", "前后数字、日期、条目一致", "电话、网址、附件名称核对", "标题层级与编号连续"]
            }
            Stage::ReviewFinal => &["政治导向和社会效果", "保密审查结论明确", "同意上网公开"],
            Stage::ProofThird => &["页面预览通读一遍", "与签发稿一致"],
        }
    }
}

/// One stage of a plan, who may sign it and how long it may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStage {
    pub stage: Stage,
    pub permission: Permission,
    /// Hours that the stage may take (domain.md R3.15).
    pub hours: u32,
}

impl Form {
    /// Whether this form lets one person sign both stages.
    pub fn same_person(self, a: Stage, b: Stage) -> bool {
        self == Form::Paired && a.kind() != b.kind() && a.level() == b.level()
    }

    /// The six stages with the usual owners: 校对 by proofreaders in `six`, by the level's reviewer in `paired`.
    pub fn stages(self) -> Vec<PlanStage> {
        Stage::ALL
            .iter()
            .map(|&stage| {
                let permission = match (self, stage.kind(), stage.level()) {
                    (Form::Six, StageKind::Proof, _) => Permission::Proof,
                    (_, _, 1) => Permission::ReviewFirst,
                    (_, _, 2) => Permission::ReviewSecond,
                    _ => Permission::SignOff,
                };
                PlanStage { stage, permission, hours: if stage.level() == 3 { 8 } else { 4 } }
            })
            .collect()
    }

    pub fn label(self) -> &'static str {
        match self {
            Form::Six => "三审三校（六人）",
            Form::Paired => "三审三校（审校合一，三人）",
        }
    }
}
