/** The command line: one entry per subcommand, help in Chinese and English, an example for each. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { Refused } from '../kernel/result.ts';
import { say, sayError } from './terminal.ts';

interface Subcommand {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError(`端口 ${text} 有误：应为 1 至 65535 的整数。/ must be an integer from 1 to 65535.`);
  return port;
}

function parseScale(text: string): number {
  const scale = Number(text);
  if (!(scale > 0 && scale <= 1))
    throw new InvalidArgumentError(`规模 ${text} 有误：应为大于 0、不超过 1 的小数。/ must be over 0 and at most 1.`);
  return scale;
}

function parseWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError(`${text} 有误：应为非负整数。/ must be a whole number.`);
  return value;
}

/** For an option that may be given several times. */
function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

function addCommand(parent: Command, { name, summary, example }: Subcommand): Command {
  return parent.command(name).description(summary).addHelpText('after', `\n示例 / Example:\n  $ ${example}\n`);
}

/** Runs a subcommand: an expected failure is told in Chinese with its remedy and exits 1 (or as given). */
function run<A extends unknown[]>(work: (...args: A) => Promise<number | undefined>): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = (await work(...args)) ?? 0;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sayError(`错误：${error.failure.message}`);
      sayError(`处理：${error.failure.remedy}`);
      process.exitCode = 1;
    }
  };
}

/** The whole command tree. Modules are loaded only when their subcommand runs. */
export function createProgram(): Command {
  const program = new Command('tongchou')
    .description('统筹：县市医疗保障局开放业务系统 / Tongchou: the open system of record of a medical-security bureau')
    .helpOption('-h, --help', '显示帮助 / show help')
    .helpCommand('help [command]', '显示某个命令的帮助 / show help of a command')
    .addHelpText('after', '\n示例 / Examples:\n  $ npm start\n  $ npx tongchou check 决算公开.txt\n');

  addCommand(program, {
    name: 'start',
    summary: '启动服务，首次启动载入演示县 / start the server; the first start loads the demo county',
    example: 'npm start -- --port 8081',
  })
    .option('--port <n>', '监听端口 / port', parsePort, 8080)
    .option('--host <address>', '监听地址 / address', '127.0.0.1')
    .option('--no-demo', '不载入演示数据 / do not load the demo county')
    .option('--demo-scale <scale>', '演示县的人口规模 / scale of the demo county', parseScale, 0.05)
    .action(run(async (options) => (await import('./start.ts')).start(options)));

  addCommand(program, {
    name: 'check <files...>',
    summary: '核对部门决算、预算公开文件 / check published departmental accounts',
    example: 'npx tongchou check 决算公开.txt --format json',
  })
    .addOption(new Option('--format <format>', '输出格式 / output format').choices(['text', 'json']).default('text'))
    .action(run(async (files, options) => (await import('./check.ts')).check(files, options)));

  const county = program.command('county').description('合成县 / the synthetic county');
  addCommand(county, {
    name: 'new',
    summary: '生成合成县并经业务流程载入全年业务 / generate a synthetic county and run its year through the use cases',
    example: 'npx tongchou county new --like 610326 --year 2020 --scale 0.05 --seed 1',
  })
    .option('--like <division>', '仿照的县（区划代码）/ division to model', '610326')
    .option('--year <year>', '年度 / year', parseWhole, 2020)
    .option('--scale <scale>', '人口规模 / scale of the population', parseScale, 0.05)
    .option('--seed <seed>', '随机种子 / seed', parseWhole, 1)
    .action(run(async (options) => (await import('./county-command.ts')).newCounty(options)));

  const policy = program.command('policy').description('待遇政策 / benefit policy');
  const formatOption = () =>
    new Option('--format <format>', '输出格式 / output format').choices(['text', 'json']).default('text');
  const schemeOption = () =>
    new Option('--scheme <code>', '险种：390 居民，310 职工 / scheme').choices(['390', '310']).default('390');
  addCommand(policy, {
    name: 'check [folder]',
    summary: '检查政策包，列出全部错误、警告与提示 / check policy packs and list every flaw',
    example: 'npx tongchou policy check',
  })
    .addOption(formatOption())
    .action(run(async (folder, options) => (await import('./policy-command.ts')).checkPolicyFolder(folder, options)));
  addCommand(policy, {
    name: 'diff <before> <after>',
    summary: '比较两份政策：统筹区@日期，或政策包的路径 / what changes between two policies: AREA@DATE or a pack',
    example: 'npx tongchou policy diff 610300@2022-08-31 610300@2022-09-01',
  })
    .addOption(schemeOption())
    .addOption(formatOption())
    .option('--out <file>', '写成文件：.docx、.pdf 或 .xlsx / write a document')
    .action(
      run(async (before, after, options) =>
        (await import('./policy-command.ts')).diffPolicySides(before, after, options),
      ),
    );
  addCommand(policy, {
    name: 'print <area>',
    summary: '打印某地某日的政策一览，含出处与来源等级 / print the policy of an area on a day',
    example: 'npx tongchou policy print 610326 --at 2020-06-30',
  })
    .requiredOption('--at <date>', '日期 / day, YYYY-MM-DD')
    .addOption(schemeOption())
    .option('--out <file>', '写成文件：.docx、.pdf 或 .xlsx / write a document')
    .action(run(async (area, options) => (await import('./policy-command.ts')).printPolicySheet(area, options)));

  const benefits = program.command('benefits').description('待遇计算 / benefits');
  addCommand(benefits, {
    name: 'compute',
    summary: '按任一份政策计算任一个案例（docs/write-a-policy.md）/ compute any case under any policy',
    example: 'npx tongchou benefits compute --policy 政策.yaml --case 案例.yaml --format json',
  })
    .requiredOption('--policy <file>', '单文件政策（YAML 或 JSON），或政策包的文件夹 / policy file or pack folder')
    .requiredOption('--case <file>', '案例文件（YAML 或 JSON）/ case file')
    .addOption(new Option('--format <format>', '输出格式 / output format').choices(['text', 'json']).default('text'))
    .option('--on <date>', '案例未写日期时所用的日期 / day of cases that name none, YYYY-MM-DD')
    .action(run(async (options) => (await import('./benefits-command.ts')).computeFiles(options)));

  addCommand(program, {
    name: 'simulate',
    summary: '改革实验室：在全年就诊上测算政策调整 / try reforms on a year of claims',
    example: 'npx tongchou simulate --reform examples/reforms/baoji-2022-09-01.yaml --on 610326 --year 2020',
  })
    .requiredOption('--reform <file>', '方案文件，可写几次（至多四个）/ reform file, repeatable', collect)
    .requiredOption('--on <claims>', '本局区划代码，或就诊数据文件（.parquet）/ the county, or a claims file')
    .option('--year <year>', '县库中的年度 / year of the county’s claims', parseWhole, 2020)
    .addOption(
      new Option('--scheme <code>', '险种：390 居民，310 职工 / scheme').choices(['390', '310']).default('390'),
    )
    .option('--pack <id>', '作为现行政策的政策包，缺省为本地的 / pack of the baseline')
    .option('--burden-line <yuan>', '年个人负担超过此数计入高额自付人数（元）/ heavy burden, yuan', '10000')
    .option('--workers <n>', '线程数，缺省按处理器 / threads', parseWhole)
    .addOption(new Option('--format <format>', '输出格式 / output format').choices(['text', 'json']).default('text'))
    .option('--out <file>', '另写一份供会议看的测算情况：.docx、.pdf 或 .xlsx / meeting sheet')
    .action(run(async (options) => (await import('./simulate-command.ts')).simulate(options)));

  const claims = program.command('claims').description('就诊数据文件（docs/claims-parquet.md）/ claims files');
  addCommand(claims, {
    name: 'export',
    summary: '导出本县一年的就诊，不含姓名与证件号码 / export a year of claims without names',
    example: 'npx tongchou claims export --year 2020 --out 就诊.parquet',
  })
    .option('--year <year>', '年度 / year', parseWhole, 2020)
    .addOption(
      new Option('--scheme <code>', '险种：390 居民，310 职工 / scheme').choices(['390', '310']).default('390'),
    )
    .requiredOption('--out <file>', '写入的文件 / file to write')
    .action(run(async (options) => (await import('./claims-command.ts')).exportClaimsFile(options)));
  addCommand(claims, {
    name: 'check <file>',
    summary: '核对就诊数据文件的格式 / check a claims file',
    example: 'npx tongchou claims check 就诊.parquet',
  }).action(run(async (file) => (await import('./claims-command.ts')).checkClaimsFile(file)));

  addCommand(program, {
    name: 'verify',
    summary: '验证账簿与审计日志的哈希链、借贷平衡、明细账与基金账一致 / verify chains, balance and control accounts',
    example: 'npx tongchou verify --anchors 封存值.json',
  })
    .option('--anchors <file>', '库外留存的封存值：有则比对，通过后更新 / anchors kept outside the database')
    .action(run(async (options) => (await import('./verify.ts')).verify(options)));

  program.action(() => {
    say(program.helpInformation());
  });
  return program;
}
