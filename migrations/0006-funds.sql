-- Contributions, subsidies, declarations, payments.
create sequence contribution_batch_seq;
create sequence declaration_seq;
create sequence payment_batch_seq;
create sequence advance_seq;

-- A batch of receipts: what one voucher of the fund book records.
create table contribution_batch (
  batch_id text primary key,
  area text not null,
  insutype text not null,
  insured_year integer not null,
  kind text not null check (kind in ('resident', 'employer', 'subsidy')),
  received_on date not null,
  channel text not null,
  persons integer not null,
  personal_fen bigint not null,
  assisted_fen bigint not null,
  unit_fen bigint not null,
  subsidy_fen bigint not null,
  -- Fiscal subsidy: which level of government, by which document.
  level text,
  document text,
  made_by text not null,
  recorded_at timestamptz not null default clock_timestamp()
);

create table contribution (
  area text not null,
  psn_no text not null,
  insutype text not null,
  insured_year integer not null,
  -- 0 for a resident's year; 1–12 for an employee's month.
  month smallint not null,
  personal_fen bigint not null,
  assisted_fen bigint not null,
  unit_fen bigint not null,
  base_fen bigint not null,
  account_credit_fen bigint not null,
  paid_on date not null,
  batch_id text not null references contribution_batch,
  primary key (area, psn_no, insutype, insured_year, month)
);

create table declaration (
  area text not null,
  declaration_id text not null,
  fixmedins_code text not null,
  insutype text not null,
  period text not null,
  state text not null check (state in ('submitted', 'approved', 'returned', 'batched', 'paid')),
  cases integer not null,
  total_fen bigint not null,
  fund_fen bigint not null,
  deduction_fen bigint not null default 0,
  deduction_reason text,
  batch_id text,
  made_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (area, declaration_id)
);
create index declaration_by_state on declaration (area, state, period);
create index declaration_by_batch on declaration (area, batch_id);

-- Per bearer and kind of care: what the declaration asks for and what review took off.
create table declaration_amount (
  area text not null,
  declaration_id text not null,
  bearer text not null,
  care text not null,
  declared_fen bigint not null,
  deducted_fen bigint not null default 0,
  primary key (area, declaration_id, bearer, care)
);

-- Each settlement is declared once.
create table declaration_item (
  area text not null,
  psn_no text not null,
  setl_id text not null,
  declaration_id text not null,
  primary key (area, psn_no, setl_id)
);
create index declaration_item_by_declaration on declaration_item (area, declaration_id);

-- What a returned declaration held: its settlements went on to another, its page still shows them.
create table declaration_item_returned (
  area text not null,
  psn_no text not null,
  setl_id text not null,
  declaration_id text not null,
  primary key (area, declaration_id, psn_no, setl_id)
);

create table payment_batch (
  area text not null,
  batch_id text not null,
  period text not null,
  state text not null check (state in ('submitted', 'returned', 'paid')),
  payable_fen bigint not null,
  offset_fen bigint not null,
  paid_fen bigint not null,
  insurer_fen bigint not null,
  made_by text not null,
  checked_by text,
  paid_on date,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (area, batch_id)
);

create table payment_item (
  area text not null,
  batch_id text not null,
  declaration_id text not null,
  fixmedins_code text not null,
  insutype text not null,
  bearer text not null,
  care text not null,
  -- The fund book that pays; null where the insurer does.
  book_id text,
  payable_fen bigint not null,
  offset_fen bigint not null,
  primary key (area, batch_id, declaration_id, bearer, care)
);

create table advance (
  area text not null,
  advance_id text not null,
  fixmedins_code text not null,
  book_id text not null,
  amount_fen bigint not null check (amount_fen > 0),
  offset_fen bigint not null default 0 check (offset_fen between 0 and amount_fen),
  paid_on date not null,
  made_by text not null,
  checked_by text not null,
  primary key (area, advance_id)
);

-- What a batch took off each advance; given back when the batch is returned.
create table advance_use (
  area text not null,
  batch_id text not null,
  advance_id text not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (area, batch_id, advance_id)
);
