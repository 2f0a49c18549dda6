//! What is announced and does not follow: 名单如下： over the signature, 见下表 without a table, 扫描下方二维码 without a
//! picture, a question without answer, a heading without a text, 邮箱地址为。

mod headings;
mod left_open;
mod slots;
mod unsaid;

use super::{Context, hit, issued};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let lines: Vec<usize> = (0..readings.len()).filter(|&i| readings[i].field() == Field::Body).collect();
    let answered = readings.iter().any(|reading| reading.is_at(reading.skip_spaces(0), "答:"));
    for (place, &block) in lines.iter().enumerate() {
        let reading = &readings[block];
        let next = lines.get(place + 1).map(|&i| &readings[i]);
        let before = place.checked_sub(1).map(|i| &readings[lines[i]]);
        let second = lines.get(place + 2).map(|&i| &readings[i]);
        let soon = lines[place + 1..].iter().take(3).any(|&i| readings[i].block.cell.is_some());
        let found = as_follows(reading, next, second)
            .or_else(|| shown(reading, next, context).filter(|_| !soon))
            .or_else(|| unanswered(reading, next).filter(|_| answered))
            .or_else(|| left_open::check(before, reading, next))
            .or_else(|| unsaid::contact(reading, &readings[block + 1..]))
            .or_else(|| unsaid::unfinished(reading).filter(|_| next.is_none()))
            .or_else(|| unsaid::list_of_article(reading, next));
        hits[block].extend(found);
        hits[block].extend(slots::check(reading, next));
    }
    for block in headings::empty(readings, &lines)
        .into_iter()
        .chain(headings::run_in(readings, &lines))
        .chain(headings::of_markup(readings, &lines))
        .chain(headings::chapter(readings, &lines))
    {
        hits[block].push(element((0, readings[block].plain.len()), "标题下没有内容"));
    }
}

fn element(range: (usize, usize), message: &str) -> Hit {
    hit(Category::Element, Severity::Warn, "element.announced", range, message)
}

fn end_of(reading: &Reading<'_>) -> usize {
    reading.plain.iter().rposition(|c| !c.is_whitespace()).map_or(0, |at| at + 1)
}

/// 名单如下： and then the signature, or what comes after every list.
fn as_follows(reading: &Reading<'_>, next: Option<&Reading<'_>>, second: Option<&Reading<'_>>) -> Option<Hit> {
    const CLOSING: [&str; 21] = [
        "特此", "公示期间", "公示时间", "如有异议", "如对", "联系电话", "联系人", "以上", "公示期", "会议要求", "会议强调",
        "会议指出", "公示期内", "请上述", "请以上", "上述人员", "希望", "请入围", "请入选", "请各", "望",
    ];
    let end = end_of(reading);
    let colon = end.checked_sub(3).filter(|&at| reading.is_at(at, "如下:"))?;
    let start = colon - reading.plain[..colon].iter().rev().take(2).take_while(|c| fold::is_han(**c)).count();
    // 联系方式如下： and 公示如下： may well go on with a telephone or a time.
    let listed = reading.before(start, 2) == "名单"
        || ["名单", "结果", "人选", "分工", "公布", "情况"].iter().any(|word| reading.is_at(start, word));
    // 县教育局, 县民政局 may be the list itself.
    let dated = second.is_none_or(|second| second.plain.ends_with(&['日']) && second.plain.len() <= 14);
    let nothing = next.map_or(listed, |next| {
        let closing = CLOSING.iter().any(|word| next.is_at(next.skip_spaces(0), word));
        // 二、条件如下： over 三、报名方式
        let chapter =
            headings::level(reading).zip(headings::level(next)).is_some_and(|(own, next)| own.0 == next.0 && next.1 == own.1 + 1);
        let chapter = chapter || (listed && next.block.heading > 0);
        chapter || (issued::is_body(next) && dated) || (closing && (listed || next.is_at(next.skip_spaces(0), "特此")))
    });
    nothing.then(|| element((start, end), "“如下”之后没有内容"))
}

/// 见下表：, 扫描下方二维码 in markup that has neither.
fn shown(reading: &Reading<'_>, next: Option<&Reading<'_>>, context: &Context<'_>) -> Option<Hit> {
    let end = end_of(reading);
    // 下列条件：, 材料包括：, 主要问题有： over prose or the next chapter
    const OPENS: [&str; 9] =
        ["下列条件:", "以下条件:", "以下材料:", "下列材料:", "材料包括:", "问题有:", "以下问题:", "以下要求:", "下列情形:"];
    let opens = OPENS
        .into_iter()
        .map(|word| word.chars().count())
        .find(|&len| end >= len && OPENS.iter().any(|word| word.chars().count() == len && reading.is_at(end - len, word)));
    let opens = opens.or_else(|| classes(reading, end));
    // 具体条件如下： over what is asked of the reader
    let asked = next.is_some_and(|next| next.text(0, 10).contains('请'));
    let told = ["条件如下:", "材料如下:", "标准如下:", "流程如下:"].iter().any(|word| end >= 5 && reading.is_at(end - 5, word));
    let opens = opens.or((told && asked).then_some(5));
    let chapter = next.and_then(headings::level).is_some_and(|(_, value)| value > 1);
    let prose = next.is_some_and(|next| {
        let head = next.skip_spaces(0);
        let numbered = next.char(head).is_some_and(|c| c.is_ascii_digit() || matches!(c, '(' | '《' | '①' | '“'))
            || headings::level(next).is_some();
        let member = next.one_of(head, &["一是", "第一", "一要", "首先"]).is_some();
        !numbered
            && !member
            && matches!(next.plain.last(), Some('。' | '!'))
            && (next.plain.contains(&',') || (next.plain.len() >= 16 && !next.plain.iter().any(|c| matches!(c, '、' | ':'))))
            && next.plain.len() > 10
    });
    // 有下列情形之一的，不予受理：
    let cases = (end.saturating_sub(30)..end)
        .find(|&at| reading.one_of(at, &["有下列情形之一", "有以下情形之一", "下列情形之一"]).is_some());
    if let Some(from) = cases.filter(|_| prose && reading.char_before(end) == Some(':') && reading.block.list.is_none()) {
        return Some(element((from, end), "预告的内容没有列出"));
    }
    if let Some(len) = opens.filter(|_| (chapter || prose) && reading.block.list.is_none()) {
        return Some(element((end - len, end), "预告的内容没有列出"));
    }
    // 见下表： over a sentence that asks for something.
    let told = ["见下表:", "如下表:", "见下图:", "如下图:", "见下表。", "见下图。"]
        .into_iter()
        .find(|word| end >= 4 && reading.is_at(end - 4, word));
    let asks = next.is_some_and(|next| {
        let begins = next.one_of(next.skip_spaces(0), &["请", "各", "特此", "现将"]).is_some();
        next.plain.ends_with(&['。']) && (begins || next.plain.len() > 16)
    });
    let heads = next.is_some_and(|next| {
        let asks = next.one_of(next.skip_spaces(0), &["请", "下一步"]).is_some() && next.plain.ends_with(&['。']);
        headings::level(next).is_some() || asks || issued::is_body(next)
    });
    let asks = if told.is_some_and(|word| word.ends_with('。')) { heads } else { asks };
    if told.is_some() && asks && !context.doc.has_picture() {
        return Some(element((end - 4, end), "写了“见下表”“见下图”却没有表或图"));
    }
    // 流程图如下： over prose, or at the end.
    let drawn = end >= 4 && ["图如下:", "表如下:"].iter().any(|word| reading.is_at(end - 4, word));
    if drawn && (next.is_none() || prose || heads) && !context.doc.has_picture() {
        return Some(element((end - 4, end), "写了“见下表”“见下图”却没有表或图"));
    }
    // Columns of plain text stand apart by tabs, bars or several spaces.
    let aligned = |next: &Reading<'_>| {
        let line = &next.block.chars[next.skip_spaces(0)..];
        line.iter().any(|c| matches!(c, '\t' | '|' | '\u{3000}')) || line.windows(2).any(|two| two == [' ', ' '])
    };
    if !context.doc.markup || next.is_some_and(aligned) {
        return None;
    }
    const SHOWN: [&str; 8] = ["见下表", "如下表所示", "如下表", "见下图", "如下图所示", "如下图", "下表所示", "下图所示"];
    let begins = |at: &usize| matches!(reading.plain[*at], '见' | '如' | '下');
    let named = (0..end).filter(begins).find_map(|at| Some((at, reading.one_of(at, &SHOWN)?)));
    let closes = |at: usize| reading.char(at).is_none_or(|c| matches!(c, ':' | '。' | ',' | ';' | ')'));
    if let Some((at, word)) = named.filter(|(at, word)| closes(at + word.chars().count())) {
        let missing = next.is_none_or(|next| next.block.cell.is_none()) && !context.doc.has_picture();
        let stop = at + word.chars().count();
        let stop = stop + usize::from(stop + 1 == end);
        return missing.then(|| element((at, stop), "写了“见下表”“见下图”却没有表或图"));
    }
    // 报名二维码： and nothing behind it.
    if end >= 4 && reading.is_at(end - 4, "二维码:") && !context.doc.has_picture() {
        return Some(element((0, end), "写了二维码却没有图片"));
    }
    let code = (0..reading.plain.len()).find(|&at| reading.is_at(at, "二维码"))?;
    let from = (0..code).rev().take(8).find(|&at| reading.one_of(at, &["扫描", "扫码", "识别", "长按"]).is_some())?;
    let here =
        ["下方", "下面", "下列", "以下", "右侧", "左侧", "上方"].iter().any(|word| reading.text(from, code).contains(word));
    (here && !context.doc.has_picture()).then(|| element((from, code + 3), "写了扫描二维码却没有图片"))
}

/// 分为以下四类：, 包括下列三种情形： at the end of a line: how long it is.
fn classes(reading: &Reading<'_>, end: usize) -> Option<usize> {
    const WHAT: [&str; 8] = ["类", "种", "项", "种情形", "个方面", "个类别", "个等级", "个阶段"];
    let noun = WHAT.iter().map(|word| (word, end.checked_sub(word.chars().count() + 1)));
    let numeral = noun.filter_map(|(word, at)| at.filter(|&at| reading.is_at(at, word) && reading.char(end - 1) == Some(':')));
    numeral.filter_map(|at| at.checked_sub(1)).find_map(|at| {
        let counted = reading.char(at).is_some_and(|c| "两二三四五六七八九".contains(c) || c.is_ascii_digit());
        (counted && reading.led_by(at, &["以下", "下列"])).then_some(end - at + 2)
    })
}

/// 问：… right above the next 问：….
fn unanswered(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    // 答： and nothing behind it.
    let said = reading.text(0, end_of(reading));
    let then = |word: &str| next.is_none_or(|next| next.is_at(next.skip_spaces(0), word));
    // 问： over its answer
    if (said.trim() == "答:" && (then("问:") || then("网友问:") || then("记者问:"))) || (said.trim() == "问:" && then("答:"))
    {
        return Some(element((0, end_of(reading)), "问答缺少内容"));
    }
    let asks = |reading: &Reading<'_>| reading.is_at(reading.skip_spaces(0), "问:");
    let open = asks(reading) && next.is_none_or(asks);
    open.then(|| element((0, end_of(reading)), "有问没有答"))
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(doc: &TextDoc) -> Vec<String> {
        marked_in(doc, check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn what_does_not_follow_is_marked() {
        for (text, found) in [
            ("满分100分。面试地点：\n考生须于当日上午8:00前报到。", "面试地点："),
            ("具体条件如下：\n申报单位请于9月30日前报送，逾期不予受理。", "条件如下："),
            ("走访发放余份宣传册，效果良好。", "发放余份"),
            ("要求其调低音量。下一步，我们将会同公安部门", "我们将会同公安部门"),
            ("网友问：怎么办？\n答：\n网友问：谁负责？\n答：使用单位负责。", "答："),
            ("河流断面分为以下四类：\n各县应当制定整治计划，于10月底前报送。", "以下四类："),
            ("一、对象。种植5亩以上的农户。\n二、标准。\n三、程序。由农户向村委会申报。", "二、标准。"),
            ("下一步将把服务延伸到村，为行动不便的老人提供评估，并逐步", "逐步"),
            ("接收质疑的联系人为：，电话为0799-6120277", "质疑的联系人为"),
            ("应当同时符合下列条件：\n申报截止日期为7月31日，逾期不予受理。", "下列条件："),
            ("发现的主要问题有：\n二、下一步安排", "问题有："),
            ("发送至电子邮箱：@qingxi.gov.cn，来信请注明", "@qingxi.gov.cn"),
            ("已经县人民政府第次常务会议审议通过", "第次常务"),
            ("（一）报名时间：6月22日\n（二）报名地点：\n（三）咨询电话：0998-5226618", "报名地点："),
            ("现将名单公布如下：\n云溪市教育局\n2026年6月1日", "公布如下："),
            ("示范户名单如下：\n公示期间如有异议，请来电。", "名单如下："),
            ("电子邮件，邮箱地址为。", "邮箱地址为"),
            ("一是加快除险加固；二是完善监测预报；三是。", "三是"),
            ("应当符合下列条件：（一）；（二）具有本县户籍。", "（一）"),
            ("现将拟奖补企业名单公示如下：\n公示期间如有异议，请来电。", "公示如下："),
            ("经笔试，拟录用播音员名单如下：\n公示期自2026年6月15日起。", "名单如下："),
            ("现通知如下：\n一、时间：\n二、地点：三楼会议室", "时间："),
            ("可拨打以下电话咨询，技术人员将在线解答。", "以下电话"),
            ("如有疑问，可拨打以下电话咨询。\n云溪市农业农村局\n2026年6月5日", "以下电话"),
            ("经考核，下列人员符合条件，现予以公布。\n云溪市卫健委\n2026年6月11日", "下列人员"),
            ("现将入选项目名单公布如下：", "公布如下："),
            ("决定授予望樵乡卫生院“”称号，予以表扬。", "“”称号"),
            ("现就有关事项通知如下：\n特此通知。\n清溪县林业局\n2026年6月11日", "通知如下："),
            ("问：何时到账？\n答：15日内。\n问：\n答：可以。", "问："),
            ("我县将健全县、乡、村三级路长制度，持续深化农村公路养护改革，不断提升", "不断提升"),
            ("各乡镇任务分解情况见下表。\n三、保障措施\n落实专人。", "见下表。"),
            ("第十条　有下列情形之一的，不予受理：\n第十一条　应当出具通知书。", "下列情形之一的，不予受理："),
            ("第二章　设施维护\n第六条　负责维护。\n第三章　监督检查\n第四章　附则\n第七条　施行。", "第三章　监督检查"),
            ("停水原因：阀门更换。\n停水范围：\n服务热线：0380-5236118。", "停水范围："),
            ("中标单位：青埠公司\n中标金额：万元\n工期：45天", "中标金额：万元"),
            ("任务分配见下表。\n请各地于7月10日前报送计划。", "见下表。"),
            ("入围名单公布如下：\n请上述人员于6月23日集合。", "公布如下："),
            ("检查结果见下表：\n请各学校立即整改。", "见下表："),
            ("问：有效期多久？\n答：\n问：能否网办？\n答：可以。", "答："),
            ("关于的通知\n各社区：", "关于的通知"),
            ("本事项自受理之日起个工作日内办结。", "之日起个工作日"),
            ("加固工程总投资万元，目前已完工。", "总投资万元"),
            ("本办法自起施行。", "自起施行"),
            ("会议由主持，各街道负责同志参加。", "会议由主持"),
            ("听证会定于6月25日（星期）下午举行。", "（星期）"),
            ("应当于7月6日上午时前送达。", "上午时前"),
            ("工业增加值同比增长%，增速加快。", "增长%"),
            ("按照《养护管理的意见》（）要求", "》（）"),
            ("六十日内向申请行政复议。", "向申请行政复议"),
            ("截止日期为2026年7月日，逾期不再受理。", "月日，逾期"),
            ("工作日请拨打0859-6621108，节假日请拨打。", "请拨打。"),
            ("公示期为2026年6月16日至，有异议的请反映。", "日至，"),
            ("为，根据《作业规范》，结合我区实际，制定本方案。", "为"),
            ("市民可乘坐路公交车到会展中心站下车。", "乘坐路公交"),
            ("地点设在栖河县路36号一楼大厅。", "县路36号"),
            ("违反了《管理办法》第条第二款的规定", "第条第"),
            ("联系人为林女士、女士，电话", "、女士，"),
            ("同意212票，反对票，弃权7票。", "反对票"),
            ("本次招聘会举办地点改为，举办时间不变。", "改为，"),
            ("一要压实责任；二要；三要严肃纪律。", "二要"),
            ("会议指出，\n会议要求，各单位要落实。", "会议指出，"),
            ("也可通过等方式提交申请材料。", "通过等方式"),
            ("安排了下一步工作，具体分工如下：\n会议要求，各单位要落实。", "分工如下："),
            ("一、总体要求\n平安度假。\n二、工作要求\n清溪县教育局\n2026年6月12日", "二、工作要求"),
            ("报名截止时间为，逾期不再办理。", "报名截止时间为"),
            ("问：标准是多少？\n答：每月100元。\n问：在哪里申请？\n问：多久？\n答：次月。", "问：在哪里申请？"),
            ("二、重点任务\n新建冷库15个。\n三、保障措施\n四、工作要求\n按月报送。", "三、保障措施"),
            ("（一）申请条件\n（二）申请材料\n申请表一份。", "（一）申请条件"),
        ] {
            assert_eq!(marked(&TextDoc::from_text(text)), [found], "{text}");
        }
        for (text, found) in [
            ("扫描下方二维码即可报名。\n云溪市老年大学", "扫描下方二维码"),
            ("逐月变化情况如下图所示：\n总体来看，夏季高于冬季。", "如下图所示："),
            ("各考点地址见下表。请考生提前熟悉。\n云溪市人事考试中心", "见下表"),
            ("可拨打以下举报电话：\n欢迎监督。", "以下举报电话"),
            ("二、应当具备的条件如下：\n三、报名方式\n现场报名。", "条件如下："),
            ("名单如下：\n请入围单位于9月17日前报送材料。", "名单如下："),
            ("有下列情形之一的，不予受理申请：\n符合条件的，窗口出具受理通知书。", "有下列情形之一的，不予受理申请："),
            ("尊敬的：\n您好！来信收悉。", "尊敬的："),
        ] {
            assert_eq!(marked(&TextDoc::from_text(text)), [found], "{text}");
        }
        assert_eq!(
            marked(&TextDoc::from_text("用电情况见下表。\n行业　用电量（亿千瓦时）\n第一产业　1.2")),
            Vec::<String>::new()
        );
        assert_eq!(marked(&TextDoc::from_text("各考点地址见下表。\n考点　　地址\n一中　　东路")), Vec::<String>::new());
        assert_eq!(marked(&TextDoc::from_html("<p>片区划分见下表：</p><p>请家长登记。</p>")), ["见下表："]);
        let guide = TextDoc::from_markdown("## 办理地点\n\n政务中心\n\n## 收费标准\n\n## 办理时限\n\n5个工作日");
        assert_eq!(marked(&guide), ["收费标准"]);
        assert_eq!(marked(&TextDoc::from_html("<p>报名二维码：</p><p>县政府</p>")), ["报名二维码："]);
        assert_eq!(marked(&TextDoc::from_html("<p>情况如下表所示。</p><h2>结论</h2>")), ["如下表所示。"]);
        assert_eq!(marked(&TextDoc::from_html("<p>请扫描下方二维码报名：</p>")), ["扫描下方二维码"]);
    }

    #[test]
    fn what_follows_is_left_alone() {
        for text in [
            "现将名单公布如下：\n张三、李四",
            "会议议题为：\n一、甲\n二、乙\n三、丙",
            "地址为云溪路1号。以此为期限。",
            "可拨打以下电话咨询：0859-6621108",
            "请拨打以下电话：\n县水务局 6621108",
            "现将有关事项公告如下：",
            "总投资亿元以上项目12个。",
            "各位先生、女士，大家好。",
            "可以打通等方式不一。",
            "金额单位：万元",
            "上午时段开放，下午时间不变。",
            "增幅以%表示",
            "同意12票，反对0票。",
            "城市路1号、夜市街3号",
            "由负责同志主持会议，听取意见。",
            "一、总体要求\n（一）目标\n到2027年建成。\n二、任务\n抓落实。",
            "时间：6月1日\n办理流程：\n受理：窗口受理",
            "一、时间：\n6月1日上午",
        ] {
            assert_eq!(marked(&TextDoc::from_text(text)), Vec::<String>::new(), "{text}");
        }
        let pictured = "<p>请扫描下方二维码报名：</p><img src=a.png alt=报名二维码><p>见下表：</p><table><td>甲</td></table>";
        assert_eq!(marked(&TextDoc::from_html(pictured)), Vec::<String>::new());
    }
}
