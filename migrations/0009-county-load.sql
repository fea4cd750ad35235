-- How far the loading of a synthetic county got: an interrupted one is told from a finished one.
create table county_load (
  area text primary key,
  request jsonb not null,
  phase text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
