/** Routes of sessions and accounts. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { ok, type Result } from '../kernel/result.ts';
import { listConflicts, listGrantableDivisions, listRoles, presentAccount } from './account-view.ts';
import {
  type Account,
  createAccount,
  disableAccount,
  enableAccount,
  listAccounts,
  resetPassword,
  setRoles,
} from './accounts.ts';
import { type Api, getActor, sendFailure, sendResult } from './api.ts';
import { accessErrors } from './errors.ts';
import { createInitialPassword } from './initial-password.ts';
import type { Office } from './office.ts';
import { createRateLimit } from './rate-limit.ts';
import { SESSION_COOKIE } from './route-guard.ts';
import { ACCESS_LIMITS } from './rules.ts';
import { type DescribeSession, presentSession } from './session-view.ts';
import { changePassword, closeSession, openSession, type Session } from './sessions.ts';

/** Logins from one address in a minute; a bureau's own morning rush behind one address stays below it. */
const LOGIN_RATE = { limit: 60, windowSeconds: 60 };
const PASSWORD_INPUT = { maxLength: 200, sensitive: true };

const Login = Type.Object({
  account: Type.String({ title: '账号', minLength: 1, maxLength: 64 }),
  password: Type.String({ title: '密码', minLength: 1, ...PASSWORD_INPUT }),
});
const PasswordChange = Type.Object({
  current: Type.String({ title: '当前密码', minLength: 1, ...PASSWORD_INPUT }),
  next: Type.String({ title: '新密码', minLength: 1, ...PASSWORD_INPUT }),
});
const AccountInput = Type.Object(
  {
    account: Type.String({ title: '账号', minLength: 1, maxLength: 32 }),
    name: Type.String({ title: '姓名', minLength: 1, maxLength: 50, pattern: '\\S', remedy: '请填写姓名' }),
    divisions: Type.Array(Type.String(), { title: '管辖区划', minItems: 1, maxItems: 200 }),
    roles: Type.Array(Type.String(), { title: '岗位', maxItems: 20 }),
  },
  { additionalProperties: false },
);
const RolesInput = Type.Object({ roles: Type.Array(Type.String(), { title: '岗位', maxItems: 20 }) });
const DisableInput = Type.Object({
  reason: Type.String({
    title: '停用原因',
    minLength: 2,
    maxLength: 200,
    pattern: '\\S.*\\S',
    remedy: '请写明停用原因，2 至 200 个字',
  }),
});
const PasswordInput = Type.Object({ password: Type.String({ title: '新密码', minLength: 1, ...PASSWORD_INPUT }) });
const AccountKey = Type.Object({ id: Type.String({ title: '账号' }) });

export function accessRoutes(app: Api, office: Office, options: { readonly describe?: DescribeSession } = {}): void {
  sessionRoutes(app, office, options.describe ?? (async () => ({})));
  accountRoutes(app, office);
}

function sessionRoutes(app: Api, office: Office, describe: DescribeSession): void {
  const logins = createRateLimit(LOGIN_RATE);
  app.post('/api/session', { config: { right: 'public' }, schema: { body: Login } }, async (request, reply) => {
    const seconds = logins.take(request.ip);
    if (seconds > 0) {
      reply.header('retry-after', String(seconds));
      return sendFailure(reply, accessErrors.tooManyLogins({ seconds }));
    }
    const opened = await login(office, request, reply, request.body);
    return sendResult(reply, opened.ok ? ok(await presentSession(office, opened.value, describe)) : opened);
  });
  app.get('/api/session', { config: { right: 'session' } }, async (request) =>
    presentSession(office, { actor: getActor(request), mustChangePassword: request.mustChangePassword }, describe),
  );
  app.delete('/api/session', { config: { right: 'session' } }, async (request, reply) => {
    await closeSession(office, getActor(request), request.sessionToken ?? '');
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
    return reply.code(204).send();
  });
  app.post(
    '/api/session/password',
    { config: { right: 'session' }, schema: { body: PasswordChange } },
    async (request, reply) => {
      const change = { ...request.body, token: request.sessionToken };
      return sendResult(reply, await changePassword(office, getActor(request), change));
    },
  );
}

/** Opens a session and sets its cookie. */
async function login(
  office: Office,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Static<typeof Login>,
): Promise<Result<Session>> {
  const opened = await openSession(office, { ...body, clientAddress: request.ip });
  if (opened.ok)
    reply.setCookie(SESSION_COOKIE, opened.value.token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: request.protocol === 'https',
      maxAge: ACCESS_LIMITS.sessionHours * 3600,
    });
  return opened;
}

function accountRoutes(app: Api, office: Office): void {
  const accounts = { config: { right: 'access.accounts' } } as const;
  const present = (account: Account) => presentAccount(account, office.clock.now());
  const answer = (reply: FastifyReply, result: Result<Account>) =>
    sendResult(reply, result.ok ? ok(present(result.value)) : result);

  app.get('/api/accounts', { config: { right: 'access.read' } }, async () => ({
    rows: (await listAccounts(office.db)).map(present),
    roles: listRoles(),
    conflicts: listConflicts(),
    divisions: listGrantableDivisions(office.area),
  }));
  app.post('/api/accounts', { ...accounts, schema: { body: AccountInput } }, async (request, reply) => {
    const { account: accountId, name, divisions, roles } = request.body;
    const password = createInitialPassword(accountId);
    const account = { accountId, name: name.trim(), divisions, roles, password };
    const created = await createAccount(office, getActor(request), account);
    if (!created.ok) return sendFailure(reply, created.error);
    return reply.code(201).send({ row: present(created.value), initialPassword: password });
  });
  app.post(
    '/api/accounts/:id/roles',
    { config: { right: 'access.roles' }, schema: { params: AccountKey, body: RolesInput } },
    async (request, reply) =>
      answer(reply, await setRoles(office, getActor(request), request.params.id, request.body.roles)),
  );
  app.post(
    '/api/accounts/:id/disable',
    { ...accounts, schema: { params: AccountKey, body: DisableInput } },
    async (request, reply) =>
      answer(reply, await disableAccount(office, getActor(request), request.params.id, request.body.reason.trim())),
  );
  app.post('/api/accounts/:id/enable', { ...accounts, schema: { params: AccountKey } }, async (request, reply) =>
    answer(reply, await enableAccount(office, getActor(request), request.params.id)),
  );
  app.post(
    '/api/accounts/:id/password',
    { ...accounts, schema: { params: AccountKey, body: PasswordInput } },
    async (request, reply) =>
      answer(reply, await resetPassword(office, getActor(request), request.params.id, request.body.password)),
  );
}
