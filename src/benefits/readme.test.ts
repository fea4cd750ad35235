import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import {
  type BenefitCase,
  compilePack,
  computeBenefits,
  findPolicyForCase,
  loadPolicies,
  priceFeeLine,
  sumCharges,
} from './index.ts';
import { renderSteps } from './render-steps.ts';
import { caseOf, yuan } from './test-case.ts';

const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');

describe('README', () => {
  it('shows code that compiles and gives the amount it names', () => {
    // example:begin
    const packs = loadPolicies('policies');
    if (!packs.ok) throw new Error(packs.error.message);

    const line = priceFeeLine({
      quantityPer10k: 20_000, // 2
      pricePer10k: 65_000_000, // 6,500 yuan
      total: fen(1_300_000),
      itemClass: '02',
      priorRatePer10k: 1000,
      priceLimit: null,
      restricted: false,
      approval: '0',
    });
    if (!line.ok) throw new Error(line.error.message);

    const stay: BenefitCase = {
      scheme: '390',
      care: 'inpatient',
      admittedOn: isoDate('2022-09-01'),
      dischargedOn: isoDate('2022-09-08'),
      grade: 'two',
      place: 'local',
      person: { birthDate: isoDate('1965-04-02'), retired: false, civilServant: false, identities: [] },
      charges: sumCharges([line.value]),
      accountAvailable: fen(0),
    };
    const policy = findPolicyForCase(packs.value, '610326', stay);
    if (!policy.ok) throw new Error(policy.error.message);

    const result = computeBenefits(policy.value, stay, {});
    if (!result.ok) throw new Error(`${result.error.message}。${result.error.remedy}`);
    // (11,700.00 − 600.00) × 80 % = 8,880.00
    // example:end
    expect(result.value.amounts.pool).toBe(yuan(8880));
    expect(renderSteps(policy.value, result.value.steps).find(({ id }) => id === 'pool.paid')?.formula).toBe(
      '(11,700.00 − 600.00) × 80 % = 8,880.00',
    );

    const own = readFileSync(path.join(import.meta.dirname, 'readme.test.ts'), 'utf8');
    const example = /\/\/ example:begin\n(.*?) {4}\/\/ example:end/s.exec(own)?.[1] ?? '';
    expect(/```ts\n(.*?)```/s.exec(readme)?.[1]).toBe(example.replace(/^ {4}/gm, ''));
  });

  it('shows a pack that loads and computes', () => {
    const blocks = [...readme.matchAll(/`(999900-example\/[\w-]+\.yaml)`\n\n```yaml\n(.*?)```/gs)];
    const files = blocks.map(([, name = '', text = '']) => ({ name, text }));
    expect(files).toHaveLength(3);
    const pack = compilePack('999900-example', files);
    if (!pack.ok) throw new Error(`${pack.error.message}；${pack.error.remedy}`);
    const [policy] = pack.value.policies;
    if (policy === undefined) throw new Error('no policy');
    const second = computeBenefits(policy, caseOf({ charges: { inScope: 60_400 } }), { admissions: 1 });
    // (60,400 − 400) × 80 % = 48,000; (12,400 − 10,000) × 60 % = 1,440
    expect(second.ok && second.value.amounts).toMatchObject({ pool: yuan(48_000), criticalIllness: yuan(1440) });
    const poor = caseOf({ case: { identities: ['2303'] }, charges: { inScope: 60_400 } });
    // (12,400 − 5,000) × 65 % = 4,810
    const tilted = computeBenefits(policy, poor, { admissions: 1 });
    expect(tilted.ok && tilted.value.amounts.criticalIllness).toBe(yuan(4810));
  });
});
