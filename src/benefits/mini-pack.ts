/** Builds a small pack for a test from nothing but its rules; the files go through the same reader as any pack. */
import { compilePack } from './compile-pack.ts';
import type { CompiledPolicy, PolicyPack } from './compiled-policy.ts';

export const MINI_AREA = '999900';
const FOLDER = `${MINI_AREA}-mini`;

/** A layer as a test writes it: rules in the words of the policy language, without dates and sources. */
export interface MiniLayer {
  readonly id?: string;
  readonly pays?: string;
  readonly base?: string;
  /** Lets the schedule run on the year's base instead of each case's. */
  readonly yearly?: boolean;
  readonly when?: object;
  readonly rules: readonly object[];
  /** Limit on the year's payments, yuan. */
  readonly ceiling?: number;
}

/** The pack, or an error when the rules do not compile. */
export function miniPack(layers: readonly MiniLayer[], covers = 'none'): PolicyPack {
  const pack = compilePack(FOLDER, miniFiles(layers, covers));
  if (!pack.ok) throw new Error(`${pack.error.code}: ${pack.error.message}`);
  return pack.value;
}

/** The only policy of a mini pack. */
export function miniPolicy(layers: readonly MiniLayer[], covers = 'none'): CompiledPolicy {
  const [policy] = miniPack(layers, covers).policies;
  if (policy === undefined) throw new Error('a pack has at least one policy');
  return policy;
}

/** The files of a mini pack; JSON is YAML. */
export function miniFiles(layers: readonly MiniLayer[], covers = 'none'): { name: string; text: string }[] {
  const cited = { from: '2000-01-01', source: 'test' };
  const ids = layers.map((layer, index) => layer.id ?? (index === 0 ? 'pool' : `layer${index + 1}`));
  const main = {
    pack: FOLDER,
    title: '测试',
    area: MINI_AREA,
    scheme: '390',
    from: '2000-01-01',
    decidedBy: 'dischargedOn',
    identities: { 2303: '低保救助对象' },
    personTypes: {},
    layers: ids.map((id) => `${id}.yaml`),
    accumulators: Object.fromEntries([
      ['admissions', { title: '住院次数', counts: { care: ['inpatient'] } }],
      ...ids.map((id) => [`${id}Base`, { title: '累计费用', adds: `${id}.base` }]),
      ...ids.map((id) => [`${id}Paid`, { title: '累计支付', adds: `${id}.paid` }]),
    ]),
    account: [{ ...cited, covers }],
    sources: { test: { document: '测试用例', grade: 'sample' } },
  };
  const files = layers.map((layer, index) => {
    const id = ids[index] ?? '';
    return {
      layer: id,
      title: id === 'pool' ? '统筹' : id,
      pays: layer.pays ?? (index === 0 ? 'hifp_pay' : 'hifmi_pay'),
      fundPayType: '390100',
      ...cited,
      ...(layer.when && { when: layer.when }),
      base: layer.base ?? 'inScope',
      accumulator: layer.yearly ? `${id}Base` : 'encounter',
      rules: layer.rules.map((rule) => ({ ...cited, deductible: 0, ...rule })),
      ceilings:
        layer.ceiling === undefined
          ? []
          : [{ on: `${id}Paid`, title: '年度限额', limits: [{ ...cited, amount: layer.ceiling }] }],
    };
  });
  return [
    { name: `${FOLDER}/pack.yaml`, text: JSON.stringify(main) },
    ...files.map((file) => ({ name: `${FOLDER}/${file.layer}.yaml`, text: JSON.stringify(file) })),
  ];
}
