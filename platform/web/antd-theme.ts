import type { ThemeConfig } from 'antd';
import { colour, font, radius, shadow, tones, type } from './tokens.ts';

/** The tokens in the words of antd. Motion is short and absent from tables. */
export const antdTheme: ThemeConfig = {
  token: {
    colorPrimary: colour.primary,
    colorInfo: colour.primary,
    colorLink: colour.primary,
    colorLinkHover: colour.primaryStrong,
    colorError: colour.danger,
    colorWarning: tones.orange.solid,
    colorSuccess: tones.green.solid,
    colorText: colour.ink,
    colorTextSecondary: colour.inkSoft,
    colorTextTertiary: colour.inkFaint,
    colorTextPlaceholder: colour.inkFaint,
    colorTextDescription: colour.inkFaint,
    colorTextDisabled: colour.inkFaint,
    colorBgLayout: colour.ground,
    colorBorder: colour.edge,
    colorBorderSecondary: colour.line,
    colorSplit: colour.line,
    controlItemBgHover: colour.wash,
    controlItemBgActive: colour.primaryWash,
    controlOutline: 'rgb(31 111 214 / 28%)',
    controlOutlineWidth: 3,
    fontFamily: font.sans,
    fontSize: type.body[0],
    lineHeight: type.body[1] / type.body[0],
    borderRadius: radius.base,
    borderRadiusSM: radius.small,
    borderRadiusLG: radius.base,
    boxShadow: shadow,
    boxShadowSecondary: shadow,
    motionDurationFast: '0.06s',
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.14s',
    controlHeight: 32,
  },
  components: {
    Button: {
      defaultBorderColor: colour.edgeSoft,
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 400,
    },
    Form: { labelColor: colour.ink, verticalLabelPadding: '0 0 4px', itemMarginBottom: 20 },
    Table: { headerBg: colour.paper, headerColor: colour.inkSoft, rowHoverBg: colour.wash, cellPaddingBlock: 8 },
    Tabs: { horizontalItemPadding: '8px 0', horizontalMargin: '0' },
    Modal: { titleFontSize: type.heading[0] },
  },
};

/** For people who asked their system for less motion: nothing moves. */
export const stillTheme: ThemeConfig = { ...antdTheme, token: { ...antdTheme.token, motion: false } };
