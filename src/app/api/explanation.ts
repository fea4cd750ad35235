/** One settlement explained on one page, to be printed and handed to the person it is about. */
import Type from 'typebox';
import { type Api, getActor, sendFailure } from '../../access/index.ts';
import { codedDivision } from '../../catalogues/code-lists.ts';
import type { ContributionOffice } from '../../contributions/index.ts';
import { writeDocument } from '../../documents/index.ts';
import { dateOf } from '../../kernel/dates.ts';
import { explanationDocument } from './explanation-document.ts';
import { sendFile } from './send-file.ts';
import { getSettlement } from './settlements.ts';

const SettlementKey = Type.Object({ setlId: Type.String({ title: '结算编号', maxLength: 40 }) });
const FormatQuery = Type.Object({ format: Type.Enum(['pdf', 'docx'], { title: '格式', default: 'pdf' }) });

/** Whoever may see the settlement may print it; it holds nothing that the page does not show. */
export function registerExplanationRoutes(app: Api, office: ContributionOffice): void {
  const config = { right: 'settlement.read' } as const;
  app.get(
    '/api/settlements/:setlId/explanation',
    { config, schema: { params: SettlementKey, querystring: FormatQuery } },
    async (request, reply) => {
      const settlement = await getSettlement(office, getActor(request), request.params.setlId);
      const printedOn = dateOf(office.clock.now());
      const model = explanationDocument(settlement, { areaName: codedDivision(office.area).name, printedOn });
      const { format } = request.query;
      const written = await writeDocument(model, format);
      if (!written.ok) return sendFailure(reply, written.error);
      return sendFile(reply, format, `待遇计算说明-${settlement.setlId}.${format}`, written.value);
    },
  );
}
