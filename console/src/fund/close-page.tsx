/** Month-end closing: what is checked is shown before; a closed month does not open again. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { errorText } from '../api/client.ts';
import { reads, useGet, writes } from '../api/endpoints.ts';
import type { FundBook } from '../api/types.ts';
import { periodName } from '../app/periods.ts';
import { useRequestKey } from '../frame/form.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Loaded } from '../states/states.tsx';

export function ClosePage() {
  const books = useGet(reads.fundBooks());
  return (
    <Page title="月末结账">
      <Loaded query={books}>
        {(data) => {
          const closable = data.books.filter((book) => book.closing !== null);
          return closable.length === 0 ? (
            <Empty why="没有您可以结账的账套。" />
          ) : (
            closable.map((book) => <CloseBook key={book.bookId} book={book} />)
          );
        }}
      </Loaded>
    </Page>
  );
}

function CloseBook(props: { readonly book: FundBook }) {
  const { book } = props;
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!book.closing) return null;
  const { checks, allowed } = book.closing;
  const name = periodName(book.openPeriod);
  const run = async () => {
    setBusy(true);
    try {
      const answer = await writes.closePeriod(book.bookId, { period: book.openPeriod }, requestKey.current());
      requestKey.renew();
      await client.invalidateQueries();
      message.success(`${book.name}${name}已结账，现在记账到${periodName(answer.nextPeriod)}。`);
    } catch (error) {
      modal.error({ title: '没有结账', content: errorText(error), okText: '知道了' });
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <Section
      title={`${book.name}：待结 ${name}`}
      aside={
        <Button type="primary" disabled={!allowed} onClick={() => setAsking(true)}>
          结账
        </Button>
      }
    >
      <ul className="checks">
        {checks.map((check) => (
          <li key={check.title}>
            <span>
              {check.title}：{check.detail}
              {check.link && (
                <AppLink to={check.link} className="after">
                  查看
                </AppLink>
              )}
            </span>
            <span className={check.passed ? 'done' : 'wrong'}>{check.passed ? '通过' : '未通过'}</span>
          </li>
        ))}
      </ul>
      <Modal
        title={`结账：${book.name}${name}`}
        open={asking}
        onCancel={() => setAsking(false)}
        onOk={() => void run()}
        okText="结账"
        cancelText="不结账"
        confirmLoading={busy}
      >
        <p>结账后 {name} 不再接受新凭证；以后发现属于该月的事项，记入下一个未结账月份并注明。结账不能撤销。</p>
      </Modal>
    </Section>
  );
}
