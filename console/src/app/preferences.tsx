/** What a user has chosen for this browser: theme, unit of amounts, accounting period, folded navigation. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Unit } from '../money/format.ts';
import { applyPalette, type ThemeName } from './palette.ts';
import { readStored, writeStored } from './storage.ts';

interface Stored {
  readonly theme: ThemeName | 'system';
  readonly unit: Unit;
  /** Chosen in the header; none means the server's current period. */
  readonly period: string | null;
  readonly navFolded: boolean;
}

interface Preferences extends Stored {
  /** The theme in force, with `system` resolved. */
  readonly shownTheme: ThemeName;
  change(patch: Partial<Stored>): void;
}

const INITIAL: Stored = { theme: 'system', unit: 'yuan', period: null, navFolded: false };
const Context = createContext<Preferences | null>(null);

export function PreferencesProvider(props: { readonly children: ReactNode }) {
  const [stored, setStored] = useState<Stored>(() => ({
    ...INITIAL,
    ...readStored<Partial<Stored>>('preferences', {}),
  }));
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const shownTheme: ThemeName = stored.theme === 'system' ? (systemDark ? 'dark' : 'light') : stored.theme;

  useEffect(() => applyPalette(shownTheme), [shownTheme]);

  const change = useCallback((patch: Partial<Stored>) => {
    setStored((before) => {
      const after = { ...before, ...patch };
      writeStored('preferences', after);
      return after;
    });
  }, []);
  const value = useMemo(() => ({ ...stored, shownTheme, change }), [stored, shownTheme, change]);
  return <Context value={value}>{props.children}</Context>;
}

export function usePreferences(): Preferences {
  const value = useContext(Context);
  if (!value) throw new Error('usePreferences outside its provider');
  return value;
}

export function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const update = () => setMatches(list.matches);
    update();
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}

/** A phone: tables become cards, the navigation a drawer. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 720px)');
}
