/** The arrows between the folders of server/src, and from client/src into it: those that the design allows, and no others. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CodeFile, codeFiles } from './sources.ts';

const CORE = ['text', 'model'];
const EXTRACTION = ['syntax', 'comments', 'primitives', ...CORE];
const JUDGEMENT = ['index', 'primitives', ...CORE];

/** Folder to the folders that it may import from, itself apart. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  text: [],
  model: ['text'],
  primitives: CORE,
  syntax: CORE,
  comments: CORE,
  extract: EXTRACTION,
  index: ['extract', ...EXTRACTION],
  lkmm: CORE,
  // Which two sides can work together is decided by the memory model.
  pairing: ['lkmm', ...JUDGEMENT],
  rules: ['pairing', ...JUDGEMENT],
  features: ['rules', 'pairing', 'lkmm', ...JUDGEMENT],
  config: CORE,
  host: CORE,
  project: ['index', 'extract', 'host', 'config', ...EXTRACTION],
  cli: ['project', 'features', 'rules', 'pairing', 'lkmm', 'config', 'host', 'index', ...EXTRACTION],
  lsp: ['project', 'features', 'rules', 'pairing', 'lkmm', 'config', 'host', 'index', ...EXTRACTION],
};

/** Packages, by the only folders that may import them. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'web-tree-sitter': ['syntax'],
  'vscode-languageserver': ['lsp'],
  'vscode-languageserver-textdocument': ['lsp'],
  'vscode-uri': ['lsp'],
  '@dagrejs/dagre': ['cli'],
  commander: ['cli'],
  diff: ['cli'],
  'env-paths': ['host'],
  ignore: ['project'],
  'jsonc-parser': ['config'],
  'postal-mime': ['cli'],
  // Its types alone.
  sarif: ['cli'],
  zod: ['config'],
};

/** Where Node's own modules may be used: everything else runs anywhere. */
const NODE_ALLOWED =
  /^server\/src\/(host\/node|cli)\/|^server\/src\/project\/\w*(worker|pool|threads)\w*\.ts$|^server\/src\/lsp\/(main|litmus-(worker|thread))\.ts$/;

/** pairing, rules and features look at the workspace through the snapshot alone. */
const SNAPSHOT_ONLY = ['pairing', 'rules', 'features'];

const files = codeFiles('server/src');

describe('imports', () => {
  it('finds the code', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(files.map((file) => [file.path, file] as const))('%s', (_, file) => {
    expect(faultsOf(file)).toEqual([]);
  });
});

/** The one file of the server that clients know, and only as types: the messages between the two. */
const MESSAGES = 'server/src/lsp/messages.ts';

/** What the extension is bundled with; `vscode` is there. */
const CLIENT_PACKAGES = ['vscode', 'vscode-languageclient/node'];

const clientFiles = codeFiles('client/src');

describe('imports of the extension', () => {
  it('finds its code', () => {
    expect(clientFiles.length).toBeGreaterThan(10);
  });

  it.each(clientFiles.map((file) => [file.path, file] as const))('%s', (_, file) => {
    expect(file.imports.flatMap((name) => clientFault(file, name) ?? [])).toEqual([]);
  });
});

function clientFault({ path, text }: CodeFile, name: string): string | undefined {
  if (!name.startsWith('.')) {
    return name.startsWith('node:') || CLIENT_PACKAGES.includes(name)
      ? undefined
      : `the package ${name} is not in this test`;
  }
  const target = posix.normalize(posix.join(posix.dirname(path), name));
  if (!target.endsWith('.ts')) return `${name} has no extension`;
  if (target.startsWith('client/src/')) return undefined;
  if (target !== MESSAGES) return `${name} is of the server`;
  const statements = [...text.matchAll(/^(?:import|export)\b[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/gm)];
  const isType = statements.every(([statement, from]) => from !== name || statement.startsWith('import type'));
  return isType ? undefined : `${name} is imported as more than types`;
}

function faultsOf(file: CodeFile): string[] {
  const folder = folderOf(file.path);
  const allowed = ALLOWED[folder];
  if (!allowed) return [`the folder ${folder} is not in the table of this test`];
  return file.imports.flatMap((name) => {
    const fault = name.startsWith('.') ? relativeFault(file, folder, allowed, name) : packageFault(file, folder, name);
    return fault ? [fault] : [];
  });
}

function relativeFault(file: CodeFile, folder: string, allowed: readonly string[], name: string): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(file.path), name));
  if (!target.startsWith('server/src/')) return `${name} leaves server/src`;
  if (!target.endsWith('.ts')) return `${name} has no extension`;
  const other = folderOf(target);
  if (other === folder) return undefined;
  if (!allowed.includes(other)) return `${folder} must not import ${other} (${name})`;
  if (other === 'index' && SNAPSHOT_ONLY.includes(folder) && posix.basename(target) !== 'snapshot.ts') {
    return `${folder} may only import the snapshot of index (${name})`;
  }
  return undefined;
}

function packageFault(file: CodeFile, folder: string, name: string): string | undefined {
  if (name.startsWith('node:')) return NODE_ALLOWED.test(file.path) ? undefined : `${name} is not for ${folder}`;
  const owner = Object.keys(PACKAGES).find((one) => name === one || name.startsWith(`${one}/`));
  if (!owner) return `the package ${name} is not in the table of this test`;
  return PACKAGES[owner]!.includes(folder) ? undefined : `${name} is not for ${folder}`;
}

function folderOf(path: string): string {
  return path.split('/')[2]!;
}
