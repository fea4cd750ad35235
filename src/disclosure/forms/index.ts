import { FA01 } from './fa01.ts';
import { FA02 } from './fa02.ts';
import { FA03 } from './fa03.ts';
import { FA04 } from './fa04.ts';
import { FA05 } from './fa05.ts';
import { FA06 } from './fa06.ts';
import { FA07 } from './fa07.ts';
import { FA08 } from './fa08.ts';
import { FA09 } from './fa09.ts';
import type { TableForm } from './form.ts';

/** Most specific title first: 支出决算表 is also the tail of four longer titles. */
export const FORMS: readonly TableForm[] = [FA04, FA06, FA05, FA07, FA08, FA09, FA01, FA02, FA03];

export function findForm(id: string): TableForm | undefined {
  return FORMS.find((form) => form.id === id);
}
