-- Visits, fee lines, settlements. Person-owned: area and person stand in every key.
create sequence mdtrt_id_seq;
create sequence setl_id_seq;

create table encounter (
  area text not null,
  psn_no text not null,
  mdtrt_id text not null,
  insutype text not null,
  fixmedins_code text not null,
  care text not null check (care in ('inpatient', 'outpatient', 'chronic')),
  med_type text not null,
  visit_no text not null,
  place text not null,
  admitted_on date not null,
  discharged_on date,
  diagnosis_code text,
  diagnosis_name text,
  disease_code text,
  department text,
  state text not null check (state in ('open', 'discharged', 'cancelled')),
  -- The settlement in force; null while there is none or after it was reversed.
  setl_id text,
  version integer not null default 1,
  registered_at timestamptz not null default clock_timestamp(),
  primary key (area, psn_no, mdtrt_id)
);
create unique index encounter_visit_no on encounter (area, psn_no, fixmedins_code, visit_no) where state <> 'cancelled';
create index encounter_by_provider on encounter (fixmedins_code, admitted_on);

create table fee_line (
  area text not null,
  psn_no text not null,
  mdtrt_id text not null,
  feedetl_sn text not null,
  batch_no text,
  occurred_at timestamp not null,
  item_code text not null,
  provider_item_code text not null,
  item_class text not null,
  charge_type text not null,
  -- Ten-thousandths of the unit, ten-thousandths of a yuan: the interface allows four decimals in both.
  quantity_per10k bigint not null,
  price_per10k bigint not null,
  total_fen bigint not null,
  full_self_pay_fen bigint not null,
  over_limit_fen bigint not null,
  prior_share_fen bigint not null,
  in_scope_fen bigint not null,
  check (total_fen = full_self_pay_fen + over_limit_fen + prior_share_fen + in_scope_fen),
  primary key (area, psn_no, mdtrt_id, feedetl_sn)
);

-- Lines taken off a visit (2205, 2302): nothing that was charged is forgotten.
create table fee_line_withdrawn (
  like fee_line,
  withdrawn_at timestamptz not null
);
create index fee_line_withdrawn_by_visit on fee_line_withdrawn (area, psn_no, mdtrt_id);

create table settlement (
  area text not null,
  psn_no text not null,
  setl_id text not null,
  mdtrt_id text not null,
  -- A reversal is a settlement of its own with the signs turned.
  reverses text,
  insutype text not null,
  fixmedins_code text not null,
  care text not null,
  settled_at timestamp not null,
  period text not null,
  insured_year integer not null,
  message_key text not null,
  policy text not null,
  total_fen bigint not null,
  full_self_pay_fen bigint not null,
  over_limit_fen bigint not null,
  prior_share_fen bigint not null,
  in_scope_fen bigint not null,
  deductible_fen bigint not null,
  pool_fen bigint not null,
  civil_servant_fen bigint not null,
  enterprise_fen bigint not null,
  critical_illness_fen bigint not null,
  large_amount_fen bigint not null,
  medical_aid_fen bigint not null,
  other_fen bigint not null,
  fund_total_fen bigint not null,
  person_total_fen bigint not null,
  account_fen bigint not null,
  cash_fen bigint not null,
  hospital_share_fen bigint not null,
  pool_rate_per10k integer not null,
  account_after_fen bigint not null,
  totals_before jsonb not null,
  totals_after jsonb not null,
  steps jsonb not null,
  -- The sub-ledger's voucher; none where no fund paid anything.
  voucher_id bigint,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null,
  check (total_fen = full_self_pay_fen + over_limit_fen + prior_share_fen + in_scope_fen),
  check (total_fen = fund_total_fen + person_total_fen + hospital_share_fen),
  check (person_total_fen = account_fen + cash_fen),
  check (fund_total_fen = pool_fen + civil_servant_fen + enterprise_fen + critical_illness_fen + large_amount_fen
    + medical_aid_fen + other_fen),
  primary key (area, psn_no, setl_id)
);
create unique index settlement_reversed_once on settlement (area, psn_no, reverses) where reverses is not null;
create index settlement_by_id on settlement (area, setl_id);
create index settlement_by_reversed on settlement (area, reverses) where reverses is not null;
create index settlement_by_visit on settlement (area, psn_no, mdtrt_id);
create index settlement_by_provider_period on settlement (fixmedins_code, period);

create table settlement_layer (
  area text not null,
  psn_no text not null,
  setl_id text not null,
  layer text not null,
  -- Order of payment.
  position smallint not null,
  title text not null,
  bearer text not null,
  fund_pay_type text not null,
  base_fen bigint not null,
  paid_fen bigint not null,
  components jsonb not null,
  primary key (area, psn_no, setl_id, layer)
);

create table running_total (
  area text not null,
  psn_no text not null,
  insutype text not null,
  year integer not null,
  totals jsonb not null,
  version integer not null,
  primary key (area, psn_no, insutype, year)
);
