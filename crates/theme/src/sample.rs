//! Smallest values of the port for this crate's own tests.

use crate::content::{Card, Column, Link, Site};

pub(crate) fn site() -> Site {
    Site {
        code: "www".into(),
        name: "云溪市人民政府".into(),
        domain: "www.yunxi.example".into(),
        base_url: "https://www.yunxi.example".into(),
        hue: "dai".into(),
        masthead: "portal".into(),
        identification_code: "0000000001".into(),
        icp: "示ICP备00000000号-1".into(),
        police: "示公网安备00000000000000号".into(),
        organizer: "云溪市人民政府办公室".into(),
        undertaker: String::new(),
        address: "云溪市汀兰区明堂路1号".into(),
        phone: "0000-8800123".into(),
        description: String::new(),
        keywords: String::new(),
        parent: None,
    }
}

pub(crate) fn column() -> Column {
    Column {
        name: "通知公告".into(),
        path: "tzgg".into(),
        url: "/tzgg/".into(),
        class: "TZ".into(),
        column_type: "通知公告".into(),
        kind: "list".into(),
        content_type: "notice".into(),
        description: "通知公告栏目".into(),
        keywords: String::new(),
        crumbs: vec![Link { name: "通知公告".into(), url: "/tzgg/".into() }],
    }
}

pub(crate) fn card(title: &str) -> Card {
    Card {
        id: "a1".into(),
        title: title.into(),
        url: "/tzgg/a.html".into(),
        external: false,
        date: "2026-11-20".into(),
        published_at: "2026-11-20T09:30:00+08:00".into(),
        summary: String::new(),
        source: String::new(),
        content_type: "notice".into(),
        pinned: false,
        cover: None,
        docno: String::new(),
        made_on: String::new(),
        validity: String::new(),
        interpretations: Vec::new(),
    }
}
