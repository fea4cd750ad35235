import { money } from '../kernel/money.ts';

export const balance = (): number => money() - 1;
