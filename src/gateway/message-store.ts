/** SQL of the gateway's own records: messages that were done, and sign-ins of providers' operators. */
import { sql } from 'kysely';
import type { Vault } from '../access/index.ts';
import type { Db } from '../database/index.ts';
import { dateOf, type IsoTime } from '../kernel/dates.ts';
import type { GatewayStore, MessageKey, StoredMessage } from './use-cases.ts';

interface MessageTable {
  fixmedins_code: string;
  msgid: string;
  infno: string;
  digest: string;
  psn_no: string | null;
  mdtrt_id: string | null;
  setl_id: string | null;
  answer_cipher: string;
  received_at: IsoTime;
  opter: string;
  annulled_by: string | null;
}
interface SignInTable {
  fixmedins_code: string;
  sign_no: string;
  opter: string;
  mac: string;
  ip: string;
  signed_in_at: IsoTime;
  signed_out_at: IsoTime | null;
}
declare module '../database/database.ts' {
  interface Tables {
    gateway_message: MessageTable;
    gateway_sign_in: SignInTable;
  }
}

/** The store on PostgreSQL. Answers are kept encrypted: they carry names and identity numbers. */
export function createMessageStore(db: Db, vault: Vault): GatewayStore {
  return {
    findMessage: (key) => findMessage(db, vault, key),
    saveMessage: (message) => saveMessage(db, vault, message),
    annulMessage: (key, by) => annulMessage(db, key, by),
    openSignIn: async (signIn) => {
      const result = await sql<{ sign_no: string }>`
        insert into gateway_sign_in (fixmedins_code, opter, mac, ip, signed_in_at)
        values (${signIn.fixmedinsCode}, ${signIn.opter}, ${signIn.mac}, ${signIn.ip}, ${signIn.at})
        returning sign_no`.execute(db);
      return result.rows[0]?.sign_no ?? '';
    },
    closeSignIn: async ({ fixmedinsCode, opter, signNo, at }) => {
      const result = await sql`
        update gateway_sign_in set signed_out_at = ${at}
        where (fixmedins_code, sign_no) = (
          select fixmedins_code, sign_no from gateway_sign_in
          where fixmedins_code = ${fixmedinsCode} and opter = ${opter} and signed_out_at is null
            and signed_in_at >= ${`${dateOf(at)} 00:00:00`}::timestamp
            and (${signNo ?? null}::text is null or sign_no = ${signNo ?? null})
          order by signed_in_at desc, sign_no desc limit 1)`.execute(db);
      return Number(result.numAffectedRows ?? 0) > 0;
    },
    digest: (text) => vault.blindIndex(text),
  };
}

async function findMessage(db: Db, vault: Vault, key: MessageKey): Promise<StoredMessage | undefined> {
  const row = await db
    .selectFrom('gateway_message')
    .selectAll()
    .where('fixmedins_code', '=', key.fixmedinsCode)
    .where('msgid', '=', key.msgid)
    .where('infno', '=', key.infno)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...key,
    digest: row.digest,
    refs: {
      psnNo: row.psn_no ?? undefined,
      mdtrtId: row.mdtrt_id ?? undefined,
      setlId: row.setl_id ?? undefined,
    },
    answer: vault.decrypt(row.answer_cipher),
    receivedAt: row.received_at,
    opter: row.opter,
    annulledBy: row.annulled_by ?? undefined,
  };
}

async function saveMessage(db: Db, vault: Vault, message: Omit<StoredMessage, 'annulledBy'>): Promise<boolean> {
  const result = await db
    .insertInto('gateway_message')
    .values({
      fixmedins_code: message.fixmedinsCode,
      msgid: message.msgid,
      infno: message.infno,
      digest: message.digest,
      psn_no: message.refs.psnNo ?? null,
      mdtrt_id: message.refs.mdtrtId ?? null,
      setl_id: message.refs.setlId ?? null,
      answer_cipher: vault.encrypt(message.answer),
      received_at: message.receivedAt,
      opter: message.opter,
      annulled_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

async function annulMessage(db: Db, key: MessageKey, by: string): Promise<void> {
  await db
    .updateTable('gateway_message')
    .set({ annulled_by: by })
    .where('fixmedins_code', '=', key.fixmedinsCode)
    .where('msgid', '=', key.msgid)
    .where('infno', '=', key.infno)
    .where('annulled_by', 'is', null)
    .execute();
}
