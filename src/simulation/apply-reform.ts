/**
 * Applies a reform to a policy pack: the change is made in the pack's own files, which are then compiled as any pack,
 * so that all its checks hold. Pure: texts in, a policy out.
 */
import { parse, stringify } from 'yaml';
import { benefitErrors, type CompiledPolicy, compilePack, type PackFile, type PolicyPack } from '../benefits/index.ts';
import { type IsoDate, isoDate } from '../kernel/dates.ts';
import { attempt, type Result, refuse } from '../kernel/result.ts';
import { simulationErrors } from './errors.ts';
import {
  type Content,
  describeAddress,
  findPlaces,
  insertRow,
  isMapping,
  listPlaces,
  PROPOSAL,
  putAt,
  removeAll,
} from './overlay.ts';
import type { AddressSource, ReformSource } from './reform-schema.ts';

const MAIN_FILE = 'pack.yaml';

/** What claims are worked by: the versions of a pack by each claim's day, or the rules of one day for all. */
export interface ScenarioPolicy {
  readonly name: string;
  readonly question: string | undefined;
  readonly pack: PolicyPack;
  readonly policies: readonly CompiledPolicy[];
  /** The day whose rules apply to claims of any day. */
  readonly rulesOf: IsoDate | undefined;
}

/** The pack as it is: each claim by the rules of its own day. */
export function baselinePolicy(pack: PolicyPack): ScenarioPolicy {
  return { name: '现行政策', question: undefined, pack, policies: pack.policies, rulesOf: undefined };
}

/**
 * The policy after a reform. `files` are those of the pack that the reform names (with `register.yaml` where there is
 * one). Fails when a place is not found (`simulation.noMatch`), when what results is no valid policy
 * (`simulation.doesNotCompile`), or when no rules are in force on `rulesOf` (`benefits.noPolicy`).
 */
export function applyReform(files: readonly PackFile[], reform: ReformSource): Result<ScenarioPolicy> {
  return attempt(() => {
    const changed = changeFiles(files, reform);
    const compiled = compilePack(reform.pack, changed);
    if (!compiled.ok) {
      const { message, remedy } = compiled.error;
      // Line numbers are those of the changed text, which nobody has seen.
      const reason = message.replace(/ 第 \d+ 行的/, ' 的');
      return refuse(simulationErrors.doesNotCompile({ reform: reform.reform, reason, advice: remedy }));
    }
    const pack = compiled.value;
    const rulesOf = reform.rulesOf === undefined ? undefined : isoDate(reform.rulesOf);
    const policies = rulesOf === undefined ? pack.policies : [policyOn(pack, rulesOf)];
    return { name: reform.reform, question: reform.question, pack, policies, rulesOf };
  });
}

function policyOn(pack: PolicyPack, on: IsoDate): CompiledPolicy {
  const found = pack.policies.find(({ from, to }) => from <= on && (to === undefined || on < to));
  return found ?? refuse(benefitErrors.noPolicy({ path: 'rulesOf', area: pack.area, scheme: pack.scheme, on }));
}

/** Whether the reform says anything beside which pack is meant. */
export function hasChanges({ rulesOf, set, insert, remove, replace, add }: ReformSource): boolean {
  return [rulesOf, set, insert, remove, replace, add].some((part) => part !== undefined);
}

/** The pack's files with the reform in them, written anew. Files that nothing touches keep their text. */
function changeFiles(files: readonly PackFile[], reform: ReformSource): PackFile[] {
  const work = new Workbench(files, reform);
  for (const [index, { file, with: content }] of (reform.replace ?? []).entries()) {
    work.get(file, `/replace/${index}/file`);
    work.put(file, contentOf(content, reform, `/replace/${index}/with`));
  }
  for (const [index, addition] of (reform.add ?? []).entries()) addLayer(work, addition, `/add/${index}`);
  for (const [index, { put, ...address }] of (reform.set ?? []).entries()) {
    const places = work.find(address, `/set/${index}`);
    for (const place of places) work.change(address.file, (content) => putAt(content, place, put));
  }
  for (const [index, insertion] of (reform.insert ?? []).entries()) insert(work, insertion, `/insert/${index}`);
  for (const [index, address] of (reform.remove ?? []).entries()) {
    const places = work.find(address, `/remove/${index}`);
    work.change(address.file, (content) => removeAll(content, places));
  }
  work.registerSources();
  return work.files();
}

/** Contents of the pack's files while a reform is worked in, each read when it is first asked for. */
class Workbench {
  readonly #texts: Map<string, string>;
  readonly #contents = new Map<string, Content>();
  readonly reform: ReformSource;
  readonly #prefix: string;

  constructor(files: readonly PackFile[], reform: ReformSource) {
    this.#texts = new Map(files.map(({ name, text }) => [name, text]));
    this.reform = reform;
    this.#prefix = `${reform.pack}/`;
  }

  /** Files of the pack, without its folder. */
  names(): string[] {
    return [...this.#texts.keys(), ...[...this.#contents.keys()].map((name) => this.#prefix + name)]
      .filter((name, index, all) => name.startsWith(this.#prefix) && all.indexOf(name) === index)
      .map((name) => name.slice(this.#prefix.length));
  }

  get(file: string, place: string): Content {
    const known = this.#contents.get(file);
    if (known !== undefined) return known;
    const text = this.#texts.get(this.#prefix + file);
    if (text === undefined) {
      const { reform, pack } = this.reform;
      const values = { reform, pack, place, file, known: this.names().join('、') };
      return refuse(simulationErrors.unknownFile({ path: place, ...values }));
    }
    const content: unknown = parse(text);
    // A file that is no mapping is for the compiler to refuse.
    const read = isMapping(content) ? content : {};
    this.#contents.set(file, read);
    return read;
  }

  put(file: string, content: Content): void {
    this.#contents.set(file, content);
  }

  change(file: string, work: (content: Content) => Content): void {
    this.put(file, work(this.get(file, '')));
  }

  /** Where an address points; at least one place. */
  find(address: AddressSource, place: string): string[] {
    const content = this.get(address.file, `${place}/file`);
    const places = findPlaces(content, address);
    if (places.length > 0) return places;
    const { reform } = this.reform;
    const values = { reform, place, file: address.file, address: describeAddress(address) };
    return refuse(simulationErrors.noMatch({ path: place, ...values, known: listPlaces(content, address) }));
  }

  registerSources(): void {
    const { reform, sources } = this.reform;
    const proposal = { document: `改革方案“${reform}”（测算用，未经决策）`, grade: 'sample' };
    this.change(MAIN_FILE, (main) => ({
      ...main,
      sources: { ...(isMapping(main.sources) ? main.sources : {}), [PROPOSAL]: proposal, ...sources },
    }));
  }

  files(): PackFile[] {
    const written = [...this.#contents].map(([name, content]) => ({
      name: this.#prefix + name,
      text: stringify(content),
    }));
    const untouched = [...this.#texts]
      .filter(([name]) => !written.some((file) => file.name === name))
      .map(([name, text]) => ({ name, text }));
    return [...untouched, ...written];
  }
}

function contentOf(content: string | Content, reform: ReformSource, place: string): Content {
  if (typeof content !== 'string') return content;
  const refuseContent = (problem: string): never =>
    refuse(
      simulationErrors.invalidReform({
        path: place,
        file: reform.reform,
        place,
        problem,
        value: `${content.slice(0, 40)}…`,
        expected: '整个文件的内容，写法与政策文件相同',
      }),
    );
  let value: unknown;
  try {
    value = parse(content);
  } catch (error) {
    return refuseContent(`不是有效的 YAML（${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}）`);
  }
  return isMapping(value) ? value : refuseContent('不是一个文件的内容');
}

function addLayer(work: Workbench, addition: NonNullable<ReformSource['add']>[number], place: string): void {
  const { file, after, with: content } = addition;
  if (work.names().includes(file))
    refuseTarget(work.reform.reform, place, file, '', '已有同名文件', '请另取文件名，或写在 replace 里');
  const main = work.get(MAIN_FILE, place);
  const layers = Array.isArray(main.layers) ? main.layers : [];
  const at = after === undefined ? layers.length : layers.indexOf(after) + 1;
  if (after !== undefined && at === 0) {
    refuseTarget(work.reform.reform, `${place}/after`, MAIN_FILE, after, '不是一层', `请改为：${layers.join('、')}`);
  }
  work.put(file, contentOf(content, work.reform, `${place}/with`));
  work.put(MAIN_FILE, { ...main, layers: [...layers.slice(0, at), file, ...layers.slice(at)] });
}

function insert(work: Workbench, insertion: NonNullable<ReformSource['insert']>[number], place: string): void {
  const { file, into, row } = insertion;
  const main = work.get(MAIN_FILE, place);
  const whole = { source: PROPOSAL, from: main.from, ...row };
  const changed = insertRow(work.get(file, `${place}/file`), into, insertion.place ?? 'first', whole);
  if (changed === undefined) {
    refuseTarget(
      work.reform.reform,
      `${place}/into`,
      file,
      into,
      '不是一个列表',
      '列表的位置，如 /rules、/ceilings/0/limits',
    );
  }
  work.put(file, changed);
}

function refuseTarget(
  reform: string,
  place: string,
  file: string,
  address: string,
  problem: string,
  expected: string,
): never {
  return refuse(simulationErrors.badTarget({ path: place, reform, place, file, address, problem, expected }));
}
