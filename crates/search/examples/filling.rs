//! Fills an index with made-up texts and prints how long filling and asking take.
//!
//! `cargo run --release -p search --example filling -- 20000`

use std::error::Error;
use std::time::{Duration, Instant};

use search::{Budget, Doc, Index, Query};
use uuid::Uuid;

const WORDS: &str = "云溪市 人民政府 办公室 关于 印发 公共租赁住房 管理办法 的 通知 供水 检修 公告 医疗保险 \
    报销 流程 图书馆 开放时间 防汛 应急预案 招标 结果 公示 企业 开办 登记 身份证 换领 教育局 义务教育 入学 \
    报名 公积金 提取 条件 环境 监测 周报 道路 改造 工程 夜航 码头 溪桐渡口 便民 服务 事项 清单 二〇二六年 第3季度 \
    预算 执行 情况 研究生 招生 简章 不动产 登记中心 公交 线路 调整 人才 引进 补贴 申请 农业 种植 技术 培训";
const QUESTIONS: [&str; 10] = [
    "公共租赁住房管理办法",
    "公积金提取",
    "溪桐渡口",
    "身份证 换领",
    "水",
    "研究生招生简章",
    "“防汛应急预案”",
    "云溪市人民政府办公室关于印发",
    "不存在的词语",
    "的",
];

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(20_000), |n| n.parse::<u64>())?;
    let root = tempfile::tempdir()?;
    let index = Index::open(root.path())?;
    let started = Instant::now();
    let mut writer = index.writer(Budget::Rebuild)?;
    let mut text_bytes = 0;
    for number in 0..count {
        let doc = made_up(number);
        text_bytes += doc.title.len() + doc.body.len();
        writer.replace(doc.id, &[doc])?;
    }
    writer.commit(count)?;
    println!("filled {count} documents, {text_bytes} bytes of text, in {:?}", started.elapsed());
    drop(writer);
    index.reload()?;
    let mut writer = index.writer(Budget::Trickle)?;
    let started = Instant::now();
    let doc = made_up(count);
    writer.replace(doc.id, &[doc])?;
    writer.commit(count + 1)?;
    index.reload()?;
    println!("one more visible after {:?}", started.elapsed());
    let mut all = Duration::ZERO;
    for text in QUESTIONS {
        let (took, total) = ask(&index, text)?;
        all += took;
        println!("{took:>12?}  {total:>7} hits  {text}");
    }
    println!("{:>12?}  mean", all / QUESTIONS.len() as u32);
    Ok(())
}

/// Mean of 20 askings after one to warm up.
fn ask(index: &Index, text: &str) -> Result<(Duration, usize), search::Error> {
    let query = Query { text: text.to_owned(), limit: 10, ..Query::default() };
    let total = index.search(&query)?.total;
    let started = Instant::now();
    for _ in 0..20 {
        index.search(&query)?;
    }
    Ok((started.elapsed() / 20, total))
}

fn made_up(number: u64) -> Doc {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        words[(state % words.len() as u64) as usize]
    };
    let title: String = (0..6).map(|_| next()).collect();
    let body: Vec<String> = (0..40).map(|_| (0..6).map(|_| next()).collect::<String>() + "。").collect();
    Doc {
        id: Uuid::from_u128(u128::from(number) + 1),
        title,
        body: body.concat(),
        published_at: number as i64 * 1000,
        ..Doc::default()
    }
}
