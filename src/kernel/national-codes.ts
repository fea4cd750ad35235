/**
 * Shapes of the national medical-security codes (医疗保障信息业务编码). Each value is what public interfaces and
 * code tables show; the evidence and its grade stand in docs/national-codes.md.
 */
export const NATIONAL_CODE_SHAPES = {
  /** 定点医疗机构: H + division(6) + serial(5). */
  hospital: /^H\d{11}$/,
  /** 定点零售药店: P + division(6) + serial(5). */
  pharmacy: /^P\d{11}$/,
  /** 医保医师: D + division(6) + serial(6). */
  doctor: /^D\d{12}$/,
  /** 西药: X + ATC class(5) + name(4) + specification and maker(13). */
  westernDrug: /^X[A-Z]\d{2}[A-Z]{2}[A-Z]\d{3}[A-Z]\d{3}\d{9}$/,
  /** 中成药: Z + class(5) + name(5) + 9 digits. */
  patentDrug: /^Z[A-Z]\d{2}[A-Z]{2}[A-Z]\d{4}\d{9}$/,
  /** 医用耗材: C + 19 digits, optionally 7 more. */
  consumable: /^C\d{19}(\d{7})?$/,
  /** 医疗服务项目: 15 digits, optionally a local item code. */
  service: /^\d{15}(-[0-9A-Za-z]+)?$/,
  /** 疾病诊断 ICD-10 医保版 2.0. */
  diagnosis: /^[A-Z]\d{2}\.[0-9x]\d{2}(x\d{3})?([+*][A-Z0-9.x*+]*)?$/,
  /** 手术操作 ICD-9-CM-3 医保版. */
  operation: /^\d{2}\.\d{4}(x\d{3})?$/,
  /** 门诊慢特病病种: M + 5 digits. */
  chronicDisease: /^M\d{5}$/,
  /** 医保区划, 6 digits. */
  division: /^\d{6}$/,
} as const satisfies Readonly<Record<string, RegExp>>;

export type NationalCodeKind = keyof typeof NATIONAL_CODE_SHAPES;

export function hasNationalShape(kind: NationalCodeKind, code: string): boolean {
  return NATIONAL_CODE_SHAPES[kind].test(code);
}

/** A designated provider (定点医药机构): hospital or pharmacy code. */
export function isProviderCode(code: string): boolean {
  return hasNationalShape('hospital', code) || hasNationalShape('pharmacy', code);
}

/** An item of the catalogue (三大目录): drug, consumable, service, or a herbal code, whose shape is not established. */
export function isItemCode(code: string): boolean {
  return (
    hasNationalShape('westernDrug', code) ||
    hasNationalShape('patentDrug', code) ||
    hasNationalShape('consumable', code) ||
    hasNationalShape('service', code) ||
    /^T[A-Z0-9]{8,23}$/.test(code)
  );
}
