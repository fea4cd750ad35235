import { Button, Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import { Failed } from '../states/states.tsx';
import { useKey } from './keys.ts';
import { useGo } from './link.tsx';

/** Global search: Ctrl+K, arrows, Enter. */
export function SearchBox() {
  const [open, setOpen] = useState(false);
  useKey(
    (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k',
    () => setOpen(true),
  );
  return (
    <>
      <Button className="search-button" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <span>搜索</span>
        <kbd>Ctrl K</kbd>
      </Button>
      <Modal
        title="全局搜索"
        open={open}
        footer={null}
        onCancel={() => setOpen(false)}
        width={620}
        destroyOnHidden
        style={{ top: 72 }}
      >
        <SearchPanel onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function SearchPanel(props: { readonly onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [index, setIndex] = useState(0);
  const input = useRef<InputRef>(null);
  const listId = useId();
  const go = useGo();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    // The dialog moves the focus to itself when it has opened.
    const timer = setTimeout(() => input.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, []);
  const found = useGet(asked === '' ? null : reads.search(asked), { keep: true });
  const groups = asked === '' ? [] : (found.data?.groups ?? []);
  const hits = groups.flatMap((group) => group.hits);
  const chosen = Math.min(index, Math.max(0, hits.length - 1));
  const open = (link: string) => {
    props.onDone();
    go(link, { drill: false });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setIndex(Math.min(chosen + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setIndex(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      const hit = hits[chosen];
      if (hit) open(hit.link);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="search-panel">
      <Input
        ref={input}
        value={typed}
        size="large"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={listId}
        {...(hits.length > 0 ? { 'aria-activedescendant': `${listId}-${chosen}` } : {})}
        aria-label="搜索内容"
        placeholder="姓名、证件号码、机构、结算号、凭证号、文书号"
        onChange={(event) => {
          setTyped(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="搜索结果" className="search-hits">
        {found.error && asked !== '' && <Failed error={found.error} onRetry={() => void found.refetch()} />}
        {asked === '' && <p className="muted">输入后即查找；↑ ↓ 选择，回车打开。证件号码须输入完整。</p>}
        {asked !== '' && found.data && hits.length === 0 && (
          <p className="muted">没有找到“{asked}”。可换用证件号码或编号查找。</p>
        )}
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options within a list box, not of form fields
          <div key={group.kind} role="group" aria-label={group.title}>
            <div className="search-group">{group.title}</div>
            {group.hits.map((hit) => (
              <div
                key={hit.link}
                id={`${listId}-${hits.indexOf(hit)}`}
                role="option"
                tabIndex={-1}
                aria-selected={hits[chosen] === hit}
                className="search-hit"
                onMouseEnter={() => setIndex(hits.indexOf(hit))}
                onClick={() => open(hit.link)}
                onKeyDown={(event) => event.key === 'Enter' && open(hit.link)}
              >
                <span>{hit.title}</span>
                <span className="muted">{hit.subtitle}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
