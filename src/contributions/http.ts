/** Routes of contributions. */
import Type from 'typebox';
import { type Api, getActor, sendFailure } from '../access/index.ts';
import { findPersonInScope, peopleErrors } from '../people/index.ts';
import { listContributions } from './queries.ts';
import type { ContributionOffice } from './service.ts';

const PersonKeyParams = Type.Object({ psnNo: Type.String({ title: '人员编号', maxLength: 40 }) });

export function registerContributionRoutes(app: Api, office: ContributionOffice): void {
  app.get(
    '/api/people/:psnNo/contributions',
    { config: { right: 'contributions.read' }, schema: { params: PersonKeyParams } },
    async (request, reply) => {
      const { psnNo } = request.params;
      const key = await findPersonInScope(office, getActor(request), psnNo);
      if (!key) return sendFailure(reply, peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }));
      return listContributions(office, key);
    },
  );
}
