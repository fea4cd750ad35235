/** From a reform's text to a policy that can be run, and which pack a reform is held against. */
import { findPolicy, type PolicyPack, type Scheme } from '../benefits/index.ts';
import { coded, codedDivision } from '../catalogues/code-lists.ts';
import { isoDate } from '../kernel/dates.ts';
import { attempt, type Result, refuse, unwrap } from '../kernel/result.ts';
import { applyReform, hasChanges, type ScenarioPolicy } from './apply-reform.ts';
import { simulationErrors } from './errors.ts';
import { listPackFolders, readPackFiles } from './pack-files.ts';
import { type ReformText, readReform } from './read-reform.ts';

/**
 * Reads a reform and applies it to the pack it names, of those under a folder. `baseline` is the pack that claims follow
 * as it is; without it a reform must change something. Fails as `readReform` and `applyReform` do, with
 * `simulation.unknownPack`, with `simulation.otherScheme`, and with `simulation.emptyReform` where nothing would differ.
 */
export function compileReform(
  root: string,
  file: ReformText,
  baseline?: Pick<PolicyPack, 'id' | 'scheme'>,
): Result<ScenarioPolicy> {
  return attempt(() => {
    const reform = unwrap(readReform(file));
    const files = readPackFiles(root, reform.pack);
    if (files === undefined) {
      const known = listPackFolders(root).join('、');
      refuse(simulationErrors.unknownPack({ path: 'pack', reform: reform.reform, pack: reform.pack, known }));
    }
    if (!hasChanges(reform) && (baseline === undefined || reform.pack === baseline.id)) {
      refuse(simulationErrors.emptyReform({ path: 'reform', reform: reform.reform }));
    }
    const scenario = unwrap(applyReform(files, reform));
    const { name, pack } = scenario;
    if (baseline !== undefined && pack.scheme !== baseline.scheme) {
      const values = { reform: name, pack: pack.id, scheme: pack.scheme, expected: baseline.scheme };
      refuse(simulationErrors.otherScheme({ path: 'pack', ...values }));
    }
    return scenario;
  });
}

/** The pack that decides for an area at the end of a year. */
export function findBaselinePack(
  packs: readonly PolicyPack[],
  { area, scheme, year }: { readonly area: string; readonly scheme: Scheme; readonly year: number },
): Result<PolicyPack> {
  return attempt(() => {
    const policy = findPolicy(packs, { area, scheme, on: isoDate(`${year}-12-31`) });
    const pack = policy.ok ? packs.find(({ id }) => id === policy.value.pack) : undefined;
    const values = { area: codedDivision(area).name, scheme: coded('insutype', scheme).name };
    return pack ?? refuse(simulationErrors.noPackForArea({ path: 'area', ...values }));
  });
}
