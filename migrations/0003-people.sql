-- Who is insured: households, persons, employers, cover, identities, chronic registrations.
create sequence psn_no_seq;

create table employer (
  area text not null,
  emp_no text not null,
  name text not null,
  credit_code text not null,
  civil_service boolean not null default false,
  primary key (area, emp_no)
);
create unique index employer_credit_code on employer (credit_code);

create table person (
  area text not null,
  psn_no text not null,
  name text not null,
  gender text not null,
  birth_date date not null,
  cert_type text not null,
  -- The identity number is stored encrypted; the blind index finds it; four digits are kept for masked display.
  cert_cipher text not null,
  cert_index text not null,
  cert_masked text not null,
  household_id text not null,
  village_code text not null,
  registered_at timestamptz not null default clock_timestamp(),
  primary key (area, psn_no)
);
create unique index person_cert_index on person (cert_index);
create index person_by_village on person (area, village_code);
create index person_by_name on person (area, name);

create table cover (
  area text not null,
  psn_no text not null,
  insutype text not null,
  psn_type text not null,
  from_date date not null,
  to_date date,
  emp_no text,
  civil_servant boolean not null default false,
  primary key (area, psn_no, insutype, from_date)
);

create table identity_membership (
  area text not null,
  psn_no text not null,
  idet_type text not null,
  from_date date not null,
  to_date date,
  primary key (area, psn_no, idet_type, from_date)
);

create table chronic_registration (
  area text not null,
  psn_no text not null,
  disease_code text not null,
  from_date date not null,
  to_date date,
  primary key (area, psn_no, disease_code, from_date)
);

create table personal_account (
  area text not null,
  psn_no text not null,
  balance_fen bigint not null,
  version integer not null default 1,
  primary key (area, psn_no)
);

create table account_movement (
  area text not null,
  psn_no text not null,
  source_kind text not null,
  source_id text not null,
  amount_fen bigint not null,
  moved_on date not null,
  primary key (area, psn_no, source_kind, source_id)
);
