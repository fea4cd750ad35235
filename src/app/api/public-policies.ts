/**
 * The compiled policies of an area, for anyone: what the citizens' calculator computes with, on the citizen's own
 * phone. Nothing of a person goes in or out; the answer changes only with the policy files, so it may be cached.
 */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Api, createRateLimit, type RateLimit, sendFailure } from '../../access/index.ts';
import { conditionsOf, listPacksOf, type PolicyPack, type Scheme } from '../../benefits/index.ts';
import { coded, codedDivision } from '../../catalogues/code-lists.ts';
import { findDivision } from '../../catalogues/divisions.ts';
import type { ContributionOffice } from '../../contributions/index.ts';
import { publicErrors } from './errors.ts';

/** Of one address in a minute: a village behind one address of its carrier stays below it. */
const RATE = { limit: 300, windowSeconds: 60 };
const CACHE_SECONDS = 600;
const SCHEMES: readonly Scheme[] = ['390', '310'];

const Area = Type.Object({
  area: Type.String({ title: '区划', pattern: '^\\d{6}$', remedy: '请填写六位区划代码，如 610326' }),
});
const SchemeQuery = Type.Object({ scheme: Type.Optional(Type.Enum(['390', '310'], { title: '险种' })) });

type PolicyOffice = Pick<ContributionOffice, 'area' | 'policies'>;

/** `GET /api/public/policies` leads to the office's own area. */
export function registerPublicPolicyRoutes(app: Api, office: PolicyOffice): void {
  const limit = createRateLimit(RATE);
  const config = { right: 'public' } as const;
  app.get('/api/public/policies', { config }, (_request, reply) =>
    reply.redirect(`/api/public/policies/${office.area}`, 302),
  );
  app.get(
    '/api/public/policies/:area',
    { config, schema: { params: Area, querystring: SchemeQuery } },
    async (request, reply) => {
      const { area } = request.params;
      const { scheme } = request.query;
      if (!isAllowed(limit, request, reply)) return reply;
      const policies = presentPolicies(office.policies, area, scheme === undefined ? SCHEMES : [scheme]);
      if (policies === undefined)
        return sendFailure(reply, publicErrors.noPolicies({ area, scheme: schemeName(scheme), path: 'area' }));
      return sendCacheable(request, reply, JSON.stringify(policies));
    },
  );
}

/** The packs that can decide for an area, with the names of what they ask for; undefined when there are none. */
export function presentPolicies(all: readonly PolicyPack[], area: string, schemes: readonly Scheme[]) {
  const packs = schemes.flatMap((scheme) => listPacksOf(all, area, scheme));
  // A code that is nobody's place follows no city, unless an invented area (样例) brings packs of its own.
  const isPlace = findDivision(area) !== undefined || packs.some((pack) => pack.area === area);
  if (!isPlace || packs.length === 0) return undefined;
  const conditions = packs.flatMap(({ policies }) => policies.flatMap(conditionsOf));
  const diseases = [...new Set(conditions.flatMap(({ disease }) => disease ?? []))].sort();
  return {
    area: codedDivision(area),
    packs,
    diseases: diseases.map((code) => coded('chronicDisease', code)),
  };
}

function schemeName(scheme: Scheme | undefined): string {
  return scheme === undefined ? '' : coded('insutype', scheme).name;
}

/** Answers 429 itself when it is not. */
function isAllowed(limit: RateLimit, request: FastifyRequest, reply: FastifyReply): boolean {
  const seconds = limit.take(request.ip);
  if (seconds === 0) return true;
  reply.header('retry-after', String(seconds));
  sendFailure(reply, publicErrors.tooMany({ seconds }));
  return false;
}

/** The body with its digest as ETag; 304 to whoever has it already. */
function sendCacheable(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  reply.header('etag', tag).header('cache-control', `public, max-age=${CACHE_SECONDS}`);
  const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (known.includes(tag) || known.includes('*')) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(body);
}
