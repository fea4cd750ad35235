import { describe, expect, it } from 'vitest';
import { summarizeEntry } from './summary.ts';

const tell = (action: string, detail: Record<string, unknown> = {}, subjectId = 'x') =>
  summarizeEntry({ action, detail, subjectId });

describe('an entry in a sentence', () => {
  it.each([
    ['session.open', { clientAddress: '10.1.2.3' }, '登录成功，来自 10.1.2.3'],
    [
      'session.locked',
      { clientAddress: null, lockedUntil: '2025-03-03 09:15:00' },
      '登录未成功，连续多次不正确，锁定至 2025-03-03 09:15:00',
    ],
    ['account.create', { name: '李华', divisions: ['610326', '610326102'] }, '新建账号，数据范围：眉县、槐芽镇'],
    ['account.roles', { from: [], to: ['待遇审核'] }, '授予岗位“待遇审核”'],
    ['account.roles', { from: ['待遇审核'], to: ['结算复核'] }, '岗位由“待遇审核”改为“结算复核”'],
    ['account.roles', { from: ['待遇审核', '镇村服务站'], to: [] }, '收回岗位“待遇审核、镇村服务站”'],
    ['account.disable', { reason: '调离' }, '停用账号，登录即时失效；原因：调离'],
    ['account.disable', {}, '停用账号，登录即时失效'],
    ['people.unmask', { reason: '核对异地就医备案材料' }, '查看完整证件号码；事由：核对异地就医备案材料'],
    ['approval.approve', { step: '结算复核', comment: ' ' }, '“结算复核”同意'],
    ['approval.return', { step: '结算复核', comment: '少一份发票' }, '“结算复核”退回修改；意见：少一份发票'],
    [
      'payments.batch',
      { payable: 123_456_789, offset: 0, paid: 123_456_789, insurer: 5 },
      '编制拨付批次，应付 1,234,567.89 元，实付 1,234,567.89 元，由承保机构支付 0.05 元',
    ],
    ['audit.verify', { fault: null }, '校验审计链，与封存时一致'],
    ['audit.verify', { fault: 'audit.changed' }, '校验审计链，发现异常（audit.changed）'],
  ])('%s %j', (action, detail, expected) => {
    expect(tell(action, detail)).toBe(expected);
  });

  it('names the month that was declared', () => {
    expect(tell('payments.declare', { declarations: 12 }, '2020-03')).toBe('受理 2020-03 的月度申报，共 12 份');
  });

  it('of an act that it does not know is its code: the detail stays where it is', () => {
    expect(tell('people.merge', { name: '王小明' })).toBe('people.merge');
  });

  it('of a detail that is not as expected still stands', () => {
    expect(tell('account.roles', { from: 'x', to: null })).toBe('未授予岗位');
    expect(tell('payments.batch', { payable: '12', paid: 1.5 })).toBe('编制拨付批次');
    expect(tell('people.unmask', { reason: 7 })).toBe('查看完整证件号码');
  });
});

describe('numbers of persons in free text', () => {
  const reason = (text: string) => tell('account.disable', { reason: text }).split('原因：')[1];

  it('are left out, however they are written', () => {
    for (const number of ['610326199001011234', '61032619900101123X', '6103 2619 9001 0112 34', '138-1234-5678'])
      expect(reason(`本人（${number}）来电`)).toBe('本人（（号码略））来电');
  });

  it('are told from dates and amounts', () => {
    const text = '2025-03-01至2025-03-31，金额 1234567.89 元，第 12 号';
    expect(reason(text)).toBe(text);
  });
});
