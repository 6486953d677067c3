import { describe, expect, it } from 'vitest';
import type { Extractor } from '../../server/src/extract/file.ts';
import { loadExtractor } from '../../server/src/project/extractor.ts';
import { openProject, type Project, type ProjectOptions } from '../../server/src/project/open.ts';
import { type MemoryHost, memoryHost } from './memory-host.ts';

const real = await loadExtractor();

interface Opened extends Project {
  /** `file` or `file: names read in full`, in the order in which they were extracted. */
  readonly extracted: readonly string[];
}

async function open(host: MemoryHost, options: Partial<ProjectOptions> = {}): Promise<Opened> {
  const extracted: string[] = [];
  const extractor: Extractor = {
    extract(file, text, hash, names) {
      extracted.push([file, ...names].join(' '));
      return real.extract(file, text, hash, names);
    },
  };
  const project = await openProject({ host, paths: ['/p'], cache: true, extractor: async () => extractor, ...options });
  return { ...project, extracted };
}

/** All that a command could see of a project. */
function contents({ index, notices, stats }: Project, names: readonly string[] = []) {
  const snapshot = index.snapshot();
  return { files: snapshot.files(), mentions: names.map((name) => snapshot.mentions(name)), notices, stats };
}

const READER =
  'void reader(void)\n{\n\tint v = READ_ONCE(ready);\n\t/* Pairs with the smp_wmb() in publish(). */\n\tsmp_rmb();\n}\n';

describe('a name that a comment mentions', () => {
  it('is followed to a file that has nothing to say by itself', async () => {
    const host = memoryHost({
      '/p/reader.c': READER,
      '/p/writer.c': 'void publish(void)\n{\n\tcommit_it();\n}\n',
      '/p/other.c': 'void unrelated(void)\n{\n}\n',
    });
    const { index, stats, extracted } = await open(host);
    expect(index.snapshot().functionsNamed('publish')).toHaveLength(1);
    expect(stats).toEqual({ files: 3, candidates: 1, indexed: 2 });
    expect(extracted).not.toContain('other.c');
  });

  it('is found where it is a macro, called, in assembly, or just a word', async () => {
    const text = READER.replace('publish()', 'my_macro(), my_call(), my_label() and my_word()');
    const host = memoryHost({
      '/p/reader.c': text,
      '/p/a.h': '#define my_macro 1\n',
      '/p/b.c': 'int f(void)\n{\n\treturn my_call();\n}\n',
      '/p/c.S': 'ENTRY(my_label)\n',
      '/p/d.c': 'int f(struct s *s)\n{\n\treturn s->my_word; /* my_macro */\n}\n',
    });
    const snapshot = (await open(host)).index.snapshot();
    const kinds = ['my_macro', 'my_call', 'my_label', 'my_word', 'my_nothing'].map((name) =>
      snapshot.mentions(name).map((mention) => `${mention.kind} ${mention.file}`),
    );
    expect(kinds).toEqual([['macro a.h'], ['call b.c'], ['assembly c.S'], ['word d.c'], []]);
  });

  it('is not looked for when it is said to be defined elsewhere', async () => {
    const host = memoryHost({ '/p/reader.c': READER, '/p/writer.c': 'void publish(void)\n{\n}\n' });
    const { stats } = await open(host, { configure: () => ({ assumeDefined: ['publish'] }) });
    expect(stats.indexed).toBe(1);
  });
});

it('does not look through long lists of constants', async () => {
  const constants = '#define REGISTER 1\n'.repeat(20_000);
  const host = memoryHost({
    '/p/registers.h': `${constants}#define FLUSH() READ_ONCE(done)\n`,
    '/p/code.h': `${constants}static inline int flush(void) { return READ_ONCE(done); }\n`,
  });
  const { index } = await open(host);
  expect(
    index
      .snapshot()
      .files()
      .map((facts) => facts.file),
  ).toEqual(['code.h']);
});

it('reads UTF-8, counting in UTF-16 units', async () => {
  const host = memoryHost({ '/p/a.c': `/* Žižek 😀 */\n${READER}` });
  const { functions } = (await open(host)).index.snapshot().file('a.c')!;
  expect(functions[0]).toMatchObject({ name: 'reader', at: '/* Žižek 😀 */\nvoid '.length });
});

describe('a file that can not be looked at', () => {
  it('is left out with a notice', async () => {
    const host = memoryHost({
      '/p/binary.c': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]),
      '/p/huge.c': `${READER}${' '.repeat(9 << 20)}`,
      '/p/secret.c': READER,
      '/p/fine.c': READER,
      '/p/locked/a.c': READER,
    });
    host.locked.add('/p/locked');
    host.disk.get('/p/secret.c')!.error = 'EACCES';
    const { notices, stats } = await open(host, { paths: ['/p', '/p/nothing.c'] });
    expect(notices).toEqual([
      { file: '/p/nothing.c', reason: 'does not exist' },
      { file: 'binary.c', reason: 'is not a text file' },
      { file: 'huge.c', reason: 'is too large' },
      { file: 'locked/', reason: 'cannot be read' },
      { file: 'secret.c', reason: 'cannot be read (EACCES)' },
    ]);
    expect(stats).toEqual({ files: 4, candidates: 1, indexed: 1 });
  });

  it('may be one that extraction fails at', async () => {
    const host = memoryHost({ '/p/a.c': READER, '/p/b.c': READER });
    const extract: Extractor['extract'] = (file, ...rest) => {
      if (file === 'a.c') throw new Error('too clever');
      return real.extract(file, ...rest);
    };
    const { notices, index } = await open(host, { extractor: async () => ({ extract }) });
    expect(notices).toEqual([{ file: 'a.c', reason: 'failed: too clever' }]);
    expect(index.snapshot().file('b.c')).toBeDefined();
  });
});

it('tells how far it is', async () => {
  const told: string[] = [];
  const host = memoryHost({ '/p/a.c': READER, '/p/b.c': 'int x;' });
  await open(host, { onProgress: (phase, done, total) => told.push(`${phase} ${done}/${total}`) });
  expect(told).toEqual([
    'listing files 0/0',
    'reading 1/2',
    'reading 2/2',
    'looking for names 1/2',
    'looking for names 2/2',
  ]);
});

describe('the cache', () => {
  /** Large enough for a cache, and old enough for its times to be trusted. */
  function tree(): MemoryHost {
    const host = memoryHost();
    for (let i = 0; i < 100; i++) host.put(`/p/fill/${i}.c`, `int fill_${i};\n`);
    host.put('/p/m/reader.c', READER);
    host.put('/p/m/later.c', READER.replace('publish', 'shared_word').replace('reader', 'reader2'));
    host.put('/p/z/writer.c', 'void publish(void)\n{\n\tcommit_it();\n}\n');
    host.put('/p/z/words.c', 'void words(struct s *s)\n{\n\ts->shared_word = 1;\n}\n');
    host.put('/p/zz/words.c', 'void words2(struct s *s)\n{\n\ts->shared_word = 1;\n}\n');
    host.wait(10_000);
    return host;
  }
  const NAMES = ['publish', 'shared_word', 'commit_it'];
  const onlyCache = (host: MemoryHost) => [...host.disk.keys()].filter((path) => path.startsWith('/cache/'));

  it('saves all work when nothing has changed', async () => {
    const host = tree();
    const first = await open(host);
    expect(first.extracted.length).toBeGreaterThan(0);
    const second = await open(host);
    expect(second.extracted).toEqual([]);
    expect(contents(second, NAMES)).toEqual(contents(first, NAMES));
  });

  it('is not written again when nothing has changed, though a file that was looked up names more', async () => {
    const host = tree();
    // Only the comment in reader.c asks for publish(); the comment there asks for a name that nobody has looked for.
    host.put(
      '/p/z/writer.c',
      'void publish(void)\n{\n\t/* Matches the read barrier in farther(). */\n\ttest_and_set_bit(0, &done);\n}\n',
    );
    host.wait(10_000);
    await open(host);
    const path = onlyCache(host)[0]!;
    const written = host.disk.get(path)!.mtimeMs;
    host.wait(10_000);
    await open(host);
    expect(host.disk.get(path)!.mtimeMs).toBe(written);
  });

  it('is one file, and none for a small project or when it is not wanted', async () => {
    const host = tree();
    await open(host, { cache: false });
    expect(onlyCache(host)).toEqual([]);
    await open(host);
    expect(onlyCache(host)).toHaveLength(1);
    const small = memoryHost({ '/p/a.c': READER });
    await open(small);
    expect(onlyCache(small)).toEqual([]);
  });

  /** What may happen to a tree, and the files that have to be extracted again because of it. */
  const EVENTS: readonly (readonly [string, (host: MemoryHost) => void, readonly string[]])[] = [
    ['a comment is edited', (host) => host.put('/p/m/reader.c', `\n${READER}`), ['m/reader.c']],
    ['a file is touched', (host) => host.put('/p/m/reader.c', READER), []],
    ['a file without facts is touched', (host) => host.put('/p/fill/3.c', 'int fill_3;\n'), []],
    ['a candidate is no longer one', (host) => host.put('/p/m/reader.c', 'int x;\n'), []],
    ['a file becomes a candidate', (host) => host.put('/p/fill/3.c', READER), ['fill/3.c']],
    ['a file is new', (host) => host.put('/p/a/new.c', READER.replace('reader', 'fresh')), ['a/new.c']],
    ['a candidate is deleted', (host) => void host.disk.delete('/p/m/later.c'), []],
    ['the definition of a name is deleted', (host) => void host.disk.delete('/p/z/writer.c'), []],
    [
      'the definition of a name moves',
      (host) => {
        host.put('/p/z/writer.c', 'int nothing;\n');
        host.put('/p/fill/50.c', '\nint publish(void)\n{\n}\n');
      },
      ['fill/50.c'],
    ],
    ['a name is defined twice', (host) => host.put('/p/fill/50.c', 'int publish(void)\n{\n}\n'), ['fill/50.c']],
    ['the first mention of a name goes away', (host) => void host.disk.delete('/p/z/words.c'), []],
    ['the first mention of a name is edited out', (host) => host.put('/p/z/words.c', 'int none;\n'), []],
    ['the first mention of a name moves on', (host) => host.put('/p/z/words.c', '\n\nint f = x.shared_word;\n'), []],
    ['a name gets an earlier mention', (host) => host.put('/p/fill/7.c', 'int f = x.shared_word;\n'), []],
    ['a comment names something else', (host) => host.put('/p/m/reader.c', READER.replace('publish', 'words')), []],
  ];

  it.each(EVENTS)('gives what a run without it gives, when %s', async (_, happen, again) => {
    const host = tree();
    await open(host);
    happen(host);
    host.wait(10_000);
    const warm = await open(host);
    const cold = await open(host, { cache: false });
    expect(contents(warm, NAMES)).toEqual(contents(cold, NAMES));
    const bare = warm.extracted.map((entry) => entry.split(' ')[0]!);
    expect(bare).toEqual(expect.arrayContaining([...again]));
    const third = await open(host);
    expect(third.extracted).toEqual([]);
    expect(contents(third, NAMES)).toEqual(contents(cold, NAMES));
  });

  it('survives one event after the other', async () => {
    const host = tree();
    for (const [name, happen] of EVENTS) {
      happen(host);
      host.wait(10_000);
      expect(contents(await open(host), NAMES), name).toEqual(contents(await open(host, { cache: false }), NAMES));
    }
  });

  it('extracts again just the file that was edited, and what that asks for', async () => {
    const host = tree();
    await open(host);
    host.put('/p/m/reader.c', `\n\n${READER}`);
    host.wait(10_000);
    const files = (await open(host)).extracted.map((entry) => entry.split(' ')[0]);
    expect(new Set(files)).toEqual(new Set(['m/reader.c']));
  });

  it('does not trust a file that was changed while it was read', async () => {
    const host = tree();
    host.put('/p/m/reader.c', READER);
    await open(host);
    // The same time and size, as on a file system that counts in seconds.
    host.put('/p/m/reader.c', READER.replace('reader', 'READER'));
    expect((await open(host)).index.snapshot().functionsNamed('READER')).toHaveLength(1);
  });

  it('is the same for a file of the tree as for all of it', async () => {
    const host = tree();
    await open(host, { root: '/p' });
    const { extracted, selected } = await open(host, { root: '/p', paths: ['/p/m/reader.c'] });
    expect({ extracted, selected }).toEqual({ extracted: [], selected: ['m/reader.c'] });
  });

  it('keeps apart what was assumed and what was not', async () => {
    const host = tree();
    await open(host);
    const assumed = await open(host, { configure: () => ({ assumeDefined: ['publish'] }) });
    expect(assumed.index.snapshot().file('z/writer.c')).toBeUndefined();
    expect((await open(host)).index.snapshot().file('z/writer.c')).toBeDefined();
  });

  it.each<[string, (content: string) => string]>([
    ['is cut off', (content) => content.slice(0, content.length / 2)],
    ['is empty', () => ''],
    ['has lost a letter', (content) => content.replace('reader.c', 'eader.c')],
    ['is from another build', (content) => content.replace(' test ', ' other ')],
    ['is something else', () => '{"version": 1}\n[]\n'],
  ])('is made anew when it %s', async (_, damage) => {
    const host = tree();
    const first = await open(host);
    const path = onlyCache(host)[0]!;
    host.put(path, damage(host.disk.get(path)!.content.toString()));
    const second = await open(host);
    expect(second.extracted).toEqual(first.extracted);
    expect((await open(host)).extracted).toEqual([]);
  });

  it('is done without, and said so, when it can not be written', async () => {
    const host = tree();
    await open(host);
    const path = onlyCache(host)[0]!;
    host.disk.set(path, { content: Buffer.from(''), mtimeMs: 0, error: 'EROFS' });
    const { notices, stats } = await open(host);
    expect(notices).toEqual([{ file: path, reason: 'cannot be written (EROFS)' }]);
    expect(stats.candidates).toBe(2);
  });

  it('notices come back from it', async () => {
    const host = tree();
    host.put('/p/binary.c', Buffer.from([0]));
    host.wait(10_000);
    const first = await open(host);
    expect(first.notices).toEqual([{ file: 'binary.c', reason: 'is not a text file' }]);
    expect((await open(host)).notices).toEqual(first.notices);
  });
});
