import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';

interface ProviderSelectProps {
  readonly id: string;
  readonly value: string | undefined;
  readonly width: number;
  readonly onChange: (code: string | undefined) => void;
}

/** A provider by name or code, asked from the server while typing. */
export function ProviderSelect(props: ProviderSelectProps) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useGet(reads.providers({ ...(asked ? { q: asked } : {}), page: 1, size: 20 }), { keep: true });
  // The chosen one may not be among the first twenty: its name is asked for by its code.
  const chosen = useGet(props.value ? reads.providers({ q: props.value, page: 1, size: 1 }) : null);
  const rows = [...(chosen.data?.rows ?? []), ...(found.data?.rows ?? [])];
  const options = [...new Map(rows.map((row) => [row.code, { value: row.code, label: row.name }])).values()];
  return (
    <Select
      id={props.id}
      value={props.value ?? null}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="全部"
      notFoundContent={found.isPending ? '正在查找' : '没有符合的机构'}
      options={options}
      onChange={(next: string | null) => props.onChange(next ?? undefined)}
      style={{ width: props.width }}
    />
  );
}
