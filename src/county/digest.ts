/** A digest over everything a plan consists of: two plans with the same digest are the same county. */
import { createHash, type Hash } from 'node:crypto';
import type { ChargeFactors } from './model.ts';
import { newPersonOf } from './person-facts.ts';
import type { CountyPlan } from './plan.ts';
import { VisitWriter } from './whole-visit.ts';

function addColumns(hash: Hash, table: object): void {
  for (const [name, column] of Object.entries(table)) {
    if (!ArrayBuffer.isView(column)) continue;
    hash.update(name);
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
}

/** SHA-256 over people, employers, providers, encounters and what is planted. */
export function digestPlan(plan: CountyPlan): string {
  const hash = createHash('sha256');
  addColumns(hash, plan.population);
  addColumns(hash, plan.encounters);
  addColumns(hash, { wages: plan.wages });
  hash.update(JSON.stringify([plan.employers, plan.providers, plan.planted, plan.volumes]));
  return hash.digest('hex');
}

/** The same over the persons and visits as they are sent to the use cases, for a sample of every `step`-th. */
export function digestOutput(plan: CountyPlan, factors: ChargeFactors, step: number): string {
  const hash = createHash('sha256');
  const writer = new VisitWriter(plan, factors);
  for (let person = 0; person < plan.population.size; person += step)
    hash.update(JSON.stringify(newPersonOf(plan, person)));
  for (let row = 0; row < plan.encounters.count; row += step)
    hash.update(JSON.stringify(writer.write(row, String(plan.encounters.person[row]))));
  return hash.digest('hex');
}
