import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textTable, textWidth, wrapText } from './text-table.ts';

describe('wrapText', () => {
  it('breaks between characters, keeps figures and their signs together, puts no mark at a line’s start', () => {
    expect(wrapText('起付标准 800 元，支付比例 78 %', 16)).toEqual(['起付标准 800', '元，支付比例', '78 %']);
    expect(wrapText('各种情形，另计', 8)).toEqual(['各种情', '形，另计']);
    expect(wrapText('据〔2021〕45号', 6)).toEqual(['据', '〔2021〕', '45号']);
    expect(wrapText('', 8)).toEqual(['']);
  });

  it('loses nothing but blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('甲', '乙', '，', 'a', '1', ' ', '%', '（') }), (text) => {
        const blanks = (words: string) => words.replace(/ /g, '');
        expect(blanks(wrapText(text, 10).join(''))).toBe(blanks(text));
      }),
    );
  });
});

describe('textTable', () => {
  const columns = [
    { title: '条件', flexible: true },
    { title: '起付标准', align: 'right' },
    { title: '支付比例', flexible: true },
    { title: '等级' },
  ] as const;

  it('stands in columns by display width, figures to the right', () => {
    const rows = [
      ['二级', '800 元', '78 %', 'B'],
      ['其余情形', '不设', '0 %', 'sample'],
    ];
    expect(textTable(columns, rows, 60)).toEqual([
      '条件      起付标准  支付比例  等级',
      '二级        800 元  78 %      B',
      '其余情形      不设  0 %       sample',
    ]);
  });

  it('breaks the flexible columns alone, the narrower one last', () => {
    const rows = [['困难群众', '10,000 元', '50,000 元以下 60 %，50,000 元以上 70 %', 'D 未核实数据']];
    expect(textTable(columns, rows, 58)).toEqual([
      '条件       起付标准  支付比例              等级',
      '困难群众  10,000 元  50,000 元以下 60 %，  D 未核实数据',
      '                     50,000 元以上 70 %',
    ]);
  });

  it('never grows beyond the width while there is something to break', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[甲乙丙]{0,40}$/), fc.stringMatching(/^[丁戊]{0,40}$/)), {
          minLength: 1,
        }),
        fc.integer({ min: 72, max: 120 }),
        (texts, width) => {
          const rows = texts.map(([condition, rate]) => [condition, '1,000 元', rate, 'C 汇编网页']);
          for (const line of textTable(columns, rows, width)) expect(textWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
