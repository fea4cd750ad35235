/** Routes of sessions and accounts. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { findDivision } from '../catalogues/divisions.ts';
import { ok } from '../kernel/result.ts';
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
import { RIGHTS, ROLES, type Role } from './model.ts';
import type { Office } from './office.ts';
import { createRateLimit } from './rate-limit.ts';
import { rightsOf } from './roles.ts';
import { SESSION_COOKIE } from './route-guard.ts';
import { ACCESS_LIMITS } from './rules.ts';
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
    accountId: Type.String({ title: '账号', minLength: 1, maxLength: 32 }),
    name: Type.String({ title: '姓名', minLength: 1, maxLength: 50 }),
    divisions: Type.Array(Type.String(), { title: '数据范围', minItems: 1, maxItems: 200 }),
    password: Type.String({ title: '初始密码', minLength: 1, ...PASSWORD_INPUT }),
  },
  { additionalProperties: false },
);
const RolesInput = Type.Object({ roles: Type.Array(Type.String(), { title: '岗位', maxItems: 20 }) });
const PasswordInput = Type.Object({ password: Type.String({ title: '新密码', minLength: 1, ...PASSWORD_INPUT }) });
const AccountKey = Type.Object({ id: Type.String({ title: '账号' }) });

export function accessRoutes(app: Api, office: Office): void {
  sessionRoutes(app, office);
  accountRoutes(app, office);
}

function sessionRoutes(app: Api, office: Office): void {
  const logins = createRateLimit(LOGIN_RATE);
  app.post('/api/session', { config: { right: 'public' }, schema: { body: Login } }, async (request, reply) => {
    const seconds = logins.take(request.ip);
    if (seconds > 0) {
      reply.header('retry-after', String(seconds));
      return sendFailure(reply, accessErrors.tooManyLogins({ seconds }));
    }
    return login(office, request, reply, request.body);
  });
  app.get('/api/session', { config: { right: 'session' } }, async (request) =>
    presentSession(office, { actor: getActor(request), mustChangePassword: request.mustChangePassword }),
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

async function login(
  office: Office,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Static<typeof Login>,
): Promise<FastifyReply> {
  const opened = await openSession(office, { ...body, clientAddress: request.ip });
  if (!opened.ok) return sendFailure(reply, opened.error);
  reply.setCookie(SESSION_COOKIE, opened.value.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: ACCESS_LIMITS.sessionHours * 3600,
  });
  return reply.send(presentSession(office, opened.value));
}

function presentSession(office: Office, session: Session) {
  const { accountId, name, roles, divisions } = session.actor;
  return {
    actor: { accountId, name, roles: roles.map(presentRole), divisions },
    rights: [...rightsOf(roles)],
    area: { code: office.area, name: findDivision(office.area)?.name ?? office.area },
    mustChangePassword: session.mustChangePassword,
  };
}

function presentRole(role: Role) {
  return { role, title: ROLES[role] };
}

function presentAccount(account: Account) {
  const divisions = account.divisions.map((code) => ({ code, name: findDivision(code)?.name ?? code }));
  return { ...account, roles: account.roles.map(presentRole), divisions };
}

function accountRoutes(app: Api, office: Office): void {
  const accounts = { config: { right: 'access.accounts' } } as const;
  app.get('/api/accounts', { config: { right: 'access.read' } }, async () => ({
    rows: (await listAccounts(office.db)).map(presentAccount),
    roles: Object.keys(ROLES).map((role) => presentRole(role as Role)),
    rights: Object.entries(RIGHTS).map(([right, title]) => ({ right, title })),
  }));
  app.post('/api/accounts', { ...accounts, schema: { body: AccountInput } }, async (request, reply) => {
    const created = await createAccount(office, getActor(request), request.body);
    if (!created.ok) return sendFailure(reply, created.error);
    return reply.code(201).send(presentAccount(created.value));
  });
  app.post(
    '/api/accounts/:id/roles',
    { config: { right: 'access.roles' }, schema: { params: AccountKey, body: RolesInput } },
    async (request, reply) =>
      sendAccount(reply, await setRoles(office, getActor(request), request.params.id, request.body.roles)),
  );
  app.post('/api/accounts/:id/disable', { ...accounts, schema: { params: AccountKey } }, async (request, reply) =>
    sendAccount(reply, await disableAccount(office, getActor(request), request.params.id)),
  );
  app.post('/api/accounts/:id/enable', { ...accounts, schema: { params: AccountKey } }, async (request, reply) =>
    sendAccount(reply, await enableAccount(office, getActor(request), request.params.id)),
  );
  app.post(
    '/api/accounts/:id/password',
    { ...accounts, schema: { params: AccountKey, body: PasswordInput } },
    async (request, reply) =>
      sendAccount(reply, await resetPassword(office, getActor(request), request.params.id, request.body.password)),
  );
}

function sendAccount(reply: FastifyReply, result: Awaited<ReturnType<typeof setRoles>>): FastifyReply {
  return sendResult(reply, result.ok ? ok(presentAccount(result.value)) : result);
}
