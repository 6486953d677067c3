import { describe, expect, it } from 'vitest';
import { readMaintainers } from '../../server/src/cli/check/maintainers.ts';
import { folderWith, run } from '../support/cli.ts';

const MAINTAINERS = `List of maintainers

Descriptions of section entries and preferred order
---------------------------------------------------

	F: *Files* and directories wildcard patterns.

NETWORK THINGS
M:	Somebody <somebody@example.org>
S:	Maintained
F:	include/net/
F:	net/
X:	net/ring/
K:	smp_mb

RINGS
F:	lib/ring*.c
F:	net/ring

NAMES
N:	ring[0-9]

NOBODY
S:	Orphan

THE REST
F:	*
F:	*/
`;

describe('MAINTAINERS', () => {
  const entries = readMaintainers(MAINTAINERS);
  const of = (file: string) => entries.filter(({ covers }) => covers(file)).map(({ entry }) => entry);

  it('has entries with patterns, and prose without', () => {
    expect(entries.map(({ entry }) => entry)).toEqual(['NETWORK THINGS', 'RINGS', 'NAMES', 'THE REST']);
  });

  it.each([
    ['net/core/a.c', ['NETWORK THINGS', 'THE REST']],
    // Excluded there, and a folder without a slash is one all the same.
    ['net/ring/a.c', ['RINGS', 'THE REST']],
    ['include/net/a.h', ['NETWORK THINGS', 'THE REST']],
    ['network/a.c', ['THE REST']],
    ['lib/ring_a.c', ['RINGS', 'THE REST']],
    // A star does not cross a slash.
    ['lib/ring/a.c', ['THE REST']],
    ['lib/ring_a.cc', ['THE REST']],
    ['arch/x/ring3.c', ['NAMES', 'THE REST']],
    ['top.c', ['THE REST']],
  ])('%s belongs to %j', (file, wanted) => expect(of(file)).toEqual(wanted));

  it('takes a question mark for one letter, and everything else for itself', () => {
    const [one] = readMaintainers('A\nF:\tfs/?+(x).c\n');
    expect(['fs/a+(x).c', 'fs/+(x).c', 'fs/aax.c', 'fs//+(x).c'].map((file) => one!.covers(file))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('survives a pattern that is none', () => {
    expect(readMaintainers('A\nN:\t(?{ perl }\n')[0]?.covers('perl')).toBe(false);
  });
});

const WRITER = 'void put(int *p)\n{\n\t/* Pairs with smp_rmb() in get(). */\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n';
const READER = 'int get(int *p)\n{\n\tint v = READ_ONCE(*p);\n\n\tsmp_rmb();\n\treturn v;\n}\n';
const ALONE =
  'void f(void)\n{\n\tsmp_mb();\n}\nvoid g(void)\n{\n\t/* Pairs with smp_mb() in gone_away(). */\n\tsmp_mb();\n}\n';

const FILES = { MAINTAINERS, Kconfig: '', 'net/a/put.c': WRITER, 'net/b/get.c': READER, 'top.c': ALONE };

describe('check --stats', () => {
  const cwd = folderWith(FILES);

  it('counts barriers with a comment, with one elsewhere, and with none; marked accesses need none', async () => {
    const { code, out } = await run(['check', '--stats', '--format', 'json', '--stats-depth', '1'], { cwd });
    expect(code).toBe(0);
    const comments = (resolved: number, stale: number) => ({ resolved, stale, vague: 0 });
    const net = { sites: 2, documented: 1, named: 1, undocumented: 0, comments: comments(1, 0) };
    const top = { sites: 2, documented: 1, named: 0, undocumented: 1, comments: comments(0, 1) };
    const total = { sites: 4, documented: 2, named: 1, undocumented: 1, comments: comments(1, 1) };
    expect(JSON.parse(out)).toEqual({
      total,
      directories: [
        { path: '.', ...top },
        { path: 'net', ...net },
      ],
      maintainers: [
        { entry: 'NETWORK THINGS', ...net },
        { entry: 'THE REST', ...total },
      ],
    });
  });

  it('prints tables, of as many levels as are asked for', async () => {
    const { out } = await run(['check', '--stats'], { cwd });
    const [folders = '', entries = ''] = out.split('\n\n');
    const rows = (table: string) =>
      table
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/));
    expect(rows(folders).slice(1)).toEqual([
      ['.', '2', '1', '50 %', '0', '1', '1', '1', '0'],
      ['net/a', '1', '1', '100 %', '0', '0', '1', '0', '0'],
      ['net/b', '1', '0', '0 %', '1', '0', '0', '0', '0'],
      ['all', '4', '2', '50 %', '1', '1', '2', '1', '0'],
    ]);
    // Who has most to do comes first.
    expect(
      rows(entries)
        .slice(1)
        .map(([entry]) => entry),
    ).toEqual(['THE REST', 'NETWORK THINGS']);
  });

  it('is of the paths alone, and without MAINTAINERS of folders alone', async () => {
    const { out } = await run(['check', '--stats', '--format', 'json', 'net/b'], { cwd });
    expect(JSON.parse(out).total).toMatchObject({ sites: 1, named: 1 });
    const elsewhere = folderWith({ 'top.c': ALONE });
    const { out: plain } = await run(['check', '--stats', '--format', 'json'], { cwd: elsewhere });
    expect(Object.keys(JSON.parse(plain))).toEqual(['total', 'directories']);
  });
});
