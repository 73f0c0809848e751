/**
 * What an inspector says of a thing he names: that it is missing, broken or idle (`bad`), that it works (`good`),
 * that it is there (`present`), or nothing of the kind (`unsaid`). Works on the words around the mention, clause by clause; no grammar.
 */
export type State = 'bad' | 'good' | 'present' | 'unsaid';

export interface Clause {
  start: number;
  text: string;
}

/** Text as the patterns expect it: one width, lower case, no blanks, denials of defects turned into 「正常」. */
export function normalise(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[“”"'‘’《》「」]/g, '')
    .replace(/(?<![a-z0-9])\s+|\s+(?![a-z0-9])/g, '')
    .replace(deniedDefect, '正常')
    .replace(keptLimit, '在限内正常');
}

const defectNouns =
  '异常|损坏|破损|失效|故障|缺失|缺陷|隐患|问题|松动|堵塞|遮挡|脱落|卡涩|锈蚀|短接|屏蔽|旁路|短路|超限|超员|超载|超标|超量|失灵|漏检|短缺';
const deniedDefect = new RegExp(
  `(?:未见|未发现|没有发现|没发现|不存在|未出现|未发生|没有|未|无|没)(?:有)?(?:明显|任何|其他|发现|出现)?(?:${defectNouns})(?:现象|情况|情形)?(?!报警|保护|限制|装置|排查|治理|电池|开关|检测|整改|预警|断电|停机|提示|监测|自动)`,
  'g',
);

// 没超控制值, 没有超过, 不超: what is within its limit.
const keptLimit = /(?:并未|均未|没有|没|未)超(?:过|出|限|标)?(?!前|挖|声)/g;

/** Splits at punctuation and before a turn of thought (但…), so that what follows a 但 is judged by itself. */
export function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (const match of text.matchAll(/[,。;!?:()\n]|(?=但|不过|然而|可是|只是|却)/g)) {
    if (match.index > start) clauses.push({ start, text: text.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  if (start < text.length) clauses.push({ start, text: text.slice(start) });
  return clauses;
}

// A paper, a label or a part that may be poor without the thing itself being so.
const accessory =
  /标识|标签|标牌|标志牌|牌板|挂牌|记录|台账|档案|外壳|表面|灯罩|玻璃|编号|铭牌|油漆|润滑|油位|电量|密封垫|签字|签名|盖章|复印|图签|附图|说明书|检查牌|保护罩|箱门|公示|照明|护栏|警铃|把手|阀门牌|时间|日期|声音|杂音|指示灯|信号灯|支架|底座|图像|画面|卫生|座椅|工作服|标志(?!灯)|空调|爬梯|护圈|踏板|墙面|地面|扶手|防护手套/;
const minor =
  /[一1](?:具|盏|处|副|张|块|件|枚|把|支|格|齿)|个别|局部|轻微|少量|略有?|偏低|偏高|稍|一处|潦草|不清|褪色|灰尘|积灰|不及时|未及时(?!修复|撤|停|处理|采取|清理|报告)/;

// Words before the thing: 未设置X, 没装X, 拆除了X.
const badBefore =
  /(?:未(?!来|及时(?!修|撤|处理|切))(?!按期|张贴|上墙|签|归档|标明|贴|公示|校|检定)|没(?!收)|无(?!人|线|关|轨|缝|极|机|烟|损|论|水性|证厂|遗漏)|缺少?|不(?!少于|低于|小于|超过|同|锈|大于|良|明显|合格证|但|仅|含|同类|间断|规范|及时|完整|准|整齐|清|到半米|燃)|拆(?:除|掉|了|走)|取消|摘除|找不到|看不到|拿不出|查不到|省去|省略|关(?:闭|掉|停)|停用|屏蔽|短接|旁路|跨接|切除|甩掉|擅自|破坏|违反|违规|代替|忘)/g;
// Words after the thing: X缺失, X没装, X坏了, X打旁路.
const badAfter =
  /未(?!来|见|停|及时(?!修|撤|处理|切)|按期|张贴|上墙|签|归档|标|贴|公示|校|检定)|没(?!收|停)|无(?!人机|线|关|轨|缝|烟|故)|缺|不(?!少于|低于|小于|超过|同|锈|大于|停|明显|间断|规范|及时|完整|准|整齐|清|燃)|坏|失效|失灵|损(?!耗)|故障|黑屏|离线|掉线|瘫痪|卡死|卡滞|锈死|锈穿|打不|关不|拆|停用|停运|停(?:了|着)|关着|关(?:掉|闭|停|了)|处于关闭|(?<![切隔判诊间阻]|自动|能够|可以|及时|与|和)断(?!面|层|电(?:装置|保护|功能|浓度|范围|仪|器|开关|联锁|连锁))|旁路|屏蔽|短接|跨接|切除|切在手动|退出|手动|闲置|甩|脱落|报废|失电|没电|过期|到期|超期|空白|形同虚设|作废|(?<!封)堵|绑|失真|倒塌|塌|形式|虚假|造假|空缺|为零|遗漏|中断|假|用木|用铁丝|剪断|漏(?!填|签|记|登|写|电保护)|糊死|缠|锁死|拔|宕机|不上数|烧|飞线|全灭|关死/g;
const goodWords =
  /(?<![不未没无非])(?:正常|完好|齐全|有效(?!期届|射程|封堵|截面|容量|容积)|到位|合格(?!证)|灵敏|可靠(?!的|性)|良好|畅通|完善|符合|满足|具备|均在线|在线,|持证|达标|及时清理|干燥|清洁|在限内)|都(?:灵|好使?|开着|亮着|在线)|好着|在期|一点就关|试了(?:能用|好用|响|灵|试)?正常|在有效期|有效期内/;
const weakGoodWords =
  /已(?:经)?(?!过|坏|失|停|损|拆|报废|到期|经过|断|锈)|设有|装有|配有|建有|办有|装了|设了|配了|有(?!限|毒|害|色|机|的|人|可能|时|关|些|两|一|三|几|裂|损)|安装了|配备了|设置了/;

// Between the thing and a bad word before it, these start a new statement.
const barrierBefore =
  /仍|还在|继续|照样|照常|就(?!地)|便|即(?!将)|而|且(?!未)|并(?!未)|后(?!备)|已(?!经?失)|设有|导致|造成|进行(?:爆破|作业)|擅自/;
// What may stand between a clause's start and a bad word that speaks of the clause before.
const fillers =
  /但是?|却|不过|可是|然而|只是|一直|长期|从来|从未|早已|早就|实际上?|现场|试验时?|测试时?|检查时?|检查|检测|发现|经|按下|按|都|均|全部?|也|就|又|被|工人|人为|处于|状态|已经?|目前|数据|信号|探头|装置|设备|系统|其|该|它|触发|时|后|时候|半年|数月|多日|几个月|很久|问了?|班长说|说|且|并|均已|存在|自动|多次|晚上/g;
const idleWords =
  /(?:没有?|未|不|无法|不能|从来没|没人)(?:正常|能|被)?(?:装上?|安装|投用|投入使用|投运|启用|开启?|打开|通电|接通|接线|接入|接|用|使用|动作|报警|响|亮|工作|起作用|联动|联锁|执行|落实|做|办理?|建|停机|启动|修|运行|管用|灵)(?:过|了|上|起来|好|着|成)?|坏|失效|失灵|损坏|故障|黑屏|离线|瘫痪|卡死|锈死|停用|停运|关着|关掉|关了|旁路|屏蔽|短接|跨接|切除|甩掉|拆|报废|形同虚设|没反应|没电|断电|断开|空白|流于形式|过期|是假/;

function residualLength(text: string): number {
  return text.replace(fillers, '').length;
}

function lastMatch(pattern: RegExp, text: string): RegExpMatchArray | undefined {
  return [...text.matchAll(pattern)].at(-1);
}

const reach = 18;

function ownClauseState(before: string, after: string): State {
  const prefix = lastMatch(badBefore, before);
  if (prefix && !minor.test(before.slice(prefix.index ?? 0))) {
    const between = before.slice((prefix.index ?? 0) + prefix[0].length);
    if (between.length <= reach && !barrierBefore.test(between) && !minor.test(after.slice(0, 8))) return 'bad';
  }
  for (const suffix of after.matchAll(badAfter)) {
    const between = after.slice(0, suffix.index);
    if (between.length > reach) break;
    const tail = after.slice(suffix.index, suffix.index + suffix[0].length + 4);
    if (accessory.test(between) || minor.test(between) || minor.test(tail) || accessory.test(tail)) break;
    if (goodWords.test(between)) break;
    return 'bad';
  }
  if (goodWords.test(before) || goodWords.test(after)) return 'good';
  if (weakGoodWords.test(before) || weakGoodWords.test(after)) return 'present';
  return 'unsaid';
}

/** The state of what is mentioned at [from, to) of the normalised text; undefined when only its label or paper is meant. */
export function stateOfMention(clauses: Clause[], from: number, to: number): State | undefined {
  const at = clauses.findIndex((clause) => from >= clause.start && from < clause.start + clause.text.length);
  const clause = clauses[at];
  if (!clause) return undefined;
  const before = clause.text.slice(0, from - clause.start);
  const after = clause.text.slice(to - clause.start);
  if (accessory.test(after.slice(0, 5)) && accessory.exec(after)?.index === 0) return undefined;
  const own = ownClauseState(before, after);
  if (own === 'bad') return 'bad';

  for (const next of clauses.slice(at + 1, at + 3)) {
    const turns = /^(?:但|却|不过|可是|然而|只是)/.test(next.text);
    if (own === 'good' && !turns) break;
    const sound = soundClause.exec(next.text);
    if (sound && !turns && residualLength(next.text.slice(0, sound.index)) <= 3) return 'good';
    const idle = idleWords.exec(next.text);
    if (idle && residualLength(next.text.slice(0, idle.index)) <= 3 && !minor.test(next.text)) return 'bad';
    if (!idle && residualLength(next.text) > 4) break;
  }
  return own;
}

// A bare word of state (缺, 坏了) says nothing of the thing when its subject is a label, a record or a lamp.
const stateWord =
  /^(?:缺|没有|没|未|无|损坏|坏|破损|破|不符|不足|偏|脱落|老化|过期|锈|漏|失效|不清|不全|松动|变形|掉)[^,]{0,1}$/;
const accessoryLast = new RegExp(`(?:${accessory.source})[^,。;]{0,2}$`);
const accessoryNext = /^[^,。;]{0,2}(?:签|记录|标识|标牌|标签|台账|盖章|复印|灯[坏不])/;
const denial =
  /(?:未见|未发现|没有发现|没发现|不存在|未出现|未发生|没有|没|未|无(?!证|人)|不得|禁止|严禁|不是|并非|避免|防止|杜绝|停止)[^,就便即仍还却后而且]{0,5}$/;
const settled = /^[^,]{0,6}(?:已(?:经)?(?:整改|清理|处理|抽排|修复|排除|消除|更换)|不明显|正常)/;

const stateOnly =
  /^(?:缺|没有|没|未|无|损坏|坏|破损|破|不符|不足|不够|偏|脱落|老化|过期|锈|漏|失效|失灵|故障|不清|不全|松|变形|掉|断|裂|堵|停|拆|关|倒|塌|不亮|不响|烂|拔|离线|黑屏|失|超|高|挡|小|大|歪|斜)[^,]{0,2}$/;

/**
 * Whether a bare word of state at `state` (坏了, 缺失) is said of one of `things`: in the same clause, or in a clause that
 * names no subject of its own. Longer phrases speak for themselves.
 */
export function saidOf(
  text: string,
  clauses: Clause[],
  state: { from: number; to: number },
  things: { from: number }[],
): boolean {
  const local = state.to - state.from === 1 || stateOnly.test(text.slice(state.from, state.to));
  if (!things.length || !local) return true;
  const clauseAt = (at: number) =>
    clauses.findIndex((clause) => at >= clause.start && at < clause.start + clause.text.length);
  const own = clauseAt(state.from);
  const clause = clauses[own];
  if (!clause || things.some((thing) => clauseAt(thing.from) === own)) return true;
  const before = clauses[own - 1];
  if (!before || !things.some((thing) => clauseAt(thing.from) === own - 1)) return false;
  if (soundClause.test(before.text) && !/^(?:但|却|不过|可是|然而|只是)/.test(clause.text)) return false;
  return residualLength(clause.text.slice(0, state.from - clause.start)) <= 4;
}

const soundClause =
  /(?<![不未没无非])(?:正常|完好|齐全|有效|合格(?!证)|灵敏|良好|畅通|完善|好使|好着|好用|够数)|都(?:灵|好|开着|亮着)|试了.{0,3}(?:灵|响)|连续开着/;
const compliance =
  /(?<![不未没无])(?:满足|符合|达到|均在|在)[^,。;]{0,10}(?<!不)(?:要求|规定|规范|设计|标准|允许范围|规程|允许值)(?:内|之内)?$/;

/** Whether the text calls anything sound or present. */
export function praises(text: string): boolean {
  return (
    text.search(goodWords) >= 0 ||
    /(?<![不未没])(?:好好|好的|好使|好用|够数|连续开着|都开着|有制度|到了才|有,就是|有,只是|好着|挺灵|在线|一停|一按就停|都亮|刚换|刚校|刚复审|持有|足够|够用)/.test(
      text,
    )
  );
}

/** Whether a clause says outright that things are as they must be (经验算满足荷载要求), and none turns against it. */
export function saysCompliant(clauses: Clause[]): boolean {
  return (
    clauses.some(
      ({ text }) => compliance.test(text) && !/不(?:能)?(?:满足|符合)|未(?:满足|达到)|没(?:有)?达到|达不到/.test(text),
    ) && !clauses.some(({ text }) => /^(?:但|却|不过|可是|然而)/.test(text))
  );
}

/** Whether a defect or act mentioned at [from, to) is denied (无积水) or already mended. */
export function isDenied(text: string, from: number, to: number): boolean {
  if (stateWord.test(text.slice(from, to))) {
    if (accessoryLast.test(text.slice(Math.max(0, from - 8), from)) || accessoryNext.test(text.slice(to, to + 6)))
      return true;
    if (/^[^,。;]{0,2}[一1](?:具|盏|处|副|张|块|件|个|只|枚|把|支)/.test(text.slice(to, to + 5))) return true;
  }
  const before = text.slice(Math.max(0, from - 10), from);
  const clauseBefore = before.slice(Math.max(...[',', '。', ';', ':'].map((mark) => before.lastIndexOf(mark))) + 1);
  if (
    /(?:少量|个别|轻微|略有|稍有)[^,。;]{0,3}$/.test(clauseBefore) ||
    /^[^,。;]{0,2}(?:少量|个别|轻微)/.test(text.slice(to, to + 5))
  )
    return true;
  return denial.test(clauseBefore) || settled.test(text.slice(to, to + 14));
}
