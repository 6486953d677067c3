import { describe, expect, it } from 'vitest';
import { discover } from '../../server/src/project/discover.ts';
import { memoryHost } from './memory-host.ts';

describe('discover', () => {
  it('lists C files and assembly in order of code units, whatever order the disk has', () => {
    const host = memoryHost({
      '/p/b/z.c': '',
      '/p/b.c': '',
      '/p/b-a/y.h': '',
      '/p/a.S': '',
      '/p/README': '',
      '/p/a.cpp': '',
      '/p/b0/x.c': '',
    });
    const { files: found } = discover('/p', [''], host);
    expect(found).toEqual(['a.S', 'b-a/y.h', 'b.c', 'b/z.c', 'b0/x.c']);
    expect([...found].sort()).toEqual(found);
  });

  it('takes a named file whatever its suffix, and each file once', () => {
    const host = memoryHost({ '/p/a.c': '', '/p/code.inc': '' });
    expect(discover('/p', ['code.inc', '', 'a.c'], host).files).toEqual(['a.c', 'code.inc']);
  });

  it('enters neither .git nor node_modules', () => {
    const host = memoryHost({ '/p/.git/a.c': '', '/p/node_modules/x/a.c': '', '/p/.hidden/a.c': '' });
    expect(discover('/p', [''], host).files).toEqual(['.hidden/a.c']);
  });

  it('stops at a depth that nobody has', () => {
    const deep = `/p/${'d/'.repeat(100)}a.c`;
    expect(discover('/p', [''], memoryHost({ [deep]: '', '/p/a.c': '' })).files).toEqual(['a.c']);
  });

  it('prefers what git says', () => {
    const host = { ...memoryHost({ '/p/sub/a.c': '', '/p/sub/build.c': '' }), git: { files: () => ['b.h', 'a.c'] } };
    expect(discover('/p', ['sub'], host).files).toEqual(['sub/a.c', 'sub/b.h']);
  });

  describe('in a repository that git refuses to read', () => {
    const repository = { '/p/.git/HEAD': '' };

    it('honours .gitignore files, the inner one last', () => {
      const host = memoryHost({
        ...repository,
        '/p/.gitignore': '*.mod.c\n/build/\n',
        '/p/a.c': '',
        '/p/a.mod.c': '',
        '/p/build/x.c': '',
        '/p/sub/build/y.c': '',
        '/p/sub/.gitignore': '!keep.mod.c\n',
        '/p/sub/keep.mod.c': '',
      });
      expect(discover('/p', [''], host).files).toEqual(['a.c', 'sub/build/y.c', 'sub/keep.mod.c']);
    });

    it('reads a tree that ignores all of itself', () => {
      const host = memoryHost({ ...repository, '/p/.gitignore': '/*\n', '/p/a.c': '' });
      expect(discover('/p', [''], host).files).toEqual(['a.c']);
    });
  });

  it('does not care for .gitignore outside of a repository', () => {
    const host = memoryHost({ '/p/.gitignore': 'a.c\n', '/p/a.c': '', '/p/b.c': '' });
    expect(discover('/p', [''], host).files).toEqual(['a.c', 'b.c']);
  });
});
