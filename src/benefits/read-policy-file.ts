/** Reads a policy from one YAML or JSON file: the language of a pack, compiled by the pack's compiler. */
import { attempt, type Failure, failed, ok, type Result } from '../kernel/result.ts';
import { type AccountCreditPolicy, type AllowancePolicy, compileAccountCredit, compileAllowance } from './allowance.ts';
import { compilePack } from './compile-pack.ts';
import { plainPlace, refuseValue } from './compile-rules.ts';
import type { PolicyPack } from './compiled-policy.ts';
import { ALWAYS, type DesugaredPolicy, desugarPolicy, ownSourceOf, sourcesOf } from './desugar-policy.ts';
import { benefitErrors } from './errors.ts';
import { locateFailure } from './locate-failure.ts';
import { PolicyFile } from './policy-file-schema.ts';
import { type PackFile, readYaml } from './read-yaml.ts';

export interface SinglePolicy {
  readonly id: string;
  readonly title: string;
  /** Undefined for a file that has no layers. */
  readonly pack: PolicyPack | undefined;
  readonly allowance: AllowancePolicy | undefined;
  readonly accountCredit: AccountCreditPolicy | undefined;
}

/**
 * The policy of a file. Fails with the coded errors of a pack, each at its place and line in this file; a file that
 * says nothing (neither layers nor allowance nor account credit) is refused as well.
 */
export function readPolicyFile(file: PackFile): Result<SinglePolicy> {
  const policy = attempt(() => {
    const source = readYaml(file, PolicyFile);
    const place = plainPlace(file.name, sourcesOf(source));
    if (source.layers === undefined && source.allowance === undefined && source.accountCredit === undefined) {
      refuseValue({ ...place, path: '/layers' }, '缺少此项', '（空）', 'layers、allowance、accountCredit 至少一项');
    }
    const defaults = { from: source.from ?? ALWAYS, source: ownSourceOf(source) };
    return {
      id: source.policy,
      title: source.title ?? source.policy,
      desugared: source.layers === undefined ? undefined : desugarPolicy(file.name, source),
      allowance: source.allowance && compileAllowance(source.allowance, place, defaults),
      accountCredit: source.accountCredit && compileAccountCredit(source.accountCredit, place, defaults),
    };
  });
  if (!policy.ok) return failed(locateFailure(speakOfFile(policy.error), [file]));
  const { desugared, ...rest } = policy.value;
  if (desugared === undefined) return ok({ ...rest, pack: undefined });
  const pack = compilePack(desugared.folder, desugared.files);
  if (!pack.ok) return failed(locateFailure(retell(pack.error, desugared, file.name), [file]));
  return ok({ ...rest, pack: pack.value });
}

/** A failure of the compiler, told at its place in the single file. */
function retell(failure: Failure, { placeOf }: DesugaredPolicy, file: string): Failure {
  const [packFile, pointer] = failure.path?.split('#') ?? [];
  const build = Object.entries(benefitErrors).find(([name]) => failure.code === `benefits.${name}`)?.[1];
  if (packFile === undefined || pointer === undefined || build === undefined) return failure;
  const { line, earlier, ...params } = failure.params;
  const place = placeOf(packFile, pointer);
  const retold = build({
    ...params,
    path: `${file}#${place}`,
    file,
    place: place === '' ? '首层' : place,
    registry: '本文件',
    ...(params.known === '' && { known: '（无）' }),
    ...(earlier !== undefined && { earlier: placeOf(packFile, String(earlier)) }),
  });
  return speakOfFile(retold);
}

/** Remedies of packs speak of `pack.yaml`; here there is one file. */
function speakOfFile(failure: Failure): Failure {
  return { ...failure, remedy: failure.remedy.replace(/ ?(?:pack\.yaml|本文件) ?/g, '本文件') };
}
