/** `tongchou policy diff`: what changes between two policies, each an area on a day or files of its own. */
import {
  type CompiledPolicy,
  type DiffSide,
  diffPolicies,
  findPolicy,
  loadPolicies,
  type PolicyPack,
  type Scheme,
} from '../../benefits/index.ts';
import { writeDocumentFile } from '../../documents/index.ts';
import { refuse, unwrap } from '../../kernel/result.ts';
import { readPolicy } from '../benefits-command.ts';
import { appErrors } from '../errors.ts';
import { POLICIES } from '../office.ts';
import { say } from '../terminal.ts';
import { diffDocument, diffLines } from './diff-view.ts';
import { readDay, terminalWidth } from './print-policy.ts';

export interface DiffOptions {
  /** Of areas on a day; files say it themselves. */
  readonly scheme: Scheme;
  readonly format: 'text' | 'json';
  readonly out?: string | undefined;
}

/** Refuses a side that is neither `AREA@DATE` nor a pack, a day without policy, a file that cannot be written. */
export async function diffPolicySides(before: string, after: string, options: DiffOptions): Promise<number> {
  const diff = diffPolicies(readSide(before, options.scheme), readSide(after, options.scheme));
  if (options.out !== undefined) say(`已写入 ${unwrap(await writeDocumentFile(diffDocument(diff), options.out))}`);
  else if (options.format === 'json') say(JSON.stringify(diff, undefined, 2));
  else for (const line of diffLines(diff, terminalWidth())) say(line);
  return 0;
}

const AREA = /^(\d{6})@(.+)$/;
const DATED = /^(.+)@(\d{4}-\d{2}-\d{2})$/;

function readSide(text: string, scheme: Scheme): DiffSide {
  const [, area, day] = AREA.exec(text) ?? [];
  if (area !== undefined && day !== undefined) {
    const packs = unwrap(loadPolicies(POLICIES));
    const policy = unwrap(findPolicy(packs, { area, scheme, on: readDay(day) }));
    const pack = packs.find(({ id }) => id === policy.pack);
    return pack === undefined ? refuse(appErrors.badSide({ value: text })) : { policy, names: pack.names };
  }
  if (/^\d{6}$/.test(text)) return refuse(appErrors.badSide({ value: text }));
  const [, file = text, on] = DATED.exec(text) ?? [];
  const { pack } = readPolicy(file);
  if (pack === undefined) return refuse(appErrors.noLayers({ value: file }));
  return { policy: versionOf(pack, on), names: pack.names };
}

/** The version in force on a day; without a day the last. */
function versionOf(pack: PolicyPack, on: string | undefined): CompiledPolicy {
  const day = on === undefined ? undefined : readDay(on);
  const policy =
    day === undefined
      ? pack.policies.at(-1)
      : pack.policies.find(({ from, to }) => from <= day && (to === undefined || day < to));
  return policy ?? refuse(appErrors.noVersion({ value: pack.id, on: day ?? '' }));
}
