// Makes both packages: the extension for VS Code (`barrier-language-server-VERSION.vsix`) and the one for npm (`.tgz`), and
// checks what is in them and how large they are. `--stage DIR` only lays out the extension, unpacked, in a new folder.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const MAX_BYTES = 2 * 1024 * 1024;

/** Node 20 runs this one; the next major version does not. */
const VSCE = '@vscode/vsce@3.9.2';

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text);

/** The icon, and the pictures of the walkthrough; the README's are where the project is. */
const media = readdirSync('client/media').filter((name) => text.includes(`client/media/${name}`));

/** Everything that the extension needs, and nothing else is taken along: files, and folders with all that is in them. */
const EXTENSION = [
  ...media.map((name) => `client/media/${name}`),
  'dist',
  'client/syntaxes',
  // Findings link the pages of their rules.
  'docs',
  'barrier-ls.schema.json',
  'language-configuration.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];

/** What only those who build it, or npm, want to know. */
const NOT_FOR_EDITORS = ['bin', 'devDependencies', 'scripts'];

const [option, folder] = process.argv.slice(2);
if (option === '--stage') stage(folder);
else {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
  for (const file of [packExtension(), packForNpm()]) report(file);
}

function stage(folder) {
  for (const path of EXTENSION) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(path, join(folder, path), { recursive: true });
  }
  // SVG is no picture to the registries.
  const readme = readFileSync('README.md', 'utf8').replaceAll(/^!\[.*\]\(.*\.svg\)\n+/gm, '');
  writeFileSync(join(folder, 'README.md'), readme);
  const own = Object.fromEntries(Object.entries(manifest).filter(([key]) => !NOT_FOR_EDITORS.includes(key)));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...own, files: EXTENSION }, null, 2)}\n`);
}

function packExtension() {
  const file = `${manifest.name}-${manifest.version}.vsix`;
  const folder = mkdtempSync(join(tmpdir(), 'barrier-ls-vsix-'));
  try {
    stage(folder);
    const flags = ['--no-dependencies', '--out', join(process.cwd(), file)];
    // Where links lead is known when the project has an address.
    if (!manifest.repository) flags.push('--allow-missing-repository', '--no-rewrite-relative-links');
    // Packing needs none of the native modules that it signs and keeps passwords with.
    npx(['--yes', '--ignore-scripts', VSCE, 'package', ...flags], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return file;
}

function packForNpm() {
  // The one that is built above.
  return npm(['pack', '--silent', '--ignore-scripts']).trim().split('\n').at(-1);
}

function npx(args, cwd) {
  execFileSync('npx', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
}

function npm(args) {
  return execFileSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
}

function report(file) {
  const { size } = statSync(file);
  console.log(`${file}: ${(size / 1024).toFixed(0)} kB`);
  if (size <= MAX_BYTES) return;
  console.error(`${file} is larger than ${MAX_BYTES / 1024} kB.`);
  process.exitCode = 1;
}
