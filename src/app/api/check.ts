/** Checking a published document: its text in, the findings and its lines out. Nothing is kept. */
import Type from 'typebox';
import type { Api } from '../../access/index.ts';
import { checkDocument, subjectsFromDisk } from '../../disclosure/index.ts';
import type { Failure } from '../../kernel/result.ts';

/** A department's whole disclosure is some tens of kilobytes of text. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
const FILE_NAME_LENGTH = 200;

const CheckBody = Type.String({ title: '文件内容', minLength: 1, sensitive: true });

export function registerCheckRoutes(app: Api): void {
  app.post(
    '/api/check',
    { config: { right: 'disclosure.check' }, bodyLimit: BODY_LIMIT_BYTES, schema: { body: CheckBody } },
    async (request) => checkText(fileNameOf(request.headers['x-file-name']), request.body),
  );
}

function fileNameOf(header: string | string[] | undefined): string {
  const text = [header].flat()[0] ?? '';
  try {
    return decodeURIComponent(text).slice(0, FILE_NAME_LENGTH) || '未命名文件';
  } catch {
    // Not URI-encoded: the name as it came is still a name.
    return text.slice(0, FILE_NAME_LENGTH);
  }
}

/** The engine's report, and the text line by line as its findings count them. */
export function checkText(file: string, text: string) {
  const { failure, findings, tables, notJudged, ...report } = checkDocument(
    { file, text },
    { subjects: subjectsFromDisk() },
  );
  return {
    documents: [
      {
        ...report,
        tables: [...tables],
        findings: findings.map((finding) => ({ ...finding, cells: [...finding.cells] })),
        notJudged: [...notJudged],
        failure: failure && presentFailure(failure),
      },
    ],
    text: text
      .replace(/^\ufeff/, '')
      .split('\n')
      .map((line) => line.replace(/\r$/, '').replaceAll('\f', '')),
  };
}

function presentFailure({ code, message, remedy, path }: Failure) {
  return { code, message, remedy, ...(path === undefined ? {} : { path }) };
}
