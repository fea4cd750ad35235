/** Monthly contribution bases, at such a level that the year's contributions come to the published total. */
import type { Funding } from '../contributions/index.ts';
import type { Fen } from '../kernel/money.ts';
import type { PlannedEmployer } from './employers.ts';
import type { Population } from './population.ts';
import { Random } from './random.ts';
import { PURPOSE } from './streams.ts';

/** What of an area's funding the plan depends on. */
export type FundingRates = Pick<Funding, 'unitPer10k' | 'personalPer10k'>;

export interface WageInput {
  readonly population: Population;
  readonly employers: readonly PlannedEmployer[];
  readonly seed: number;
  readonly scale: number;
  /** Published contributions of the year at scale 1, fen. */
  readonly yearTotal: Fen;
  readonly rates: FundingRates;
}

const FEN_PER_YUAN = 100;

/** Fen a month; whole yuan, 0 for whoever is not at work. */
export function planWages({ population, employers, seed, scale, yearTotal, rates }: WageInput): Int32Array {
  const random = new Random(seed, PURPOSE.employers, 1);
  const wages = new Int32Array(population.size);
  let sum = 0;
  for (let person = 0; person < population.newbornsFrom; person += 1) {
    if (population.employment[person] !== 1) continue;
    const average = employers[population.employer[person] ?? 0]?.wageYuan ?? 0;
    wages[person] = Math.round((average * random.between(700, 1450)) / 1000) * FEN_PER_YUAN;
    sum += wages[person] ?? 0;
  }
  const perMonth = (yearTotal * scale * 10_000) / (rates.unitPer10k + rates.personalPer10k) / 12;
  if (sum === 0) return wages;
  for (let person = 0; person < population.newbornsFrom; person += 1)
    wages[person] = Math.round(((wages[person] ?? 0) * perMonth) / sum / FEN_PER_YUAN) * FEN_PER_YUAN;
  return wages;
}
