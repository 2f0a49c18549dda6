//! The rules that the engine has in code, as the report names them.

use domain::proofing::Severity;
use proofing::Category;

/// A rule's category, own grade (the usual one, where it depends on the case) and name for people.
pub(super) fn built_in(rule: &str) -> Option<(Category, Severity, &'static str)> {
    BUILT_IN.iter().find(|(name, ..)| *name == rule).map(|(_, category, severity, label)| (*category, *severity, *label))
}

pub(super) const BUILT_IN: &[(&str, Category, Severity, &str)] = &[
    ("typo.pair", Category::Typo, Severity::Warn, "常见错别字"),
    ("typo.name", Category::Typo, Severity::Warn, "机构、地名写错"),
    ("typo.idiom", Category::Typo, Severity::Warn, "成语写错"),
    ("typo.suspect", Category::Typo, Severity::Info, "疑似错别字"),
    ("term.renamed", Category::Term, Severity::Warn, "旧称"),
    ("term.usage", Category::Term, Severity::Warn, "不规范用语"),
    ("term.repealed", Category::Term, Severity::Warn, "已废止的法律"),
    ("term.superlative", Category::Term, Severity::Info, "极限用语"),
    ("term", Category::Term, Severity::Warn, "词库里的规范用语"),
    ("term.person_title", Category::Term, Severity::Warn, "姓名与职务不符"),
    ("term.person_order", Category::Term, Severity::Warn, "领导排序"),
    ("term.person_name", Category::Term, Severity::Warn, "姓名疑似写错"),
    ("date.impossible", Category::Date, Severity::Block, "不存在的日期"),
    ("date.issued", Category::Date, Severity::Block, "发布日期在将来"),
    ("date.order", Category::Date, Severity::Block, "成文晚于发布"),
    ("date.course", Category::Date, Severity::Warn, "先后颠倒的日期"),
    ("date.span", Category::Date, Severity::Warn, "前后不一的截止日期"),
    ("date.contrary", Category::Date, Severity::Warn, "上下文自相矛盾的日期"),
    ("date.docno_year", Category::Date, Severity::Warn, "文号年份与成文年份不同"),
    ("date.future_event", Category::Date, Severity::Warn, "将来的事写成已经发生"),
    ("date.range", Category::Date, Severity::Warn, "起止日期颠倒"),
    ("date.length", Category::Date, Severity::Warn, "天数与起止日期不符"),
    ("date.period", Category::Date, Severity::Warn, "时期与年月不符"),
    ("date.festival", Category::Date, Severity::Warn, "节日与日期不符"),
    ("date.form", Category::Date, Severity::Info, "日期写法"),
    ("date.time", Category::Date, Severity::Warn, "不存在的时刻"),
    ("date.weekday", Category::Date, Severity::Info, "星期与日期不符"),
    ("docno.form", Category::Docno, Severity::Warn, "文号写法"),
    ("docno.year", Category::Docno, Severity::Warn, "文号年份"),
    ("docno.space", Category::Docno, Severity::Info, "文号里的空格"),
    ("docno.place", Category::Docno, Severity::Info, "文号与标题的位置"),
    ("docno.variant", Category::Docno, Severity::Warn, "同一文件两个文号"),
    ("number.mixed", Category::Number, Severity::Info, "汉字与阿拉伯数字混用"),
    ("number.zero", Category::Number, Severity::Info, "“〇”的写法"),
    ("number.date", Category::Number, Severity::Info, "日期数字写法"),
    ("number.year", Category::Number, Severity::Info, "年份写法"),
    ("number.range", Category::Number, Severity::Warn, "数值范围颠倒"),
    ("number.range_unit", Category::Number, Severity::Info, "范围的单位"),
    ("number.grouping", Category::Number, Severity::Info, "数字分节"),
    ("number.decimal", Category::Number, Severity::Info, "小数写法"),
    ("number.unit", Category::Number, Severity::Info, "计量单位"),
    ("number.negative", Category::Number, Severity::Info, "增减用语"),
    ("number.times", Category::Number, Severity::Warn, "倍数用语"),
    ("number.redundant", Category::Number, Severity::Info, "概数重复"),
    ("number.range_mark", Category::Number, Severity::Info, "数值范围的连接号"),
    ("number.sum", Category::Number, Severity::Warn, "合计、增幅与所列数字不符"),
    ("number.share", Category::Number, Severity::Warn, "比率、降幅与百分点"),
    ("number.amount", Category::Number, Severity::Info, "数量写法"),
    ("number.figure", Category::Number, Severity::Info, "不成立的数"),
    ("number.measure", Category::Number, Severity::Warn, "量与单位不符"),
    ("number.reckon", Category::Number, Severity::Warn, "相互矛盾的数字"),
    ("number.table", Category::Number, Severity::Warn, "表格合计与占比"),
    ("number.capitals", Category::Number, Severity::Warn, "大小写金额不符"),
    ("number.count", Category::Number, Severity::Info, "项数不符"),
    ("number.sequence", Category::Number, Severity::Info, "序号不连续"),
    ("punct.width", Category::Punct, Severity::Info, "全角半角混用"),
    ("punct.unpaired", Category::Punct, Severity::Info, "标点不成对"),
    ("punct.doubled", Category::Punct, Severity::Info, "重复的标点"),
    ("punct.ellipsis", Category::Punct, Severity::Info, "省略号"),
    ("punct.dash", Category::Punct, Severity::Info, "破折号"),
    ("punct.quotes", Category::Punct, Severity::Info, "引号"),
    ("punct.nested", Category::Punct, Severity::Info, "书名号套用"),
    ("punct.brackets", Category::Punct, Severity::Info, "括号"),
    ("punct.pause", Category::Punct, Severity::Info, "顿号"),
    ("punct.pause_marks", Category::Punct, Severity::Info, "引号、书名号之间的顿号"),
    ("punct.ordinal", Category::Punct, Severity::Info, "序号后的标点"),
    ("punct.colon", Category::Punct, Severity::Info, "冒号"),
    ("punct.space", Category::Punct, Severity::Info, "词中空格"),
    ("punct.place", Category::Punct, Severity::Info, "标点位置"),
    ("punct.title", Category::Punct, Severity::Info, "标题末尾标点"),
    ("punct.stop", Category::Punct, Severity::Info, "句末、项末标点"),
    ("privacy.number", Category::Privacy, Severity::Warn, "个人的证件、账户、就诊编号"),
    ("privacy.person", Category::Privacy, Severity::Warn, "应当隐名的人"),
    ("privacy.id_number", Category::Privacy, Severity::Block, "身份证号"),
    ("privacy.disability", Category::Privacy, Severity::Block, "残疾人证号"),
    ("privacy.bank_card", Category::Privacy, Severity::Block, "银行卡号"),
    ("privacy.list", Category::Privacy, Severity::Block, "个人信息名单"),
    ("privacy.mobile", Category::Privacy, Severity::Warn, "手机号"),
    ("privacy.email", Category::Privacy, Severity::Warn, "电子邮箱"),
    ("privacy.address", Category::Privacy, Severity::Warn, "家庭住址"),
    ("privacy.passport", Category::Privacy, Severity::Warn, "护照、军人证件号"),
    ("privacy.plate", Category::Privacy, Severity::Warn, "车牌号"),
    ("privacy.health", Category::Privacy, Severity::Warn, "姓名与病情"),
    ("privacy.informant", Category::Privacy, Severity::Warn, "举报人、投诉人"),
    ("privacy.minor", Category::Privacy, Severity::Warn, "未成年人信息"),
    ("privacy.scan", Category::Privacy, Severity::Warn, "证件扫描件"),
    ("privacy.account", Category::Privacy, Severity::Warn, "微信、QQ 号"),
    ("dup.word", Category::Dup, Severity::Info, "重复的字词"),
    ("dup.phrase", Category::Dup, Severity::Info, "重复的短语"),
    ("dup.clause", Category::Dup, Severity::Info, "重复的分句"),
    ("dup.sentence", Category::Dup, Severity::Info, "重复的句子"),
    ("dup.line", Category::Dup, Severity::Info, "重复的段落"),
    ("dup.row", Category::Dup, Severity::Info, "重复的表格行"),
    ("dup.article", Category::Dup, Severity::Info, "与已发布稿件相近"),
    ("secret.marking", Category::Secret, Severity::Block, "密级标志"),
    ("link.empty", Category::Link, Severity::Warn, "空链接"),
    ("link.hidden", Category::Link, Severity::Block, "隐藏链接"),
    ("link.private", Category::Link, Severity::Warn, "内网地址"),
    ("link.script", Category::Link, Severity::Warn, "脚本链接"),
    ("link.dangerous", Category::Link, Severity::Block, "危险网址"),
    ("link.credentials", Category::Link, Severity::Warn, "网址带账号"),
    ("link.lookalike", Category::Link, Severity::Warn, "仿冒网址"),
    ("link.elsewhere", Category::Link, Severity::Warn, "文字与去处不符"),
    ("link.numeric", Category::Link, Severity::Info, "数字地址"),
    ("link.scheme", Category::Link, Severity::Warn, "链接协议"),
    ("link.form", Category::Link, Severity::Info, "网址写法"),
    ("link.placeholder", Category::Link, Severity::Warn, "示例网址"),
    ("link.redirect", Category::Link, Severity::Warn, "第三方跳转"),
    ("link.tracking", Category::Link, Severity::Info, "会话与跟踪参数"),
    ("element.placeholder", Category::Element, Severity::Warn, "没有填的占位"),
    ("element.empty", Category::Element, Severity::Warn, "空着的要素"),
    ("element.announced", Category::Element, Severity::Warn, "预告了却没有的内容"),
    ("element.title", Category::Element, Severity::Info, "标题长度与文种"),
    ("element.alt", Category::Element, Severity::Warn, "图片替代文字"),
    ("attachment.file_name", Category::Attachment, Severity::Warn, "附件名称没有说明内容"),
    ("element.addressees", Category::Element, Severity::Info, "主送单位"),
    ("element.signature", Category::Element, Severity::Info, "落款"),
    ("residue.paste", Category::Residue, Severity::Info, "粘贴残留"),
    ("residue.prompt", Category::Residue, Severity::Warn, "模板的提示文字"),
    ("residue.note", Category::Residue, Severity::Warn, "源代码里的备注"),
    ("residue.revision", Category::Residue, Severity::Warn, "修订痕迹"),
    ("residue.mojibake", Category::Residue, Severity::Info, "乱码"),
    ("attachment.list", Category::Attachment, Severity::Warn, "附件说明与正文不符"),
    ("attachment.name", Category::Attachment, Severity::Info, "附件说明的写法"),
    ("attachment.unread", Category::Attachment, Severity::Warn, "附件未检查"),
    ("attachment.truncated", Category::Attachment, Severity::Warn, "附件未检查完"),
    ("attachment.no_text", Category::Attachment, Severity::Warn, "附件没有文字层"),
    ("attachment.encrypted", Category::Attachment, Severity::Warn, "附件加密"),
    ("attachment.macros", Category::Attachment, Severity::Warn, "附件含宏"),
    ("attachment.embedded", Category::Attachment, Severity::Warn, "附件内嵌对象"),
    ("attachment.kind", Category::Attachment, Severity::Warn, "附件格式不符"),
    ("attachment.empty", Category::Attachment, Severity::Block, "空附件"),
    ("attachment.hidden_cells", Category::Attachment, Severity::Warn, "附件有隐藏内容"),
    ("attachment.hidden_text", Category::Attachment, Severity::Warn, "附件有隐藏文字"),
    ("attachment.comments", Category::Attachment, Severity::Warn, "附件有批注"),
    ("attachment.revisions", Category::Attachment, Severity::Warn, "附件有修订痕迹"),
    ("attachment.notes", Category::Attachment, Severity::Info, "附件有备注"),
    ("attachment.author", Category::Attachment, Severity::Info, "附件留有作者"),
    ("attachment.position", Category::Attachment, Severity::Warn, "图片带有位置"),
];

#[cfg(test)]
mod tests {
    use super::built_in;
    use proofing::{Engine, Options, TextDoc, parse_date};
    use std::collections::BTreeSet;

    /// Texts with every kind of mistake.
    const WORKED: &str = include_str!("../../../../tests/proofing/worked.jsonl");

    #[test]
    fn every_rule_that_marks_something_has_a_name() {
        let engine = Engine::new(&[], "names").unwrap();
        let options = Options { ref_date: parse_date("2026-06-15"), ..Options::default() };
        let rules = WORKED.lines().flat_map(|line| {
            let item: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = item["text"].as_str().unwrap();
            let doc = match item["format"].as_str() {
                Some("html") => TextDoc::from_html(text),
                Some("markdown") => TextDoc::from_markdown(text),
                _ => TextDoc::from_text(text),
            };
            engine.check(&doc, &options).into_iter().map(|finding| finding.rule)
        });
        let nameless: BTreeSet<String> = rules.filter(|rule| built_in(rule).is_none()).collect();
        assert_eq!(nameless, BTreeSet::new());
    }
}
