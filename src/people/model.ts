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

/** A time without benefits under a cover (暂停参保), `[from, to)`; no `to` while it lasts. */
export interface Suspension {
  readonly insutype: '310' | '390';
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly reason: string;
}

/** Contributions that a unit or a person owes (欠费). */
export interface Arrears {
  readonly insutype: '310' | '390';
  /** The unit that owes; null where the person pays alone. */
  readonly empNo: string | null;
  /** First day of the first month that was not paid. */
  readonly from: IsoDate;
  /** Last day of the time given to pay (责令限期). */
  readonly deadline: IsoDate | null;
  readonly paidOn: IsoDate | null;
}

/** That a year of a scheme paid by the year was paid for. */
export interface YearPayment {
  readonly insutype: '310' | '390';
  readonly year: number;
  readonly paidOn: IsoDate;
}

/** What a settlement, the interface's 1101 and the person page need to know of somebody. */
export interface PersonRecord {
  readonly person: Person;
  /** Day of death; benefits end with it. */
  readonly deceasedOn: IsoDate | null;
  readonly covers: readonly Cover[];
  readonly suspensions: readonly Suspension[];
  readonly arrears: readonly Arrears[];
  readonly payments: readonly YearPayment[];
  readonly identities: readonly DatedCode[];
  readonly chronic: readonly DatedCode[];
  readonly accountBalance: Fen;
}
