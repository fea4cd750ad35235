/** The palette as Ant Design takes it. */
import { theme as antdTheme, type ThemeConfig } from 'antd';
import { FONT_FAMILY, PALETTES, type ThemeName } from './palette.ts';

export function antdThemeConfig(name: ThemeName): ThemeConfig {
  const palette = PALETTES[name];
  return {
    algorithm: name === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: palette.accent,
      colorInfo: palette.accent,
      colorLink: palette.accent,
      colorLinkHover: palette.accent,
      colorError: palette.wrong,
      colorWarning: palette.waiting,
      colorSuccess: palette.done,
      colorText: palette.text,
      colorTextSecondary: palette.textMuted,
      colorTextTertiary: palette.textMuted,
      colorTextDescription: palette.textMuted,
      colorTextPlaceholder: palette.textMuted,
      colorBgLayout: palette.page,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBorder: palette.borderStrong,
      colorBorderSecondary: palette.border,
      colorSplit: palette.border,
      colorTextLightSolid: palette.onAccent,
      fontFamily: FONT_FAMILY,
      fontSize: 14,
      controlHeight: 30,
      controlHeightSM: 24,
      controlHeightLG: 36,
      borderRadius: 3,
      wireframe: false,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      boxShadow: 'none',
      boxShadowTertiary: 'none',
      // Menus and windows stand off by a line, not by a shadow.
      boxShadowSecondary: `0 0 0 1px ${palette.borderStrong}`,
    },
    components: {
      Table: {
        headerBg: palette.sunken,
        headerColor: palette.textMuted,
        headerSplitColor: 'transparent',
        headerSortActiveBg: palette.sunken,
        headerSortHoverBg: palette.border,
        bodySortBg: 'transparent',
        rowHoverBg: palette.accentWeak,
        rowSelectedBg: palette.accentWeak,
        rowSelectedHoverBg: palette.accentWeak,
        cellPaddingBlockSM: 6.5,
        cellPaddingInlineSM: 8,
        footerBg: palette.sunken,
        borderColor: palette.border,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
      Tabs: { horizontalItemPadding: '8px 0', horizontalMargin: '0 0 12px 0' },
      Drawer: { footerPaddingBlock: 10 },
    },
  };
}
