/** What kind of care a visit is, under which scheme and where it is given, from what the message says. */
import type { CareKind, CarePlace, Scheme } from '../../benefits/index.ts';
import { refuse } from '../../kernel/result.ts';
import { gatewayErrors } from '../errors.ts';
import { type Call, requireText } from '../transaction.ts';
import type { Row } from '../validation.ts';

/** Chronic outpatient care (门诊慢特病), whose disease decides the rules. */
export const CHRONIC = '14';

/**
 * med_type → kind of care. Inpatient are 21…, 22…, 23, 24, 28 (day surgery), 52 (childbirth) and 71 (bed at home);
 * 14 is chronic outpatient care; everything else is outpatient.
 */
export function careOf(medType: string): CareKind {
  if (medType === CHRONIC) return 'chronic';
  return /^(2[1-48]|52|71)/.test(medType) ? 'inpatient' : 'outpatient';
}

/** Care of a visit registered by 2201, whatever else its med_type may mean elsewhere. */
export function outpatientCareOf(medType: string): 'outpatient' | 'chronic' {
  return medType === CHRONIC ? 'chronic' : 'outpatient';
}

/** insutype of a visit: the two basic schemes; supplements are paid with them, not by themselves. */
export function requireScheme(row: Row): Scheme {
  const value = requireText(row, 'insutype');
  return value === '310' || value === '390'
    ? value
    : refuse(gatewayErrors.schemeNotServed({ value, path: 'insutype' }));
}

/** OTP_ER_REFL_FLAG: 1 emergency, 2 referred, 3 both. Emergency care counts as registered (医保发〔2022〕22号). */
const REFERRED_FLAGS: ReadonlySet<string> = new Set(['1', '2', '3']);

/**
 * Where the care is given, seen from the pooling area (a city): a provider in the same city is local; elsewhere the
 * referral flag in `exp_content` decides. Standing registrations of residence elsewhere are not known to us yet.
 */
export async function placeOf(call: Call, row: Row): Promise<CarePlace> {
  const provider = await call.useCases.findProvider(call.envelope.fixmedinsCode);
  if (!provider || provider.division.slice(0, 4) === call.area.slice(0, 4)) return 'local';
  return REFERRED_FLAGS.has(readExtension(row.exp_content, 'OTP_ER_REFL_FLAG') ?? '') ? 'referred' : 'unreferred';
}

/** A key of `exp_content`, which is a JSON object written as a text; anything else has no keys. */
export function readExtension(content: string | undefined, key: string): string | undefined {
  if (content === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(content);
    const value = (parsed as Record<string, unknown> | null)?.[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}
