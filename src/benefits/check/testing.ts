/** A sound pack (样例) and ways to break it, for the tests of the checks. */

import { unwrap } from '../../kernel/result.ts';
import { checkPolicies, type PackFolder } from '../check-pack.ts';
import { compilePack, REGISTER_FILE } from '../compile-pack.ts';
import type { PackFile } from '../read-yaml.ts';
import type { Flaw } from './flaw.ts';

export const FOLDER = '999901-sample-residents';

/** A pack of two layers without a flaw, as one would write it. Figures are samples (样例). */
export const SOUND: Readonly<Record<string, string>> = {
  'pack.yaml': `# 样例县城乡居民医保（虚构）
pack: 999901-sample-residents
title: 样例县城乡居民医保待遇
area: "999901"
scheme: "390"
from: 2020-01-01
decidedBy: dischargedOn

identities:
  "2303": 低保救助对象
  "2304": 特困救助对象
personTypes: {}
tags:
  tcm: 中医医院

layers:
  - pool.yaml
  - critical-illness.yaml

accumulators:
  admissions: { title: 年内住院次数, counts: { care: [inpatient] } }
  poolPaid: { title: 统筹年内支付, adds: pool.paid }
  criticalIllnessBase: { title: 大病年内合规费用, adds: criticalIllness.base }

account:
  - from: 2020-01-01
    source: notice
    covers: none

sources:
  notice:
    register: 样例医保发〔2019〕1号
  page:
    document: 样例县居民医保待遇（汇编网页，虚构）
    grade: sample
`,
  'pool.yaml': `layer: pool
title: 基本医保统筹
pays: hifp_pay
fundPayType: "390100"
from: 2020-01-01
source: notice
when: { care: [inpatient] }
base: inScope
accumulator: encounter

rules:
  - when: { grade: [one] }
    from: 2020-01-01
    source: notice
    article: 第五条
    deductible: 400
    rate: 90 %
  - when: { grade: [two] }
    from: 2020-01-01
    to: 2022-09-01
    source: notice
    article: 第五条
    deductible: 800
    rate: 78 %
  - when: { grade: [two] }
    from: 2022-09-01
    source: notice
    article: 第五条
    deductible: 600
    rate: 80 %
  - when: { grade: [three] }
    from: 2020-01-01
    source: notice
    article: 第五条
    deductible: 2000
    rate: 62 %
  - from: 2020-01-01
    source: page
    deductible: 0
    rate: 0 %
    note: 其他机构不予支付

tilts:
  - title: 中医
    rows:
      - when: { tag: [tcm] }
        from: 2020-01-01
        source: page
        deductibleTimes: 50 %

ceilings:
  - on: poolPaid
    title: 统筹年度最高支付限额
    limits:
      - from: 2020-01-01
        source: notice
        amount: 130000
`,
  'critical-illness.yaml': `layer: criticalIllness
title: 大病保险
pays: hifmi_pay
fundPayType: "390200"
from: 2020-01-01
source: notice
when: { care: [inpatient] }
base: inScope - pool.paid
accumulator: criticalIllnessBase

rules:
  - from: 2020-01-01
    source: notice
    article: 第八条
    deductible: 10000
    bounds: absolute
    slices:
      - { upTo: 50000, rate: 60 % }
      - { upTo: 100000, rate: 70 % }
      - { rate: 80 % }

tilts:
  - title: 困难群众
    rows:
      - when: { identity: ["2303", "2304"] }
        from: 2020-01-01
        source: notice
        deductible: 5000
        ratePoints: +5 %

ceilings: []
`,
};

const REGISTER = `title: 规范性文件登记（样例，虚构）
documents:
  样例医保发〔2019〕1号:
    title: 样例县城乡居民医保办法
    number: 样例医保发〔2019〕1号
    level: county
    from: 2020-01-01
    status: inForce
    legalityReview: passed
    carriesOut: [样例省医保发〔2018〕9号]
    grade: sample
  样例省医保发〔2018〕9号:
    title: 样例省城乡居民医保意见
    level: province
    status: inForce
    legalityReview: notFound
    grade: sample
`;

export type Change = readonly [file: string, found: string, written: string];

/** The sound pack with some of its text changed; `register.yaml` is one of the files. */
export function changed(...changes: readonly Change[]): { readonly pack: PackFolder; readonly register: PackFile } {
  const texts = new Map([...Object.entries(SOUND), [REGISTER_FILE, REGISTER]]);
  for (const [file, found, written] of changes) {
    const text = texts.get(file) ?? '';
    if (!text.includes(found)) throw new Error(`${file} does not hold ${found}`);
    texts.set(file, found === '' ? written : text.replace(found, written));
  }
  const register = { name: REGISTER_FILE, text: texts.get(REGISTER_FILE) ?? '' };
  texts.delete(REGISTER_FILE);
  const files = [...texts].map(([file, text]) => ({ name: `${FOLDER}/${file}`, text }));
  return { pack: { folder: FOLDER, files }, register };
}

export function flawsOf(...changes: readonly Change[]): Flaw[] {
  const { pack, register } = changed(...changes);
  return checkPolicies([pack], register);
}

/** File and line, place, value, remedy: what somebody needs who has to mend the pack. */
export function told({ file, line, place, value, remedy }: Flaw): readonly string[] {
  return [`${file.replace(`${FOLDER}/`, '')}:${line}`, place, value, remedy];
}

/** The sound pack, changed and compiled: its first version. */
export function soundPack(...changes: readonly Change[]) {
  const { pack, register } = changed(...changes);
  const { policies, names } = unwrap(compilePack(FOLDER, [register, ...pack.files]));
  const [policy] = policies;
  if (policy === undefined) throw new Error('a pack has a policy');
  return { policy, names };
}
