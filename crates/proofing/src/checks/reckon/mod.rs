//! Figures that contradict each other or their unit, told by a short calculation: 三分之四, 由3.1%收窄至4.5%, 逆差 of more exports
//! than imports, a sum paid above its limit. Parts of a whole and changes are the matter of `sums` and `growth`.

mod bounds;
mod paper;
mod sentence;
mod units;
mod whole;

use super::{Context, hit, sums};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Longest block that is calculated with as one, in characters.
const LONGEST: usize = 240;

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (reading, hits) in readings.iter().zip(hits.iter_mut()) {
        for at in 0..reading.plain.len() {
            hits.extend(units::check(reading, at).or_else(|| bounds::check(reading, at)));
        }
        if reading.plain.len() <= LONGEST {
            let amounts = sums::amounts(reading, 0, reading.plain.len());
            hits.extend(sentence::check(reading, &amounts).or_else(|| whole::check(reading, &amounts)));
        }
    }
    for (block, found) in paper::check(readings) {
        hits[block].push(found);
    }
}

fn warn(range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Number, Severity::Warn, "number.reckon", range, message)
}

/// The decimal number at `at`: its end and its value.
fn number(reading: &Reading<'_>, at: usize) -> Option<(usize, f64)> {
    let part = |c: &&char| c.is_ascii_digit() || **c == '.';
    let len = reading.plain.get(at..)?.iter().take(12).take_while(part).count();
    reading.text(at, at + len).parse().ok().map(|value| (at + len, value))
}

/// The first number within `reach` characters from `at`: where it begins and ends, and its value.
fn next_number(reading: &Reading<'_>, at: usize, reach: usize) -> Option<(usize, usize, f64)> {
    let start = (at..reading.plain.len().min(at + reach)).find(|&i| reading.plain[i].is_ascii_digit())?;
    number(reading, start).map(|(end, value)| (start, end, value))
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
    fn units_and_quantities_that_do_not_go_together_are_marked() {
        for (text, found) in [
            ("隧道内限速每小时40公里/小时，", "40公里/小时"),
            ("已有三分之四的行政村建成卫生室。", "三分之四"),
            ("合同金额为人民币50万美元。", "人民币50万美元"),
            ("光伏电站累计发电350万千瓦，", "发电350万千瓦"),
            ("洪峰流量为1850立方米。", "流量为1850立方米"),
            ("学校周边道路限速30km/小时，请慢行。", "30km/小时"),
            ("水稻平均每亩增产50公斤/亩。", "50公斤/亩"),
            ("最终用时1小时75分钟完成赛程。", "75分钟"),
            ("氨氮浓度为0.8毫克/L，达标。", "0.8毫克/L"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn bounds_that_are_turned_round_are_marked() {
        for (text, found) in [
            ("排名由第5名上升到第8名。", "第5名上升到第8名"),
            ("由上年的第5位上升到第8位。", "第5位上升到第8位"),
            ("面积降幅由一季度的3.1%收窄至4.5%。", "3.1%收窄至4.5%"),
            ("气温：最高18℃，最低24℃", "最高18℃，最低24℃"),
            ("每队人数不少于10人、不多于8人。", "不少于10人、不多于8人"),
            ("营业收入首次突破100亿元，达到98.6亿元。", "突破100亿元，达到98.6亿元"),
            ("景区门票打八五折，优惠85%，凭证购票。", "85%"),
            ("本合同一式三份，甲乙双方各执两份。", "一式三份"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn figures_of_one_sentence_that_do_not_come_out_are_marked() {
        for (text, found) in [
            ("共收到建议35件，已办结30件，正在办理8件。", "30件，正在办理8件"),
            ("本县辖10个镇、5个乡，共16个乡镇。", "16个"),
            ("男生120名，女生130名，共260名学生。", "260名"),
            ("有效票50张，同意48张，反对1张，弃权3张。", "48张，反对1张，弃权3张"),
            ("补助标准每亩100元，共200亩，补助资金3万元。", "3万元"),
            ("预算100万元，决算98万元，超支2万元。", "2万元"),
            ("满分100分，其中笔试60分、面试50分。", "满分100分，其中笔试60分、面试50分"),
            ("合格率为95%（抽检100批次，合格90批次）。", "95%"),
            ("完成率98.5%，未完成率2.5%。", "2.5%"),
            ("单价5元，数量10个，合计60元。", "60元"),
            ("企业数是上年同期的2倍，同比增长200%。", "200%"),
            ("5月份，完成水利投资3.6亿元；1—5月，累计完成3.2亿元。", "3.2亿元"),
            ("第一、第二、第三产业增加值分别增长3.1%、4.2%和5.0%，地区生产总值增长6.3%。", "6.3%"),
            ("农业农村局、水务局、林业局、气象局三部门联合印发通知", "三部门"),
            ("年度预算为100万元，已支出80万元，预算执行率为125%。", "125%"),
            ("合同签订后支付合同价款的30%，验收合格后支付50%，余款10%付清。", "10%"),
            ("出生率为7.1‰，死亡率为6.3‰，自然增长率为1.8‰。", "1.8‰"),
            ("应参加普查的村共120个，已完成90个，占85%。", "85%"),
            ("全区72个城市社区中，已有54个建成标准化服务站，占70%，其余将于明年建成。", "70%"),
            ("失业率为4.6%，比上月的5.2%上升0.6个百分点。", "上升"),
            ("总投资1.2亿元，其中省级补助0.8亿元，县级配套4000元。", "4000元"),
            ("课桌椅400套，单价260元，合计金额14.04万元。", "14.04万元"),
            ("全市出口32.5亿元，进口20.1亿元，贸易逆差12.4亿元。", "逆差"),
            ("城镇化率比上年末的60.2%提高1.5个百分点，达到61.5%。", "61.5%"),
            ("日均处理餐厨垃圾300吨，按365天计算，全年可处理约1.1万吨。", "1.1万吨"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn figures_of_several_lines_that_do_not_come_out_are_marked() {
        for (text, found) in [
            ("招聘人数：2人\n比例：1∶3\n进入面试人数：8人", "8人"),
            ("最高限价：50万元\n成交金额：56.8万元", "56.8万元"),
            ("场地尺寸：长25米，宽18米\n场地面积：480平方米", "480平方米"),
            ("（满分100分）\n1. 青竹村：106.5分\n2. 河湾村：95.0分", "106.5分"),
            ("计划招聘12名，岗位如下：\n会计岗3名\n法务岗2名\n工程岗6名", "12名"),
            ("1.违法所得1万元以上不足5万元的，罚5000元；\n2.违法所得4万元以上的，罚2万元。", "4万元以上"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn figures_that_come_out_are_left_alone() {
        for text in [
            "共收到建议35件，已办结30件，正在办理5件。",
            "辖10个镇、5个乡，共15个乡镇。",
            "每亩100元，共200亩，补助资金2万元。",
            "预算100万元，决算98万元，结余2万元。",
            "三分之二的行政村、百分之一百二十的增幅",
            "人民币50万元、50万美元",
            "发电350万千瓦时，发电装机350万千瓦",
            "流量为1850立方米/秒，流量1850立方米每秒",
            "限速30千米/小时、0.8mg/L",
            "由上年的第8位上升到第5位",
            "涨幅由3.1%收窄至2.5%",
            "气温：最高24℃，最低18℃",
            "每队不少于8人、不多于10人",
            "首次突破100亿元，达到108.6亿元",
            "打八五折，优惠15%",
            "本合同一式四份，甲乙双方各执两份",
            "是上年同期的2倍，同比增长100%",
            "5月份完成3.6亿元；1—5月，累计完成13.2亿元",
            "农业农村局、水务局、林业局等三部门联合印发通知",
            "年度预算100万元，已支出80万元，预算执行率为80%",
            "支付30%，验收后支付60%，余款10%付清",
            "出生率为7.1‰，死亡率为6.3‰，自然增长率为0.8‰",
            "出口32.5亿元，进口20.1亿元，贸易顺差12.4亿元",
            "比上年末的60.2%提高1.5个百分点，达到61.7%",
            "应参加普查的村共120个，已完成90个，占75%。",
            "失业率为4.6%，比上月的5.2%下降0.6个百分点。",
            "总投资1.2亿元，其中省级补助0.8亿元，县级配套4000万元。",
            "课桌椅400套，单价260元，合计金额10.4万元。",
            "招聘人数：2人\n比例：1∶3\n进入面试人数：6人",
            "最高限价：50万元\n成交金额：46.8万元",
            "长25米，宽18米\n面积：450平方米",
            "计划招聘11名，岗位如下：\n会计岗3名\n法务岗2名\n工程岗6名",
            "日均300吨，按365天计算，全年约10.95万吨",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
