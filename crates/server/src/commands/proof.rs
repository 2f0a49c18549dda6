//! `jiyue proof`: the text check by itself, without a platform.

use clap::Args;
use cms::{Outcome, Problem};
use proofing::cli::{Format, check_reader};
use proofing::{Engine, Lexicon, parse_date};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Proof {
    /// 词库文件（CSV），可给多个
    #[arg(long)]
    lexicon: Vec<PathBuf>,
    /// 按哪一天判断，2026-11-20
    #[arg(long)]
    ref_date: Option<String>,
    /// text、html、markdown 或 jsonl
    #[arg(long, default_value = "text")]
    format: String,
    /// 文件；- 为标准输入
    #[arg(default_value = "-")]
    file: PathBuf,
}

impl Proof {
    pub fn run(self) -> Outcome<ExitCode> {
        let format =
            Format::from_name(&self.format).ok_or_else(|| Problem::field("format", format!("没有 {} 这种格式", self.format)))?;
        let day = match &self.ref_date {
            Some(text) => Some(parse_date(text).ok_or_else(|| Problem::field("ref-date", "日期要写成 2026-11-20"))?),
            None => None,
        };
        let mut entries = Vec::new();
        for file in &self.lexicon {
            let csv = std::fs::read_to_string(file)
                .map_err(|e| Problem::field("lexicon", format!("{} 读不出来：{e}", file.display())))?;
            let (good, bad) = Lexicon::parse_csv(&csv);
            for row in bad {
                eprintln!("{} 第 {} 行：{}", file.display(), row.row, row.message);
            }
            entries.extend(good);
        }
        let engine = Engine::new(&entries, "cli").map_err(Problem::internal)?;
        let input: Box<dyn Read> = if self.file.as_os_str() == "-" {
            Box::new(std::io::stdin())
        } else {
            Box::new(File::open(&self.file).map_err(|e| Problem::field("file", format!("{} 打不开：{e}", self.file.display())))?)
        };
        let mut out = BufWriter::new(std::io::stdout());
        check_reader(&engine, format, day, BufReader::new(input), &mut out).map_err(Problem::internal)?;
        out.flush().map_err(Problem::internal)?;
        Ok(ExitCode::SUCCESS)
    }
}
