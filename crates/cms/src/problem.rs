//! What a use case answers when it can't do what was asked, and the one table of its words.

use domain::content_type::FieldProblem;
use serde_json::{Map, Value};

pub type Outcome<T> = Result<T, Problem>;

/// A refusal or a fault, as `application/problem+json` and as one line on a terminal.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    pub status: u16,
    /// Stable, for programs: `approval.author_may_not_sign`.
    pub code: &'static str,
    /// For people, in Chinese.
    pub detail: String,
    pub fields: Vec<FieldProblem>,
    /// Further members of the answer.
    pub extra: Map<String, Value>,
}

/// Code, status, words. A code that is not here is a programming error and shows as `internal`.
const TABLE: &[(&str, u16, &str)] = &[
    ("internal", 500, "系统内部出错，已记录，请稍后再试"),
    ("busy", 503, "平台正忙，请稍后再试"),
    ("not_found", 404, "没有找到"),
    ("invalid", 422, "填写的内容有误"),
    ("bad_request", 400, "请求的格式不对"),
    ("method_not_allowed", 405, "不支持这种请求方法"),
    ("too_large", 413, "内容太大"),
    ("forbidden", 403, "没有权限"),
    ("conflict", 409, "内容已被别人改动，请刷新后再试"),
    ("identity.no_session", 401, "请先登录"),
    ("identity.bad_credentials", 401, "登录名或密码不对"),
    ("identity.throttled", 429, "尝试次数太多，请稍后再试"),
    ("identity.csrf", 403, "页面已过期，请刷新后再试"),
    ("identity.login_taken", 409, "登录名已有人使用"),
    ("identity.sealed", 403, "初始管理员已封存，请使用本人账号"),
    ("article.conflict", 409, "稿件已被别人保存了新稿"),
    ("article.in_review", 409, "稿件正在审校，撤回后才能修改"),
    ("article.incomplete", 422, "还有内容没有填好"),
    ("article.published", 409, "已发布过的稿件不能删除，请用撤稿"),
    ("article.not_live", 409, "稿件没有在线上"),
    ("placement.exists", 409, "已经发到这个栏目"),
    ("placement.decided", 409, "已经处理过了"),
    ("placement.stale_text", 409, "稿件已有改动，请重新看过再签收"),
    ("placement.home", 409, "本栏目是稿件的主栏目，不能取消；要下线请用撤稿"),
    ("column.closed", 409, "栏目已关闭"),
    ("column.not_list", 422, "这个栏目不能放稿件"),
    ("column.path_taken", 409, "同一位置已有这个代码的栏目"),
    ("column.cycle", 422, "不能移到自己的下级栏目中"),
    ("site.code_taken", 409, "站点代码已有人使用"),
    ("site.host_taken", 409, "域名已有站点使用"),
    ("proofing.no_finding", 404, "没有这处问题，可能已经改好"),
    ("proofing.own_waiver", 403, "不能同意自己提出的确认无误，要由另一个人同意"),
    ("proofing.author_may_not_decide", 403, "作者不能判定自己稿件的问题"),
    ("proofing.decided", 409, "这处已经有人处理过了"),
    ("proofing.not_in_force", 409, "这一条确认无误已经不在有效期内"),
    ("proofing.not_a_hint", 422, "只有“提示”可以直接忽略，禁发和慎用要写明理由"),
    ("lexicon.code_taken", 409, "这个代码已有词库使用"),
    ("lexicon.bad_rows", 422, "有不能用的行，请改好再提交"),
    ("lexicon.nothing_new", 409, "与词库现有内容没有差别"),
    ("lexicon.own_change", 403, "不能同意自己提出的变更，要由另一个人同意"),
    ("lexicon.decided", 409, "这项变更已经有人处理过了"),
    ("lexicon.conflict", 409, "提出之后，别人改动了其中的行，请按现在的词库重新提出"),
    ("approval.blocked", 422, "有禁发问题，改好后才能送审"),
    ("approval.already_open", 409, "稿件已在审校中"),
    ("approval.nothing_new", 409, "线上就是这一稿，没有新的改动"),
    ("approval.round_closed", 409, "这一次送审已经结束"),
    ("approval.wrong_stage", 409, "还没有轮到这一步"),
    ("approval.stale_text", 409, "稿件与您看到的不是同一稿，请刷新后重新看过再签"),
    ("approval.author_may_not_sign", 403, "您是这篇稿件的作者，不能审校自己的稿件"),
    ("approval.already_signed", 403, "您已经签过这次送审的另一步，这一步要由别人签"),
    ("approval.already_signed_off", 409, "终审已经签发，不能再撤回；要下线请用撤稿"),
    ("approval.no_authority", 403, "您没有签这一步的权限"),
    ("approval.checklist_incomplete", 422, "清单还没有全部核对"),
    ("approval.open_warnings", 422, "还有慎用问题等您表态"),
    ("approval.claimed", 409, "别人已经领取"),
    ("approval.not_author", 403, "只有作者能撤回"),
    ("publishing.not_cleared", 409, "没有完整的审签，不能发布"),
    ("scan.running", 409, "这种复查正在进行"),
    ("search.bad_query", 422, "搜索词太长"),
    ("import.unknown_site", 422, "没有这个站点"),
    ("import.unknown_column", 422, "没有这个栏目"),
];

/// The words of a code that was stored earlier; `None` when this release doesn't know it.
pub fn words_of(code: &str) -> Option<&'static str> {
    TABLE.iter().find(|(c, _, _)| *c == code).map(|(_, _, words)| *words)
}

impl Problem {
    pub fn new(code: &'static str) -> Problem {
        let (code, status, detail) = TABLE.iter().find(|(c, _, _)| *c == code).unwrap_or(&TABLE[0]);
        Problem { status: *status, code, detail: (*detail).to_owned(), fields: Vec::new(), extra: Map::new() }
    }

    pub fn not_found() -> Problem {
        Problem::new("not_found")
    }

    /// One field and why it is wrong.
    pub fn field(field: &str, message: impl Into<String>) -> Problem {
        let problem = FieldProblem { field: field.into(), message: message.into() };
        Problem { detail: problem.message.clone(), fields: vec![problem], ..Problem::new("invalid") }
    }

    pub fn saying(mut self, detail: impl Into<String>) -> Problem {
        self.detail = detail.into();
        self
    }

    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Problem {
        self.extra.insert(key.into(), value.into());
        self
    }

    /// A fault whose cause belongs into the log, not to the asker.
    pub fn internal(cause: impl std::fmt::Display) -> Problem {
        tracing::error!(%cause, "fault");
        Problem::new("internal")
    }

    pub fn is_fault(&self) -> bool {
        self.status >= 500
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Busy(_) => {
                tracing::warn!(%error, "busy");
                Problem::new("busy")
            }
            store::Error::Taken(_) => Problem::new("conflict"),
            store::Error::Unstorable(_) => Problem::new("invalid").saying("含有不可用的空字符"),
            other => Problem::internal(other),
        }
    }
}

impl From<domain::approval::Refusal> for Problem {
    fn from(refusal: domain::approval::Refusal) -> Self {
        use domain::approval::Refusal::*;
        match refusal {
            RoundClosed => Problem::new("approval.round_closed"),
            WrongStage { due } => {
                Problem::new("approval.wrong_stage").saying(format!("现在要签的是{}", due.label())).with("due", due.name())
            }
            StaleText => Problem::new("approval.stale_text"),
            AuthorMayNotSign => Problem::new("approval.author_may_not_sign"),
            AlreadySigned { stage } => Problem::new("approval.already_signed")
                .saying(format!("{}是您签的，这一步要由别人签", stage.label()))
                .with("stage", stage.name()),
            AlreadySignedOff => Problem::new("approval.already_signed_off"),
        }
    }
}

impl From<domain::proofing::Refusal> for Problem {
    fn from(refusal: domain::proofing::Refusal) -> Self {
        Problem::new(match refusal {
            domain::proofing::Refusal::OwnWaiver => "proofing.own_waiver",
            domain::proofing::Refusal::AuthorMayNotDecide => "proofing.author_may_not_decide",
            domain::proofing::Refusal::AlreadyDecided => "proofing.decided",
        })
    }
}

impl From<domain::proofing::BadWaiver> for Problem {
    fn from(bad: domain::proofing::BadWaiver) -> Self {
        use domain::proofing::BadWaiver::*;
        match bad {
            NoReason => Problem::field("reason", "请写明为什么确认无误"),
            NoLaw => Problem::field("reason", "请写明依据的法律法规，用书名号标出，例如《……条例》第几条"),
            ExpiresInThePast => Problem::field("expires_at", "有效期要晚于现在"),
            NothingToRepeat => Problem::field("scope", "这里缺的是内容，没有字句可比，只能在这篇稿件里确认"),
            ExpiresTooLate => Problem::field("expires_at", "用于多篇稿件的，有效期最长一年"),
        }
    }
}

impl From<domain::lexicons::Refusal> for Problem {
    fn from(refusal: domain::lexicons::Refusal) -> Self {
        Problem::new(match refusal {
            domain::lexicons::Refusal::OwnChange => "lexicon.own_change",
            domain::lexicons::Refusal::AlreadyDecided => "lexicon.decided",
        })
    }
}

impl From<media::Error> for Problem {
    fn from(error: media::Error) -> Self {
        match error {
            media::Error::Refused(refused) => Problem { code: refused.code(), ..Problem::field("file", refused.to_string()) },
            other => Problem::internal(other),
        }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Problem::internal(error)
    }
}
