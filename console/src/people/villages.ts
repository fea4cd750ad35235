import type { Village } from '../api/types.ts';
import type { FilterOption } from '../table/filters.ts';

/** Towns, each followed by its villages; a town's code finds all of them, because the list matches by prefix. */
export function villageOptions(villages: readonly Village[]): FilterOption[] {
  const byTown = new Map<string, { name: string; villages: Village[] }>();
  for (const village of villages) {
    const town = byTown.get(village.town.code) ?? { name: village.town.name, villages: [] };
    town.villages.push(village);
    byTown.set(village.town.code, town);
  }
  return [...byTown].flatMap(([code, town]) => [
    { value: code, label: `${town.name}（全部）` },
    ...town.villages.map((village) => ({ value: village.code, label: `${town.name} ${village.name}` })),
  ]);
}
