/** `tongchou claims export` and `tongchou claims check`: a year's claims as a file that names nobody. */
import { loadPolicies, type Scheme } from '../benefits/index.ts';
import { unwrap } from '../kernel/result.ts';
import { checkParquetClaims, exportClaims, findBaselinePack } from '../simulation/index.ts';
import { openOffice, POLICIES } from './office.ts';
import { endWithout, withCancel } from './simulate-command.ts';
import { createProgress, say } from './terminal.ts';

export interface ExportClaimsOptions {
  readonly year: number;
  readonly scheme: Scheme;
  readonly out: string;
}

export async function exportClaimsFile({ year, scheme, out }: ExportClaimsOptions): Promise<number> {
  const running = await openOffice();
  try {
    const { area, db } = running.office;
    const query = { area, scheme, year };
    const { decidedBy } = unwrap(findBaselinePack(unwrap(loadPolicies(POLICIES)), query));
    return await withCancel(async (signal) => {
      const progress = createProgress();
      const onProgress = (done: number, total: number) => progress.report('导出就诊', done, total);
      const written = await exportClaims(db, query, out, { decidedBy, signal, onProgress });
      progress.finish();
      if (!written.ok) return endWithout(written.error);
      say(`${out}：${written.value.rows} 次就诊，不含姓名与证件号码，人员已重新编号`);
      say('日期、乡镇、机构仍可能指认到人：请按敏感个人信息保管，用后销毁');
      return 0;
    });
  } finally {
    await running.close();
  }
}

/** Checks a claims file against docs/claims-parquet.md. */
export async function checkClaimsFile(file: string): Promise<number> {
  const { rows } = unwrap(await checkParquetClaims(file));
  say(`${file}：${rows} 行，格式正确`);
  return 0;
}
