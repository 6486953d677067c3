/** Which folder is whose project, and what is too much to be one. */
import { describe, expect, it } from 'vitest';
import { folderAround, foldersOf, readFolder, realPath, rootAbove } from '../../server/src/lsp/folders.ts';
import { pathOfUri, uriInFolder, uriOfPath } from '../../server/src/lsp/uris.ts';
import { memoryHost } from '../project/memory-host.ts';

const host = memoryHost({
  '/home/me/linux/MAINTAINERS': '',
  '/home/me/linux/Kconfig': '',
  '/home/me/linux/kernel/sched/core.c': 'int a;',
  '/home/me/notes/x.c': 'int b;',
  '/srv/lib/a.c': 'int c;',
});

describe('a folder', () => {
  it('belongs to the tree that it is a part of', () => {
    expect(readFolder('file:///home/me/linux/kernel', host)).toMatchObject({
      real: '/home/me/linux/kernel',
      root: '/home/me/linux',
      rootUri: 'file:///home/me/linux',
    });
    expect(readFolder('file:///srv/lib/', host)).toMatchObject({ root: '/srv/lib', rootUri: 'file:///srv/lib/' });
  });

  it('is none when it is the home, around it, the whole disk, or not there', () => {
    for (const uri of ['file:///home/me', 'file:///home', 'file:///']) {
      expect(readFolder(uri, host)).toMatch(/is not looked at as a whole/);
    }
    expect(readFolder('file:///gone', host)).toBe('/gone is no folder');
    expect(readFolder('file:///srv/lib/a.c', host)).toBe('/srv/lib/a.c is no folder');
    expect(readFolder('untitled:x', host)).toBe('untitled:x is no folder on this machine');
    expect(readFolder('', host)).toBe(' is no folder on this machine');
  });

  it('is the innermost one around a file', () => {
    const folders = ['file:///home/me/linux', 'file:///home/me/linux/kernel', 'file:///srv/lib'].flatMap((uri) => {
      const folder = readFolder(uri, host);
      return typeof folder === 'string' ? [] : [folder];
    });
    expect(folderAround(folders, '/home/me/linux/kernel/sched/core.c', host)?.uri).toBe('file:///home/me/linux/kernel');
    expect(folderAround(folders, '/home/me/linux/mm/slab.c', host)?.uri).toBe('file:///home/me/linux');
    expect(folderAround(folders, '/home/me/linuxes/a.c', host)).toBeUndefined();
  });

  it('is found in what the client says, new or old', () => {
    expect(foldersOf({ workspaceFolders: [{ uri: 'a', name: '' }], rootUri: 'b' } as never)).toEqual(['a']);
    expect(foldersOf({ workspaceFolders: null, rootUri: 'b', rootPath: '/c' } as never)).toEqual(['b']);
    expect(foldersOf({ rootUri: null, rootPath: '/c' } as never)).toEqual(['file:///c']);
    expect(foldersOf({} as never)).toEqual([]);
  });
});

describe('a document outside of all folders', () => {
  it('has the project above it, or none', () => {
    expect(rootAbove('/home/me/linux/kernel/sched/core.c', host)).toBe('/home/me/linux');
    expect(rootAbove('/home/me/notes/x.c', host)).toBeUndefined();
    expect(rootAbove('/srv/lib/a.c', host)).toBeUndefined();
    expect(rootAbove('/home/me/linux/kernel/new.c', host)).toBeUndefined();
  });
});

describe('names', () => {
  it('of files are what the client calls them', () => {
    expect(pathOfUri('file:///a%20b/c%23.c')).toBe('/a b/c#.c');
    expect(uriOfPath('/a b/c#.c')).toBe('file:///a%20b/c%23.c');
    expect(uriInFolder('file:///link/', 'x/y z.c')).toBe('file:///link/x/y%20z.c');
    for (const uri of ['untitled:a', 'git:/a/b.c', '', 'no uri', '://', 7 as never, undefined as never]) {
      expect(pathOfUri(uri)).toBeUndefined();
    }
  });

  it('of files that are not there follow the folder', () => {
    const folder = { uri: '', given: '/link', real: '/real', root: '/real', rootUri: '' };
    expect(realPath([folder], '/link/new.c', host)).toBe('/real/new.c');
    expect(realPath([folder], '/elsewhere/new.c', host)).toBe('/elsewhere/new.c');
  });
});
