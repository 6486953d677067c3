/** What the tests in Neovim share: the versions, the run of nvim.lua in one of them, and what it reports. */
import { join } from 'node:path';
import { folderWith } from '../support/cli.ts';
import { drive, type Workspace } from './editors.ts';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly list: number;
}

/** What each step of nvim.lua reports. */
export interface Steps {
  attached: { all: boolean; version: string; servers: { name: string; encoding: string; root: string }[] };
  definition: { first: Place; last: Place; callee: Place; all: { comment: string[]; callee: string[] } };
  hover: { lines: string[] };
  diagnostics: { found: { line: number; code: string; message: string; source: string }[] };
  action: { chosen: boolean; titles: string[]; above: string[] };
  rename: { label: string[]; variable: string[] };
  lens: { drawn: { line: number; text: string }[] };
  edit: Place;
  litmus: {
    attached: boolean;
    filetype: string;
    hover: string[];
    lenses: { line: number; text: string }[];
    outline: string[];
  };
  messages: { messages: string; health: string[]; errors: string[] };
}

/** Each version, the heading of its set-up in docs/editors.md, and the columns that it counts with that set-up. */
export const versions = [
  { name: 'Neovim 0.7', heading: 'Neovim 0.7 (Debian 12)', encoding: 'utf-16' },
  { name: 'Neovim 0.10', heading: 'Neovim 0.10', encoding: 'utf-8' },
  { name: 'Neovim 0.12', heading: 'Neovim 0.11 and later', encoding: 'utf-8' },
] as const;

/** Runs nvim.lua in a Neovim that is set up like this, and that starts so many servers. */
export async function runNeovim(neovim: string, at: Workspace, init: string, clients: number): Promise<Steps> {
  const home = folderWith({ 'init.lua': init });
  const script = join(import.meta.dirname, 'nvim.lua');
  const args = ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${script}`];
  const steps = await drive(neovim, args, at, {
    BARRIER_LS_SETUP: join(home, 'init.lua'),
    BARRIER_LS_CLIENTS: String(clients),
  });
  return Object.fromEntries(steps) as unknown as Steps;
}

/** Warnings and errors of Neovim and of its LSP client, apart from what is clangd's. */
export function complaints({ messages: { messages, health, errors } }: Steps): string[] {
  return [
    // clangd answers with an error where there is nothing to rename, and Neovim 0.7 asks both servers.
    ...messages
      .replace(/Error detected while processing command line:\n(clangd: .*)/g, '$1')
      .split('\n')
      .filter((line) => /warn|error|encoding/i.test(line) && !/Cannot rename symbol: there is no symbol/.test(line)),
    ...health.filter((line) => /WARNING|ERROR/.test(line)),
    // All that clangd logs counts as an error; semantic tokens are its alone.
    ...errors.filter((line) => !/"clangd"|semantic_tokens/.test(line)),
  ];
}
