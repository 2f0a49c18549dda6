//! The one table of what events are called in Chinese, and the groups in which the auditor looks for them.

use crate::problem;
use domain::approval::Stage;
use domain::identity::Role;
use serde_json::{Map, Value};

/// Kind of event, group, sentence without its subject; `{member}` is filled in from the event.
const TABLE: &[(&str, &str, &str)] = &[
    ("platform_created", "platform", "建立了平台"),
    ("unit_opened", "user", "新设单位 {name}"),
    ("user_created", "user", "新开账号 {login}"),
    ("user_locked", "user", "停用账号 {login}"),
    ("user_unlocked", "user", "恢复账号 {login}"),
    ("user_sealed", "user", "封存初始管理员 {login}"),
    ("granted", "user", "授予 {login} {role}权限，范围：{scope}"),
    ("grant_ended", "user", "收回 {login} 的{role}权限"),
    ("logged_in", "session", "登录"),
    ("login_failed", "session", "登录没有成功，登录名 {login}"),
    ("logged_out", "session", "退出登录"),
    ("password_changed", "session", "改了 {login} 的密码"),
    ("token_issued", "session", "给 {login} 发了 {days} 天的接口令牌"),
    ("site_opened", "site", "开通站点 {name}"),
    ("site_changed", "site", "改了站点设置"),
    ("appearance_changed", "site", "改了网站状态：{grey}{notice}"),
    ("template_kept", "site", "保存栏目模板 {code}"),
    ("column_opened", "column", "新建栏目 {path}"),
    ("column_changed", "column", "改了栏目 {path} 的设置"),
    ("column_moved", "column", "移动栏目：{from} 到 {to}"),
    ("article_created", "article", "新建稿件"),
    ("draft_saved", "article", "保存了稿件"),
    ("version_kept", "article", "留存第 {number} 版（{reason}）"),
    ("column_assigned", "article", "主栏目改为 {column}"),
    ("article_discarded", "article", "把稿件放进回收站"),
    ("relations_changed", "article", "改了关联稿件"),
    ("placement_proposed", "placement", "提请同时发到 {column}"),
    ("placement_accepted", "placement", "签收了稿件"),
    ("placement_refused", "placement", "没有签收：{reason}"),
    ("placement_removed", "placement", "取消了同时发到"),
    ("placement_arranged", "placement", "调整推荐位：{slot}"),
    ("submitted", "approval", "第 {number} 次送审"),
    ("signed", "approval", "签了{stage}"),
    ("returned", "approval", "{stage}退回：{reason}"),
    ("recalled", "approval", "撤回送审：{reason}"),
    ("round_voided", "approval", "送审作废：{reason}"),
    ("round_claimed", "approval", "领取了审校"),
    ("round_released", "approval", "放回了审校"),
    ("round_handed", "approval", "把审校转给别人"),
    ("annotated", "approval", "写了批注"),
    ("annotation_resolved", "approval", "批注已处理"),
    ("waiver_requested", "approval", "对“{found}”提出确认无误：{reason}"),
    ("waiver_agreed", "approval", "同意“{found}”确认无误"),
    ("waiver_refused", "approval", "不同意“{found}”确认无误"),
    ("article_cleared", "approval", "审签完成，可以上线"),
    ("article_published", "publish", "稿件上线"),
    ("article_withdrawn", "publish", "撤稿：{reason}"),
    ("articles_imported", "publish", "导入 {file}：发布 {published} 篇，草稿 {drafts} 篇，跳过 {skipped} 篇，没收 {rejected} 篇"),
    ("asset_kept", "article", "上传 {name}"),
    ("waiver_ended", "approval", "不再放行“{found}”：{reason}"),
    ("lexicon_opened", "platform", "新建词库 {title}"),
    ("lexicon_proposed", "platform", "提出变更词库 {title}：增 {added} 改 {changed} 删 {removed}"),
    ("lexicon_changed", "platform", "词库 {title} 更新到第 {version} 版：增 {added} 改 {changed} 删 {removed}"),
    ("lexicon_refused", "platform", "不同意词库 {title} 的变更：{reason}"),
    ("lexicon_imported", "platform", "导入词库 {name} 第 {version} 版，{entries} 条"),
    ("pages_asked", "publish", "要求整站重新生成"),
    ("scan_started", "publish", "开始{label}，共 {total} 项"),
    ("scan_ended", "publish", "{label}完成：查了 {done} 项，新发现 {found} 处，消除 {closed} 处"),
    ("live_findings_opened", "publish", "复查发现 {count} 处问题（{severity}）：{found}"),
    ("publication_held", "publish", "上线前复核发现禁发问题，没有上线：{found}"),
    ("page_altered", "publish", "页面 {path} 与签发的不一致：{found}"),
    ("asset_stripped", "article", "清除了 {name} 的作者、位置等信息，另存为新文件"),
    ("job_retried", "publish", "重试任务：{label}"),
    ("backup_made", "platform", "做了备份 {file}"),
    ("refused", "approval", "没有办成：{code}"),
];

/// The kinds of a group (session article approval placement publish site column user platform), or of
/// the one kind that is called so; empty for a word that is neither.
pub fn kinds_of(word: &str) -> Vec<String> {
    TABLE.iter().filter(|(kind, group, _)| *group == word || *kind == word).map(|(kind, _, _)| (*kind).to_owned()).collect()
}

/// What was done; the kind itself where a later release wrote an event that this one doesn't know.
pub fn sentence(kind: &str, detail: &Map<String, Value>) -> String {
    let Some((_, _, pattern)) = TABLE.iter().find(|(k, _, _)| *k == kind) else { return kind.to_owned() };
    let mut parts = pattern.split('{');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (member, rest) = part.split_once('}').unwrap_or((part, ""));
        said.push_str(&word(member, detail.get(member).unwrap_or(&Value::Null)));
        said.push_str(rest);
    }
    said.trim_end_matches('：').to_owned()
}

/// What an event was done to, where that is no article.
pub fn object(detail: &Map<String, Value>) -> Option<String> {
    let named = ["title", "name", "login", "path", "to", "file", "label", "code"].iter().find_map(|m| detail.get(*m)?.as_str());
    named.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A member of an event in the words of the screen.
fn word(member: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Bool(true) => "全站变灰",
        Value::Bool(false) => "彩色",
        Value::Null => return if member == "slot" { "不推荐".into() } else { String::new() },
        other => return other.to_string(),
    };
    match (member, text) {
        ("stage", stage) => Stage::parse(stage).map_or_else(|| stage.to_owned(), |s| s.label().to_owned()),
        ("role", role) => Role::parse(role).map_or_else(|| role.to_owned(), |r| r.label().to_owned()),
        ("scope", "platform") => "全平台".into(),
        ("scope", "unit") => "单位及下级".into(),
        ("scope", "site") => "站点".into(),
        ("scope", "column") => "栏目".into(),
        ("reason", "submit") => "送审".into(),
        ("reason", "save") => "手动保存".into(),
        ("reason", "import") => "导入".into(),
        ("reason", "restore") => "恢复旧版之前".into(),
        ("severity", "block") => "禁发".into(),
        ("severity", "warn") => "慎用".into(),
        ("severity", "info") => "提示".into(),
        ("slot", "headline") => "头条".into(),
        ("slot", "gallery") => "图片新闻".into(),
        ("notice", notice) => format!("，页顶提示“{notice}”"),
        ("code", code) => problem::words_of(code).unwrap_or(code).into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Event;

    /// Every kind that the event type knows, as serde lists them when it meets an unknown one.
    fn known_kinds() -> Vec<String> {
        let told = serde_json::from_str::<Event>(r#"{"kind":"?"}"#).unwrap_err().to_string();
        told.split('`').skip(3).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_event_has_its_sentence() {
        let kinds = known_kinds();
        assert!(kinds.len() > 50, "{kinds:?}");
        for kind in &kinds {
            assert_eq!(TABLE.iter().filter(|(k, _, _)| k == kind).count(), 1, "{kind}");
        }
        assert_eq!(TABLE.len(), kinds.len());
    }

    #[test]
    fn a_sentence_is_filled_from_the_event() {
        let said = |kind: &str, json: &str| sentence(kind, &serde_json::from_str(json).unwrap());
        assert_eq!(said("signed", r#"{"stage":"proof_second"}"#), "签了二校");
        assert_eq!(said("returned", r#"{"stage":"review_first","reason":"请写明起止时间"}"#), "初审退回：请写明起止时间");
        assert_eq!(said("appearance_changed", r#"{"grey":true,"notice":null}"#), "改了网站状态：全站变灰");
        assert_eq!(
            said("refused", r#"{"code":"approval.stale_text"}"#),
            "没有办成：稿件与您看到的不是同一稿，请刷新后重新看过再签"
        );
        assert_eq!(said("from_a_later_release", "{}"), "from_a_later_release");
    }
}
