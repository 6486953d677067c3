import { describe, expect, it } from 'vitest';
import { locate } from '../../server/src/project/root.ts';
import { memoryHost } from './memory-host.ts';

const KERNEL = {
  '/src/linux/MAINTAINERS': '',
  '/src/linux/Kconfig': '',
  '/src/linux/kernel/fork.c': '',
  '/src/linux/mm/slub.c': '',
};

describe('locate', () => {
  it('takes the top of a Linux tree, and selects what was given', () => {
    const found = locate(['/src/linux/kernel/fork.c', '/src/linux/mm'], memoryHost(KERNEL));
    expect(found.root).toBe('/src/linux');
    expect(found.selected).toEqual(['kernel/fork.c', 'mm']);
    // All of the tree is indexed; the file is named on its own because its name might not look like C.
    expect(found.paths).toEqual(['', 'kernel/fork.c']);
  });

  it('needs both files of a Linux tree: half of the world has a Kconfig', () => {
    const host = memoryHost({ '/src/esp/Kconfig': '', '/src/esp/main/app.c': '' });
    expect(locate(['/src/esp/main'], host)).toMatchObject({ root: '/src/esp/main', paths: [''] });
  });

  it('takes the nearest of several tops', () => {
    const host = memoryHost({
      ...KERNEL,
      '/src/linux/tools/.barrier-ls.jsonc': '',
      '/src/linux/tools/perf/perf.c': '',
    });
    expect(locate(['/src/linux/tools/perf'], host).root).toBe('/src/linux/tools');
  });

  it('takes the top of a repository', () => {
    const host = memoryHost({ '/src/qemu/.git/HEAD': '', '/src/qemu/util/rcu.c': '' });
    expect(locate(['/src/qemu/util'], host).root).toBe('/src/qemu');
  });

  it('takes what is given where nothing marks a project: one file is one file', () => {
    const host = memoryHost({ '/tmp/try/a.c': '', '/tmp/try/b.c': '' });
    expect(locate(['/tmp/try/a.c'], host)).toMatchObject({ root: '/tmp/try', paths: ['a.c'], selected: ['a.c'] });
    expect(locate(['/tmp/try'], host)).toMatchObject({ root: '/tmp/try', paths: [''], selected: [''] });
  });

  it('joins two places without a common mark at the folder above both', () => {
    const host = memoryHost({ '/w/one/.git/HEAD': '', '/w/one/a.c': '', '/w/two/b.c': '' });
    expect(locate(['/w/one', '/w/two/b.c'], host)).toMatchObject({ root: '/w', paths: ['one', 'two/b.c'] });
  });

  it('never takes the home folder or the top of the file system for a project by itself', () => {
    const home = memoryHost({ '/home/me/.git/HEAD': '', '/home/me/play/a.c': '' });
    expect(locate(['/home/me/play'], home).root).toBe('/home/me/play');
    expect(locate(['/home/me'], home).root).toBe('/home/me');
    expect(locate(['/play'], memoryHost({ '/.git/HEAD': '', '/play/a.c': '' })).root).toBe('/play');
  });

  it('follows an explicit root, and names what lies outside or nowhere', () => {
    const found = locate(
      ['/src/linux/mm', '/etc/a.c', '/src/linux/no.c'],
      memoryHost({ ...KERNEL, '/etc/a.c': '' }),
      '/src/linux',
    );
    expect(found).toMatchObject({
      root: '/src/linux',
      paths: [''],
      selected: ['mm'],
      outside: ['/etc/a.c'],
      missing: ['/src/linux/no.c'],
    });
  });
});
