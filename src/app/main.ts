/** The `tongchou` command: a process of its own per call; every subcommand in a file of its own. */
import { createProgram } from './cli.ts';

await createProgram().parseAsync(process.argv);
