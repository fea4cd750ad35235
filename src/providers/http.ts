/** Routes of designated providers. */

import Type from 'typebox';
import type { Api, Office } from '../access/index.ts';
import { pageFields } from '../database/index.ts';
import { listProviders, PROVIDER_SORTS } from './queries.ts';

const ProvidersQuery = Type.Object({
  ...pageFields(PROVIDER_SORTS),
  q: Type.Optional(Type.String({ title: '名称或编码', maxLength: 50 })),
  kind: Type.Optional(Type.Enum(['hospital', 'township', 'village', 'clinic', 'pharmacy'], { title: '机构类别' })),
});

/** Whoever is signed in may see which providers have an agreement: the list is published anyway. */
export function registerProviderRoutes(app: Api, office: Office): void {
  app.get(
    '/api/providers',
    { config: { right: 'session' }, schema: { querystring: ProvidersQuery } },
    async (request) => listProviders(office.db, request.query),
  );
}
