import { Button } from 'antd';
import { periodRangeName } from '../app/periods.ts';
import { Page } from '../frame/page.tsx';
import { BookRange, useBookName, useBookRange } from './book-page.tsx';
import { Statement } from './statement.tsx';

export function StatementPage() {
  const range = useBookRange();
  const name = useBookName(range.book);
  return (
    <Page
      title={`${name}收支表`}
      scope={periodRangeName(range.from, range.to)}
      actions={<Button onClick={() => window.print()}>打印</Button>}
    >
      <BookRange page="statement" />
      <Statement {...range} />
    </Page>
  );
}
