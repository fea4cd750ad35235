/** Checking a published document: tables, the document as published, findings; a selection scrolls and marks all. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { writes } from '../api/endpoints.ts';
import type { CheckResponse } from '../api/types.ts';
import { Page } from '../frame/page.tsx';
import { Failed, Skeleton } from '../states/states.tsx';
import { CheckedPanes } from './checked-panes.tsx';
import { decodeText } from './decode-text.ts';
import './check.css';

const LARGEST_BYTES = 20 * 1024 * 1024;
/** Kept while the console is open, so that following a link and coming back loses nothing. */
const LAST_CHECK = ['last-check'] as const;

export function CheckPage() {
  const client = useQueryClient();
  const [result, setResult] = useState<CheckResponse | null>(
    () => client.getQueryData<CheckResponse>(LAST_CHECK) ?? null,
  );
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const last = useRef<File | null>(null);

  const check = async (file: File) => {
    last.current = file;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await writes.check(file.name, await readFile(file));
      client.setQueryData(LAST_CHECK, answer);
      setResult(answer);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = (files: FileList | null) => {
    const file = files?.[0];
    if (file) void check(file);
    if (input.current) input.current.value = '';
  };

  return (
    <Page
      title="公开核对"
      className="check-page"
      actions={
        result && (
          <Button type="primary" loading={busy} onClick={() => input.current?.click()}>
            核对另一份文件
          </Button>
        )
      }
    >
      <input
        ref={input}
        type="file"
        accept=".txt,.text,text/plain"
        className="visually-hidden"
        aria-label="选择要核对的文本文件"
        tabIndex={-1}
        onChange={(event) => choose(event.target.files)}
      />
      {problem !== null && (
        <Failed error={problem} onRetry={last.current ? () => last.current && void check(last.current) : undefined} />
      )}
      {busy && !result && <Skeleton rows={12} columns={3} />}
      {!busy && !result && problem === null && <DropZone onFiles={choose} onChoose={() => input.current?.click()} />}
      {problem !== null && !result && (
        <p className="center">
          <Button onClick={() => input.current?.click()}>另选文件</Button>
        </p>
      )}
      {result && <CheckedPanes key={result.documents[0]?.file ?? ''} result={result} />}
    </Page>
  );
}

async function readFile(file: File): Promise<string> {
  if (file.size > LARGEST_BYTES) {
    throw new ApiError(413, {
      code: 'console.tooLarge',
      message: `“${file.name}”超过 20 兆字节。`,
      remedy: '请只选一份预算或决算公开文件的文本。',
    });
  }
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  if (text === undefined || text.trim() === '') {
    throw new ApiError(415, {
      code: 'console.notText',
      message: `“${file.name}”不是可读的文本文件。`,
      remedy: '请先把公开文件另存为纯文本（.txt）再核对；扫描件须先识别文字。',
    });
  }
  return text;
}

function DropZone(props: { readonly onFiles: (files: FileList | null) => void; readonly onChoose: () => void }) {
  const [over, setOver] = useState(false);
  const hold = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has the button beside it as its keyboard way
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={hold}
      onDragLeave={hold}
      onDrop={(event) => {
        hold(event);
        props.onFiles(event.dataTransfer.files);
      }}
    >
      <p>把部门预算或部门决算公开文件的文本拖到这里</p>
      <p>
        <Button type="primary" onClick={props.onChoose}>
          选择文本文件
        </Button>
      </p>
      <p className="muted">
        按表内、表间、表文勾稽关系逐项核对；读不准的列为“未判定”，不算通过。文件只用于本次核对，不保存。
      </p>
    </div>
  );
}
