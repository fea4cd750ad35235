-- Designated providers (定点医药机构) and the catalogue they charge by.
create table provider (
  fixmedins_code text primary key,
  name text not null,
  kind text not null check (kind in ('hospital', 'township', 'village', 'clinic', 'pharmacy')),
  -- village, one, two, three, none: the grade that benefit policy speaks of.
  grade text not null,
  division text not null,
  village_code text,
  credit_code text,
  -- For the interface: the secret of the gateway headers, encrypted.
  secret_cipher text,
  agreement_from date not null,
  agreement_to date
);

create table catalogue_item (
  item_code text not null,
  from_date date not null,
  to_date date,
  name text not null,
  unit text not null,
  -- list_type, chrgitm_lv, med_chrgitm_type of the national code lists.
  list_type text not null,
  item_class text not null,
  charge_type text not null,
  prior_rate_per10k integer not null,
  price_limit_fen bigint,
  restricted boolean not null default false,
  source text not null,
  primary key (item_code, from_date)
);
