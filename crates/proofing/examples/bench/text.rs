//! Texts and word lists made by arithmetic alone, the same in every run: sentences in the official register, words of the
//! sort an operator lists. `cargo xtask bench proof-http` takes them from here as well.

/// Numbers that look random and are not (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }

    fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

const WHO: [&str; 16] = [
    "云溪市人民政府", "各县（区）人民政府", "市政府各部门", "市教育局", "市民政局", "市自然资源局", "有关单位", "各街道办事处",
    "乡镇人民政府", "市应急管理局", "市卫生健康委员会", "建设单位", "行业主管部门", "用人单位", "社区居民委员会",
    "县级以上地方人民政府",
];
const HOW: [&str; 14] = [
    "应当按照规定",
    "要认真",
    "依法",
    "负责",
    "进一步",
    "会同有关部门",
    "根据实际情况",
    "在2026年6月30日前",
    "结合本地实际",
    "严格",
    "及时",
    "全面",
    "按照职责分工",
    "自受理之日起15个工作日内",
];
const DO: [&str; 20] = [
    "落实", "组织实施", "公布", "审查", "推进", "完善", "建立健全", "监督检查", "指导", "办理", "研究制定", "编制", "审核",
    "加强", "开展", "报送", "规范", "优化", "清理", "统筹安排",
];
const WHAT: [&str; 28] = [
    "安全生产责任制度", "政务公开工作", "城乡居民基本医疗保险", "项目申报材料", "环境影响评价文件", "公共服务设施建设",
    "农村人居环境整治", "职业技能培训补贴", "行政许可事项", "防汛抗旱应急预案", "产品和服务质量", "财政专项资金",
    "信息系统等级保护", "不动产登记", "社会救助对象认定", "水污染防治措施", "城市更新实施方案", "招标投标活动",
    "食品安全抽检结果", "义务教育入学服务", "养老服务机构", "营商环境", "重点工程建设进度", "地名标志", "道路交通安全隐患",
    "文物保护单位", "高标准农田建设任务", "三年行动计划",
];
const END: [&str; 10] = [
    "。",
    "，并将结果向社会公布。",
    "，确保取得实效。",
    "；",
    "，不得推诿拖延。",
    "，并于每季度末报市政府办公室。",
    "，有关费用由财政承担。",
    "（联系电话：0800-1234567）。",
    "，涉及重大事项的，应当举行听证。",
    "，自印发之日起施行。",
];

/// Han characters as common texts use them, the common ones more than once.
fn han(dice: &mut Dice, pool: &[char]) -> char {
    let skewed = dice.roll(pool.len()).min(dice.roll(pool.len()));
    pool[skewed]
}

fn pool() -> Vec<char> {
    let seen: Vec<char> = [&WHO[..], &HOW, &DO, &WHAT].concat().concat().chars().filter(|c| *c > '\u{4e00}').collect();
    let others = (0x4e00u32..0x7000).step_by(3).filter_map(char::from_u32);
    seen.into_iter().chain(others).collect()
}

/// `count` different words of two to six characters.
pub fn words(count: usize) -> Vec<String> {
    let (mut dice, pool) = (Dice(7), pool());
    let mut seen = std::collections::HashSet::new();
    while seen.len() < count {
        let len = [2, 3, 4, 4, 4, 5, 6][dice.roll(7)];
        seen.insert((0..len).map(|_| han(&mut dice, &pool)).collect::<String>());
    }
    let mut words: Vec<String> = seen.into_iter().collect();
    words.sort_unstable();
    words
}

/// A lexicon file with these words.
pub fn csv(words: &[String]) -> String {
    let row = |word: &String| format!("placeholder,block,{word},删除\n");
    std::iter::once("category,severity,word,suggestion\n".to_owned()).chain(words.iter().map(row)).collect()
}

/// About `chars` characters of text, a paragraph a line, now and then a listed word in it.
pub fn article(seed: u64, chars: usize, words: &[String]) -> String {
    let mut dice = Dice(seed);
    let (mut text, mut len) = (String::with_capacity(chars * 3), 0);
    while len < chars {
        let mut sentence = [dice.one_of(&WHO), dice.one_of(&HOW), dice.one_of(&DO), dice.one_of(&WHAT)].concat();
        if dice.roll(60) == 0 && !words.is_empty() {
            sentence.push_str(&words[dice.roll(words.len())]);
        }
        sentence.push_str(dice.one_of(&END));
        if dice.roll(6) == 0 {
            sentence.push('\n');
        }
        len += sentence.chars().count();
        text.push_str(&sentence);
    }
    text
}
