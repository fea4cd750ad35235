-- The national interface: messages that were done, and operators' sign-ins.

-- A write of a provider, kept so that the same message is answered again and not done again. What was sent is kept as a
-- keyed digest only; what was answered is kept encrypted, for it carries names and identity numbers.
create table gateway_message (
  fixmedins_code text not null,
  msgid text not null,
  infno text not null,
  digest text not null,
  -- What the message made, for its reversal (2601).
  psn_no text,
  mdtrt_id text,
  setl_id text,
  answer_cipher text not null,
  received_at timestamp not null,
  stored_at timestamptz not null default clock_timestamp(),
  opter text not null,
  -- msgid of the 2601 that annulled it.
  annulled_by text,
  primary key (fixmedins_code, msgid, infno)
);

create sequence gateway_sign_no_seq;

create table gateway_sign_in (
  fixmedins_code text not null,
  sign_no text not null default lpad(nextval('gateway_sign_no_seq')::text, 8, '0'),
  opter text not null,
  mac text not null,
  ip text not null,
  signed_in_at timestamp not null,
  signed_out_at timestamp,
  primary key (fixmedins_code, sign_no)
);
create index gateway_sign_in_open on gateway_sign_in (fixmedins_code, opter) where signed_out_at is null;
