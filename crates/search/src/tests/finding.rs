//! What is found, and in which order.

use super::*;
use crate::{Settings, Sort};

#[test]
fn an_exact_title_is_first_even_when_others_say_it_more_often() {
    let title = "云溪市公共租赁住房管理办法";
    let world = World::of(&[
        doc(1, &format!("《{title}》解读：{title}"), &title.repeat(9)),
        doc(2, title, "第一条 为规范管理，制定本办法。"),
        doc(3, &format!("关于印发{title}的通知"), title),
    ]);
    assert_eq!(world.numbers(title)[0], 2);
    assert_eq!(world.numbers("雲溪市 公共租賃住房 管理辦法")[0], 2);
}

#[test]
fn an_exact_title_longer_than_the_limit_is_first() {
    let title = "云溪市人民政府办公室关于".to_owned() + &"进一步完善便民服务事项".repeat(6);
    let world = World::of(&[doc(1, &(title.clone() + "的解读"), ""), doc(2, &title, "")]);
    assert_eq!(world.numbers(&title)[0], 2);
}

#[test]
fn every_stretch_of_a_text_finds_it() {
    let body = "溪桐渡口便民码头将于下月恢复通航，届时开放夜航";
    let world = World::of(&[doc(1, "通航公告", body), doc(2, "另一则", "渡口与码头")]);
    let chars: Vec<char> = body.chars().collect();
    for length in 2..=5 {
        for part in chars.windows(length).filter(|part| !part.contains(&'，')) {
            let text: String = part.iter().collect();
            assert!(world.numbers(&text).contains(&1), "{text}");
        }
    }
}

#[test]
fn a_single_character_is_found_inside_words() {
    let world = World::of(&[doc(1, "公告", "节约用水"), doc(2, "公告", "节约用电")]);
    assert_eq!(world.numbers("水"), [1]);
    assert_eq!(world.numbers("水。"), [1]);
}

#[test]
fn traditional_finds_simplified_and_the_other_way_round() {
    let world = World::of(&[doc(1, "机动车驾驶证换领", ""), doc(2, "圖書館開放時間", "")]);
    assert_eq!(world.numbers("機動車駕駛證"), [1]);
    assert_eq!(world.numbers("图书馆开放"), [2]);
}

#[test]
fn graduates_rank_above_the_study_of_life() {
    let world = World::of(&[
        doc(1, "研究生命科学的新方法", "研究生命的起源。研究生命的过程。"),
        doc(2, "招生公告", "本年度招收硕士研究生二十名，欢迎报名。"),
    ]);
    assert_eq!(world.numbers("研究生")[0], 2);
}

#[test]
fn a_word_with_hits_enough_leaves_other_words_out() {
    let mut docs: Vec<Doc> = (0..20).map(|i| doc(i, "招生公告", "招收研究生")).collect();
    docs.push(doc(99, "讲座", "研究生命的起源"));
    let world = World::of(&docs);
    assert_eq!(world.ask("研究生").total, 20);
    assert_eq!(world.ask("“研究生”").total, 21);
}

#[test]
fn literal_text_ranks_above_scattered_words() {
    let world = World::of(&[
        doc(1, "危险作业作业危险", "作业。危险。作业，危险"),
        doc(2, "规定", &("其他的话。".repeat(50) + "危险作业须报批")),
        doc(3, "规定", "作业。危险。作业，危险。危险与作业"),
    ]);
    assert_eq!(world.numbers("危险作业"), [1, 2, 3]);
}

#[test]
fn an_unknown_name_is_not_its_characters_somewhere() {
    let world =
        World::of(&[doc(1, "任职公示", "桐花开放，张灯结彩，溪水长流"), doc(2, "任职公示", "经研究，拟任命张溪桐为主任")]);
    assert_eq!(world.numbers("张溪桐"), [2]);
}

#[test]
fn document_numbers_meet_in_all_brackets() {
    let mut numbered = doc(1, "关于做好防汛工作的通知", "各区人民政府：");
    numbered.docno = Some("云政发〔2026〕8号".to_owned());
    let citing = doc(2, "转载", "根据云政发〔2026〕8号，现公布名单。");
    let other = doc(3, "通知", "云政发〔2026〕18号，第8号文件");
    let world = World::of(&[citing, numbered, other]);
    for text in ["云政发〔2026〕8号", "云政发[2026]8号", "云政发(2026)8号", "云政发 ﹝2026﹞ 8号"] {
        assert_eq!(world.numbers(text)[0], 1, "{text}");
    }
    assert_eq!(world.numbers("云政发〔2026〕8号"), [1, 2]);
}

#[test]
fn synonyms_are_asked_too_and_rank_below() {
    let world = World::of(&[doc(1, "居民身份证办理", ""), doc(2, "身份证办理", ""), doc(3, "护照办理", "")]);
    assert_eq!(world.numbers("身份证办理"), [2, 1]);
    assert_eq!(world.numbers("社會保險").len(), 0);
}

#[test]
fn all_parts_are_required_and_quotes_are_exact() {
    let world = World::of(&[doc(1, "供水", "停水检修，恢复时间另行通知"), doc(2, "供水", "检修已经完成")]);
    assert_eq!(world.numbers("检修 停水"), [1]);
    assert_eq!(world.numbers("“停水检修”"), [1]);
    assert_eq!(world.numbers("“检修停水”").len(), 0);
}

#[test]
fn a_phrase_never_crosses_a_clause() {
    let world = World::of(&[doc(1, "公告", "加强供水，管网改造")]);
    assert_eq!(world.numbers("“供水管网”").len(), 0);
}

#[test]
fn newer_ranks_higher_among_equals_and_first_when_sorted_by_time() {
    let mut old = doc(1, "便民服务指南", "指南");
    old.published_at = NOW - 9 * 31_557_600;
    let new = doc(2, "便民服务指南", "指南");
    let mut newest = doc(3, "其他", "便民服务指南");
    newest.published_at = NOW;
    let world = World::of(&[old, new, newest]);
    assert_eq!(world.numbers("便民服务指南"), [2, 1, 3]);
    let by_time = Query { text: "便民服务指南".to_owned(), sort: Sort::Newest, ..Query::default() };
    assert_eq!(numbers(&world.find(by_time)), [3, 2, 1]);
}

#[test]
fn own_words_and_factors_of_content_types_count() {
    let root = TempDir::new().unwrap();
    let settings =
        Settings { words: vec!["溪桐渡口".to_owned()], factors: vec![("policy".to_owned(), 3.0)], ..Settings::default() };
    let index = Index::open_with(root.path(), &settings).unwrap();
    let mut writer = index.writer(Budget::Trickle).unwrap();
    let mut policy = doc(2, "溪桐渡口管理", "渡口");
    policy.content_type = "policy".to_owned();
    for doc in [doc(1, "溪桐渡口管理", "渡口"), policy] {
        writer.replace(doc.id, &[doc]).unwrap();
    }
    writer.commit(1).unwrap();
    index.reload().unwrap();
    let world = World { root, index };
    assert_eq!(world.numbers("溪桐渡口"), [2, 1]);
}
