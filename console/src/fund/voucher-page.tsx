import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { reads, useGet } from '../api/endpoints.ts';
import { Page } from '../frame/page.tsx';
import { Loaded } from '../states/states.tsx';
import { voucherName } from './voucher-name.ts';
import { VoucherView } from './voucher-view.tsx';

export function VoucherPage() {
  const { book = '', voucherId = '' } = useParams({ strict: false }) as { book?: string; voucherId?: string };
  const voucher = useGet(reads.voucher(book, voucherId));
  return (
    <Page
      title={voucher.data ? `凭证 ${voucherName(voucher.data)}` : '凭证'}
      scope={voucher.data?.book.name}
      parent={{ title: '记账凭证', href: `/fund/${book}/vouchers` }}
      actions={
        <Button onClick={() => window.print()} disabled={!voucher.data}>
          打印凭证
        </Button>
      }
    >
      <Loaded query={voucher}>{(data) => <VoucherView voucher={data} />}</Loaded>
    </Page>
  );
}
