/** People and their insurance: persons, cover (参保关系), identities (人员身份), chronic registrations, employers. */
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';

export interface NewPerson {
  readonly name: string;
  /** psn_cert_type; 01 identity number (checked by GB 11643), others are taken as they are. */
  readonly certType: string;
  readonly certNo: string;
  readonly gender: '1' | '2' | '9';
  readonly birthDate: IsoDate;
  readonly householdId: string;
  /** Twelve-digit statistical code of the village or community. */
  readonly villageCode: string;
  readonly cover: NewCover;
  readonly identities: readonly DatedCode[];
  readonly chronic: readonly DatedCode[];
}

export interface NewCover {
  /** 310 employees, 390 residents. */
  readonly insutype: '310' | '390';
  /** psn_type: 11 employed, 12 retired, 15 adult resident, 1403 pupil … */
  readonly psnType: string;
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
  readonly empNo?: string | undefined;
  readonly civilServant?: boolean | undefined;
}

export interface DatedCode {
  readonly code: string;
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
}

export interface NewEmployer {
  readonly empNo: string;
  readonly name: string;
  readonly creditCode: string;
  readonly civilService: boolean;
}

/** Key of everything a person owns. */
export interface PersonKey {
  readonly area: string;
  readonly psnNo: string;
}

export interface Person extends PersonKey {
  readonly name: string;
  readonly gender: string;
  readonly birthDate: IsoDate;
  readonly certType: string;
  readonly certMasked: string;
  readonly householdId: string;
  readonly villageCode: string;
}

export interface Cover {
  readonly insutype: '310' | '390';
  readonly psnType: string;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly empNo: string | null;
  readonly civilServant: boolean;
}

/** What a settlement, the interface's 1101 and the person page need to know of somebody. */
export interface PersonRecord {
  readonly person: Person;
  readonly covers: readonly Cover[];
  readonly identities: readonly DatedCode[];
  readonly chronic: readonly DatedCode[];
  readonly accountBalance: Fen;
}
