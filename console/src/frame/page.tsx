/** The page's title line: the way that led here, what it is, its scope, one primary action on the right. */
import { type ReactNode, useContext, useEffect } from 'react';
import { AppLink, PageTitleContext, useTrail } from './link.tsx';
import type { TrailStep } from './trail.ts';

interface PageProps {
  readonly title: string;
  /** Scope and period, after the title. */
  readonly scope?: ReactNode;
  readonly actions?: ReactNode;
  /** Where the page hangs when nobody came here by a link. */
  readonly parent?: TrailStep;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Page(props: PageProps) {
  const holder = useContext(PageTitleContext);
  const trail = useTrail();
  const shown = trail.length > 0 ? trail : props.parent ? [props.parent] : [];
  useEffect(() => {
    holder.title = props.title;
    document.title = `${props.title} · 统筹`;
  }, [holder, props.title]);

  return (
    <div className={`page ${props.className ?? ''}`}>
      {shown.length > 0 && <Breadcrumb steps={shown} here={props.title} />}
      <div className="page-head">
        <h1>{props.title}</h1>
        {props.scope !== undefined && <div className="page-scope">{props.scope}</div>}
        {props.actions !== undefined && <div className="page-actions no-print">{props.actions}</div>}
      </div>
      {props.children}
    </div>
  );
}

function Breadcrumb(props: { readonly steps: readonly TrailStep[]; readonly here: string }) {
  return (
    <nav className="trail no-print" aria-label="所在位置">
      <ol>
        {props.steps.map((step) => (
          <li key={step.href}>
            <AppLink to={step.href}>{step.title}</AppLink>
          </li>
        ))}
        <li aria-current="page">{props.here}</li>
      </ol>
    </nav>
  );
}

/** A titled part of a page: a plain heading over its content, no box of its own. */
export function Section(props: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <section className={`section ${props.className ?? ''}`}>
      <div className="section-head">
        <h2>{props.title}</h2>
        {props.aside !== undefined && <div className="section-aside">{props.aside}</div>}
      </div>
      {props.children}
    </section>
  );
}

/** Name and value pairs. A blank value stays blank: that nothing is recorded is information too. */
export function Facts(props: { readonly items: readonly (readonly [string, ReactNode])[]; readonly columns?: number }) {
  return (
    <dl className="facts" {...(props.columns ? { 'data-columns': props.columns } : {})}>
      {props.items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
