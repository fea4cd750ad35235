-- What the lists of accounts and of the audit trail show.

-- Sessions are removed when they end; when somebody last signed in stays with the account.
alter table user_account add column last_sign_in_at timestamp;
update user_account a set last_sign_in_at = e.at
from (
  select subject_id, max(recorded_at) as at from audit_entry
  where action = 'session.open' and subject_kind = 'account' group by subject_id
) e
where e.subject_id = a.account_id;

-- Entries are asked for by the name of whoever acted, too; each shows the seal that it lies in.
create index audit_entry_by_actor_name on audit_entry (actor_name, audit_id);
create index audit_seal_by_last on audit_seal (last_id);
