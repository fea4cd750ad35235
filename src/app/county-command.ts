/** `tongchou county new`: generates a county, prints what was published against what was generated. */
import fs from 'node:fs';
import path from 'node:path';
import { allMet, type CountyRequest, formatTargetTable } from '../county/index.ts';
import { refuse } from '../kernel/result.ts';
import { countyState, discardHalfLoaded, loadCountyInto } from './county-load.ts';
import { appErrors } from './errors.ts';
import { openOffice, varFolder } from './office.ts';
import { createProgress, say, sayError } from './terminal.ts';

const MEGABYTE_IN_KILOBYTES = 1024;

/** Exit code 0 when every target is met, 1 when not. The list of planted irregularities goes to the data folder. */
export async function newCounty(request: CountyRequest): Promise<number> {
  const started = performance.now();
  const running = await openOffice({ area: request.like });
  const progress = createProgress();
  try {
    const state = await countyState(running.office.db);
    if (state === 'loaded') refuse(appErrors.countyLoaded({ place: running.place }));
    if (state !== 'empty') {
      sayError(`上次生成在“${state.phase}”中断，重新开始`);
      await discardHalfLoaded(running.office.db);
    }
    const county = await loadCountyInto(running.office, request, progress.report);
    progress.finish();
    const list = path.join(varFolder(), 'county-planted.json');
    fs.writeFileSync(list, `${JSON.stringify(county.planted, null, 1)}\n`);
    for (const line of formatTargetTable(county.targets, request.scale)) say(line);
    say(`埋设的违规线索清单：${list}`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const peak = Math.round(process.resourceUsage().maxRSS / MEGABYTE_IN_KILOBYTES);
    say(`用时 ${seconds} 秒，本进程内存峰值 ${peak} MB`);
    return allMet(county.targets) ? 0 : 1;
  } finally {
    progress.finish();
    await running.close();
  }
}
