/** What a single-file policy may leave unsaid of a layer, because the layer's name says it. */
import type { LayerSource } from './pack-schema.ts';

export interface LayerDefaults {
  readonly pays: LayerSource['pays'];
  readonly title: string;
}

export const LAYER_DEFAULTS: Readonly<Record<string, LayerDefaults>> = {
  pool: { pays: 'hifp_pay', title: '基本医保统筹' },
  outpatientPool: { pays: 'hifp_pay', title: '门诊统筹' },
  chronicPool: { pays: 'hifp_pay', title: '门诊慢特病' },
  criticalIllness: { pays: 'hifmi_pay', title: '大病保险' },
  largeAmount: { pays: 'hifob_pay', title: '大额医疗补助' },
  civilServant: { pays: 'cvlserv_pay', title: '公务员医疗补助' },
  enterprise: { pays: 'hifes_pay', title: '企业补充保险' },
  medicalAid: { pays: 'maf_pay', title: '医疗救助' },
  secondAid: { pays: 'maf_pay', title: '二次救助' },
  other: { pays: 'oth_pay', title: '其他补充保障' },
};

/** A layer's quantities that something may run on, with their words. */
export const QUANTITY_WORDS = {
  base: '费用',
  entered: '进入分段的费用',
  deductible: '起付标准',
  coPay: '段内自付',
  overCap: '超限额',
  paid: '支付',
} as const;
