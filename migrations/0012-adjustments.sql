-- Recomputing an insured year (待遇重算): which years are due, what was proposed and approved, what was paid or recovered.
create sequence recomputation_due_seq;
create sequence recomputation_seq;
create sequence person_payment_seq;

-- Latest deciding day (discharge, or day of the visit) among what the year's totals hold: tells a late claim.
alter table running_total add column latest_day date;
update running_total t set latest_day = (
  select max(coalesce(e.discharged_on, e.admitted_on))
  from settlement s
  join encounter e on e.area = s.area and e.psn_no = s.psn_no and e.mdtrt_id = s.mdtrt_id and e.setl_id = s.setl_id
  where s.area = t.area and s.psn_no = t.psn_no and s.insutype = t.insutype and s.insured_year = t.year);

-- How a settlement moved the totals as last recomputed; without a row it is as the settlement itself says.
create table settlement_movement (
  area text not null,
  psn_no text not null,
  setl_id text not null,
  totals_before jsonb not null,
  totals_after jsonb not null,
  primary key (area, psn_no, setl_id)
);

-- Something of a person's past changed: the year must be recomputed. Written with whatever changed it.
create table recomputation_due (
  due_id bigint primary key default nextval('recomputation_due_seq'),
  area text not null,
  psn_no text not null,
  insutype text not null,
  year integer not null,
  cause text not null check (cause in ('reversal', 'identity', 'policy', 'lateClaim', 'other')),
  -- The settlement that was reversed or came late, the identity, the document.
  source_id text not null,
  -- From this day on the year may come out differently.
  effective_on date not null,
  flagged_at timestamp not null,
  flagged_by text not null,
  closed_at timestamp,
  closed_by text,
  -- The recomputation that settled it; null where nothing differed.
  recomputation_id text
);
create unique index recomputation_due_once on recomputation_due (area, psn_no, insutype, year, cause, source_id)
  where closed_at is null;
create index recomputation_due_open on recomputation_due (area, flagged_at) where closed_at is null;

create table recomputation (
  area text not null,
  recomputation_id text not null,
  psn_no text not null,
  insutype text not null,
  year integer not null,
  cause text not null check (cause in ('reversal', 'identity', 'policy', 'lateClaim', 'other')),
  note text not null,
  state text not null check (state in ('submitted', 'returned', 'approved', 'paid')),
  -- What it was computed from: version of the year's totals, digest of settlements, facts and result.
  totals_version integer not null,
  basis_digest text not null,
  -- Settlements in force that were recomputed, those without a difference included.
  settlements integer not null,
  totals_before jsonb not null,
  totals_after jsonb not null,
  made_by text not null,
  made_at timestamp not null,
  checked_by text,
  decided_at timestamp,
  primary key (area, recomputation_id)
);
create unique index recomputation_open on recomputation (area, psn_no, insutype, year) where state = 'submitted';
create index recomputation_by_time on recomputation (area, made_at, recomputation_id);
create index recomputation_by_person on recomputation (area, psn_no, insutype, year);

-- One adjustment: a settlement whose division comes out differently. The settlement itself stays as it is.
create table recomputation_line (
  area text not null,
  recomputation_id text not null,
  psn_no text not null,
  setl_id text not null,
  position smallint not null,
  insutype text not null,
  fixmedins_code text not null,
  care text not null,
  decided_on date not null,
  -- True for a settlement that was reversed after an adjustment of it had been posted: the adjustment is taken back.
  reversed boolean not null,
  -- Who bore what: as settled with the adjustments posted before, and as recomputed.
  settled jsonb not null,
  recomputed jsonb not null,
  -- Recomputed less settled; what the payers bear more the person bears less.
  pool_fen bigint not null,
  critical_illness_fen bigint not null,
  large_amount_fen bigint not null,
  civil_servant_fen bigint not null,
  medical_aid_fen bigint not null,
  account_fen bigint not null,
  person_fen bigint not null,
  check (pool_fen + critical_illness_fen + large_amount_fen + civil_servant_fen + medical_aid_fen + account_fen
    + person_fen = 0),
  -- The entry of the sub-ledger and its month, once approved.
  voucher_id bigint,
  period text,
  primary key (area, recomputation_id, setl_id)
);
create index recomputation_line_by_settlement on recomputation_line (area, psn_no, setl_id);

-- Paying an approved recomputation out to the person, or taking it back from him.
create table person_payment (
  area text not null,
  payment_id text not null,
  recomputation_id text not null,
  state text not null check (state in ('submitted', 'returned', 'paid')),
  made_by text not null,
  made_at timestamp not null,
  checked_by text,
  paid_on date,
  primary key (area, payment_id)
);
create unique index person_payment_once on person_payment (area, recomputation_id) where state <> 'returned';

-- Books that are open already get the accounts that adjustments are posted to.
insert into account (book_id, code, name, element)
select b.book_id, a.code, a.name, a.element
from book b
cross join (values ('1201', '应收参保人追退款', 'asset'), ('2202', '应付参保人补差款', 'liability')) as a(code, name, element)
where b.kind = 'benefit'
on conflict do nothing;
