/** Per-head contribution standards of residents' insurance (居民医保筹资标准): what a year's cover costs, and who pays. */
import type { Fen } from '../kernel/money.ts';
import { attempt, failed, ok, type Result } from '../kernel/result.ts';
import { compileClause, compileYuan, placeAt, plainPlace } from './compile-rules.ts';
import { benefitErrors } from './errors.ts';
import { divisionsUpwards } from './find-policy.ts';
import type { Clause } from './model.ts';
import { ContributionFile } from './pack-schema.ts';
import { type PackFile, readYaml } from './read-yaml.ts';

export interface ContributionStandard {
  /** Division that the figures are recorded for; undefined for the national standard. */
  readonly area: string | undefined;
  /** Year of the cover. */
  readonly year: number;
  /** Government subsidy per head (财政补助). */
  readonly fiscal: Fen;
  /** Personal contribution per head (个人缴费). */
  readonly personal: Fen;
  readonly clause: Clause;
}

/** Reads a file of standards; fails with the same coded errors as a pack. */
export function readContributionStandards(file: PackFile): Result<ContributionStandard[]> {
  return attempt(() => {
    const source = readYaml(file, ContributionFile);
    const place = plainPlace(file.name, source.sources);
    return source.standards.map((standard, index) => {
      const at = placeAt(place, `/standards/${index}`);
      return {
        area: standard.area,
        year: standard.year,
        fiscal: compileYuan(standard.fiscal, placeAt(at, '/fiscal')),
        personal: compileYuan(standard.personal, placeAt(at, '/personal')),
        clause: compileClause(standard, at),
      };
    });
  });
}

/**
 * The standard for a year's cover in an area: the area's own record or that of the division above it, else the
 * national standard of the year. Fails with `benefits.noContributionStandard`.
 */
export function findContributionStandard(
  standards: readonly ContributionStandard[],
  query: { readonly area: string; readonly year: number },
): Result<ContributionStandard> {
  for (const area of [...divisionsUpwards(query.area), undefined]) {
    const standard = standards.find((candidate) => candidate.area === area && candidate.year === query.year);
    if (standard !== undefined) return ok(standard);
  }
  return failed(benefitErrors.noContributionStandard({ path: 'year', ...query }));
}
