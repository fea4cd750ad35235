/** Holds a claims file against its published columns: what is wrong is named by column, row, value and remedy. */
import fs from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { refuse } from '../kernel/result.ts';
import { quoted } from './duckdb.ts';
import { simulationErrors } from './errors.ts';
import { findParquetColumn, groupOfColumn, PARQUET_COLUMNS, type ParquetColumn, typesOf } from './parquet-columns.ts';

export interface ClaimsFile {
  readonly file: string;
  /** Source for `from`, with `file_row_number` (from 0) beside the columns. */
  readonly from: string;
  readonly rows: number;
  readonly columns: ReadonlySet<string>;
  /** Fee-line groups of which the file has in-scope cost. */
  readonly groups: readonly string[];
}

/**
 * Opens a file, checks its columns and every row. Refuses with `simulation.unreadableFile`, `missingColumn`,
 * `wrongColumnType`, `unknownColumn`, `emptyFile`, `badCell`.
 */
export async function openClaimsFile(connection: DuckDBConnection, file: string): Promise<ClaimsFile> {
  if (!fs.existsSync(file)) refuse(simulationErrors.unreadableFile({ path: file, file, reason: '文件不存在' }));
  const from = `read_parquet(${quoted(file)}, file_row_number = true)`;
  const columns = await describe(connection, file);
  checkColumns(file, columns);
  const [rows = 0] = await readNumbers(connection, `select count(*) from ${from}`);
  if (rows === 0) refuse(simulationErrors.emptyFile({ path: file, file }));
  const names = new Set(columns.keys());
  const opened = { file, from, rows, columns: names, groups: [...names].flatMap((name) => groupOfColumn(name) ?? []) };
  await checkRows(connection, opened);
  return opened;
}

/** Names and types of the columns. */
async function describe(connection: DuckDBConnection, file: string): Promise<Map<string, string>> {
  try {
    const reader = await connection.runAndReadAll(`describe select * from read_parquet(${quoted(file)})`);
    return new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]));
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return refuse(simulationErrors.unreadableFile({ path: file, file, reason }));
  }
}

function checkColumns(file: string, columns: ReadonlyMap<string, string>): void {
  for (const { name, title, required, expected } of PARQUET_COLUMNS) {
    if (required && !columns.has(name)) {
      refuse(simulationErrors.missingColumn({ path: name, file, column: name, title, expected }));
    }
  }
  for (const [name, type] of columns) {
    const column = findParquetColumn(name);
    if (column === undefined) refuse(simulationErrors.unknownColumn({ path: name, file, column: name }));
    if (typesOf(column.kind).includes(type)) continue;
    const { title, expected } = column;
    refuse(simulationErrors.wrongColumnType({ path: name, file, column: name, title, value: type, expected }));
  }
}

/** A condition that holds for a bad row. */
interface RowCheck {
  readonly column: ParquetColumn;
  readonly bad: string;
  readonly value: string;
  readonly problem: string;
}

function rowChecks(columns: ReadonlySet<string>): RowCheck[] {
  const present = [...columns].flatMap((name) => findParquetColumn(name) ?? []);
  const own = present.flatMap((column) => checksOf(column));
  const total = present.find(({ name }) => name === 'total_fen');
  const discharged = present.find(({ name }) => name === 'discharged');
  const parts = ['full_self_pay_fen', 'over_limit_fen', 'prior_share_fen'].filter((name) => columns.has(name));
  const groups = [...columns].filter((name) => groupOfColumn(name) !== undefined);
  const sum = (names: readonly string[]) => names.map((name) => `coalesce(${ident(name)}, 0)::hugeint`).join(' + ');
  const across: RowCheck[] = [];
  if (total !== undefined && parts.length > 0) {
    const bad = `${sum(parts)} > total_fen`;
    across.push({ column: total, bad, value: 'total_fen::varchar', problem: '小于全自费、超限价、先行自付之和' });
  }
  if (total !== undefined && groups.length > 0) {
    const bad = `${sum(groups)} > total_fen::hugeint${parts.length > 0 ? ` - (${sum(parts)})` : ''}`;
    across.push({ column: total, bad, value: 'total_fen::varchar', problem: '各费用类别之和超过政策范围内费用' });
  }
  if (discharged !== undefined) {
    across.push({
      column: discharged,
      bad: 'discharged < admitted',
      value: 'discharged::varchar',
      problem: '早于入院日期',
    });
  }
  return [...own, ...across];
}

function checksOf(column: ParquetColumn): RowCheck[] {
  const name = ident(column.name);
  const value = `${name}::varchar`;
  const missing = { column, bad: `${name} is null`, value: "'（空）'", problem: '不能为空' };
  const checks: RowCheck[] = column.required ? [missing] : [];
  if (column.values !== undefined) {
    const listed = column.values.map(quoted).join(', ');
    checks.push({ column, bad: `${name} not in (${listed})`, value, problem: '不是规定的取值' });
  }
  if (column.range !== undefined) {
    const [least, most] = column.range;
    checks.push({ column, bad: `${name} < ${least} or ${name} > ${most}`, value, problem: '超出范围' });
  }
  return checks;
}

async function checkRows(connection: DuckDBConnection, { file, from, columns }: ClaimsFile): Promise<void> {
  const checks = rowChecks(columns);
  const counts = await readNumbers(
    connection,
    `select ${checks.map(({ bad }) => `count(*) filter (where ${bad})`).join(', ')} from ${from}`,
  );
  for (const [index, { column, bad, value, problem }] of checks.entries()) {
    const count = counts[index] ?? 0;
    if (count === 0) continue;
    const found = await connection.runAndReadAll(
      `select file_row_number + 1, ${value} from ${from} where ${bad} order by file_row_number limit 1`,
    );
    const [row, shown] = found.getRows()[0] ?? [];
    const { name, title, expected } = column;
    const values = { file, column: name, title, row: String(row), value: String(shown), problem, expected, count };
    refuse(simulationErrors.badCell({ path: `${name}[${String(row)}]`, ...values }));
  }
  if (!columns.has('scheme')) return;
  const [schemes = 0] = await readNumbers(connection, `select count(distinct scheme) from ${from}`);
  const column = findParquetColumn('scheme');
  if (schemes <= 1 || column === undefined) return;
  const { name, title, expected } = column;
  const values = {
    file,
    column: name,
    title,
    row: '不止一',
    value: '310 与 390 并存',
    problem: '须全文件相同',
    expected,
  };
  refuse(simulationErrors.badCell({ path: name, ...values, count: schemes }));
}

/** The first row's whole numbers. */
export async function readNumbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const reader = await connection.runAndReadAll(sql);
  return (reader.getRows()[0] ?? []).map(Number);
}

/** A name as an identifier of SQL. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
