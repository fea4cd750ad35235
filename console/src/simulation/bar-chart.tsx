/** Bars of several scenarios side by side. The chart library is loaded when this file is. */
import { BarChart as Bars } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { FONT_FAMILY, PALETTES, type Palette } from '../app/palette.ts';
import { useNarrow, usePreferences } from '../app/preferences.tsx';
import type { ChartData } from './report-model.ts';

use([Bars, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const HEIGHT = 240;

interface BarChartProps {
  readonly data: ChartData;
  /** The first series is the policy as it is: grey, so that reforms stand out. */
  readonly startsWithBaseline?: boolean;
  readonly height?: number;
}

export function BarChart({ data, startsWithBaseline, height }: BarChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const { shownTheme } = usePreferences();
  const narrow = useNarrow();
  // Changes lie on their side: their names are long, and less than nothing goes to the left.
  const lying = !startsWithBaseline;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = init(element, null, { renderer: 'svg' });
    chart.setOption(optionOf(data, { palette: PALETTES[shownTheme], narrow, lying }));
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [data, shownTheme, narrow, lying]);
  return (
    <figure className="simulation-chart">
      <figcaption>
        {data.title}（{data.unit}）
      </figcaption>
      <div ref={place} style={{ height: height ?? HEIGHT }} role="img" aria-label={`${data.title}；数字见表`} />
    </figure>
  );
}

interface Look {
  readonly palette: Palette;
  readonly narrow: boolean;
  readonly lying: boolean;
}

function optionOf(data: ChartData, { palette, narrow, lying }: Look): EChartsCoreOption {
  const text = { fontFamily: FONT_FAMILY, fontSize: 12, color: palette.textMuted };
  const reforms = [palette.accent, palette.payerThird, palette.payerSecond, palette.payerHospital];
  const colours = lying ? reforms : [palette.payerAccount, ...reforms];
  const names = {
    type: 'category',
    data: data.categories,
    axisLabel: { ...text, interval: 0, ...(lying ? {} : { rotate: narrow || data.categories.length > 8 ? 40 : 0 }) },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.borderStrong } },
    ...(lying ? { inverse: true } : {}),
  };
  const values = {
    type: 'value',
    axisLabel: { ...text, formatter: (value: number) => value.toLocaleString('zh-CN'), hideOverlap: true },
    splitLine: { lineStyle: { color: palette.border } },
    splitNumber: 4,
  };
  return {
    animation: false,
    textStyle: { fontFamily: FONT_FAMILY },
    color: colours,
    legend: {
      show: data.series.length > 1,
      top: 0,
      left: 0,
      type: 'scroll',
      itemWidth: 12,
      itemHeight: 12,
      textStyle: text,
    },
    grid: {
      left: 4,
      right: 16,
      top: data.series.length > 1 ? 34 : 8,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      textStyle: { ...text, color: palette.text },
      backgroundColor: palette.surface,
      borderColor: palette.borderStrong,
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? `${value.toLocaleString('zh-CN')} ${data.unit}` : '没有数',
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: data.series.map(({ name, values: bars }) => ({
      name,
      type: 'bar',
      data: bars,
      barMaxWidth: 16,
      barGap: '10%',
    })),
  };
}
