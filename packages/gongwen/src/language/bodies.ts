/**
 * Nouns that name who can owe a duty: bodies, enterprises, posts and persons. Written from the vocabulary of public
 * administration, not from single plans.
 */
const STATE =
  '常委会|常务会议|常务会|党委会|党组会|省级|市级|县级|乡级|镇级|村级|党委和政府|党委、政府|党委政府|党政领导干部|人民政府|政府|党委|党组|党工委|纪委|监委|纪工委|管委会|委员会|安委会|安委办|专委会|专委办|消安委|指挥部|领导小组|办公室|专班|工作组|检查组|督导组|专家组|部门|单位|机关|处室|司局|科室|股室|机构|乡镇|镇街|街镇|街道办|街道|办事处|开发区|高新区|新区|园区|功能区|集中区|度假区|景区|市州|州市|县市区|市县区|县区|区县|市县|地区|各地|地方|各省|各市|各县|各区|各镇|各乡|各村|省区市|自治区|直辖市|兵团|社区|村委会|居委会|行政村|派出所|司法所|海关|工会|团委|妇联|法院|检察院|消防站|救援站|服务站|总站|管理站|监督站|中心|支队|大队|总队|中队|救援队|应急队|工作队|分队|队伍|总署|台站|气象台|广播电视台|电视台';
const ENTERPRISES =
  '企业|公司|集团|医院|学校|中小学|幼儿园|高校|院校|大学|学院|科研院所|研究院|设计院|研究所|协会|学会|商会|联合会|基金会|合作社|经营者|经营户|经营主体|主体|商户|商家|门店|店铺|宾馆|饭店|酒店|旅行社|商场|市场|超市|综合体|网吧|煤矿|矿山|尾矿库|矿井|厂矿|工厂|车间|工段|班组|项目部|工地|项目|港口|码头|客运站|加油站|充装站|换电站|电站|电厂|电网|管网|枢纽|场所|场馆|场站|库站|库点|储备库|直属库|林场|农场|牧场|渔船|船舶|车队|养老院|福利院|敬老院|救助站|殡仪馆|图书馆|博物馆|文化馆|体育馆|剧院|影院|寺庙|教堂|银行|保险机构|媒体|出版社|实验室|物业|网点|平台|两委';
const PERSONS =
  '负责人|负责同志|责任人|工程师|技术员|调度员|值班员|实际控制人|法定代表人|法人|人员|员工|职工|干部|领导|同志|领导班子|班子|班组长|组长|专家|监督员|网格员|派驻员|检查员|联络员|信息员|安全员|安全总监|管理员|护林员|驾驶员|教师|学生|师生|居民|书记|主任|市长|县长|区长|镇长|乡长|局长|厅长|部长|厂长|矿长|校长|院长|馆长|经理|董事长|船长';
/** Single characters that end the names of bodies (教育部, 应急局, 发展改革委) and many other words. */
const SHORT =
  '(?<=[\\u4e00-\\u9fff]{2})(?<![全内外干一大本顶底头腹各上下东西南北中脚背肩胸颈尾局根])部(?!门|署|分|位|件|队)|(?<![结布格全大僵定开])局(?!部|面|长|限)|(?<![大客餐门前])厅(?!堂|长)|(?<![举督承主协交查催经领重危惩包兴开申])办(?!法|理|公|案|事|学|结|好)|(?<=[\\u4e00-\\u9fff]{2})(?<![主编])委(?!托|员|会|派|办)';
/** 厅（局）, 县（市、区）, 镇（街道）: names with alternatives in brackets; 市县两级. */
const BRACKETED =
  '[省市县区乡镇村]{1,4}[两三四]级|(?:县|市|区|镇|乡|厅|局|省|部|州|企业|乡镇|街道|委|办|村|公司|师)（(?:市|区|县|局|委|州|街|场|街道|社区|集团|旗|团|处|镇|乡|办|所|站|、|盟|直辖市|自治区){1,8}）';

const SPECIAL = new RegExp(`(?<=${SHORT}|${BRACKETED}|(?<!企)业主)`, 'y');
const SPECIAL_SIGNS = new Set('部局厅办委）级主');
/** What may follow the name: 安委会及其办公室, 企业（集团）, 住建等部门 without the last word. */
const TAILS = ['及其办公室', '及其内设机构', '及内设机构', '（集团）', '（单位）', '等'];

/** Names by their last character. */
const NOUNS = new Map<string, string[]>();
for (const noun of `${STATE}|${ENTERPRISES}|${PERSONS}`.split('|')) {
  const last = noun.at(-1) ?? '';
  NOUNS.set(last, [...(NOUNS.get(last) ?? []), noun]);
}

function nameEndsAt(words: string, end: number): boolean {
  const last = words[end - 1] ?? '';
  if (NOUNS.get(last)?.some((noun) => words.startsWith(noun, end - noun.length))) return true;
  if (!SPECIAL_SIGNS.has(last)) return false;
  SPECIAL.lastIndex = end;
  return SPECIAL.test(words);
}

function bodyEndsAt(words: string, end: number): boolean {
  if (nameEndsAt(words, end)) return true;
  return TAILS.some(
    (tail) => end > tail.length && words.startsWith(tail, end - tail.length) && nameEndsAt(words, end - tail.length),
  );
}

/** Whether a phrase ends in the name of a body. */
export const endsInBody = (words: string): boolean => bodyEndsAt(words, words.length);

/** Every place in `words` where the name of a body ends, ascending. */
export function* bodyEnds(words: string): Generator<number> {
  for (let end = 2; end <= words.length; end++) if (bodyEndsAt(words, end)) yield end;
}
