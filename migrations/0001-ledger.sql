-- The ledger engine: books, accounts, vouchers, postings, seals. Append-only: nothing here is updated but a period's state.
create table book (
  book_id text primary key,
  area text not null,
  kind text not null,
  name text not null,
  -- Whose money: resident, employee, medicalAid …; the benefit sub-ledger serves them all.
  fund text,
  opened_on date not null
);

create table account (
  book_id text not null references book,
  code text not null,
  name text not null,
  element text not null check (element in ('asset', 'liability', 'net', 'income', 'expense')),
  parent_code text,
  primary key (book_id, code)
);

create table accounting_period (
  book_id text not null references book,
  period text not null,
  state text not null check (state in ('open', 'closed')),
  closed_by text,
  closed_at timestamptz,
  primary key (book_id, period)
);

create sequence voucher_id_seq;

-- `owner` is the person for the sub-ledger's entries and '-' elsewhere: the key by which a cluster would spread them.
create table voucher (
  owner text not null,
  voucher_id bigint not null,
  book_id text not null,
  period text not null,
  -- Numbered within book and period, for the books that are printed; the sub-ledger's entries carry none.
  voucher_no integer,
  effective_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  kind text not null,
  summary text not null,
  source_kind text not null,
  source_id text not null,
  idempotency_key text not null,
  reverses bigint,
  made_by text not null,
  checked_by text,
  primary key (owner, voucher_id)
);
create unique index voucher_once on voucher (owner, book_id, idempotency_key);
create unique index voucher_number on voucher (book_id, period, voucher_no) where voucher_no is not null;
create unique index voucher_reversed_once on voucher (owner, book_id, reverses) where reverses is not null;
create index voucher_by_source on voucher (source_kind, source_id);
create index voucher_by_period on voucher (book_id, period, voucher_id);

create table posting (
  owner text not null,
  voucher_id bigint not null,
  line smallint not null,
  book_id text not null,
  period text not null,
  account text not null,
  -- Debit positive, credit negative.
  amount_fen bigint not null check (amount_fen <> 0),
  fixmedins_code text,
  insutype text,
  bearer text,
  care text,
  primary key (owner, voucher_id, line),
  foreign key (owner, voucher_id) references voucher
);
create index posting_by_account on posting (book_id, account, period) include (amount_fen);

-- Seals: the chain of hashes over whole batches of vouchers.
create table ledger_seal (
  book_id text not null references book,
  seq integer not null,
  first_voucher_id bigint not null,
  last_voucher_id bigint not null,
  vouchers integer not null,
  digest text not null,
  chained text not null,
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (book_id, seq)
);
