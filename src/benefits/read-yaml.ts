/** Reads one YAML file of a pack and holds it against its schema; what is wrong is said in Chinese, with the place. */
import type { Static, TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import Value from 'typebox/value';
import { LineCounter, parseDocument } from 'yaml';
import { type Failure, refuse } from '../kernel/result.ts';
import { benefitErrors } from './errors.ts';

/** A file of a pack: its path as messages show it, and its text. */
export interface PackFile {
  readonly name: string;
  readonly text: string;
}

/** The file's content. Refuses what is not YAML or not of the schema, with file, place, value and what is expected. */
export function readYaml<S extends TSchema>(file: PackFile, schema: S): Static<S> {
  const lineCounter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter });
  const flaw = document.errors[0];
  if (flaw) {
    const { line, col } = lineCounter.linePos(flaw.pos[0]);
    refuse(benefitErrors.unreadableYaml({ file: file.name, reason: `第 ${line} 行第 ${col} 列 ${flaw.code}` }));
  }
  const value: unknown = document.toJS();
  if (Value.Check(schema, value)) return value;
  return refuseShape(file, schema, value);
}

interface ShapeError {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: object;
}

/** Everything that is wrong with a file's form, each flaw once: what `readYaml` would refuse one after the other. */
export function formFailures(file: PackFile, schema: TSchema): Failure[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter });
  const [first] = document.errors;
  if (first) {
    // What follows a flaw of the form is its echo; only keys that stand twice are flaws of their own.
    const told = first.code === TWICE ? document.errors.filter(({ code }) => code === TWICE) : [first];
    return told.map(({ pos, code }) => {
      const { line, col } = lineCounter.linePos(pos[0]);
      const reason = `第 ${line} 行第 ${col} 列 ${code}`;
      return benefitErrors.unreadableYaml({ path: `${file.name}#`, file: file.name, reason, line, value: code });
    });
  }
  const value: unknown = document.toJS();
  const places = new Set<string>();
  return shapeErrors(schema, value, MANY)
    .flatMap((error) => propertiesOf(error).map((property) => explainError(error, schema, property)))
    .filter(({ place }) => !places.has(place) && places.add(place))
    .map((explained) => shapeFailure(file, value, explained));
}

const TWICE = 'DUPLICATE_KEY';
/** More flaws than this in one file are one flaw: it is another kind of file. */
const MANY = 200;

function refuseShape(file: PackFile, schema: TSchema, value: unknown): never {
  const [error] = shapeErrors(schema, value);
  if (error === undefined) throw new Error(`the schema rejects ${file.name} without saying why`);
  refuse(shapeFailure(file, value, explainError(error, schema, propertiesOf(error)[0])));
}

function shapeFailure(file: PackFile, value: unknown, { place, problem, expected }: Explained): Failure {
  return benefitErrors.invalidValue({
    path: `${file.name}#${place}`,
    file: file.name,
    place: place === '' ? '首层' : place,
    problem,
    value: shorten(follow(value, place)),
    expected,
  });
}

/** Unknown fields first: a misspelt name is also a missing one. At most eight, unless said otherwise. */
function shapeErrors(schema: TSchema, value: unknown, most?: number): ShapeError[] {
  const { maxErrors } = Settings.Get();
  if (most !== undefined) Settings.Set({ maxErrors: most });
  try {
    const errors: ShapeError[] = Value.Errors(schema, value).filter((error) => error.keyword !== 'boolean');
    const isUnknown = (error: ShapeError) => error.keyword === 'additionalProperties';
    return [...errors.filter(isUnknown), ...errors.filter((error) => !isUnknown(error))];
  } finally {
    Settings.Set({ maxErrors });
  }
}

interface Explained {
  readonly place: string;
  readonly problem: string;
  readonly expected: string;
}

function explainError(error: ShapeError, schema: TSchema, property: string | undefined): Explained {
  const here = follow(schema, error.schemaPath.replace(/^#/, ''));
  const place = error.instancePath;
  if (error.keyword === 'required' && property !== undefined) {
    const wanted = follow(here, `/properties/${property}`);
    return { place: `${place}/${property}`, problem: '缺少此项', expected: descriptionOf(wanted) };
  }
  if (error.keyword === 'additionalProperties' && property !== undefined) {
    const known = Object.keys((follow(here, '/properties') ?? {}) as object).join('、');
    return {
      place: `${place}/${property}`,
      problem: '没有这一项',
      expected: known === '' ? descriptionOf(here) : known,
    };
  }
  return { place, problem: '值不合要求', expected: descriptionOf(here) };
}

/** The fields that are missing or unknown; one undefined for an error of another kind. */
function propertiesOf({ keyword, params }: ShapeError): (string | undefined)[] {
  const lists = Object.values(params).filter((value): value is string[] => Array.isArray(value));
  const named = keyword === 'required' || keyword === 'additionalProperties' ? lists[0] : undefined;
  return named === undefined || named.length === 0 ? [undefined] : named;
}

function descriptionOf(schema: unknown): string {
  const description = follow(schema, '/description');
  if (typeof description === 'string') return description;
  return follow(schema, '/type') === 'array' ? '列表，写在方括号中，至少一项' : '见 src/benefits/README.md 的示例';
}

/** The value at a JSON pointer. */
function follow(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

function shorten(value: unknown): string {
  const text = value === undefined ? '（空）' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
