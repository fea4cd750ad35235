/** 9001 签到, 9002 签退. */
import { refuse } from '../../kernel/result.ts';
import { gatewayErrors } from '../errors.ts';
import { fillNode } from '../fill-node.ts';
import { type Call, type Outcome, requireText, rowOf, type Transaction } from '../transaction.ts';

async function signIn(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'signIn');
  const signNo = await call.store.openSignIn({
    fixmedinsCode: call.envelope.fixmedinsCode,
    opter: requireText(row, 'opter_no'),
    mac: requireText(row, 'mac'),
    ip: requireText(row, 'ip'),
    at: call.now,
  });
  return { output: { signinoutb: fillNode('9001', 'signinoutb', { sign_time: call.now, sign_no: signNo }) } };
}

/** Closes the operator's sign-in of the day; without a number, the latest. */
async function signOut(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'signOut');
  const opter = requireText(row, 'opter_no');
  const closed = await call.store.closeSignIn({
    fixmedinsCode: call.envelope.fixmedinsCode,
    opter,
    signNo: row.sign_no,
    at: call.now,
  });
  if (!closed) refuse(gatewayErrors.notSignedIn({ value: opter, path: 'signOut.opter_no' }));
  return { output: { signoutoutb: fillNode('9002', 'signoutoutb', { sign_time: call.now }) } };
}

export const SIGN_IN_TRANSACTIONS: readonly Transaction[] = [
  { infno: '9001', kind: 'write', run: signIn },
  { infno: '9002', kind: 'write', run: signOut },
];
