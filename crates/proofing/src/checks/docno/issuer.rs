//! The mark of the office that issued a paper (机关代字) before the bracket of its number, parted from the sentence around it.

use std::sync::LazyLock;

use crate::fold;
use crate::reading::Reading;

/// Longest issuer's mark (机关代字) that is looked at, in characters.
pub(super) const ISSUER: usize = 12;

/// What precedes a mark in a sentence and is no part of it, the longer first.
static LEADS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "根据 依据 继续按 现就 按 自 照 件 查阅 查询 经查 引用 援引 违反 适用 撤销 修订 修改 补充 学习 传达 宣传 呈报 报送 执行 落实 贯彻 印发 转发 下发 发布 出台 文件 通知 文号 字号 详见 关于 附件 公布 \
    收到 废止 替代 政府 委员会 办公厅 办公室 我局 我市 原 见 的 和 及 与 以 由 了 是 为 在 于 据 即 如 被 局 厅"
        .split(' ')
        .collect()
});

/// Marks and labels of numbers that follow other rules.
static OTHER: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "证 许可 合同 协议 招标 招采 招字 招告 标 采购 仲 裁字 民初 民终 民申 刑初 刑终 行初 行终 执字 执恢 执异 执复 执保 破 诉 赔 财保 准字 学位 注册 学号 \
    项目编号 采 审图号 登记 发票 图 第"
        .split(' ')
        .collect()
});

/// Where the issuer's mark before the bracket begins, and the mark; a number without one is none of ours.
pub(super) fn issuer(reading: &Reading<'_>, open: usize) -> Option<(usize, String)> {
    let gap = reading.plain[..open].iter().rev().take_while(|c| **c == ' ').take(3).count();
    let stop = open - gap;
    let len = reading.plain[..stop].iter().rev().take(ISSUER).take_while(|&&c| fold::is_han(c)).count();
    let first = stop - len;
    let cut = |i: usize| reading.one_of(i, &LEADS).map(|lead| i + lead.chars().count());
    // 云自然资规: 自然 is no 自.
    let cut = |i: usize| cut(i).filter(|_| !reading.is_at(i, "自然"));
    let start = (first..stop).filter_map(cut).filter(|&end| end < stop).max().unwrap_or(first);
    // 对云卫办…: a lone preposition at the head of the clause.
    let start = start + usize::from(stop > start + 3 && reading.char(start).is_some_and(|c| "对把向按因请阅".contains(c)));
    // （云数据发…: a bracket begins it whatever its first word looks like.
    let start = if len < ISSUER && matches!(reading.char_before(first), Some('(')) { first } else { start };
    let mark = reading.text(start, stop);
    let label = reading.before(start, 8);
    let labelled = ["编号", "合同号", "项目号", "案号", "证号", "备案号"]
        .iter()
        .any(|word| label.trim_end_matches([':', ' ']).ends_with(word));
    // 土地使用权证为云国用（2009）第0456号
    let near = reading.before(start, 10);
    let certificate = ["证为", "证号", "证:", "证书", "证编号", "证是", "证("].iter().any(|word| near.contains(word))
        || near.ends_with('证')
        || ["国用", "集用", "房权", "房字", "地字", "建字", "林字", "土使"].iter().any(|kind| mark.contains(kind));
    // （2026）云0101执12号 counts cases.
    let other = certificate || mark.ends_with('执') || OTHER.iter().any(|word| mark.contains(word)) || mark.starts_with("附");
    let touches = reading.char_before(first).is_some_and(|c| c.is_ascii_alphanumeric() && len < 3);
    (start < stop && !other && !labelled && !touches).then(|| (start, reading.block.slice(start, stop)))
}
