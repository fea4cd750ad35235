-- What the console's lists, searches and sums are read by, at the size of a county (300,000 people and settlements).

-- A name is found by its beginning, in any collation of the database.
drop index person_by_name;
create index person_by_name on person (area, name text_pattern_ops);
create index person_by_birth on person (area, birth_date, psn_no);
-- Who is covered, and who has an identity, without touching the rows.
create index cover_by_scheme on cover (area, insutype, psn_no) include (from_date, to_date);
create index identity_by_type on identity_membership (area, idet_type, psn_no) include (from_date, to_date);

-- Newest first, with what lists are filtered by.
create index settlement_by_time on settlement (area, settled_at, setl_id) include (psn_no, fixmedins_code, insutype, care,
  period);
create index settlement_by_mdtrt on settlement (area, mdtrt_id);
-- Sums over a month, a year or a filter: the row itself carries its explanation and is a dozen times as wide.
create index settlement_sums on settlement (area, period, settled_at, setl_id) include (psn_no, fixmedins_code, insutype,
  care, reverses, voucher_id, total_fen, in_scope_fen, pool_fen, critical_illness_fen, large_amount_fen,
  civil_servant_fen, medical_aid_fen, fund_total_fen, account_fen, cash_fen, hospital_share_fen);

create index voucher_by_date on voucher (book_id, effective_on, voucher_id);
-- Besides sums, a list of vouchers by account counts them.
drop index posting_by_account;
create index posting_by_account on posting (book_id, account, period) include (amount_fen, voucher_id);
