/** Disclosure (部门预决算公开): the engine, and on a server also the files and the catalogue on disk. */
export { type CheckCommandOptions, type CheckCommandResult, runCheck } from './check-command.ts';
export * from './engine.ts';
export { subjectsFromDisk } from './subjects-from-disk.ts';
