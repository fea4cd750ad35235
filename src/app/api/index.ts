/** The HTTP API of the console: every module of it, for `buildServer`. */
import path from 'node:path';
import type { ApiModule } from '../../access/index.ts';
import { registerAdjustmentRoutes } from '../../adjustments/index.ts';
import { type ContributionOffice, registerContributionRoutes } from '../../contributions/index.ts';
import { registerFundRoutes } from '../../fund/index.ts';
import { registerPaymentRoutes } from '../../payments/index.ts';
import { registerPeopleRoutes } from '../../people/index.ts';
import { registerProviderRoutes } from '../../providers/index.ts';
import { simulationRoutes } from '../../simulation/index.ts';
import { POLICIES, ROOT } from '../office.ts';
import { registerCheckRoutes } from './check.ts';
import { registerExplanationRoutes } from './explanation.ts';
import { registerPersonPageRoutes } from './people.ts';
import { registerPolicyRoutes } from './policies.ts';
import { registerPublicPolicyRoutes } from './public-policies.ts';
import { registerQueueRoutes } from './queue.ts';
import { registerSearchRoutes } from './search.ts';
import { registerSettlementRoutes } from './settlements.ts';

export const apiModules: readonly ApiModule<ContributionOffice>[] = [
  registerQueueRoutes,
  registerPeopleRoutes,
  registerPersonPageRoutes,
  registerContributionRoutes,
  registerSettlementRoutes,
  registerAdjustmentRoutes,
  registerExplanationRoutes,
  registerProviderRoutes,
  registerPaymentRoutes,
  registerFundRoutes,
  simulationRoutes({ policies: POLICIES, examples: path.join(ROOT, 'examples/reforms') }),
  registerCheckRoutes,
  registerSearchRoutes,
  registerPublicPolicyRoutes,
  registerPolicyRoutes,
];
