/** Who lives together: invented households of a rural county with many old people. */
import type { Random } from './random.ts';
import { cumulate } from './random.ts';

export interface Member {
  readonly gender: 1 | 2;
  /** Full years on January 1st. */
  readonly age: number;
  /** Carries the household's surname. */
  readonly lineage: boolean;
}

type Template = (random: Random) => Member[];

const man = (age: number): Member => ({ gender: 1, age, lineage: true });
const wife = (age: number): Member => ({ gender: 2, age, lineage: false });

function child(random: Random, from: number, to: number): Member {
  return { gender: random.chance(525) ? 1 : 2, age: random.between(from, to), lineage: true };
}

function couple(random: Random, from: number, to: number): Member[] {
  const age = random.between(from, to);
  return [man(age), wife(Math.max(20, age - random.between(0, 4)))];
}

function children(random: Random, count: number): Member[] {
  return Array.from({ length: count }, () => child(random, 0, 17));
}

const TEMPLATES: readonly { readonly weight: number; readonly draw: Template }[] = [
  {
    weight: 110,
    draw: (random) => {
      const age = random.between(66, 88);
      return [random.chance(420) ? man(age) : wife(age)];
    },
  },
  { weight: 160, draw: (random) => couple(random, 62, 84) },
  { weight: 120, draw: (random) => couple(random, 46, 62) },
  { weight: 140, draw: (random) => [...couple(random, 28, 45), ...children(random, 1)] },
  { weight: 110, draw: (random) => [...couple(random, 28, 45), ...children(random, 2)] },
  {
    weight: 180,
    draw: (random) => {
      const elders = couple(random, 58, 80);
      const kept = random.chance(600) ? elders : [random.pick(elders)];
      return [...kept, ...couple(random, 28, 45), ...children(random, random.between(1, 2))];
    },
  },
  { weight: 130, draw: (random) => [...couple(random, 45, 60), child(random, 18, 30)] },
  { weight: 40, draw: (random) => [random.chance(600) ? man(random.between(25, 60)) : wife(random.between(25, 60))] },
];
const TEMPLATE_WEIGHTS = cumulate(TEMPLATES.map((template) => template.weight));

export function drawHousehold(random: Random): Member[] {
  const template = TEMPLATES[random.weighted(TEMPLATE_WEIGHTS)];
  return template ? template.draw(random) : [];
}
