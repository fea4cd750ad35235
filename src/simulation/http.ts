/** Routes of the laboratory. Claims are the whole area's: whoever sees a part of it only is refused. */
import fs from 'node:fs';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import Type, { type Static } from 'typebox';
import {
  type Actor,
  type Api,
  type ApiModule,
  accessErrors,
  getActor,
  isInScope,
  type Office,
  sendFailure,
} from '../access/index.ts';
import type { PolicyPack, Scheme } from '../benefits/index.ts';
import { type Coded, coded, codedDivision } from '../catalogues/code-lists.ts';
import { documentFormat, writeDocument } from '../documents/index.ts';
import { dateOf, dayNumber, isoDate } from '../kernel/dates.ts';
import { refuse, unwrap } from '../kernel/result.ts';
import { baselinePolicy } from './apply-reform.ts';
import { caveats } from './caveats.ts';
import { compileReform, findBaselinePack } from './compile-reform.ts';
import { changeText, describeChanges } from './describe-changes.ts';
import { simulationErrors } from './errors.ts';
import { type Job, Laboratory } from './laboratory.ts';
import { meetingSheet } from './meeting-sheet.ts';
import { readPackFiles } from './pack-files.ts';
import { packParameters } from './pack-parameters.ts';
import { DEFAULT_BURDEN_LINE_FEN, MOST_REFORMS } from './run-simulation.ts';

/** What the routes need of the office. */
export interface LaboratoryOffice extends Office {
  readonly policies: readonly PolicyPack[];
}

export interface LaboratoryFolders {
  /** Policy packs. */
  readonly policies: string;
  /** Reform files to begin with. */
  readonly examples: string;
}

const REFORM_LENGTH = 200_000;
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
const SCHEMES: readonly Scheme[] = ['390', '310'];

const SchemeField = Type.Enum(['390', '310'], { title: '险种', remedy: '请选择 390（居民）或 310（职工）' });
const YearField = Type.Integer({ title: '年度', minimum: 2000, maximum: 2200 });
const ClaimsQuery = Type.Object({ scheme: SchemeField, year: YearField });
const ReformField = Type.String({ title: '方案', minLength: 1, maxLength: REFORM_LENGTH });
const CheckRequest = Type.Object({ ...ClaimsQuery.properties, text: ReformField });
const RunBody = Type.Object({
  ...ClaimsQuery.properties,
  burdenLineFen: Type.Integer({ title: '高额自付线', minimum: 1, maximum: 1_000_000_000_000 }),
  reforms: Type.Array(ReformField, {
    title: '方案',
    minItems: 1,
    maxItems: MOST_REFORMS,
    remedy: `请给出 1 至 ${MOST_REFORMS} 个方案`,
  }),
});
const JobKey = Type.Object({ id: Type.String({ title: '测算', maxLength: 60 }) });
const SheetQuery = Type.Object({
  format: Type.Enum(['docx', 'pdf', 'xlsx'], { title: '格式', remedy: '请选择 docx、pdf 或 xlsx' }),
});

const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The module for `buildServer`; it holds the claims and the workers for as long as the server runs. */
export function simulationRoutes(folders: LaboratoryFolders): ApiModule<LaboratoryOffice> {
  return (app, office) => registerSimulationRoutes(app, office, folders);
}

function registerSimulationRoutes(app: Api, office: LaboratoryOffice, folders: LaboratoryFolders): void {
  const laboratory = new Laboratory(office, {
    onFault: (error) => app.log.error({ reason: error instanceof Error ? error.stack : String(error) }, 'simulation'),
  });
  app.addHook('onClose', () => laboratory.close());
  const preHandler = async (request: FastifyRequest, reply: FastifyReply) => refusePart(request, reply, office.area);
  const own = { config: { right: 'simulation.run' }, preHandler } as const;
  const baselineOf = (query: Static<typeof ClaimsQuery>) =>
    unwrap(findBaselinePack(office.policies, { ...query, area: office.area }));

  app.get('/api/simulation/options', own, async () => readOptions(office, folders));
  app.get('/api/simulation/parameters', { ...own, schema: { querystring: ClaimsQuery } }, async (request) => {
    const { id } = baselineOf(request.query);
    const files = readPackFiles(folders.policies, id);
    if (files === undefined) throw new Error(`no files of the pack ${id}`);
    return unwrap(packParameters(id, files, isoDate(`${request.query.year}-12-31`)));
  });
  app.post('/api/simulation/check', { ...own, schema: { body: CheckRequest } }, async (request) => {
    const { text, year } = request.body;
    const baseline = baselineOf(request.body);
    const reform = unwrap(compileReform(folders.policies, { name: '方案', text }, baseline));
    const days = { first: dayNumber(isoDate(`${year}-01-01`)), last: dayNumber(isoDate(`${year}-12-31`)) };
    const changes = describeChanges(baselinePolicy(baseline), reform, days);
    return { name: reform.name, question: reform.question ?? null, changes: changes.map(changeText) };
  });
  app.post(
    '/api/simulation/jobs',
    { ...own, bodyLimit: BODY_LIMIT_BYTES, schema: { body: RunBody } },
    async (request, reply) => {
      const { scheme, year, burdenLineFen, reforms: texts } = request.body;
      const baseline = baselineOf(request.body);
      const reforms = texts.map((text, index) => {
        const compiled = compileReform(folders.policies, { name: `方案 ${index + 1}`, text }, baseline);
        // Which of the reforms it was is told with the place.
        return compiled.ok ? compiled.value : refuse({ ...compiled.error, path: `reforms/${index}` });
      });
      checkNames(reforms.map(({ name }) => name));
      const job = unwrap(await laboratory.start(getActor(request), { scheme, year, burdenLineFen, baseline, reforms }));
      return reply.code(202).send(presentJob(job, getActor(request)));
    },
  );
  app.get('/api/simulation/jobs', own, async (request) => ({
    jobs: laboratory.list().map((job) => presentJob({ ...job, report: undefined }, getActor(request))),
  }));
  app.get('/api/simulation/jobs/:id', { ...own, schema: { params: JobKey } }, async (request) =>
    presentJob(unwrap(laboratory.find(request.params.id)), getActor(request)),
  );
  app.delete('/api/simulation/jobs/:id', { ...own, schema: { params: JobKey } }, async (request) => {
    const { startedBy } = unwrap(laboratory.find(request.params.id));
    if (startedBy.accountId !== getActor(request).accountId)
      refuse(simulationErrors.notYours({ name: startedBy.name }));
    return presentJob(unwrap(laboratory.cancel(request.params.id)), getActor(request));
  });
  app.get(
    '/api/simulation/jobs/:id/sheet',
    { ...own, schema: { params: JobKey, querystring: SheetQuery } },
    async (request, reply) => {
      const format = unwrap(documentFormat(request.query.format));
      const { report } = unwrap(laboratory.find(request.params.id));
      if (report === undefined) return sendFailure(reply, simulationErrors.notFinished());
      const madeOn = dateOf(office.clock.now());
      const model = meetingSheet(report, { madeOn, annex: format === 'xlsx' });
      const bytes = unwrap(await writeDocument(model, format));
      const name = encodeURIComponent(`${model.title}-${madeOn}.${format}`);
      return reply
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .type(MEDIA_TYPES[format])
        .send(Buffer.from(bytes));
    },
  );
}

async function refusePart(request: FastifyRequest, reply: FastifyReply, area: string): Promise<unknown> {
  if (isInScope(getActor(request), area)) return undefined;
  return sendFailure(reply, accessErrors.noRight({ right: '测算全统筹区的待遇政策' }));
}

function checkNames(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    refuse(simulationErrors.sameName({ name: twice, path: `reforms/${names.lastIndexOf(twice)}` }));
}

/** Schemes with the years that have settlements, and reforms to begin with. */
async function readOptions(office: LaboratoryOffice, folders: LaboratoryFolders) {
  const found = await sql<{ scheme: string; year: number }>`
    select distinct insutype as scheme, year from running_total where area = ${office.area}
    order by 1, 2 desc`.execute(office.db);
  const yearsOf = (scheme: Scheme) => found.rows.filter((row) => row.scheme === scheme).map(({ year }) => year);
  return {
    area: codedDivision(office.area),
    schemes: SCHEMES.map((scheme): { scheme: Coded; years: number[] } => ({
      scheme: coded('insutype', scheme),
      years: yearsOf(scheme),
    })),
    mostReforms: MOST_REFORMS,
    burdenLineFen: DEFAULT_BURDEN_LINE_FEN,
    examples: readExamples(folders.examples),
  };
}

function readExamples(folder: string): { name: string; text: string }[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      return { name: /^reform: *(.+)$/m.exec(text)?.[1] ?? file, text };
    });
}

function presentJob({ startedBy, failure, report, request, ...job }: Job, actor: Actor) {
  return {
    ...job,
    scheme: coded('insutype', request.scheme),
    year: request.year,
    reforms: [...request.reforms],
    startedBy: startedBy.name,
    mayCancel: startedBy.accountId === actor.accountId && (job.state === 'waiting' || job.state === 'running'),
    failure: failure === undefined ? null : { code: failure.code, message: failure.message, remedy: failure.remedy },
    report: report === undefined ? null : { ...report, caveats: caveats(report) },
  };
}
