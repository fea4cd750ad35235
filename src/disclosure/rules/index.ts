import type { Rule } from '../rule.ts';
import { FW_01 } from './fw-01.ts';
import { FW_02 } from './fw-02.ts';
import { FW_03 } from './fw-03.ts';
import { FW_04 } from './fw-04.ts';
import { FW_05 } from './fw-05.ts';
import { FW_07 } from './fw-07.ts';
import { FW_08 } from './fw-08.ts';
import { FW_09 } from './fw-09.ts';
import { FW_10 } from './fw-10.ts';
import { FW_11 } from './fw-11.ts';
import { FW_12 } from './fw-12.ts';
import { FW_13 } from './fw-13.ts';
import { FW_14 } from './fw-14.ts';
import { FW_15 } from './fw-15.ts';
import { FW_16 } from './fw-16.ts';
import { FW_18 } from './fw-18.ts';
import { FW_19 } from './fw-19.ts';
import { FW_20 } from './fw-20.ts';

/** In the order of their numbers, which is also the order of precedence between two readings of one flaw. */
export const RULES: readonly Rule[] = [
  FW_01,
  FW_02,
  FW_03,
  FW_04,
  FW_05,
  FW_07,
  FW_08,
  FW_09,
  FW_10,
  FW_11,
  FW_12,
  FW_13,
  FW_14,
  FW_15,
  FW_16,
  FW_18,
  FW_19,
  FW_20,
];
