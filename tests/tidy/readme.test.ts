/** The README shows what the program prints, and lists what it has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { run } from '../support/cli.ts';
import { repository } from './sources.ts';

const readme = readFileSync(join(repository, 'README.md'), 'utf8');

describe('README', () => {
  it('shows the first finding on the examples as it is printed', async () => {
    const { out } = await run(['check', 'tests/examples']);
    expect(block('tests/examples/iomem-plain')).toBe(`${out.split('\n\n')[0]}\n`);
  });

  it('shows the explanation of the fixed version as it is printed', async () => {
    const place = 'tests/examples/iomem-read-once/iomem.c:27';
    const { out } = await run(['explain', place]);
    expect(block('$ npx barrier-ls explain')).toBe(`$ npx barrier-ls explain ${place}\n${out}`);
  });

  it('lists every rule, and every command', async () => {
    const listed = readme.split('\n').filter((line) => /^\| `[a-z-]+` \| [A-Z]/.test(line));
    expect(listed).toEqual(rules.map(({ meta }) => `| \`${meta.code}\` | ${meta.summary} |`));
    const { out } = await run(['--help']);
    for (const [, command] of out.matchAll(/^ {2}(\w+) (?:\[options\] )?[[<]/gm))
      expect(readme).toContain(`\`${command} `);
  });
});

/** The code block of the README that begins with these words. */
function block(beginning: string): string | undefined {
  return readme.split(/^```\w*\n/m).find((part) => part.startsWith(beginning));
}
