/** The target table as text, for the terminal: columns aligned by display width, one line of summary. */
import { formatTargetValue, type TargetRow } from './targets.ts';

const HEADINGS = ['项目', '单位', '公布值×规模', '生成值', '偏差', '允许', '结论'] as const;

/** Chinese characters take two columns of a terminal. */
function displayWidth(text: string): number {
  return Array.from(text).reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}

function percent(per10k: number): string {
  const sign = per10k < 0 ? '-' : '';
  const value = Math.abs(per10k);
  return `${sign}${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}%`;
}

function cellsOf(row: TargetRow): string[] {
  const { target, wanted, generated } = row;
  return [
    target.title,
    target.unit,
    formatTargetValue(target.unit, wanted),
    formatTargetValue(target.unit, generated),
    percent(row.deviationPer10k),
    `±${percent(row.tolerancePer10k)}`,
    row.met ? '符合' : '超出',
  ];
}

/** Lines of the table: heading, one line a target, source and summary. */
export function formatTargetTable(rows: readonly TargetRow[], scale: number): string[] {
  const table = [[...HEADINGS], ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((cells) => displayWidth(cells[column] ?? ''))));
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        return column >= 2 && column <= 5 ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
  const met = rows.filter((row) => row.met).length;
  const source = [...new Set(rows.map((row) => row.target.source))].join('；');
  return [
    ...lines,
    `公布值出处：${source}；县内机构口径，不含省、市医院代支`,
    `规模 ${scale}：${rows.length} 项目标，符合 ${met} 项，超出 ${rows.length - met} 项`,
  ];
}

export function allMet(rows: readonly TargetRow[]): boolean {
  return rows.every((row) => row.met);
}
