/** The page on the protocol's extensions has the messages as their types have them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './sources.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

/** Names of interfaces with those of their members. */
function interfaces(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, name, body] of text.matchAll(/^(?:export )?interface (\w+)[^{]*\{\n(.*?)^\}/gms)) {
    found.set(
      name!,
      [...body!.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, member]) => member!),
    );
  }
  return found;
}

const types = interfaces(read('server/src/lsp/messages.ts'));
const page = interfaces(read('docs/lsp-extensions.md'));

describe('docs/lsp-extensions.md', () => {
  it('has the messages of views', () => {
    for (const name of ['Status', 'PairsParams', 'GraphResult', 'SidesResult'])
      expect([...page.keys()]).toContain(name);
  });

  it.each([...page])('%s has the members that it has in the types', (name, members) => {
    expect(members).toEqual(types.get(name));
  });

  it('names every request and notification that the types do', () => {
    const named = new Set(read('server/src/lsp/messages.ts').match(/`barrier-ls\/\w+`/g));
    expect(named.size).toBeGreaterThan(3);
    for (const name of named) expect(read('docs/lsp-extensions.md')).toContain(`## ${name}`);
  });
});
