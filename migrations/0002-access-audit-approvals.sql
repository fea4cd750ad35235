-- Who may do what, what they did, and who agreed.
-- Times are China Standard Time without zone, as everywhere in the office.

-- The value that the key in use must reproduce; one row.
create table vault_key (
  only_row boolean primary key default true check (only_row),
  check_value text not null
);

create table user_account (
  -- The name one logs in with; what records of who did something refer to. Never changed, never reused.
  account_id text primary key,
  name text not null,
  password_hash text not null,
  password_changed_at timestamp not null,
  must_change_password boolean not null,
  divisions text[] not null check (cardinality(divisions) > 0),
  created_at timestamp not null,
  created_by text not null,
  disabled_at timestamp,
  disabled_by text
);

create table user_role (
  account_id text not null references user_account,
  role text not null,
  granted_at timestamp not null,
  granted_by text not null,
  primary key (account_id, role)
);

-- Kept by the name that was typed, whether or not such an account exists, so that a lock betrays nothing.
create table login_attempt (
  login_name text primary key,
  failures integer not null,
  last_at timestamp not null,
  locked_until timestamp
);

create table login_session (
  -- SM3 of the token; the token itself is only in the browser's cookie.
  token_hash text primary key,
  account_id text not null references user_account,
  opened_at timestamp not null,
  seen_at timestamp not null,
  expires_at timestamp not null,
  client_address text
);
create index login_session_by_account on login_session (account_id);

create sequence audit_id_seq;

create table audit_entry (
  audit_id bigint primary key default nextval('audit_id_seq'),
  recorded_at timestamp(0) not null default (clock_timestamp() at time zone 'Asia/Shanghai'),
  actor_id text not null,
  actor_name text not null,
  actor_kind text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null
);
create index audit_entry_by_subject on audit_entry (subject_kind, subject_id, audit_id);
create index audit_entry_by_actor on audit_entry (actor_id, audit_id);
create index audit_entry_by_action on audit_entry (action, audit_id);
create index audit_entry_by_time on audit_entry (recorded_at);

create table audit_seal (
  seq integer primary key,
  first_id bigint not null,
  last_id bigint not null,
  entries integer not null,
  digest text not null,
  chained text not null,
  leaves text not null,
  sealed_at timestamp(0) not null default (clock_timestamp() at time zone 'Asia/Shanghai')
);

-- A matter in approval: where it stands. What was submitted and decided is in the two tables below, which only grow.
create sequence approval_case_id_seq;

create table approval_case (
  case_id bigint primary key default nextval('approval_case_id_seq'),
  flow text not null,
  version integer not null,
  subject_kind text not null,
  subject_id text not null,
  division text not null,
  title text not null,
  amount_fen bigint not null,
  round integer not null,
  state text not null check (state in ('pending', 'returned', 'rejected', 'approved')),
  -- The step that waits and the right it takes; null when nothing waits.
  step text,
  step_right text,
  since timestamp not null
);
create unique index approval_case_subject on approval_case (flow, subject_kind, subject_id);
create index approval_case_pending on approval_case (step_right, since) where state = 'pending';

create table approval_submission (
  case_id bigint not null references approval_case,
  round integer not null,
  -- SM3 of the canonical content that approvers are shown.
  content_digest text not null,
  amount_fen bigint not null,
  title text not null,
  submitted_by text not null,
  submitted_name text not null,
  -- Everybody who had a hand in the matter before it was submitted.
  makers text[] not null,
  submitted_at timestamp not null,
  primary key (case_id, round)
);

create table approval_decision (
  case_id bigint not null,
  round integer not null,
  step text not null,
  decision text not null check (decision in ('approve', 'return', 'reject')),
  comment text not null,
  decided_by text not null,
  decided_name text not null,
  decided_at timestamp not null,
  flow_version integer not null,
  content_digest text not null,
  -- One decision a step and round: of two who decide at once, one is told.
  primary key (case_id, round, step),
  foreign key (case_id, round) references approval_submission
);

-- For naming the voucher that changed; the proof is in `digest` and `chained`.
alter table ledger_seal add column leaves text not null default '';
-- Seals read a book's vouchers by number; numbers rise, so an insert touches the last page alone.
create index voucher_by_book on voucher (book_id, voucher_id);

-- Guard against slips, not against the owner of the database, who can drop it; the chain of seals shows that.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '表 % 只增不改：更正须另记一条', tg_table_name using errcode = '42501';
end
$$;

create trigger audit_entry_guard before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();
create trigger audit_seal_guard before update or delete or truncate on audit_seal
  for each statement execute function refuse_change();
create trigger approval_submission_guard before update or delete or truncate on approval_submission
  for each statement execute function refuse_change();
create trigger approval_decision_guard before update or delete or truncate on approval_decision
  for each statement execute function refuse_change();
create trigger ledger_seal_guard before update or delete or truncate on ledger_seal
  for each statement execute function refuse_change();
