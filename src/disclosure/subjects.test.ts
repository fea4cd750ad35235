import { describe, expect, it } from 'vitest';
import { isNameOfYear, loadSubjects } from './subjects.ts';
import { subjectsFromDisk } from './subjects-from-disk.ts';

describe('budget subjects', () => {
  const subjects = subjectsFromDisk();
  const nameIn = (classification: 'functional' | 'economic', code: string, year: number) =>
    subjects
      .namesOf(classification, code)
      .filter((subject) => isNameOfYear(subject, year))
      .map(({ name }) => name);

  it('gives the name of the year', () => {
    expect(nameIn('functional', '21305', 2020)).toEqual(['扶贫']);
    expect(nameIn('functional', '20805', 2019)).toEqual(['行政事业单位离退休']);
    expect(nameIn('functional', '20805', 2024)).toEqual(['行政事业单位养老支出']);
    expect(nameIn('economic', '30201', 2024)).toEqual(['办公费']);
  });

  it('keeps the government classification apart from the department one', () => {
    expect(subjects.namesOf('economic', '50101')).toEqual([]);
    expect(subjects.codesNamed('economic', '办公费', 2024)).toEqual(['30201']);
  });

  it('says where its lists are complete', () => {
    expect(subjects.isComplete('functional', '21015', 2024)).toBe(true);
    expect(subjects.isComplete('functional', '21015', 2019)).toBe(false);
    expect(subjects.isComplete('functional', '214', 2024)).toBe(false);
    expect(subjects.isComplete('economic', '302', 2024)).toBe(true);
  });

  it('refuses a malformed catalogue', () => {
    const header = 'code,name,first_year,last_year,confidence,source';
    const texts = {
      functional: `${header}\n201,一般公共服务支出,,,sure,standard`,
      economic: header,
      coverage: 'a,b,c',
    };
    expect(() => loadSubjects(texts)).toThrow(/unknown confidence/);
    expect(() => loadSubjects({ ...texts, functional: `${header}\n201,a` })).toThrow(/fields/);
  });
});
