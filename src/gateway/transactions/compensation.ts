/**
 * 2601 冲正交易: undoes a call whose answer was lost, by its message number.
 *
 * What can be undone this way are calls that made something: 2207 and 2304 (the settlement is reversed by
 * counter-entry), 2201 and 2401 (the visit is cancelled). The message is then annulled: sent again, it is refused.
 * A message that never arrived, or was refused, has nothing to undo: the answer is -1 and says so.
 */
import { refuse, unwrap } from '../../kernel/result.ts';
import { gatewayErrors } from '../errors.ts';
import { type Call, NO_OUTPUT, type Outcome, requireText, rowOf, type Transaction } from '../transaction.ts';
import type { StoredMessage } from '../use-cases.ts';
import { cancelVisit } from './outpatient.ts';

/** What to do instead, for calls that 2601 does not undo. */
const INSTEAD: Readonly<Record<string, string>> = {
  '2203': '请重新上传 2203 更正',
  '2204': '请用 2205 撤销费用明细',
  '2208': '撤销结算不能再冲正；如需恢复，请重新结算（2207）',
  '2301': '请用 2302 撤销费用明细',
  '2305': '撤销结算不能再冲正；如需恢复，请重新结算（2304）',
  '2402': '请用 2405 撤销出院',
  '2403': '请重新上传 2403 更正',
};

async function compensate(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'data');
  const key = {
    fixmedinsCode: call.envelope.fixmedinsCode,
    msgid: requireText(row, 'omsgid'),
    infno: requireText(row, 'oinfno'),
  };
  const undo = UNDO[key.infno];
  if (!undo) {
    const instead = INSTEAD[key.infno] ?? '可冲正的交易为 2201、2207、2304、2401';
    return refuse(gatewayErrors.notCompensable({ infno: key.infno, instead, path: 'data.oinfno' }));
  }
  // The call may still be under way: its answer was slow, not lost.
  await call.awaitMessage(key);
  const message = await call.store.findMessage(key);
  if (!message)
    return refuse(gatewayErrors.unknownMessage({ msgid: key.msgid, infno: key.infno, path: 'data.omsgid' }));
  const psnNo = requireText(row, 'psn_no');
  if (message.refs.psnNo !== psnNo)
    refuse(gatewayErrors.otherPersonsMessage({ msgid: key.msgid, value: psnNo, path: 'data.psn_no' }));
  if (message.annulledBy !== undefined) return { output: NO_OUTPUT, warning: '该报文此前已冲正', refs: message.refs };
  await undo(call, message);
  await call.store.annulMessage(key, call.envelope.msgid);
  return { output: NO_OUTPUT, refs: message.refs };
}

/** A message undoes what it made itself; one that was answered with what stood already made nothing. */
function requireMade(message: StoredMessage, id: string | undefined): string {
  return id ?? refuse(gatewayErrors.madeNothing({ msgid: message.msgid, infno: message.infno, path: 'data.omsgid' }));
}

async function undoSettlement(call: Call, message: StoredMessage): Promise<void> {
  const setlId = requireMade(message, message.refs.setlId);
  const { psnNo = '', mdtrtId = '' } = message.refs;
  const { msgid: messageKey, fixmedinsCode } = call.envelope;
  unwrap(await call.useCases.reverse({ psnNo, mdtrtId, setlId, messageKey, fixmedinsCode, settledAt: call.now }));
}

async function undoRegistration(call: Call, message: StoredMessage): Promise<void> {
  const mdtrtId = requireMade(message, message.refs.mdtrtId);
  await cancelVisit(call, { psnNo: message.refs.psnNo ?? '', mdtrtId });
}

const UNDO: Readonly<Record<string, (call: Call, message: StoredMessage) => Promise<void>>> = {
  '2201': undoRegistration,
  '2207': undoSettlement,
  '2304': undoSettlement,
  '2401': undoRegistration,
};

export const COMPENSATION_TRANSACTIONS: readonly Transaction[] = [{ infno: '2601', kind: 'write', run: compensate }];
