//! `jiyue proof`: the text check by itself, without a platform, on texts, documents and whole folders.

mod input;

use clap::Args;
use cms::{Outcome, Problem};
use input::Input;
use proofing::cli::{Format, check_reader};
use proofing::report::{Report, Style};
use proofing::{Engine, Lexicon, Options, RowError, Rules, Severity, parse_date};
use std::fs::File;
use std::io::{BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use time::Date;

#[derive(Args)]
pub struct Proof {
    /// 词库文件（CSV），可给多个
    #[arg(long)]
    lexicon: Vec<PathBuf>,
    /// 领导职务表（CSV），可给多个
    #[arg(long)]
    persons: Vec<PathBuf>,
    /// 按哪一天判断，2026-11-20
    #[arg(long)]
    ref_date: Option<String>,
    /// text、html、markdown 或 jsonl；不写时看扩展名
    #[arg(long)]
    format: Option<String>,
    /// 有这一级或更重的问题时退出码为 1：info、warn 或 block
    #[arg(long)]
    fail_on: Option<String>,
    /// LibreOffice 的程序（soffice），用来读 wps、et 等格式
    #[arg(long)]
    soffice: Option<PathBuf>,
    /// 文件或文件夹，可给多个；- 为标准输入
    #[arg(default_value = "-")]
    files: Vec<PathBuf>,
}

impl Proof {
    pub fn run(self) -> Outcome<ExitCode> {
        let unknown = |name: &String| Problem::field("format", format!("没有 {name} 这种格式"));
        let format = self.format.as_ref().map(|name| Format::from_name(name).ok_or_else(|| unknown(name))).transpose()?;
        let day = self.ref_date.as_deref().map(|text| parse_date(text).ok_or_else(|| Problem::field("ref-date", "日期要写成 2026-11-20")));
        let (day, fail_on) = (day.transpose()?, self.fail_on.as_deref().map(grade).transpose()?);
        let engine = self.engine()?;
        let mut out = BufWriter::new(std::io::stdout());
        if format == Some(Format::Jsonl) {
            for file in &self.files {
                check_reader(&engine, Format::Jsonl, day, BufReader::new(open(file)?), &mut out).map_err(Problem::internal)?;
            }
            out.flush().map_err(Problem::internal)?;
            return Ok(ExitCode::SUCCESS);
        }
        let found = self.report(&engine, format, day, out)?;
        let failed = fail_on.is_some_and(|grade| found[grade as usize..].iter().any(|n| *n > 0));
        Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn engine(&self) -> Outcome<Engine> {
        let mut rules = Rules::default();
        for file in &self.lexicon {
            let (entries, errors) = Lexicon::parse_csv(&csv("lexicon", file)?);
            tell(file, &errors);
            rules.entries.extend(entries);
        }
        for file in &self.persons {
            let (persons, errors) = Lexicon::parse_persons_csv(&csv("persons", file)?);
            tell(file, &errors);
            rules.persons.extend(persons);
        }
        Engine::build(&rules, "cli").map_err(Problem::internal)
    }

    /// Checks each file and tells what was found; returns the counts by grade, mildest first.
    fn report(&self, engine: &Engine, format: Option<Format>, day: Option<Date>, out: impl Write) -> Outcome<[usize; 3]> {
        let style = if std::io::stdout().is_terminal() { Style::Colour } else { Style::Plain };
        let mut report = Report::new(out, style);
        for file in input::files(&self.files)? {
            let input = Input::read(&file, format, self.soffice.as_deref())?;
            let findings = engine.check(&input.doc, &Options { ref_date: day, ..Options::default() });
            report.text(&input.name, &input.notes, &findings, |f| input.place(f)).map_err(Problem::internal)?;
        }
        report.finish().map_err(Problem::internal)
    }
}

fn csv(option: &str, file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).map_err(|e| Problem::field(option, format!("{} 读不出来：{e}", file.display())))
}

/// Bad rows are told and left out; the good ones count.
fn tell(file: &Path, errors: &[RowError]) {
    for row in errors {
        eprintln!("{} 第 {} 行：{}", file.display(), row.row, row.message);
    }
}

fn grade(name: &str) -> Outcome<Severity> {
    let known = [("info", Severity::Info), ("warn", Severity::Warn), ("block", Severity::Block)];
    let found = known.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, grade)| grade).ok_or_else(|| Problem::field("fail-on", "只能是 info、warn 或 block"))
}

fn open(file: &Path) -> Outcome<Box<dyn Read>> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    let file_of = |e| Problem::field("file", format!("{} 打不开：{e}", file.display()));
    Ok(Box::new(File::open(file).map_err(file_of)?))
}
