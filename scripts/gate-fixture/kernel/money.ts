import { balance } from '../ledger/balance.ts';

export const money = (): number => balance() + 1;
