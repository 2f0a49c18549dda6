//! Rows of the preview's lists.

use theme::content::{Card, Column, Picture};

const NEWS: [&str; 10] = [
    "全市部署防汛备汛，重点堤段六月底前完成加固",
    "市政府常务会议研究汛前准备和城市内涝治理工作",
    "一季度重点项目进展公布：年度计划开工率96.4%",
    "云溪至枕石城际公交增开早晚班次，末班延至22:30",
    "助企服务月启动，首批38项诉求限时办结",
    "十二所中小学完成午休课桌椅改造，惠及9600名学生",
    "汀兰区公布河湖长巡查新规，问题三日内反馈",
    "全市公共充电桩突破5200个，乡镇实现全覆盖",
    "市、县两级政务服务大厅周六上午延时开放",
    "市图书馆夜间自习区延长开放至22时",
];
const NOTICES: [&str; 10] = [
    "关于2026年义务教育阶段学校招生入学工作的通告",
    "关于公开征集《云溪市城市更新三年行动方案》意见的公告",
    "2026年度市属事业单位公开招聘工作人员公告",
    "滨河东路雨水管网施工期间交通组织通告",
    "第二批市级非物质文化遗产代表性项目名录公示",
    "关于开展2026年城乡居民医保参保信息核对的通知",
    "2026年第二批高新技术企业培育入库名单公示",
    "关于调整市区部分公交线路走向的通告",
    "清明祭扫服务保障热线延长运行的公告",
    "关于城东水厂检修期间分区降压供水的通知",
];
const POLICIES: [(&str, &str, &str); 4] = [
    ("云溪市人民政府关于印发《云溪市城市内涝治理三年行动方案（2026—2028年）》的通知", "云政发〔2026〕8号", "有效"),
    ("云溪市人民政府办公室关于加快推进既有住宅加装电梯工作的实施意见", "云政办发〔2026〕15号", "有效"),
    ("云溪市政府投资项目管理办法（2026年修改）", "云溪市人民政府令第12号", "已修改"),
    ("云溪市人民政府关于公布行政规范性文件清理结果的通知", "云政发〔2026〕6号", "已废止"),
];
const GUIDES: [&str; 8] = [
    "生育登记", "灵活就业人员参保登记", "公共租赁住房申请", "居住证办理", "高龄津贴申领", "企业开办", "食品经营许可",
    "供水管网报装",
];
const LEADERS: [&str; 4] = ["周敏", "陈国梁", "王若兰", "赵明远"];

/// Rows that fit the column's content type, newest first.
pub fn of(column: &Column) -> Vec<Card> {
    let base = column.url.as_str();
    match column.content_type.as_str() {
        "policy" => policies(base),
        "guide" => plain(base, "guide", &GUIDES),
        "leader" => plain(base, "leader", &LEADERS),
        "interpretation" => interpretations(base),
        "news" => plain(base, "news", &NEWS),
        other => plain(base, other, &NOTICES),
    }
}

pub fn headline() -> Vec<Card> {
    let mut lead = card("云溪市公布2026年十件民生实事，进度每月公开、年底逐项评价", "/zwdt/yw/article.html", "news", 17);
    lead.summary = "老旧住宅加装电梯、积水点整治、社区食堂、夜间门诊等十件实事由市民投票产生。责任单位、完成时限和每月进度全部上网，市民可在线评价。".to_owned();
    vec![lead]
}

pub fn with_covers() -> Vec<Card> {
    let scenes = [
        ("汀兰湿地步道全线贯通，市民可从城区步行至望岚湖", "wetland", "湿地木栈道与远山"),
        ("望岚县春茶开采，首批新茶本周上市", "tea", "层层茶园"),
        ("古城区雨污分流二期完工，汛期积水点减少六处", "bridge", "石桥与对岸楼群"),
        ("市图书馆夜间自习区延长开放至22时", "library", "夜色中亮灯的图书馆"),
    ];
    let with_cover = |(title, scene, alt): (&str, &str, &str)| {
        let mut row = card(title, "/article.html", "news", 16);
        row.cover = Some(picture(scene, alt));
        row
    };
    scenes.into_iter().map(with_cover).collect()
}

pub fn picture(scene: &str, alt: &str) -> Picture {
    Picture {
        src: format!("/pictures/{scene}.svg"),
        srcset: format!("/pictures/{scene}.svg 480w, /pictures/{scene}.svg 960w"),
        alt: alt.to_owned(),
        width: 960,
        height: 540,
    }
}

pub fn card(title: &str, url: &str, content_type: &str, day: usize) -> Card {
    let date = format!("2026-04-{:02}", day.clamp(1, 28));
    Card {
        id: format!("a{day}"),
        title: title.to_owned(),
        url: url.to_owned(),
        external: false,
        published_at: format!("{date}T09:30:00+08:00"),
        date,
        summary: "会议明确水库、堤防、下穿通道等八类隐患的责任人和完成时限，值守电话即日起向社会公布。".to_owned(),
        source: "云溪市水务局".to_owned(),
        content_type: content_type.to_owned(),
        pinned: false,
        cover: None,
        docno: String::new(),
        made_on: String::new(),
        validity: String::new(),
        interpretations: Vec::new(),
    }
}

fn plain(base: &str, content_type: &str, titles: &[&str]) -> Vec<Card> {
    let row = |(i, title): (usize, &&str)| {
        let mut row = card(title, &format!("{base}article.html"), content_type, 20 - i);
        if content_type == "leader" {
            row.cover = Some(picture("portrait", &format!("{title}工作照")));
        } else if i == 3 {
            row.external = true;
            row.url = "https://www.example.org/".to_owned();
        }
        row
    };
    titles.iter().enumerate().map(row).collect()
}

fn policies(base: &str) -> Vec<Card> {
    let row = |(i, (title, docno, validity)): (usize, &(&str, &str, &str))| {
        let mut row = card(title, &format!("{base}policy.html"), "policy", 19 - i);
        row.docno = (*docno).to_owned();
        row.made_on = format!("2026-04-{:02}", 10 - i);
        row.validity = (*validity).to_owned();
        if i < 3 {
            row.interpretations = interpretations(base).into_iter().take(2 - i / 2).collect();
        }
        row
    };
    POLICIES.iter().enumerate().map(row).collect()
}

fn interpretations(base: &str) -> Vec<Card> {
    let titles = ["一图看懂：六类积水点怎么治", "《城市内涝治理三年行动方案》政策解读", "加装电梯补贴：十二个常见问题"];
    plain(base, "interpretation", &titles)
}
