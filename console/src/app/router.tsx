/** The pages and their paths. Each page is a chunk of its own, loaded when first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from '../frame/frame.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import { QueuePage } from '../queue/queue-page.tsx';
import { Failed, Skeleton } from '../states/states.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });
const at = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: QueuePage }),
  at(
    '/people',
    lazyRouteComponent(() => import('../people/people-page.tsx'), 'PeoplePage'),
  ),
  at(
    '/people/$psnNo',
    lazyRouteComponent(() => import('../people/person-page.tsx'), 'PersonPage'),
  ),
  at(
    '/settlements',
    lazyRouteComponent(() => import('../settlement/settlements-page.tsx'), 'SettlementsPage'),
  ),
  at(
    '/settlements/$setlId',
    lazyRouteComponent(() => import('../settlement/settlement-page.tsx'), 'SettlementPage'),
  ),
  at(
    '/recomputations',
    lazyRouteComponent(() => import('../adjustments/recomputations-page.tsx'), 'RecomputationsPage'),
  ),
  at(
    '/recomputations/trial',
    lazyRouteComponent(() => import('../adjustments/trial-page.tsx'), 'TrialPage'),
  ),
  at(
    '/recomputations/$id',
    lazyRouteComponent(() => import('../adjustments/recomputation-page.tsx'), 'RecomputationPage'),
  ),
  at(
    '/simulation',
    lazyRouteComponent(() => import('../simulation/simulation-page.tsx'), 'SimulationPage'),
  ),
  at(
    '/policies',
    lazyRouteComponent(() => import('../policy/policy-page.tsx'), 'PolicyPage'),
  ),
  at(
    '/providers',
    lazyRouteComponent(() => import('../providers/providers-page.tsx'), 'ProvidersPage'),
  ),
  at(
    '/declarations',
    lazyRouteComponent(() => import('../payments/declarations-page.tsx'), 'DeclarationsPage'),
  ),
  at(
    '/declarations/$id',
    lazyRouteComponent(() => import('../payments/declaration-page.tsx'), 'DeclarationPage'),
  ),
  at(
    '/batches',
    lazyRouteComponent(() => import('../payments/batches-page.tsx'), 'BatchesPage'),
  ),
  at(
    '/batches/$id',
    lazyRouteComponent(() => import('../payments/batch-page.tsx'), 'BatchPage'),
  ),
  at(
    '/fund',
    lazyRouteComponent(() => import('../fund/overview-page.tsx'), 'OverviewPage'),
  ),
  at(
    '/fund/control',
    lazyRouteComponent(() => import('../fund/control-page.tsx'), 'ControlPage'),
  ),
  at(
    '/fund/close',
    lazyRouteComponent(() => import('../fund/close-page.tsx'), 'ClosePage'),
  ),
  at(
    '/fund/statement',
    lazyRouteComponent(() => import('../fund/book-page.tsx'), 'ToLastBook'),
  ),
  at(
    '/fund/trial-balance',
    lazyRouteComponent(() => import('../fund/book-page.tsx'), 'ToLastBook'),
  ),
  at(
    '/fund/vouchers',
    lazyRouteComponent(() => import('../fund/book-page.tsx'), 'ToLastBook'),
  ),
  at(
    '/fund/$book/statement',
    lazyRouteComponent(() => import('../fund/statement-page.tsx'), 'StatementPage'),
  ),
  at(
    '/fund/$book/trial-balance',
    lazyRouteComponent(() => import('../fund/trial-balance-page.tsx'), 'TrialBalancePage'),
  ),
  at(
    '/fund/$book/vouchers',
    lazyRouteComponent(() => import('../fund/vouchers-page.tsx'), 'VouchersPage'),
  ),
  at(
    '/fund/$book/vouchers/$voucherId',
    lazyRouteComponent(() => import('../fund/voucher-page.tsx'), 'VoucherPage'),
  ),
  at(
    '/check',
    lazyRouteComponent(() => import('../disclosure/check-page.tsx'), 'CheckPage'),
  ),
  at(
    '/accounts',
    lazyRouteComponent(() => import('../access/accounts-page.tsx'), 'AccountsPage'),
  ),
  at(
    '/password',
    lazyRouteComponent(() => import('../access/password-page.tsx'), 'PasswordPage'),
  ),
  at(
    '/audit',
    lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
  ),
];

export function createConsoleRouter() {
  return createRouter({
    routeTree: root.addChildren(routes),
    // Plain text values: codes such as 390 stay text, and addresses stay readable.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (values) => {
      const text = new URLSearchParams(values as Record<string, string>).toString();
      return text === '' ? '' : `?${text}`;
    },
    defaultPendingComponent: () => <Skeleton rows={12} />,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} onRetry={reset} />,
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
}

function NotFoundPage() {
  return (
    <Page title="没有这个页面">
      <div className="blank">
        <p>地址可能输错了，或这项内容已不在原处。</p>
        <p>
          <AppLink to="/" drill={false}>
            回到我的待办
          </AppLink>
        </p>
      </div>
    </Page>
  );
}
