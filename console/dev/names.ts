/** Names and lists of the invented county. */
import type { Coded, Village } from '../src/api/types.ts';

export const coded = (code: string, name: string): Coded => ({ code, name });

export const INSUTYPES = { '310': coded('310', '职工基本医疗保险'), '390': coded('390', '城乡居民基本医疗保险') };
export const CARES = {
  inpatient: coded('inpatient', '住院'),
  outpatient: coded('outpatient', '普通门诊'),
  chronic: coded('chronic', '门诊慢特病'),
};
export const IDENTITIES = [
  coded('2302', '建档立卡贫困人员'),
  coded('2303', '低保救助对象'),
  coded('2304', '特困救助对象'),
];
export const CHRONIC = [
  coded('M03900', '高血压'),
  coded('M01600', '糖尿病'),
  coded('M07800', '慢性肾功能衰竭（透析）'),
];
export const PROVIDER_KINDS = [
  coded('hospital', '医院'),
  coded('township', '镇卫生院'),
  coded('village', '村卫生室'),
  coded('pharmacy', '零售药店'),
];
export const GRADES = {
  one: coded('one', '一级'),
  two: coded('two', '二级'),
  three: coded('three', '三级'),
  village: coded('village', '村级'),
  none: coded('none', '不定级'),
};

const TOWNS: readonly (readonly [string, string, readonly string[]])[] = [
  ['610326001', '首善街道', ['东大街社区', '西关村', '凤池村', '南寨村']],
  ['610326101', '横渠镇', ['横渠村', '豆家堡村', '文谢村', '曹梁村']],
  ['610326102', '槐芽镇', ['槐芽村', '西街村', '清水村']],
  ['610326103', '汤峪镇', ['汤峪村', '屯庄村', '楼观塬村']],
  ['610326104', '常兴镇', ['常兴社区', '上王村', '车圈村']],
  ['610326105', '金渠镇', ['金渠村', '田家寨村', '下第二坡村']],
  ['610326106', '营头镇', ['营头村', '新河村']],
  ['610326107', '齐镇', ['齐镇村', '官亭村', '斜峪关村']],
];

export const VILLAGES: readonly Village[] = TOWNS.flatMap(([code, name, villages]) =>
  villages.map((village, index) => ({ code: `${code}${String(index + 201)}`, name: village, town: { code, name } })),
);

export const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
export const GIVEN = [
  ...'伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂建国玉兰红梅英华志文斌辉鹏飞宇浩然雪琳欣怡梓萱晨佳',
];

export const DIAGNOSES = [
  coded('J18.900', '肺炎'),
  coded('I63.900', '脑梗死'),
  coded('I25.100', '冠状动脉粥样硬化性心脏病'),
  coded('M51.202', '腰椎间盘突出'),
  coded('K80.200', '胆囊结石'),
  coded('S72.001', '股骨颈骨折'),
  coded('C34.900', '支气管肺恶性肿瘤'),
  coded('E11.900', '2型糖尿病'),
];

export const ITEMS = [
  {
    item: coded('XJ01DDA001A001010100012', '注射用头孢唑林钠'),
    charge: coded('09', '西药费'),
    unit: '支',
    pricePer10k: 83_500,
    itemClass: '01',
    prior: 0,
  },
  {
    item: coded('XC08CAA002A001010200345', '苯磺酸氨氯地平片'),
    charge: coded('09', '西药费'),
    unit: '盒',
    pricePer10k: 215_000,
    itemClass: '02',
    prior: 1000,
  },
  {
    item: coded('110200005000000', '住院诊查费'),
    charge: coded('02', '诊察费'),
    unit: '日',
    pricePer10k: 120_000,
    itemClass: '01',
    prior: 0,
  },
  {
    item: coded('110900001000000', '普通病房床位费'),
    charge: coded('01', '床位费'),
    unit: '日',
    pricePer10k: 300_000,
    itemClass: '02',
    prior: 0,
  },
  {
    item: coded('210300001000000', 'X线计算机体层扫描平扫'),
    charge: coded('03', '检查费'),
    unit: '部位',
    pricePer10k: 1_800_000,
    itemClass: '02',
    prior: 1000,
  },
  {
    item: coded('250301001000000', '血清总蛋白测定'),
    charge: coded('04', '化验费'),
    unit: '项',
    pricePer10k: 60_000,
    itemClass: '01',
    prior: 0,
  },
  {
    item: coded('331101001000000', '开放性手术治疗'),
    charge: coded('06', '手术费'),
    unit: '次',
    pricePer10k: 21_500_000,
    itemClass: '01',
    prior: 0,
  },
  {
    item: coded('C0301010000000000001', '一次性使用引流装置'),
    charge: coded('08', '卫生材料费'),
    unit: '套',
    pricePer10k: 1_460_000,
    itemClass: '02',
    prior: 2000,
  },
  {
    item: coded('T990000001', '陪护床租用'),
    charge: coded('14', '其他费'),
    unit: '日',
    pricePer10k: 150_000,
    itemClass: '03',
    prior: 10_000,
  },
];
export const ITEM_CLASSES = { '01': coded('01', '甲类'), '02': coded('02', '乙类'), '03': coded('03', '丙类') };
