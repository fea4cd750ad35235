import { App, Button, Modal, Progress } from 'antd';
import { useRef, useState } from 'react';
import { errorText } from '../api/client.ts';
import type { PageOf } from '../api/types.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useSession } from '../app/session.tsx';
import { formatCount } from '../money/format.ts';
import type { Column } from './columns.tsx';

interface ExportButtonProps<Row> {
  readonly name: string;
  readonly scope: string;
  readonly columns: readonly Column<Row>[];
  readonly disabled: boolean;
  readonly fetchPage: (page: number, size: number, signal: AbortSignal) => Promise<PageOf<Row>>;
}

/** Export of all matching rows with progress and cancel, and print of what is shown. */
export function ExportButton<Row>(props: ExportButtonProps<Row>) {
  const { message, modal } = App.useApp();
  const { unit } = usePreferences();
  const { area, today } = useSession();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const running = useRef<AbortController | null>(null);

  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ done: 0, total: 0 });
    try {
      const { exportXlsx } = await import('./export-xlsx.ts');
      const written = await exportXlsx({
        title: `${area.name}${props.name}`,
        scope: `条件：${props.scope}　导出日期：${today}`,
        fileName: `${props.name}-${today}.xlsx`,
        columns: props.columns,
        unit,
        fetchPage: props.fetchPage,
        onProgress: (done, total) => setProgress({ done, total }),
        signal: controller.signal,
      });
      message.success(`已导出 ${formatCount(written)} 行。`);
    } catch (error) {
      if (controller.signal.aborted) message.info('已取消导出，没有生成文件。');
      else {
        modal.error({
          title: '导出没有完成',
          content: `没有生成文件。${errorText(error)}`,
          okText: '知道了',
        });
      }
    } finally {
      setProgress(null);
      running.current = null;
    }
  };

  return (
    <>
      <Button type="text" size="small" disabled={props.disabled} onClick={() => void start()}>
        导出表格
      </Button>
      <Button type="text" size="small" disabled={props.disabled} onClick={() => window.print()}>
        打印
      </Button>
      <Modal
        title="正在导出"
        open={progress !== null}
        closable={false}
        footer={<Button onClick={() => running.current?.abort()}>取消导出</Button>}
      >
        <p>
          已读取 {formatCount(progress?.done ?? 0)} 行
          {progress && progress.total > 0 ? `，共 ${formatCount(progress.total)} 行` : ''}
        </p>
        <Progress percent={progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0} />
      </Modal>
    </>
  );
}
