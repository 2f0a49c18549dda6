//! Sentences by which a paper keeps itself among its own, put together from what they are made of: what is spoken of
//! (本简报, 此段, or nothing), what is forbidden (请勿, 暂不, 不得) and the act (外传, 上网, 转发到微信群). Rules for others,
//! warnings and the law of disclosure name somebody or something else, and are left alone.

use crate::fold;
use crate::reading::Reading;

const FORBIDS: [&str; 17] = [
    "不得", "请勿", "切勿", "勿", "严禁", "禁止", "不要", "不准", "不许", "不宜", "不便", "暂不", "不作", "不可", "不再", "不予",
    "不",
];
/// Acts that take a paper to the public.
const ACTS: [&str; 29] = [
    "对外", "公开", "公布", "发布", "透露", "泄露", "泄漏", "外传", "外泄", "外发", "传播", "扩散", "上网", "挂网", "上传",
    "转发", "见报", "登报", "引用", "截图", "截屏", "翻拍", "翻印", "传抄", "扩大范围", "对外宣传", "录入", "转载", "推送",
];
/// What the paper calls itself and its parts.
const OWN: [&str; 27] = [
    "简报", "通知", "文件", "材料", "资料", "邮件", "方案", "内容", "数据", "名单", "情况", "意见", "事项", "表格", "会议内容",
    "会议情况", "事", "口径", "讲话", "件", "文", "稿", "表", "条", "段", "部分", "页",
];
/// Whoever else is spoken to or of.
const OTHERS: [&str; 40] = [
    "任何", "单位和个人", "工作人员", "人员应", "评委", "考生", "投标", "评标", "举报", "投诉", "个人信息", "隐私", "商业秘密",
    "国家秘密", "依法", "法律", "规定", "条例", "应当", "申请人", "第三方", "密码", "验证码", "账号", "谣", "不实", "网络安全",
    "信息安全", "诈骗", "政府信息", "申请公开", "保密法", "作品", "参赛", "试题内容", "链接", "陌生", "的除外", "可疑", "条款",
];

/// The sentence or remark that begins at `from` and ends at `to`.
pub(super) fn kept_back(reading: &Reading<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let from = reading.skip_spaces(from);
    if !(4..=60).contains(&to.saturating_sub(from)) {
        return None;
    }
    let text = reading.text(from, to);
    // 备注：以上数据暂不对外公布
    let text = ["备注:", "注:", "说明:", "提示:"].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(&text);
    let other = OTHERS.iter().any(|word| text.contains(word));
    let found = !other && (forbidden(text) || secret_until(text) || returned(text) || edited_out(text) || of_readers(text));
    found.then_some((from, to))
}

/// 本简报不对外, 请勿截图转发到微信群, 该情况暂不对外公布.
fn forbidden(text: &str) -> bool {
    text.split([',', ' ']).enumerate().any(|(place, clause)| {
        let Some((at, word)) = FORBIDS.iter().filter_map(|word| Some((clause.find(word)?, *word))).min_by_key(|found| found.0)
        else {
            return false;
        };
        let (whom, rest) = (&clause[..at], &clause[at + word.len()..]);
        let act = ACTS.iter().filter_map(|act| Some((rest.find(act)?, *act))).min_by_key(|found| found.0);
        let Some((gap, act)) = act.filter(|(gap, _)| rest[..*gap].chars().count() <= 8) else { return false };
        let behind = rest[gap + act.len()..].chars().count();
        // 不 alone forbids only with the shortest acts: 不上网, 不见报.
        let brief = word == "不" && (gap > 0 || !matches!(act, "对外" | "公开" | "上网" | "挂网" | "见报"));
        let asks = matches!(word, "请勿" | "切勿" | "勿" | "不要" | "严禁" | "禁止" | "不得");
        let inner = ["保密", "内部", "妥善", "阅后", "未公开", "签发前", "宣布前", "审阅", "审定", "仅供参考"]
            .iter()
            .any(|word| text.contains(word));
        // 不得在微信群中传播本通知
        let object = asks && is_own(&rest[gap + act.len()..]);
        let follows = place > 0 && (is_own(text) || inner) && word != "不予";
        let led = if whom.is_empty() { object || follows || (asks && inner) } else { is_own(whom) || (inner && asks) };
        !brief && led && behind <= 8
    })
}

/// 本简报, 以上内容, 该情况: the paper itself, a few characters at most.
fn is_own(text: &str) -> bool {
    let word = ["本", "此", "该", "以上", "以下", "上述", "相关", "有关"].iter().find_map(|word| text.strip_prefix(word));
    let rest = word.or_else(|| text.strip_prefix("会议").map(|_| text));
    rest.is_some_and(|rest| OWN.iter().any(|noun| rest.find(noun).is_some_and(|at| rest[..at].chars().count() <= 4)))
}

/// 会议内容严格保密, 在正式宣布前请严格控制知悉范围, 请注意保密.
fn secret_until(text: &str) -> bool {
    let kept = ["严格保密", "请保密", "注意保密", "须保密", "应保密", "控制知悉范围", "控制知晓范围"]
        .iter()
        .any(|word| text.ends_with(word));
    let led =
        is_own(text) || text.ends_with("范围") || ["宣布前", "公布前", "公开前", "印发前"].iter().any(|word| text.contains(word));
    kept && led
}

/// 资料用后请交回办公室, 请于会后交回会议材料, 阅后即删.
fn returned(text: &str) -> bool {
    const BACK: [&str; 10] = ["交回", "退回", "收回", "退还", "清退", "销毁", "删除", "即删", "归还", "回收"];
    let after = ["阅后", "用后", "会后", "阅毕"].iter().find_map(|word| text.find(word).map(|at| at + word.len()));
    let back = after.and_then(|at| BACK.iter().find_map(|word| text[at..].find(word)));
    let paper = ["材料", "资料", "文件", "文稿", "简报", "阅后", "阅毕"].iter().any(|word| text.contains(word));
    let thing = ["放回", "证件", "设备", "器材", "图书", "报刊", "发票", "回执", "原处"].iter().any(|word| text.contains(word));
    paper && !thing && back.is_some_and(|gap| gap <= 18)
}

/// 此段不公开, 此部分内容删去后再上网, 以上内容不录入政府网站: what an editor was to take out.
fn edited_out(text: &str) -> bool {
    let part = ["此段", "此条", "此部分", "此处", "本段", "该段", "以上内容", "以下内容", "红字部分", "括号内"];
    let out = ["不公开", "不对外", "不上网", "不录入", "不发布", "删去后", "删除后", "删掉后", "发布时请删", "上网时请删"];
    part.iter().any(|word| text.contains(word)) && out.iter().any(|word| text.contains(word))
        || ["发布时请删", "上网时请删", "公开时请删"].iter().any(|word| text.contains(word))
}

/// 本文件只发到科级干部, 发至县团级, 机要传递.
fn of_readers(text: &str) -> bool {
    let sent = ["只发到", "只发至", "仅发至", "仅发到", "发至"].iter().find_map(|word| {
        let at = text.find(word)?;
        (at == 0 || is_own(&text[..at])).then_some(&text[at + word.len()..])
    });
    let rank = sent.is_some_and(|rest| {
        let rank = ["级", "级干部", "级领导", "班子成员", "领导同志", "级以上"].iter().any(|end| rest.ends_with(end));
        rank && rest.chars().count() <= 12
    });
    let told = ["知悉人员:", "知晓范围:", "机要编号:", "应对口径:"].iter().any(|label| text.starts_with(label));
    rank || told || matches!(text, "机要传递" | "机要交换" | "机要件")
}

/// The sentences and bracketed remarks of a block, first to last.
pub(super) fn of_block(reading: &Reading<'_>) -> Option<(usize, usize)> {
    // Most blocks have none of what such a remark is made of.
    const SIGNS: &str = "勿密泄传网删径机阅外开露便会后发控知范";
    if !reading.plain.iter().any(|&c| SIGNS.contains(c)) {
        return None;
    }
    let mut from = 0;
    for at in 0..=reading.plain.len() {
        let ends = |c: char| matches!(c, '。' | ';' | '!' | '(' | ')' | '【' | '】');
        if reading.char(at).is_some_and(|c| !ends(c)) {
            continue;
        }
        if let Some(found) = kept_back(reading, from, at).filter(|_| reading.char(from).is_some_and(fold::is_han)) {
            return Some(found);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::of_block;
    use crate::TextDoc;
    use crate::reading::Reading;

    fn is_marked(text: &str) -> bool {
        TextDoc::from_text(text).blocks.iter().any(|block| of_block(&Reading::new(block)).is_some())
    }

    #[test]
    fn a_paper_that_keeps_itself_among_its_own_is_marked() {
        for text in [
            "本简报不对外，请阅后妥善保存。",
            "请各单位妥善保管本通知，不要上传网站。",
            "此通知不挂网。",
            "备注：以上数据尚未核定，暂不对外公布。",
            "以上意见属内部意见，不便公开。",
            "该情况暂不对外公布，请注意保密。",
            "以上内容请勿截图转发到微信群。",
            "不得在微信工作群中传播本通知。",
            "会议内容严格保密。",
            "资料用后请交回办公室。",
            "在正式宣布前，请严格控制知悉范围。",
            "本文件只发到科级干部。",
            "（此段不公开）",
            "会议部署了工作。此部分内容删去后再上网。",
            "抄送：县委常委。（机要传递）",
        ] {
            assert!(is_marked(text), "{text}");
        }
    }

    #[test]
    fn rules_for_others_warnings_and_the_law_are_left_alone() {
        for text in [
            "请妥善保管登录密码和短信验证码，切勿外传。",
            "受理机关对举报人的姓名、电话等信息严格保密。",
            "评标委员会成员应当对评标过程严格保密，不得向外透露。",
            "您申请公开的信息属于内部事务信息，依法不予公开。",
            "未经核实的信息，请勿转发。",
            "机密级计算机不得接入互联网，这是保密常识。",
            "馆内文物请勿拍照，报刊阅后请放回原处。",
            "会后，县长察看了施工现场。",
            "此件公开发布。",
        ] {
            assert!(!is_marked(text), "{text}");
        }
    }
}
