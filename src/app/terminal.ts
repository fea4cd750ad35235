/** What the command line prints. The one place that writes to the terminal. */
import { SingleBar } from 'cli-progress';

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function sayError(text: string): void {
  process.stderr.write(`${text}\n`);
}

export type Progress = (phase: string, done: number, total: number) => void;

/** One bar per phase on a terminal; one line per phase where the output is a file. */
export function createProgress(): { readonly report: Progress; readonly finish: () => void } {
  const interactive = process.stderr.isTTY === true;
  let phase = '';
  let bar: SingleBar | undefined;
  const finish = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    report: (name, done, total) => {
      if (name !== phase) {
        finish();
        phase = name;
        if (interactive) {
          bar = new SingleBar({
            format: '{name} [{bar}] {percentage}% {value}/{total} 剩余 {eta} 秒',
            clearOnComplete: false,
            hideCursor: true,
          });
          bar.start(total, done, { name: name.padEnd(10, '　') });
        } else sayError(`${name}（${total}）……`);
      } else if (bar) {
        bar.setTotal(total);
        bar.update(done);
      }
    },
    finish,
  };
}

/** Pads by display width: a Chinese character takes two columns. */
export function padColumns(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const shown = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  const blank = ' '.repeat(Math.max(0, width - shown));
  return side === 'right' ? text + blank : blank + text;
}
