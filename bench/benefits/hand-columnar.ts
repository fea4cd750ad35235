/**
 * The rival of the columnar kernel: the policy of `policy/` written by hand, as well as one can.
 *
 * One loop over plain columns; every threshold, rate and limit a literal, every slice a branch of its own, the running
 * totals in locals, nothing computed that is not asked for. It knows no other policy. `/ 10000` with the half added
 * first is the rounding of the policy language: half away from zero, on the running total of a slice.
 */
import { sharedInt32 } from '../../src/benefits/columnar/shared-array.ts';
import type { PlainColumns } from './claims.ts';

export interface HandOutputs {
  readonly pool: Int32Array;
  readonly outpatientPool: Int32Array;
  readonly criticalIllness: Int32Array;
  readonly civilServant: Int32Array;
  readonly medicalAid: Int32Array;
  readonly person: Int32Array;
}

export function allocateHandOutputs(length: number): HandOutputs {
  const ints = () => sharedInt32(length);
  return {
    pool: ints(),
    outpatientPool: ints(),
    criticalIllness: ints(),
    civilServant: ints(),
    medicalAid: ints(),
    person: ints(),
  };
}

/** Claims in a piece, before its last person is finished. */
const PIECE = 4096;

/**
 * Computes the claims `from` to `to` (exclusive), both at the first claim of a person. Amounts are fen. In pieces: a
 * function that is called often is compiled better than one long call, of which the engine must take hold midway.
 */
export function runHand(columns: PlainColumns, outputs: HandOutputs, from: number, to: number): void {
  const { person } = columns;
  for (let at = from; at < to; ) {
    let next = Math.min(at + PIECE, to);
    while (next < to && person[next] === person[next - 1]) next++;
    runPiece(columns, outputs, at, next);
    at = next;
  }
}

function runPiece(columns: PlainColumns, outputs: HandOutputs, from: number, to: number): void {
  const { person, year, care, grade, identity, civilServant, total, inScope } = columns;
  const outPool = outputs.pool;
  const outOutpatient = outputs.outpatientPool;
  const outCritical = outputs.criticalIllness;
  const outCivil = outputs.civilServant;
  const outAid = outputs.medicalAid;
  const outPerson = outputs.person;
  let lastPerson = -1;
  let lastYear = -1;
  let isReadmission = false;
  let poolLeft = 0;
  let outpatientLeft = 0;
  let criticalCost = 0;
  let criticalDue = 0;
  let criticalPaid = 0;
  let civilCost = 0;
  let civilDue = 0;
  let aidCost = 0;
  let aidDue = 0;
  let aidPaid = 0;
  for (let i = from; i < to; i++) {
    if (person[i] !== lastPerson || year[i] !== lastYear) {
      lastPerson = person[i] as number;
      lastYear = year[i] as number;
      isReadmission = false;
      poolLeft = 15_000_000;
      outpatientLeft = 250_000;
      criticalCost = 0;
      criticalDue = 0;
      criticalPaid = 0;
      civilCost = 0;
      civilDue = 0;
      aidCost = 0;
      aidDue = 0;
      aidPaid = 0;
    }
    let left = inScope[i] as number;
    let pool = 0;
    let outpatient = 0;
    if (care[i] === 0) {
      switch (grade[i]) {
        case 0: {
          const cost = left - (isReadmission ? 20_000 : 40_000);
          if (cost > 0) {
            if (cost <= 2_000_000) pool = Math.floor((cost * 9000 + 5000) / 10_000);
            else if (cost <= 6_000_000) pool = 1_800_000 + Math.floor(((cost - 2_000_000) * 9200 + 5000) / 10_000);
            else pool = 5_480_000 + Math.floor(((cost - 6_000_000) * 9500 + 5000) / 10_000);
          }
          break;
        }
        case 1: {
          const cost = left - (isReadmission ? 40_000 : 80_000);
          if (cost > 0) {
            if (cost <= 2_000_000) pool = Math.floor((cost * 8500 + 5000) / 10_000);
            else if (cost <= 6_000_000) pool = 1_700_000 + Math.floor(((cost - 2_000_000) * 8800 + 5000) / 10_000);
            else pool = 5_220_000 + Math.floor(((cost - 6_000_000) * 9200 + 5000) / 10_000);
          }
          break;
        }
        default: {
          const cost = left - (isReadmission ? 80_000 : 160_000);
          if (cost > 0) {
            if (cost <= 2_000_000) pool = Math.floor((cost * 8000 + 5000) / 10_000);
            else if (cost <= 6_000_000) pool = 1_600_000 + Math.floor(((cost - 2_000_000) * 8500 + 5000) / 10_000);
            else pool = 5_000_000 + Math.floor(((cost - 6_000_000) * 9000 + 5000) / 10_000);
          }
        }
      }
      isReadmission = true;
      if (pool > poolLeft) pool = poolLeft;
      poolLeft -= pool;
      left -= pool;
    } else {
      const rate = grade[i] === 0 ? 7000 : grade[i] === 1 ? 6000 : 5000;
      outpatient = Math.floor((left * rate + 5000) / 10_000);
      if (outpatient > outpatientLeft) outpatient = outpatientLeft;
      outpatientLeft -= outpatient;
      left -= outpatient;
    }
    outPool[i] = pool;
    outOutpatient[i] = outpatient;

    // What the year's cost earns, less what it had earned before: the schedule is entered once a claim, not twice.
    const poor = identity[i] as number;
    criticalCost += left;
    let due = 0;
    if (poor === 0) {
      if (criticalCost > 1_500_000) {
        if (criticalCost <= 5_000_000) due = Math.floor(((criticalCost - 1_500_000) * 6000 + 5000) / 10_000);
        else if (criticalCost <= 10_000_000)
          due = 2_100_000 + Math.floor(((criticalCost - 5_000_000) * 6500 + 5000) / 10_000);
        else if (criticalCost <= 20_000_000)
          due = 5_350_000 + Math.floor(((criticalCost - 10_000_000) * 7000 + 5000) / 10_000);
        else due = 12_350_000 + Math.floor(((criticalCost - 20_000_000) * 7500 + 5000) / 10_000);
      }
    } else if (criticalCost > 750_000) {
      if (criticalCost <= 5_000_000) due = Math.floor(((criticalCost - 750_000) * 6500 + 5000) / 10_000);
      else if (criticalCost <= 10_000_000)
        due = 2_762_500 + Math.floor(((criticalCost - 5_000_000) * 7000 + 5000) / 10_000);
      else if (criticalCost <= 20_000_000)
        due = 6_262_500 + Math.floor(((criticalCost - 10_000_000) * 7500 + 5000) / 10_000);
      else due = 13_762_500 + Math.floor(((criticalCost - 20_000_000) * 8000 + 5000) / 10_000);
    }
    let critical = due - criticalDue;
    criticalDue = due;
    if (poor === 0 && critical > 6_000_000 - criticalPaid) critical = 6_000_000 - criticalPaid;
    criticalPaid += critical;
    left -= critical;
    outCritical[i] = critical;

    let civil = 0;
    if (civilServant[i] === 1) {
      civilCost += left;
      const owed = civilCost <= 100_000 ? 0 : Math.floor(((civilCost - 100_000) * 6000 + 5000) / 10_000);
      civil = owed - civilDue;
      civilDue = owed;
      left -= civil;
    }
    outCivil[i] = civil;

    let aid = 0;
    if (poor !== 0) {
      aidCost += left;
      let owed = 0;
      let limit = 5_000_000;
      if (poor === 3) owed = aidCost;
      else if (poor === 2) {
        limit = 1_000_000;
        if (aidCost > 150_000) owed = Math.floor(((aidCost - 150_000) * 7000 + 5000) / 10_000);
      } else {
        limit = 800_000;
        if (aidCost > 300_000) owed = Math.floor(((aidCost - 300_000) * 6000 + 5000) / 10_000);
      }
      aid = owed - aidDue;
      aidDue = owed;
      if (aid > limit - aidPaid) aid = limit - aidPaid;
      aidPaid += aid;
    }
    outAid[i] = aid;
    outPerson[i] = (total[i] as number) - pool - outpatient - critical - civil - aid;
  }
}
