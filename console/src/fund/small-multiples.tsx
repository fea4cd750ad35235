/** Three small charts of a fund by month. The chart library is loaded when this file is. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { FundOverviewItem } from '../api/types.ts';
import { FONT_FAMILY, PALETTES, type Palette } from '../app/palette.ts';
import { usePreferences } from '../app/preferences.tsx';
import { formatAmount } from '../money/format.ts';
import { axisTop, finding, MEASURES, type Measure, seriesOf } from './overview-model.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

const FEN_PER_WAN = 1_000_000;

export function SmallMultiples(props: { readonly fund: FundOverviewItem; readonly year: number }) {
  return (
    <div className="multiples">
      {MEASURES.map(({ measure }) => (
        <figure key={measure}>
          <figcaption>{finding(props.fund, measure)}</figcaption>
          <Chart fund={props.fund} measure={measure} year={props.year} />
        </figure>
      ))}
    </div>
  );
}

function Chart(props: { readonly fund: FundOverviewItem; readonly measure: Measure; readonly year: number }) {
  const { fund, measure, year } = props;
  const place = useRef<HTMLDivElement>(null);
  const { shownTheme } = usePreferences();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = init(element, null, { renderer: 'svg' });
    chart.setOption(chartOption(fund, measure, year, PALETTES[shownTheme]));
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [fund, measure, year, shownTheme]);
  return (
    <div ref={place} className="chart" role="img" aria-label={`${finding(fund, measure)}；逐月数字见下方数据表`} />
  );
}

function chartOption(fund: FundOverviewItem, measure: Measure, year: number, palette: Palette): EChartsCoreOption {
  const toWan = (value: number | null) => (value === null ? null : value / FEN_PER_WAN);
  const text = { fontFamily: FONT_FAMILY, fontSize: 12, color: palette.textMuted };
  const top = axisTop(fund, measure) / FEN_PER_WAN;
  const now = seriesOf(fund, measure).map(toWan);
  const before = fund.lastYear ? seriesOf(fund.lastYear, measure).map(toWan) : null;
  const lastNow = now.findLastIndex((value) => value !== null);
  return {
    animation: false,
    textStyle: { fontFamily: FONT_FAMILY },
    grid: {
      left: 4,
      right: before ? 34 : 8,
      top: 26,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      textStyle: { ...text, color: palette.text },
      backgroundColor: palette.surface,
      borderColor: palette.borderStrong,
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? `${formatAmount(Math.round(value * FEN_PER_WAN), 'wan')} 万元` : '没有数',
    },
    xAxis: {
      type: 'category',
      data: Array.from({ length: 12 }, (_, index) => (index === 0 ? '1月' : `${index + 1}`)),
      axisLabel: { ...text, interval: 0 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.borderStrong } },
    },
    yAxis: {
      type: 'value',
      name: '万元',
      nameTextStyle: { ...text, align: 'right' },
      min: 0,
      max: top,
      interval: top / 4,
      axisLabel: { ...text, formatter: (value: number) => value.toLocaleString('zh-CN') },
      splitLine: { lineStyle: { color: palette.border } },
    },
    series: [
      {
        name: `${year}年`,
        type: 'bar',
        data: now.map((value, index) =>
          index === lastNow
            ? {
                value,
                label: {
                  show: true,
                  formatter: '本年',
                  position: 'top',
                  backgroundColor: palette.surface,
                  padding: [1, 2],
                },
              }
            : value,
        ),
        itemStyle: { color: palette.accent },
        barMaxWidth: 18,
        z: 3,
        label: { ...text, color: palette.text },
      },
      ...(before
        ? [
            {
              name: `${year - 1}年`,
              type: 'line',
              data: before,
              symbol: 'none',
              lineStyle: { color: palette.textMuted, width: 1.5, type: 'dashed' },
              itemStyle: { color: palette.textMuted },
              endLabel: { show: true, formatter: '上年', ...text, color: palette.text },
            },
          ]
        : []),
    ],
  };
}
