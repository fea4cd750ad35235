/**
 * Colours and measures. One accent; red only for wrong, amber only for waiting or doubtful, green only for done; the
 * rest is neutral. The same values are given to Ant Design as tokens (theme.ts) and to our own style sheet as custom
 * properties. This file stands alone, so that pages without Ant Design look the same.
 */

export type ThemeName = 'light' | 'dark';

export interface Palette {
  readonly page: string;
  readonly surface: string;
  readonly sunken: string;
  readonly border: string;
  readonly borderStrong: string;
  readonly text: string;
  readonly textMuted: string;
  readonly accent: string;
  readonly accentWeak: string;
  readonly onAccent: string;
  readonly wrong: string;
  readonly wrongWeak: string;
  readonly waiting: string;
  readonly waitingWeak: string;
  readonly done: string;
  readonly doneWeak: string;
  readonly payerPool: string;
  readonly payerSecond: string;
  readonly payerThird: string;
  readonly payerAccount: string;
  readonly payerCash: string;
  readonly payerHospital: string;
}

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  light: {
    page: '#f5f7f8',
    surface: '#ffffff',
    sunken: '#f0f3f5',
    border: '#e0e5e9',
    borderStrong: '#c3ccd3',
    text: '#1c2227',
    textMuted: '#55616b',
    accent: '#0b7285',
    accentWeak: '#e3f2f4',
    onAccent: '#ffffff',
    wrong: '#c22727',
    wrongWeak: '#fdecec',
    waiting: '#8a5a00',
    waitingWeak: '#fff4d9',
    done: '#1f7a3d',
    doneWeak: '#e5f4e9',
    payerPool: '#0b7285',
    payerSecond: '#5aa9e6',
    payerThird: '#c7699f',
    payerAccount: '#aab4bd',
    payerCash: '#3a434b',
    payerHospital: '#d9c8a5',
  },
  dark: {
    page: '#12171b',
    surface: '#1a2127',
    sunken: '#151b20',
    border: '#2c363e',
    borderStrong: '#46535e',
    text: '#e4e9ed',
    textMuted: '#9fadb8',
    accent: '#4fbccf',
    accentWeak: '#173740',
    onAccent: '#0d1a1e',
    wrong: '#ff8a8a',
    wrongWeak: '#3f2023',
    waiting: '#e8b44c',
    waitingWeak: '#3a2f16',
    done: '#74c58a',
    doneWeak: '#1b3524',
    payerPool: '#2ba3b8',
    payerSecond: '#7fc0f0',
    payerThird: '#d98abb',
    payerAccount: '#75828d',
    payerCash: '#d7dde2',
    payerHospital: '#a8966c',
  },
};

export const FONT_FAMILY =
  '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif';

/** Writes the palette to the document, for our style sheet: `accentWeak` becomes `--accent-weak`. */
export function applyPalette(name: ThemeName): void {
  const root = document.documentElement;
  root.dataset.theme = name;
  root.style.colorScheme = name;
  for (const [key, value] of Object.entries(PALETTES[name])) {
    root.style.setProperty(`--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
}
