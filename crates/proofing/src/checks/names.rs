//! Names of persons by their form: a surname and one or two characters. Only a hint, used beside other evidence.

use crate::fold;
use crate::reading::Reading;

/// The frequent surnames, and a few rarer ones that begin no common word.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢柏荀栗蔺晏燕伍裘虞郎符仝邸桑缪甄储卓蓝\
姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温柴阎游欧洪季庞岳齐\
梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童翟甄裴席阮柳鲍华喻单葛俞滕邢鲁聂骆翁柯邬闵冉卞蒲佟褚岑戚";
const COMPOUND: [&str; 8] = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙"];
/// Words of two or three characters that begin like a name and stand in tables.
const WORDS: [&str; 40] = [
    "单位", "金额", "时间", "方式", "高中", "万元", "金融", "白天", "江南", "关系", "程序", "程度", "管理", "向阳", "龙头",
    "石材", "田地", "林地", "林木", "任务", "任职", "严重", "温度", "路段", "路线", "马路", "夏季", "秦岭", "华北", "华东",
    "余额", "武装", "左侧", "田间", "方案", "方向", "高级", "龙头镇", "高新区", "江北区",
];

/// Whether the characters could be a person's whole name, a masked one (王某某) included.
pub(crate) fn is_name(name: &[char]) -> bool {
    let text: String = name.iter().collect();
    let compound = COMPOUND.iter().any(|c| text.starts_with(c));
    let len = name.len();
    let Some(first) = name.first() else { return false };
    let fits = if compound { (3..=4).contains(&len) } else { SURNAMES.contains(*first) && (2..=3).contains(&len) };
    fits && name.iter().all(|&c| fold::is_han(c)) && !WORDS.contains(&text.as_str()) && !ends_like_a_place(name)
}

/// 江北村, 白云镇, 高新区, 周一.
fn ends_like_a_place(name: &[char]) -> bool {
    let last = name.last().copied().unwrap_or(' ');
    // 廖松年 is a name, 高一年 none.
    if let [_, middle, '年'] = name {
        return "一二三四五六七八九十今去明全本前后上多几每近当".contains(*middle);
    }
    (name.len() == 3 && "镇乡村区县市局所站组社路街厂店院校处号".contains(last)) || "元岁月日年人等".contains(last)
}

/// The tokens of `start..end` that could be names: whole runs of Han between marks and spaces.
pub(super) fn tokens(reading: &Reading<'_>, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    for at in start..=end {
        let inside = at < end && reading.char(at).is_some_and(fold::is_han);
        if inside {
            continue;
        }
        let from_label = LABELS.iter().find(|label| reading.is_at(from, label)).map_or(from, |l| from + l.chars().count());
        if reading.plain.get(from_label..at).is_some_and(is_name) {
            out.push((from_label, at));
        }
        from = at + 1;
    }
    out
}

/// Words that stand before a name without a mark between.
const LABELS: [&str; 12] = ["户主", "姓名", "村民", "居民", "业主", "学生", "患者", "当事人", "申请人", "受益人", "同志", "车主"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words_by_surname_and_length() {
        let is = |text: &str| is_name(&text.chars().collect::<Vec<_>>());
        assert!(["王小明", "李红", "欧阳文静", "张某某"].into_iter().all(is));
        assert!(!["小明", "单位", "江北村", "王", "王小明同志们", "A王"].into_iter().any(is));
    }
}
