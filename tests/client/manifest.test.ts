import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { activate } from '../../client/src/extension.ts';
import { VIEW_TYPE } from '../../client/src/graph/panel.ts';
import { repository } from '../tidy/sources.ts';
import { reset, state } from './vscode.ts';

// It can be loaded in VS Code only.
vi.mock('vscode-languageclient/node', async () => {
  const { fakeClient } = await import('./fake-client.ts');
  function LanguageClient() {
    return fakeClient().client;
  }
  return { LanguageClient, RevealOutputChannelOn: {}, TransportKind: {} };
});

const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const { contributes } = manifest;
const contributed: string[] = contributes.commands.map(({ command }: { command: string }) => command);

/** Run by the server's code lenses and by views, with arguments that nobody can type. */
const INTERNAL = ['barrier-ls.showTargets', 'barrier-ls.openLitmus', 'barrier-ls.pairsMore'];

const workspaceState = { get: () => undefined, update: async () => {} };

let registered: string[] = [];

beforeAll(() => {
  reset();
  activate({ subscriptions: [], extensionPath: repository, extensionUri: undefined, workspaceState } as never);
  registered = [...state.registered.keys()];
});

describe('commands', () => {
  it('are registered as soon as the extension is there, each that the manifest has', () => {
    expect(contributed.filter((name) => !registered.includes(name))).toEqual([]);
  });

  it('are all in the manifest, but those that are run with arguments', () => {
    const unknown = registered.filter((name) => !contributed.includes(name) && !INTERNAL.includes(name));
    expect(unknown).toEqual([]);
  });

  it('have one category, and titles as VS Code writes them', () => {
    for (const { category, title } of contributes.commands) {
      expect(category).toBe('Barriers');
      expect(title).toMatch(/^[A-Z][\w ]+$/);
    }
  });
});

describe('menus', () => {
  type Item = { command?: string; submenu?: string; when?: string };
  const menus = Object.entries(contributes.menus) as [string, Item[]][];
  const submenus: string[] = contributes.submenus.map(({ id }: { id: string }) => id);

  it('have commands and submenus that exist', () => {
    for (const { command, submenu } of menus.flatMap(([, items]) => items)) {
      expect([...contributed, ...submenus]).toContain(command ?? submenu);
    }
  });

  it('has each submenu somewhere, with something in it', () => {
    for (const id of submenus) {
      expect(contributes.menus[id].length).toBeGreaterThan(0);
      expect(menus.flatMap(([, items]) => items).some(({ submenu }) => submenu === id)).toBe(true);
    }
  });

  it('show no command in the palette where it does not apply', () => {
    const palette: Item[] = contributes.menus.commandPalette;
    const without = contributed.filter((name) => !palette.find(({ command }) => command === name)?.when);
    expect(without).toEqual([]);
  });

  it('are in no editor but those of C', () => {
    for (const [name, items] of menus) {
      if (!name.startsWith('editor/')) continue;
      for (const { when } of items) expect(when).toMatch(/editorLangId == c\b/);
    }
  });
});

describe('the walkthrough', () => {
  interface StepOf {
    readonly description: string;
    readonly media: { readonly altText?: string };
    readonly completionEvents?: readonly string[];
  }
  const steps: StepOf[] = contributes.walkthroughs.flatMap(({ steps }: { steps: StepOf[] }) => steps);

  it('runs commands that exist', () => {
    const run = steps.flatMap(({ description, completionEvents = [] }) => [
      ...[...description.matchAll(/\(command:([\w.-]+)/g)].map(([, name]) => name!),
      ...completionEvents.filter((event) => event.startsWith('onCommand:')).map((event) => event.split(':')[1]!),
    ]);
    const own = run.filter((name) => name.startsWith('barrier-ls.'));
    expect(own.length).toBeGreaterThan(0);
    // The editor has a command to go to each view.
    const views = Object.values<{ id: string }[]>(contributes.views).flat();
    const known = [...contributed, ...views.map(({ id }) => `${id}.focus`)];
    expect(own.filter((name) => !known.includes(name))).toEqual([]);
    // Of the editor itself.
    expect(new Set(run.filter((name) => !own.includes(name)))).toEqual(new Set(['vscode.openFolder']));
  });

  it('has words for every picture', () => {
    for (const { media } of steps) expect(media.altText).toMatch(/\w+ \w+/);
  });
});

describe('the manifest', () => {
  it('starts the extension for C, C++ and litmus files, and for a graph that was left open; for nothing else', () => {
    expect(manifest.activationEvents).toEqual([
      'onLanguage:c',
      'onLanguage:cpp',
      'onLanguage:litmus',
      `onWebviewPanel:${VIEW_TYPE}`,
    ]);
  });

  it('takes no key that anyone has', () => {
    expect(contributes.keybindings ?? []).toEqual([]);
  });

  it('names files that exist', () => {
    const text = JSON.stringify({ ...contributes, icon: manifest.icon });
    const files = [...text.matchAll(/"(?:\.\/)?(client\/[^"]+|[\w-]+\.json)"/g)].map(([, path]) => path!);
    expect(files).toContain('client/media/icon.png');
    expect(files.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
    // Made by the build.
    expect(manifest.main).toBe('./dist/extension.cjs');
  });

  it('asks for no newer editor than the one whose API it is checked against', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
    const { engines } = JSON.parse(
      readFileSync(join(repository, 'node_modules/vscode-languageclient/package.json'), 'utf8'),
    );
    expect(manifest.engines.vscode).toBe(engines.vscode);
  });

  it('has the icon as the registries want it', () => {
    const png = readFileSync(join(repository, manifest.icon));
    // Width and height stand in the header.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });

  it('has the configuration of the server, and every setting with a description', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      expect(name).toMatch(/^barrier-ls\./);
      expect(setting).toHaveProperty('markdownDescription');
    }
  });
});
