-- What stands in the way of benefits: death, suspended cover (暂停参保), contributions in arrears (欠费).
alter table person add column deceased_on date check (deceased_on >= birth_date);

create table cover_suspension (
  suspension_id bigint generated always as identity primary key,
  area text not null,
  psn_no text not null,
  insutype text not null,
  from_date date not null,
  -- First day with benefits again; none while the suspension lasts.
  to_date date,
  reason text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null,
  -- Recorded in error: kept, and no longer counted.
  withdrawn_at timestamptz,
  check (to_date > from_date)
);
create unique index cover_suspension_once on cover_suspension (area, psn_no, insutype, from_date)
  where withdrawn_at is null;

create table contribution_arrears (
  arrears_id bigint generated always as identity primary key,
  area text not null,
  insutype text not null,
  -- Who owes: an employer for all its people, or a person who pays alone.
  emp_no text,
  psn_no text,
  -- First day of the first month that was not paid.
  from_date date not null,
  -- Last day of the time given to pay.
  deadline date,
  paid_on date,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null,
  withdrawn_at timestamptz,
  check ((emp_no is null) <> (psn_no is null)),
  check (extract(day from from_date) = 1),
  check (deadline >= from_date),
  check (paid_on >= from_date)
);
create unique index contribution_arrears_of_unit on contribution_arrears (area, emp_no, insutype, from_date)
  where emp_no is not null and withdrawn_at is null;
create unique index contribution_arrears_of_person on contribution_arrears (area, psn_no, insutype, from_date)
  where psn_no is not null and withdrawn_at is null;
