/** The `tongchou` command: a process of its own per call; every subcommand in a file of its own. */
import { createProgram } from './cli.ts';

// `tongchou … | head`: who no longer reads is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

await createProgram().parseAsync(process.argv);
