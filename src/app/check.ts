/** `tongchou check FILE…` */
import { runCheck } from '../disclosure/index.ts';

/** Prints the reports; the exit code is 0 without errors, 1 with an error, 2 when something could not be read. */
export async function check(files: readonly string[], options: { readonly format: 'text' | 'json' }): Promise<number> {
  const { output, exitCode } = await runCheck(files, options);
  process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
  return exitCode;
}
