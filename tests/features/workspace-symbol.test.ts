import { describe, expect, it } from 'vitest';
import { workspaceSymbols } from '../../server/src/features/workspace-symbol.ts';
import { story } from '../support/story.ts';
import { viewOf } from '../support/view.ts';

/** What a query finds: `kind: name in function`. */
async function check(source: string, query: string, expected: string[], limit = 100): Promise<void> {
  const { view } = await viewOf(source);
  const found = workspaceSymbols(view, query, limit);
  expect(found.map(({ kind, name, container }) => `${kind}: ${name} in ${container}`)).toEqual(expected);
}

const NAMES = `
int *data;
int *my_data;
int *metadata;
int *data_end;

void a(int *p) { smp_store_release(&metadata, p); }
void b(int *p) { smp_store_release(&data_end, p); }
void c(int *p) { smp_store_release(&my_data, p); }
void d(int *p) { smp_store_release(&data, p); }
void data_reader(void) { smp_mb(); }
`;

describe('workspace symbols', () => {
  it('finds the sites of an object', async () => {
    const sites = [
      'object: smp_load_acquire(iomem_inode) in revoke_iomem',
      'object: smp_store_release(iomem_inode) in iomem_init_inode',
    ];
    await check(story('Pairs'), 'iomem_inode', sites);
    await check(story('Pairs'), '::IOMEM_inode', sites);
  });

  it('finds functions by the sites in them, and no function without', async () => {
    await check(story('Pairs'), 'revoke_iomem()', ['site: smp_load_acquire(iomem_inode) in revoke_iomem']);
    await check(story('Pairs'), 'iomem_get_mapping', []);
    await check(story('Pairs'), 'unmap_mapping_range', []);
  });

  it('finds primitives by a word of their name', () =>
    check(story('Pairs'), 'release', ['primitive: smp_store_release(iomem_inode) in iomem_init_inode']));

  it('lists whole names first, then beginnings, words and parts', () =>
    check(NAMES, 'data', [
      'object: smp_store_release(data) in d',
      'object: smp_store_release(data_end) in b',
      'site: smp_mb() in data_reader',
      'object: smp_store_release(my_data) in c',
      'object: smp_store_release(metadata) in a',
    ]));

  it('gives the best ones when there are more than wanted', () =>
    check(NAMES, 'data', ['object: smp_store_release(data) in d', 'object: smp_store_release(data_end) in b'], 2));

  it('takes letters that are left out when nothing else is found', async () => {
    await check(NAMES, 'mdta', ['object: smp_store_release(metadata) in a', 'object: smp_store_release(my_data) in c']);
    await check(NAMES, 'zzz', []);
  });

  it('takes letters as letters', () => check(NAMES, '[*', []));

  it('lists documented pairs first when nothing is asked for', () =>
    check(story('Pairs', 'READ_ONCE(iomem_inode)'), '', [
      'site: smp_load_acquire(iomem_inode) in revoke_iomem',
      'site: READ_ONCE(iomem_inode) in iomem_get_mapping',
      'site: smp_store_release(iomem_inode) in iomem_init_inode',
    ]));

  it('leaves locks out', () =>
    check('void f(struct s *s)\n{\n\tspin_lock(&s->lock);\n\tsmp_mb();\n\tspin_unlock(&s->lock);\n}\n', 'lock', []));
});
