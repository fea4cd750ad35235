/** Benefit policy (待遇政策): an area, a scheme and a day chosen, and what holds then, with what changed before it. */
import { Button } from 'antd';
import { errorStatus } from '../api/client.ts';
import { policyDocumentPath, reads, useGet } from '../api/endpoints.ts';
import type { PolicyListResponse, PolicyResponse } from '../api/types.ts';
import { useSession } from '../app/session.tsx';
import { useSearchValues } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import { Loaded } from '../states/states.tsx';
import { FilterBar } from '../table/filter-bar.tsx';
import type { Filter } from '../table/filters.ts';
import { Changes } from './changes.tsx';
import { areaOptions, spanName } from './policy-model.ts';
import { Sheet, SheetHead } from './sheet.tsx';
import './policy.css';

const SCHEMES = [
  { value: '390', label: '居民' },
  { value: '310', label: '职工' },
];

export function PolicyPage() {
  const { area: own } = useSession();
  const [search, change] = useSearchValues();
  const { area = own.code, scheme = '390', at } = search;
  const query = { scheme, ...(at !== undefined && { at }) };
  const list = useGet(reads.policies());
  const policy = useGet(reads.policy(area, query));
  return (
    <Page
      title="待遇政策"
      scope={policy.data ? scopeOf(policy.data) : ''}
      actions={
        <span className="policy-actions">
          <Button href={policyDocumentPath(area, query, 'docx')} disabled={!policy.data}>
            下载 Word
          </Button>
          <Button href={policyDocumentPath(area, query, 'pdf')} target="_blank" disabled={!policy.data}>
            打开 PDF
          </Button>
        </span>
      }
    >
      <Loaded query={list}>
        {(data) => (
          <FilterBar
            listId="policies"
            filters={filtersFor(data)}
            values={{ area, scheme, ...(at !== undefined && { at }) }}
            initial={{ area: own.code, scheme: '390' }}
            onChange={(values) => change(values)}
          />
        )}
      </Loaded>
      {list.data && errorStatus(policy.error) === 404 && <Recorded list={list.data} area={area} onChoose={change} />}
      <Loaded query={policy}>
        {(data) => <PolicyView policy={data} onVersion={(from) => change({ at: from })} />}
      </Loaded>
    </Page>
  );
}

/** What is recorded of an area of which nothing holds on the day. */
function Recorded(props: {
  readonly list: PolicyListResponse;
  readonly area: string;
  readonly onChoose: (values: { readonly scheme: string; readonly at: string }) => void;
}) {
  const rows = props.list.rows.filter(({ area }) => area.code === props.area);
  if (rows.length === 0) return null;
  return (
    <div className="policy-versions">
      <span className="muted">已录入</span>
      {rows.flatMap(({ pack, scheme, versions }) =>
        versions.map((version) => (
          <Button
            key={`${pack}/${version.policy}`}
            size="small"
            onClick={() => props.onChoose({ scheme: scheme.code, at: version.from })}
          >
            {SCHEMES.find(({ value }) => value === scheme.code)?.label} {spanName(version)}
          </Button>
        )),
      )}
    </div>
  );
}

function scopeOf({ sheet, on }: PolicyResponse): string {
  return `${sheet.title}，${on} 有效`;
}

function filtersFor(list: PolicyListResponse): Filter[] {
  return [
    { kind: 'select', key: 'area', label: '统筹区', options: areaOptions(list), width: 200 },
    { kind: 'select', key: 'scheme', label: '险种', options: SCHEMES, width: 100 },
    { kind: 'date', key: 'at', label: '日期（不填为今天）', width: 150 },
  ];
}

function PolicyView(props: { readonly policy: PolicyResponse; readonly onVersion: (from: string) => void }) {
  const { sheet, versions, doubt, pooledArea, area, difference } = props.policy;
  return (
    <>
      {versions.length > 1 && (
        <nav className="policy-versions no-print" aria-label="版本">
          <span className="muted">版本</span>
          {versions.map((version) => (
            <Button
              key={version.policy}
              size="small"
              type={version.policy === sheet.policy ? 'primary' : 'default'}
              aria-current={version.policy === sheet.policy}
              onClick={() => props.onVersion(version.from)}
            >
              {spanName(version)}
            </Button>
          ))}
        </nav>
      )}
      {pooledArea !== null && (
        <p>
          {area.name}随{pooledArea.name}统筹，执行{pooledArea.name}的政策。
        </p>
      )}
      {doubt !== null && <p className="notice">{doubt}</p>}
      <SheetHead sheet={sheet} />
      {difference !== null && <Changes difference={difference} />}
      <Sheet sheet={sheet} difference={difference} />
    </>
  );
}
