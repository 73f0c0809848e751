/**
 * Words of which a text must hold one before a criterion of the industry counts as met when nobody said which industry it
 * is: a fire extinguisher out of date is a major hazard on a passenger ship and an ordinary one in a workshop.
 * Industries whose criteria name their objects themselves are left out.
 */
export const scopeWords: Record<string, string> = {
  fireworks:
    '烟花|爆竹|鞭炮|花炮|工房|亮珠|引线|插引|装药|混药|配药|药物|礼花|筑药|造粒|涉药|氯酸|黑火药|中转库|总库|压药|烟火药|零售|插引|带药',
  'coal-mine':
    '煤|瓦斯|采面|掘进|综采|综掘|综放|巷|井下|井工|迎头|回采|突出|冲击|甲烷|老空|采区|盘区|猴车|乘人|局扇|局部通风|主扇|通风机|露天矿|剥离|密闭|探放水|探水|防突|抽采|抽放|矿|绞车|副井|立井|揭煤|钻屑|卸压|微震|火区|上隅角|回风|放炮|带炮|糊炮|爆破|馈电|喇叭|失爆|传感器|平盘|边坡|水仓',
  'noncoal-mine':
    '矿|采场|井下|尾矿|坝|排土|采石|石场|石料|露天|边坡|平硐|硐口|井巷|台阶|空区|巷道|罐笼|斜井|竖井|中段|选厂|尾砂|地压|运人车|坑口|岩|凿岩|干滩|浸润线|排洪|排水井|斜槽|库内|库区|井口|提升|自救器|坡道|安全平台|清扫平台|盲斜井|主扇|反风|胶轮',
  'city-gas':
    '燃气|液化|天然气|煤气|lng|cng|调压|气瓶|瓶装|充装|加臭|瓶库|瓶组|气站|门站|四氢噻吩|灌瓶|灌装|储配|气化|pe管|中压|钢瓶|公斤瓶',
  power:
    '电厂|电站|电网|变电|输电|发电|机组|风电|光伏|储能|汽轮|汽机|锅炉|大坝|灰场|灰坝|贮灰|灰库|升压站|电力|供电|线路|杆塔|铁塔|稳控|定值|pss|励磁|进相|换流|千伏|kv|水库|泄洪|廊道|中控室|监控系统|纵向|横向|调度|质监|风机|厂房|转子|主汽|脱硫|汛限|水位|溢洪|栈桥|控制区|带电|登杆|工程师站|后台机|策略表',
  'civil-explosives': '炸药|雷管|民爆|爆炸|危险工房|导爆|乳化|工房|装药|混装|销爆|殉爆|雨淋|硝铵|地面站|爆破器材|火工',
  'water-passenger': '船|码头|渡|航|舱|旅客|舷|水上|趸|登船|压载|船员|实名|游轮',
  'inland-vessel': '船|航|舱|吃水|载重线|海事|船员',
  'fishing-vessel': '渔|船|出海|捕捞|ais|北斗|海钓|刺网|拖网|船位',
  'agricultural-machinery': '拖拉机|收割机|农机|农用|手扶|大中拖|拖斗|挂斗|旋耕|插秧|变拖',
  'culture-tourism':
    'ktv|剧院|饭店|酒店|娱乐|网吧|影院|景区|旅行社|歌厅|歌舞|剧场|酒吧|图书馆|文化馆|博物馆|星级|旅游|包车|量贩|宾馆|演出|导游|地接|游乐|观光',
  'medical-institution': '医院|门诊|病房|住院|卫生院|医疗|诊所|病区|手术|氧舱|供氧|护士|院内|放射科',
  'self-built-house': '自建房|民房|房|墙|梁|柱|屋|楼板|地基|檩|住宅|木|砖',
  'road-transport': '客车|班线|驾驶员|货车|运输|大巴|危货|营运|司机|车辆|卧铺|罐车|车|道路|公交|出租',
  'highway-operation': '桥|隧道|公路|路侧|高速|路段',
  'highway-waterway-construction': '公路|水运|港口|航道|修路|路基|路面|桥梁|码头',
  'postal-express': '快递|邮政|分拣|快件|包裹|处理场所|处理中心|分拨|供件|传送|皮带|滚筒',
  education: '学校|幼儿园|教学|学生|校|教室|幼儿|儿童|图书馆|集体宿舍',
  'elderly-care': '养老|敬老|老人|福利院|托老|老年|护理院',
};
