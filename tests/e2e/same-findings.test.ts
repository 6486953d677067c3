/** Editors and CI must not tell different stories: the server's diagnostics are what `check` finds, to the column. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiagnosticSeverity, type WorkspaceFullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { rules } from '../../server/src/rules/index.ts';
import { randomFrom, tree } from '../project/random-tree.ts';
import { folderWith, repository, run } from '../support/cli.ts';
import { Client } from '../support/client.ts';

/** All of them, so that those that are off unless asked for are compared, too; with every severity. */
const everyRule = JSON.stringify({
  rules: Object.fromEntries(rules.map(({ meta }, i) => [meta.code, ['hint', 'info', 'warning', 'error'][i % 4]])),
});

const examples = filesIn(join(repository, 'tests/examples'));

describe('the server and check find the same', () => {
  it.each([
    ['in the examples', examples, '{}'],
    ['in the examples, with every rule', examples, everyRule],
    ['in a random tree', randomTree(1), '{}'],
    ['in a random tree, with every rule', randomTree(2), everyRule],
    ['in texts of other scripts and systems, with every rule', randomTree(3, true), everyRule],
  ])('%s', async (_, files, config) => {
    const client = await Client.start({ ...files, '.barrier-ls.jsonc': config });
    const served = await fromServer(client);
    const checked = await fromCheck(client.folder);
    expect(checked.length).toBeGreaterThan(2);
    expect(served).toEqual(checked);
    expect(await client.stop()).toBe(0);
  });

  it('in a document that is open and not saved as on a disk that has it', async () => {
    const files = randomTree(4);
    const client = await Client.start({ ...files, '.barrier-ls.jsonc': everyRule });
    const [file, text] = Object.entries(files).find(([, text]) => text.includes('smp_wmb();'))!;
    const edited = `\n/* 漢字 */ ${text.replace('smp_wmb();', 'barrier();')}`;
    client.open(file, edited);
    const checked = await fromCheck(folderWith({ ...files, [file]: edited, '.barrier-ls.jsonc': everyRule }));
    let served: string[] = [];
    for (let attempt = 0; attempt < 100 && served.join('\n') !== checked.join('\n'); attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      served = await fromServer(client);
    }
    expect(served).toEqual(checked);
    expect(await client.stop()).toBe(0);
  });
});

const SEVERITIES: Readonly<Record<DiagnosticSeverity, string>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'info',
  [DiagnosticSeverity.Hint]: 'hint',
};

async function fromServer(client: Client): Promise<string[]> {
  const { items } = await client.request<{ items: WorkspaceFullDocumentDiagnosticReport[] }>('workspace/diagnostic', {
    previousResultIds: [],
  });
  const found = items.flatMap(({ uri, items: diagnostics }) =>
    diagnostics.map(({ range: { start, end }, severity, code, message, relatedInformation = [] }) => {
      const related = relatedInformation.map(({ location, message: words }) =>
        [fileOf(client, location.uri), location.range.start.line + 1, words].join(':'),
      );
      const place = [start.line + 1, start.character + 1, end.line + 1, end.character + 1].join(':');
      return [fileOf(client, uri), place, SEVERITIES[severity!], code, message, ...related].join(' ');
    }),
  );
  return found.sort();
}

function fileOf(client: Client, uri: string): string {
  return decodeURIComponent(uri.slice(client.uri('').length + 1));
}

async function fromCheck(folder: string): Promise<string[]> {
  const { out, err } = await run(['check', '--format', 'json'], { cwd: folder });
  expect(err).toBe('');
  const { findings } = JSON.parse(out);
  return findings
    .map((one: Record<string, unknown> & { related: { file: string; line: number; message: string }[] }) => {
      const related = one.related.map(({ file, line, message }) => [file, line, message].join(':'));
      const place = [one['line'], one['column'], one['endLine'], one['endColumn']].join(':');
      return [one['file'], place, one['severity'], one['rule'], one['message'], ...related].join(' ');
    })
    .sort();
}

function randomTree(seed: number, isForeign = false): Record<string, string> {
  return Object.fromEntries(tree(randomFrom(seed), { files: 60, isForeign }).files);
}

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[ch]$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
