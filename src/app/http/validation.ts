/**
 * Checks what comes in against a route's schema and says in Chinese what is wrong, where, and what to do.
 *
 * A field is called by its schema's `title`; a schema may carry its own `remedy`; the value of a field marked
 * `sensitive` is not repeated. The body is taken as it is (text is not a number there); parameters and the query,
 * which are always text, are read as numbers and booleans where the schema says so, and never rounded to fit.
 */
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Value } from 'typebox/value';
import type { FailureBody } from '../../access/index.ts';
import { describeFlaws, type SchemaNode } from './describe-flaws.ts';

/** Thrown to the fault handler, which answers it as 400. */
export class InvalidInput extends Error {
  readonly statusCode = 400;
  readonly flaws: readonly FailureBody[];
  constructor(flaws: readonly FailureBody[]) {
    super(flaws[0]?.message ?? 'invalid input');
    this.name = 'InvalidInput';
    this.flaws = flaws;
  }
}

export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const read = httpPart === 'body' ? (value: unknown) => value : (value: unknown) => readText(schema, value);
  return (value: unknown) => {
    const input = Value.Default(schema, read(value));
    if (validator.Check(input)) return { value: input };
    const errors: TLocalizedValidationError[] = validator.Errors(input);
    return { error: new InvalidInput(describeFlaws(errors, schema as SchemaNode, input)) };
  };
};

/** Text of a path or a query, by the types that the schema gives its properties. An empty text is no text. */
function readText(schema: SchemaNode, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, text]) => text !== '');
  return Object.fromEntries(entries.map(([name, text]) => [name, readValue(schema.properties?.[name], text)]));
}

const INTEGER = /^-?\d{1,16}$/;
const NUMBER = /^-?\d{1,16}(\.\d{1,16})?$/;

function readValue(schema: SchemaNode | undefined, value: unknown): unknown {
  if (schema?.type === 'array') return [value].flat().map((item) => readValue(schema.items, item));
  if (typeof value !== 'string') return value;
  if (schema?.type === 'integer') return INTEGER.test(value) ? Number(value) : value;
  if (schema?.type === 'number') return NUMBER.test(value) ? Number(value) : value;
  if (schema?.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}
