/**
 * Invented shapes of the year: spread of bills, seasons, weekdays, risk by age. All whole numbers (per mille), so that
 * nothing depends on a machine's floating-point library.
 */

/** Quantiles, in steps of 1/40, of a log-normal with mean 1000 and sigma 0.55: spread of hospital bills. */
export const STAY_SPREAD: readonly number[] = [
  198, 293, 348, 389, 425, 457, 486, 514, 541, 567, 593, 619, 644, 670, 695, 721, 748, 775, 802, 830, 860, 890, 921,
  954, 988, 1024, 1063, 1103, 1147, 1194, 1246, 1302, 1366, 1437, 1520, 1618, 1740, 1897, 2124, 2526, 3740,
];

/** The same with sigma 0.35: spread of outpatient bills. */
export const VISIT_SPREAD: readonly number[] = [
  369, 474, 529, 568, 601, 629, 654, 678, 701, 722, 743, 763, 783, 802, 822, 841, 861, 880, 900, 920, 941, 961, 983,
  1005, 1028, 1052, 1076, 1102, 1130, 1159, 1191, 1225, 1263, 1305, 1352, 1407, 1473, 1557, 1673, 1868, 2398,
];

export type Season = 'respiratory' | 'cardio' | 'summer' | 'trauma' | 'flat';

/** Relative frequency by month. February 2020 is low throughout: people stayed away from hospitals. */
export const SEASON_MONTHS: Readonly<Record<Season, readonly number[]>> = {
  respiratory: [150, 70, 95, 90, 75, 60, 50, 50, 65, 90, 120, 155],
  cardio: [115, 60, 85, 90, 85, 80, 75, 75, 80, 90, 105, 115],
  summer: [60, 35, 60, 75, 95, 125, 145, 135, 100, 75, 55, 50],
  trauma: [80, 40, 85, 100, 95, 85, 80, 80, 95, 105, 90, 85],
  flat: [85, 45, 85, 95, 90, 90, 85, 85, 90, 90, 90, 85],
};

/** Relative frequency of outpatient visits and discharges by weekday, Sunday first. */
export const WEEKDAYS: readonly number[] = [60, 120, 110, 105, 100, 105, 80];

/** Chance per mille that somebody drawn at random is admitted, by age. */
export function stayRiskPerMille(age: number): number {
  if (age < 5) return 450;
  if (age < 15) return 120;
  if (age < 45) return 160;
  if (age < 60) return 380;
  return age < 75 ? 760 : 1000;
}

/** The same for outpatient visits. */
export function visitRiskPerMille(age: number): number {
  if (age < 7) return 700;
  if (age < 45) return 300;
  return age < 60 ? 600 : 1000;
}

/** The same for chronic diseases. */
export function chronicRiskPerMille(age: number): number {
  if (age < 30) return 10;
  if (age < 45) return 80;
  return age < 60 ? 420 : 1000;
}

/** The same for deaths. */
export function deathRiskPerMille(age: number): number {
  if (age < 40) return 8;
  if (age < 60) return 60;
  return age < 75 ? 300 : 1000;
}
