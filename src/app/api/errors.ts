import { defineErrors } from '../../kernel/result.ts';

/** What a visitor without an account may meet. */
export const publicErrors = defineErrors('public', {
  tooMany: { status: 429, message: '来自本机的查询过于频繁', remedy: '请在 {seconds} 秒后再试' },
  noPolicies: {
    status: 404,
    message: '没有区划 {area} 的{scheme}待遇政策',
    remedy: '请核对六位区划代码；确是本地的，请向当地医疗保障经办机构询问',
  },
});
