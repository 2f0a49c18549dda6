//! Attachments in the gate: what stands in them, and what could not be read.

use cms::proofing::{Finding, attached};
use domain::DocumentId;
use domain::text::{AssetRole, AssetUse};
use testkit::{TestSite, on_both};

const IDS: [&str; 6] = [
    "11010519491231002X", "110101199001011237", "110105194912310038", "110105194912310046", "110105194912310054",
    "110105194912310062",
];

/// A draft with these files.
pub(crate) fn draft(w: &TestSite, files: &[(&str, &[u8])]) -> DocumentId {
    let id = w.draft("公示", "<p>见附件。</p>");
    let mut text = testkit::site::text("公示", "<p>见附件。</p>");
    for (name, bytes) in files {
        let kept = cms::assets::keep(&w.app, &w.context("editor"), name, bytes).unwrap();
        text.assets.push(AssetUse { sha256: kept.sha256, name: (*name).into(), alt: String::new(), role: AssetRole::Attachment });
    }
    w.act("editor", |tx| {
        let base = cms::articles::working_draft(tx, id)?.unwrap().revision;
        cms::articles::save_draft(tx, id, base, &text)
    })
    .unwrap();
    id
}

/// What the gate finds in the draft's attachments.
fn found(w: &TestSite, id: DocumentId) -> Vec<Finding> {
    let all = w
        .app
        .read(|r| {
            let text = cms::articles::working_draft(r, id)?.unwrap().text()?;
            let article = store::articles::article(r, id)?.unwrap();
            cms::proofing::check_text(&w.app, r, &article, &text, w.app.now().day())
        })
        .unwrap();
    all.findings.into_iter().filter(|f| f.field == attached::FIELD).collect()
}

fn list_of(persons: usize) -> String {
    let rows: String = IDS.iter().take(persons).enumerate().map(|(n, id)| format!("{},张{n},{id}\n", n + 1)).collect();
    format!("序号,姓名,证件号\n{rows}")
}

on_both! {
    fn a_listed_word_in_an_attachment_stops_submission(store) {
        let w = TestSite::new(store);
        let id = draft(&w, &[("说明.txt", "第一段\n关于云雀计划的说明\n".as_bytes())]);
        w.work();
        assert_eq!(w.submit(id).unwrap_err().code, "approval.blocked");
        let f = &found(&w, id)[0];
        assert_eq!((f.found.as_str(), f.block), ("云雀计划", 0));
        assert!(f.place.as_deref().unwrap().starts_with("说明.txt › "), "{:?}", f.place);
    }

    fn an_attachment_that_was_not_read_yet_is_never_silent(store) {
        let w = TestSite::new(store);
        let id = draft(&w, &[("说明.txt", "关于云雀计划的说明".as_bytes())]);
        assert_eq!(found(&w, id)[0].rule, "attachment.unread");
        cms::approval::prepare(&w.app, &w.context("editor"), id).unwrap();
        assert_eq!(found(&w, id)[0].found, "云雀计划");
    }

    fn what_cannot_be_read_is_told(store) {
        let w = TestSite::new(store);
        let id = draft(&w, &[("资料.rar", b"Rar!\x1a\x07\x01\x00 rest of it")]);
        w.work();
        let f = &found(&w, id)[0];
        assert_eq!((f.rule.as_str(), f.severity), ("attachment.unread", domain::proofing::Severity::Warn));
        assert!(f.message.starts_with("未检查："), "{}", f.message);
    }

    fn five_rows_with_numbers_are_a_list_of_persons(store) {
        let w = TestSite::new(store);
        let (list, few) = (draft(&w, &[("名单.csv", list_of(5).as_bytes())]), draft(&w, &[("名单2.csv", list_of(4).as_bytes())]));
        w.work();
        let rules = |id| found(&w, id).into_iter().map(|f| f.rule).collect::<Vec<_>>();
        assert_eq!(rules(list), ["privacy.list"]);
        assert_eq!(rules(few), ["privacy.id_number"; 4]);
    }

    fn a_sheet_is_checked_as_a_table(store) {
        let w = TestSite::new(store);
        let sheet = "补助明细表,,\n单位,金额（万元）\n甲镇,20\n乙镇,35\n合计,65\n";
        let id = draft(&w, &[("明细.csv", sheet.as_bytes())]);
        w.work();
        let of = |f: &Finding| (f.rule.clone(), f.found.clone(), f.place.clone().unwrap_or_default());
        assert_eq!(found(&w, id).iter().map(of).collect::<Vec<_>>(), [("number.table".into(), "65".into(), "明细.csv › B5".into())]);
    }

    fn a_finding_names_the_attachment_by_its_number(store) {
        let w = TestSite::new(store);
        let id = draft(&w, &[("一.txt", "清白的文字".as_bytes()), ("二.txt", "稳赚不赔".as_bytes())]);
        w.work();
        assert_eq!(found(&w, id).iter().map(|f| (f.block, f.found.as_str())).collect::<Vec<_>>(), [(1, "稳赚不赔")]);
    }

    fn a_new_word_is_found_in_a_published_attachment(store) {
        let w = TestSite::new(store);
        let id = draft(&w, &[("说明.txt", "白鹭工程的说明".as_bytes())]);
        w.work();
        w.publish(id);
        w.act("admin", |tx| {
            cms::lexicons::import_csv(tx, "测试词库", "category,severity,word,suggestion\ncodename,block,白鹭工程,改为公开名称\n")
        }).unwrap();
        w.work();
        let open = w.app.read(|r| Ok(store::live_findings::open_of(r, &[id])?)).unwrap();
        assert!(open.len() == 1 && open[0].detail.contains("说明.txt › "), "{open:?}");
    }

    fn a_file_is_read_once(store) {
        let w = TestSite::new(store);
        let id = draft(&w, &[("说明.txt", "文字".as_bytes())]);
        w.work();
        let text = w.app.read(|r| Ok(cms::articles::working_draft(r, id)?.unwrap().text()?)).unwrap();
        let read_at = || w.app.read(|r| Ok(store::asset_texts::of(r, &[text.assets[0].sha256.clone()], "extract-2")?)).unwrap()[0].read_at;
        let first = read_at();
        w.pass(60);
        attached::read_missing(&w.app, &text).unwrap();
        assert_eq!(read_at(), first);
    }

    fn a_file_without_its_author_is_a_file_of_its_own(store) {
        let w = TestSite::new(store);
        let kept = cms::assets::keep(&w.app, &w.context("editor"), "通知.pdf", &pdf()).unwrap();
        w.pass(1);
        let stripped = cms::assets::strip(&w.app, &w.context("editor"), &kept.sha256).unwrap();
        let bytes = |sha: &str| String::from_utf8_lossy(&w.app.assets.read(sha).unwrap()).into_owned();
        assert_ne!(stripped.sha256, kept.sha256);
        assert!(bytes(&kept.sha256).contains("Li Xiaohe") && !bytes(&stripped.sha256).contains("Li Xiaohe"));
        assert_eq!(cms::assets::strip(&w.app, &w.context("first"), &kept.sha256).unwrap_err().code, "forbidden");
    }
}

/// A PDF of one empty page that says who wrote it.
fn pdf() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        "<< /Author (Li Xiaohe) >>",
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let table = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    places.iter().for_each(|p| out += &format!("{p:010} 00000 n \n"));
    out += &format!("trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}
