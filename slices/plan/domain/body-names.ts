/**
 * How plans call the departments of a county: official stems first, then the short ones, one line for each function.
 * Names follow the usual list of safety-committee members (县安委会成员单位); the reform of a county may give one body
 * several lines. A body belongs to a line when its name holds one of the stems.
 */
export const DEPARTMENT_STEMS: readonly (readonly string[])[] = [
  ['应急管理', '应急'],
  ['公安', '交警'],
  ['消防救援', '消防'],
  ['住房和城乡建设', '住房城乡建设', '住建'],
  ['城市管理综合执法', '城市管理', '城管'],
  ['交通运输', '交通'],
  ['水利', '水务'],
  ['农业农村', '农业'],
  ['工业和信息化', '科技和工业信息化', '工信', '科工', '经信'],
  ['发展和改革', '发展改革', '发改'],
  ['教育体育', '教育', '教体'],
  ['卫生健康', '卫健'],
  ['文化广电旅游体育', '文化和旅游', '文化旅游', '文广旅体', '文旅广体', '文旅'],
  ['商务'],
  ['市场监督管理', '市场监管', '市监'],
  ['自然资源'],
  ['生态环境', '环保'],
  ['民政'],
  ['林业和草原', '林业', '林草'],
  ['粮食和物资储备', '粮储'],
  ['气象'],
  ['邮政管理', '邮政'],
  ['供电', '电力公司'],
  ['烟草专卖', '烟草'],
  ['人力资源和社会保障', '人力资源社会保障', '人社'],
  ['财政'],
  ['国有资产监督管理', '国资'],
  ['司法'],
  ['总工会', '工会'],
  ['宣传'],
  ['融媒体'],
  ['供销合作', '供销'],
];

/** What may follow a stem and make it the name of a body. An 办公室 is left out: it is usually a township's. */
export const BODY_SUFFIXES = [
  '主管部门',
  '部门',
  '机关',
  '机构',
  '大队',
  '支队',
  '委员会',
  '中心',
  '公司',
  '局',
  '委',
  '部',
  '社',
];
