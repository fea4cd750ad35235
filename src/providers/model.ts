/** Designated providers (定点医药机构) and the catalogue (目录) they charge by. */
import type { ItemClass, ProviderGrade } from '../benefits/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';

export interface Provider {
  /** H… or P…, 12 characters. */
  readonly fixmedinsCode: string;
  readonly name: string;
  readonly kind: 'hospital' | 'township' | 'village' | 'clinic' | 'pharmacy';
  readonly grade: ProviderGrade;
  /** Six-digit division where it stands: tells local care from care elsewhere. */
  readonly division: string;
  readonly villageCode?: string | undefined;
  readonly creditCode?: string | undefined;
  readonly agreementFrom: IsoDate;
  readonly agreementTo?: IsoDate | undefined;
}

export interface CatalogueItem {
  readonly itemCode: string;
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
  readonly name: string;
  readonly unit: string;
  /** list_type: 101 drug, 201 service, 301 consumable … */
  readonly listType: string;
  /** chrgitm_lv: 01 甲, 02 乙, 03 丙. */
  readonly itemClass: ItemClass;
  /** med_chrgitm_type: 01 bed, 03 examination, 09 Western drug … */
  readonly chargeType: string;
  readonly priorRatePer10k: number;
  readonly priceLimit?: Fen | undefined;
  readonly restricted: boolean;
  /** Where the row comes from; invented rows say 样例. */
  readonly source: string;
}
