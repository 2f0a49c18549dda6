//! Old office files through a program that stands in for LibreOffice.

use crate::build::*;
use extract::office::{self, Failure, Soffice};
use extract::{Kind, Limits};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

/// A program that is this script of the shell.
fn program(folder: &Path, script: &str, timeout: Duration) -> Soffice {
    let path = folder.join("soffice");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    Soffice { path, timeout }
}

#[test]
fn an_old_document_goes_through_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let today = folder.path().join("today.docx");
    std::fs::write(
        &today,
        docx(&(paragraph("云溪市水务局通知") + r#"<w:p><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"#)),
    )
    .unwrap();
    let script = format!("mkdir out && cp '{}' out/source.docx", today.display());
    let soffice = program(folder.path(), &script, Duration::from_secs(60));
    let document = office::read("通知.doc", include_bytes!("../fixtures/notice.doc"), &Limits::default(), Some(&soffice));
    assert_eq!(document.kind, Kind::Doc);
    assert_eq!(shown(&document), ["第1段：云溪市水务局通知", "第2段（修订中删除的文字）：删去"]);
    assert!(messages(&document).contains("作者“王小二”"));
}

#[test]
fn a_program_that_fails_leaves_what_is_read_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let soffice = program(folder.path(), "exit 1", Duration::from_secs(60));
    let bytes = include_bytes!("../fixtures/notice.doc");
    let document = office::read("a.doc", bytes, &Limits::default(), Some(&soffice));
    assert_eq!(document, office::read("a.doc", bytes, &Limits::default(), None));
    assert!(matches!(soffice.convert("a.doc", Kind::Doc, bytes), Err(Failure::Nothing)));
}

#[test]
fn a_program_that_hangs_is_ended_with_its_children() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("child");
    let script = format!("sleep 600 &\necho $! > '{}'\nwait", mark.display());
    let soffice = program(folder.path(), &script, Duration::from_millis(1500));
    assert!(matches!(soffice.convert("a.doc", Kind::Doc, b"x"), Err(Failure::Time)));
    let child = std::fs::read_to_string(mark).unwrap();
    let runs = || std::fs::read_to_string(format!("/proc/{}/stat", child.trim())).is_ok_and(|stat| !stat.contains(") Z"));
    assert!((0..10_000).any(|_| !runs()), "child {child}");
}
