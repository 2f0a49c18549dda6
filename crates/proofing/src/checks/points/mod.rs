//! Marks in the wrong place (GB/T 15834): titles without 《》 or with too much in them, stops and colons that part what belongs
//! together, lines that end with another mark than their kind.

mod lines;
mod titles;
mod within;

use super::{Context, advised, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// A place with its message and, where there is one, the right mark.
type Slip = ((usize, usize), &'static str, Option<&'static str>);

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate().filter(|(_, reading)| reading.field() == Field::Body) {
        let next = readings[block + 1..].iter().find(|next| next.field() == Field::Body);
        let inner = (0..reading.plain.len()).filter_map(|at| titles::check(reading, at).or_else(|| within::check(reading, at)));
        let slips: Vec<Slip> = inner.chain(lines::check(reading, next)).collect();
        hits[block].extend(slips.into_iter().map(|(range, message, proper)| {
            let found = hit(Category::Punct, Severity::Info, "punct.place", range, message);
            match proper {
                Some(proper) => advised(found, proper),
                None => found,
            }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn titles_marked_wrongly_are_found() {
        for (text, found) in [
            ("依照中华人民共和国招标投标法第五条的规定", "中华人民共和国招标投标法"),
            ("根据“中华人民共和国劳动合同法”第十条", "“中华人民共和国劳动合同法”"),
            ("印发《关于做好就业见习工作》的通知，明确期限", "》的通知"),
            ("组织学习《安全生产法、消防法》，每人不少于8学时", "《安全生产法、消防法》"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn marks_within_a_sentence_are_found() {
        for (text, found) in [
            ("第一座中型水库一一云栎水库完成加固", "一一"),
            ("“6、26”国际禁毒日来临之际", "、"),
            ("您更希望通过手机办理？还是到窗口办理？", "？"),
            ("“现在一个窗口就办好了，”赵女士说：“前后不到半小时。”", "："),
            ("新建口袋公园7个下一步，县住建局将推进绿化。", "下一步"),
            ("本办法，自2026年8月1日起施行。", "，"),
            ("真正做到“应保尽保、应救尽救。”", "。”"),
            ("请各单位组织实施、执行中遇到的问题请反映。", "、"),
            ("按照“谁主管、谁负责，”的原则", "，"),
            ("请各镇\\街道按时报送。", "\\"),
            ("工业增加值同比增长6。5%，", "。"),
            ("政策咨询电话:0790-8216035", ":"),
            ("检查了学校、医院，商场、车站等场所", "，"),
            ("监督电话：0896——2123456。", "——"),
            ("会议审议通过了：《发展规划》。", "："),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn lines_that_end_or_begin_wrongly_are_found() {
        for (text, found) in [
            ("报名时间：2026年6月22日\n报名地点；青棠市人力资源大厦三楼", "；"),
            ("经研究，同意调整方案。\n特此函复，", "，"),
            ("第一章、总则\n第一条　甲", "、"),
            ("为规范停放秩序。根据《市容管理条例》，现通告如下：\n一、甲", "。"),
            ("本通告自2026年7月1日起施行！", "！"),
            ("各县（市、区）教育局，市直各学校；\n为规范管理，现通知如下：", "；"),
            ("让我们自觉规范停车、文明养犬，共同营造整洁有序的市容环境\n青棠市城市管理局\n2026年6月8日", "环境"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn marks_in_their_place_are_left_alone() {
        for text in [
            "根据《中华人民共和国劳动合同法》第十条",
            "中华人民共和国成立以来",
            "中华人民共和国主席令第五十号",
            "印发《关于做好工作的意见》的通知",
            "《安全生产法》《消防法》",
            "逐项一一对应、一一解答群众疑问",
            "您是单位职工还是灵活就业人员？",
            "他说：“今年收成好。”",
            "“好，”他说，“就这么办。”",
            "坚持“安全第一”。",
            "会议审议通过了《发展规划》。",
            "本办法自2026年8月1日起施行。",
            "为规范停放秩序，根据《条例》，现通告如下：",
            "青春正当时，奋斗恰逢其时！",
            "共有公园7个，下一步将推进。",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
