import { describe, expect, it } from 'vitest';
import { FONT_FILES, fontCoverage, readCoverage } from './fonts.ts';
import { printable, printText } from './print-text.ts';

const font = fontCoverage();

describe('fontCoverage', () => {
  it('knows common and rare characters, and what is not there', () => {
    for (const character of '医疗保障局0123456789，。（）〔〕%－·䶮㙍')
      expect(font.has(character.codePointAt(0) ?? 0)).toBe(true);
    for (const character of '😀𠮷ا') expect(font.has(character.codePointAt(0) ?? 0)).toBe(false);
  });

  it('is the same for both weights', () => {
    const [regular, bold] = FONT_FILES.map(readCoverage);
    const different: number[] = [];
    for (let code = 0; code < 0x30000; code += 1) if (regular?.has(code) !== bold?.has(code)) different.push(code);
    expect(different).toEqual([]);
  });
});

describe('printable', () => {
  it.each([
    ['张𠮷', '张〔U+20BB7〕'],
    ['😀', '〔U+1F600〕'],
    // letter and accent composed
    ['e\u0301', 'é'],
    // a radical copied from a PDF
    ['\u2f00\u2f8b', '一艸'],
    ['a\u00a0b\u2003c\u3000d', 'a b c\u3000d'],
    ['葛\u{e0100}a\u200db\u00adc', '葛abc'],
    ['第一行\n第二行', '第一行\n第二行'],
  ])('%s', (text, shown) => {
    expect(printable(text, font)).toBe(shown);
  });
});

describe('printText', () => {
  it('leaves what fits in one piece', () => {
    expect(printText('编号 ABC\n说明', 10)).toEqual([['编号 ABC'], ['说明']]);
    expect(printText('', 10)).toEqual([['']]);
  });

  it('breaks only the words that are too wide', () => {
    expect(printText('见abcdefgh，短 xy。', 4)).toEqual([['见', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '，短 xy。']]);
  });
});
