/** Shape of a worked example: facts of a published calculation, a policy written from them, and what the page prints. */
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const Words = Type.String({ minLength: 1 });
const Yuan = Type.Number({ minimum: 0 });

const Expected = Type.Object(
  {
    /** Name of the printed figure, and what it is called here. */
    field: Words,
    what: Words,
    /** Which run computes it; the only one when absent. */
    run: Type.Optional(Words),
    /** Sum of names of the result, such as `pool.base - pool.deductible`, `personTotal`, `allowance`. */
    is: Type.Optional(Words),
    /** The figure is `is` in per cent of this. */
    percentOf: Type.Optional(Words),
    /** As the page prints it, in yuan; absent where it prints none. */
    printed: Type.Optional(Yuan),
    /** Last printed digit in yuan (0.01, 1, 100); 0.01 when absent. */
    unit: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** How many inputs carry the same rounding as the figure. */
    roundedInputs: Type.Optional(Type.Integer({ minimum: 1 })),
    /** What the page's own rule gives, where it contradicts itself or prints nothing. */
    recomputed: Type.Optional(Yuan),
    /** The page states the figure without anything to compute it from. */
    given: Type.Optional(Type.Literal(true)),
    note: Type.Optional(Words),
  },
  closed,
);

const Run = Type.Object({ name: Words, policy: Type.Object({}), case: Type.Object({}) }, closed);

export const Example = Type.Object(
  {
    id: Type.String({ pattern: '^WE-\\d{3}[a-z]?$' }),
    title: Words,
    area: Words,
    year: Type.Integer(),
    /** How the year is known, where the page does not state it. */
    yearBasis: Type.Optional(Words),
    /** `computed` by the page's rules, or an `identity` among amounts of which some are given. */
    kind: Type.Enum(['computed', 'identity']),
    note: Type.Optional(Words),
    source: Type.Object(
      {
        document: Type.Optional(Words),
        url: Type.Optional(Words),
        grade: Type.Enum(['A', 'A-', 'B', 'C', 'D', 'sample']),
      },
      closed,
    ),
    runs: Type.Array(Run, { minItems: 1 }),
    expect: Type.Array(Expected, { minItems: 1 }),
  },
  closed,
);

export type Example = Static<typeof Example>;
export type Expected = Static<typeof Expected>;
