//! Further articles for trying out size: the same number gives the same articles.

use domain::Time;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

const PLACES: &[&str] = &["城东片区", "望岚新城", "青芦湿地", "古城街区", "滨河大道", "松河灌区", "白鹭湖畔", "高铁新区"];
const WORKS: &[&str] =
    &["供水管网巡查", "道路养护", "校园安全检查", "农田水利维修", "社区食堂建设", "公交线路优化", "河道清淤", "图书馆延时开放"];
const ACTS: &[&str] = &["全面展开", "按期完成", "进入收尾阶段", "通过验收", "征求意见", "启动第二阶段"];
const SENTENCES: &[&str] = &[
    "有关部门按照年度计划分步实施，现场安排专人值守，进度每周公开一次。",
    "施工期间尽量避开上下班高峰，沿线单位和居民已提前得到通知。",
    "市民如有建议，可以拨打服务热线或者到现场服务点反映，工作人员当场登记。",
    "工程所需材料由市级统一采购，质量检测结果随同进度一并公布。",
    "下一步将根据前期经验完善方案，把好的做法推广到其他乡镇和街道。",
    "经费使用情况接受审计监督，完工后由第三方机构评估效果。",
];

/// A small generator of numbers (splitmix64); good enough to vary texts, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }
}

/// Writes `count` import lines spread over the columns, one every 40 minutes back from `newest`.
pub fn write(file: &Path, columns: &[(String, String, String)], count: usize, newest: Time) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    for n in 0..count {
        let mut dice = Dice(n as u64 + 1);
        let Some((site, name, column)) = columns.get(dice.roll(columns.len())) else { return Ok(()) };
        let (place, work, act) = (PLACES[dice.roll(PLACES.len())], WORKS[dice.roll(WORKS.len())], ACTS[dice.roll(ACTS.len())]);
        let paragraphs: String = (0..4 + dice.roll(5))
            .map(|_| {
                format!(
                    "<p>{place}{work}{act}。{}{}</p>",
                    SENTENCES[dice.roll(SENTENCES.len())],
                    SENTENCES[dice.roll(SENTENCES.len())]
                )
            })
            .collect();
        let line = serde_json::json!({
            "site": site, "column": column, "source_id": format!("gen-{n}"), "title": format!("{place}{work}{act}（第{}期）", n + 1),
            "body_html": paragraphs, "source": name, "author": "集约", "published_at": newest.plus_seconds(-2400 * n as i64).shanghai_rfc3339(),
            "summary": format!("{place}{work}{act}。"), "keywords": [place, work],
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
