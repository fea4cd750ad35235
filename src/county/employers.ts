/** Employers: government bodies, schools, hospitals and firms, with what they pay on average. All invented. */
import type { NewEmployer } from '../people/index.ts';
import { syntheticCreditCode } from './identifiers.ts';
import { Random } from './random.ts';
import { PURPOSE } from './streams.ts';

export interface PlannedEmployer extends NewEmployer {
  /** Relative number of employees. */
  readonly weight: number;
  /** Average monthly wage, yuan, before the whole is brought to the published contributions. */
  readonly wageYuan: number;
}

interface EmployerKind {
  readonly share: number;
  readonly category: '11' | '12' | '91';
  readonly civilService: boolean;
  readonly weights: readonly [number, number];
  readonly wageYuan: number;
  readonly words: readonly string[];
  readonly ending: string;
}

const KINDS: readonly EmployerKind[] = [
  {
    share: 170,
    category: '11',
    civilService: true,
    weights: [15, 90],
    wageYuan: 5600,
    words: ['财政', '教育', '民政', '农业农村', '交通', '水利', '林业', '统计', '文化', '镇政府', '审计', '住建'],
    ending: '机关',
  },
  {
    share: 150,
    category: '12',
    civilService: false,
    weights: [30, 130],
    wageYuan: 5300,
    words: ['第一', '第二', '第三', '实验', '城关', '渭滨', '太白', '职教', '幼教'],
    ending: '学校',
  },
  {
    share: 40,
    category: '12',
    civilService: false,
    weights: [60, 320],
    wageYuan: 5400,
    words: ['仁和', '康宁', '安平', '惠民', '同济'],
    ending: '医院',
  },
  {
    share: 640,
    category: '91',
    civilService: false,
    weights: [8, 110],
    wageYuan: 3300,
    words: [
      '猕猴桃果业',
      '农资',
      '纺织',
      '建材',
      '机械',
      '商贸',
      '物流',
      '食品',
      '酒业',
      '旅游',
      '化工',
      '电子',
      '物业',
    ],
    ending: '有限公司',
  },
];

/** At least one employer of each kind; names carry 样例, so that nobody takes them for real. */
export function planEmployers(count: number, seed: number): PlannedEmployer[] {
  const random = new Random(seed, PURPOSE.employers);
  const employers: PlannedEmployer[] = [];
  for (const [order, kind] of KINDS.entries()) {
    const last = order === KINDS.length - 1;
    const share = last ? count - employers.length : Math.max(1, Math.round((count * kind.share) / 1000));
    for (let index = 0; index < share; index += 1) {
      const serial = employers.length + 1;
      const number = String(index + 1).padStart(3, '0');
      employers.push({
        empNo: `DW${String(serial).padStart(8, '0')}`,
        name: `样例${random.pick(kind.words)}${kind.ending}${number}`,
        creditCode: syntheticCreditCode(kind.category, serial),
        civilService: kind.civilService,
        weight: random.between(...kind.weights),
        wageYuan: Math.round((kind.wageYuan * random.between(850, 1150)) / 1000),
      });
    }
  }
  return employers;
}
