/** Links between pages. A link within a page carries the way that led here; the navigation starts anew. */
import { useLocation, useRouter } from '@tanstack/react-router';
import { type CSSProperties, createContext, type MouseEvent, type ReactNode, useCallback, useContext } from 'react';
import { extendTrail, type TrailStep } from './trail.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    readonly trail?: readonly TrailStep[];
  }
}

/** Title of the page on the screen, for the trail: set by `Page`, read when a link is followed. */
export const PageTitleContext = createContext<{ title: string }>({ title: '' });

export function useTrail(): readonly TrailStep[] {
  return useLocation({ select: (location) => location.state.trail }) ?? [];
}

/** Goes to a path of the console; `drill` adds the page one leaves to the trail. */
export function useGo(): (to: string, options?: { readonly drill?: boolean; readonly replace?: boolean }) => void {
  const router = useRouter();
  const page = useContext(PageTitleContext);
  return useCallback(
    (to, options = {}) => {
      const { href, state } = router.state.location;
      const trail = options.drill === false ? [] : extendTrail(state.trail ?? [], { title: page.title, href }, to);
      if (options.replace) router.history.replace(to, { trail });
      else router.history.push(to, { trail });
    },
    [router, page],
  );
}

interface AppLinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly drill?: boolean;
  readonly className?: string | undefined;
  readonly style?: CSSProperties;
  readonly current?: boolean;
  readonly label?: string;
  readonly onFollow?: () => void;
}

/** A real anchor, so that it can be opened in a tab of its own; a plain click stays within the page. */
export function AppLink(props: AppLinkProps) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    props.onFollow?.();
    go(props.to, { drill: props.drill ?? true });
  };
  return (
    <a
      href={props.to}
      onClick={follow}
      className={props.className}
      {...(props.style ? { style: props.style } : {})}
      {...(props.current ? { 'aria-current': 'page' as const } : {})}
      {...(props.label ? { 'aria-label': props.label } : {})}
    >
      {props.children}
    </a>
  );
}

/** The query of the address as plain text values, and a way to change some of them in place. */
export function useSearchValues(): [
  Readonly<Record<string, string>>,
  (patch: Readonly<Record<string, string | undefined>>, options?: { readonly replace?: boolean }) => void,
] {
  const router = useRouter();
  const values: Readonly<Record<string, string>> = useLocation().search;
  const change = useCallback(
    (patch: Readonly<Record<string, string | undefined>>, options: { readonly replace?: boolean } = {}) => {
      const { pathname, search, state } = router.state.location;
      const params = new URLSearchParams();
      for (const [key, value] of Object.entries({ ...(search as Record<string, string>), ...patch })) {
        if (value !== undefined && value !== '') params.set(key, String(value));
      }
      const text = params.toString();
      const href = text === '' ? pathname : `${pathname}?${text}`;
      const kept = { trail: state.trail ?? [] };
      if (options.replace) router.history.replace(href, kept);
      else router.history.push(href, kept);
    },
    [router],
  );
  return [values, change];
}
