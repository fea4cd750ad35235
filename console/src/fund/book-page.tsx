/** Pages of one book: which book and which periods, and the way there from the navigation. */
import { useLocation, useParams } from '@tanstack/react-router';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import { firstOfYear, isPeriodText, periodName, periodsDown } from '../app/periods.ts';
import { usePeriod, useSession } from '../app/session.tsx';
import { readStored, writeStored } from '../app/storage.ts';
import { useGo, useSearchValues } from '../frame/link.tsx';
import { Empty, Loaded } from '../states/states.tsx';

/** /fund/statement and its siblings lead to the book looked at last, or the first. */
export function ToLastBook() {
  const { pathname } = useLocation();
  // Read once: the address changes under this component while it leads away.
  const [page] = useState(() => pathname.split('/')[2] ?? 'statement');
  const books = useGet(reads.fundBooks());
  return (
    <Loaded query={books}>
      {(data) => {
        const last = readStored<string | null>('book', null);
        const book = data.books.find(({ bookId }) => bookId === last) ?? data.books[0];
        if (!book) return <Empty why="还没有基金账套。" todo="由系统管理员建立账套后再来查看。" />;
        return <Redirect to={`/fund/${book.bookId}/${page}`} />;
      }}
    </Loaded>
  );
}

function Redirect(props: { readonly to: string }) {
  const go = useGo();
  useEffect(() => go(props.to, { replace: true, drill: false }), [go, props.to]);
  return null;
}

/** Book and periods of the page: from the address, else from the start of the header's year to its period. */
export function useBookRange(): { readonly book: string; readonly from: string; readonly to: string } {
  const { book = '' } = useParams({ strict: false }) as { book?: string };
  const [search] = useSearchValues();
  const period = usePeriod();
  const to = isPeriodText(search.to) ? search.to : period;
  const from = isPeriodText(search.from) ? search.from : firstOfYear(to);
  useEffect(() => writeStored('book', book), [book]);
  return { book, from: from > to ? firstOfYear(to) : from, to };
}

export function useBookName(book: string): string {
  const books = useGet(reads.fundBooks());
  return books.data?.books.find(({ bookId }) => bookId === book)?.name ?? '';
}

type BookPage = 'statement' | 'trial-balance' | 'vouchers';

/** Which book; another one opens on the same page for the same periods. */
export function BookChoice(props: { readonly page: BookPage }) {
  const { book, from, to } = useBookRange();
  const books = useGet(reads.fundBooks());
  const go = useGo();
  return (
    <div className="filter">
      <label htmlFor="book">账套</label>
      <Select
        id="book"
        value={book}
        style={{ width: 220 }}
        options={(books.data?.books ?? []).map((entry) => ({ value: entry.bookId, label: entry.name }))}
        onChange={(value: string) => go(`/fund/${value}/${props.page}?from=${from}&to=${to}`, { drill: false })}
      />
    </div>
  );
}

/** The filter line of a book's page: the book and the periods. */
export function BookRange(props: { readonly page: BookPage }) {
  const { from, to } = useBookRange();
  const { firstPeriod, currentPeriod } = useSession();
  const [, change] = useSearchValues();
  const periods = periodsDown(firstPeriod, currentPeriod).map((value) => ({ value, label: periodName(value) }));
  const setRange = (start: string, end: string) =>
    change({ from: start > end ? firstOfYear(end) : start, to: end, cell: undefined, voucher: undefined });
  return (
    <search className="filters no-print">
      <BookChoice page={props.page} />
      <div className="filter">
        <label htmlFor="from">起始月</label>
        <Select
          id="from"
          value={from}
          style={{ width: 120 }}
          options={periods.filter(({ value }) => value <= to)}
          onChange={(value: string) => setRange(value, to)}
        />
      </div>
      <div className="filter">
        <label htmlFor="to">截止月</label>
        <Select
          id="to"
          value={to}
          style={{ width: 120 }}
          options={periods}
          onChange={(value: string) => setRange(from, value)}
        />
      </div>
    </search>
  );
}
