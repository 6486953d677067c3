import { describe, expect, it } from 'vitest';
import { Pairs } from '../../server/src/pairing/pairs.ts';
import { loadExtractor } from '../../server/src/project/extractor.ts';
import { openProject, type Project } from '../../server/src/project/open.ts';
import { type Laid, openRevisions } from '../../server/src/project/revisions.ts';
import { rules, runRules } from '../../server/src/rules/index.ts';
import { type MemoryHost, memoryHost } from './memory-host.ts';
import { randomFrom, type Tree, tree } from './random-tree.ts';

const extractor = await loadExtractor();
const ROOT = '/p';

interface Given {
  readonly host: MemoryHost;
  readonly before?: Laid;
  readonly after?: Laid;
  readonly exclude?: readonly string[];
}

function open({ host, before = new Map(), after = new Map(), exclude = [] }: Given) {
  return openRevisions({
    host,
    paths: [ROOT],
    root: ROOT,
    cache: true,
    threads: 0,
    extractor: async () => extractor,
    configure: () => ({ exclude }),
    revisions: () => ({ before, after }),
  });
}

/** What a user could see of a project, as lines. */
function answers(project: Project): string[] {
  const snapshot = project.index.snapshot();
  const pairs = new Pairs(snapshot);
  const claims = pairs.all().map(({ facts, claim, anchor, targets, status, reciprocal }) => {
    const to = targets.map((target) => `${target.facts.file}:${target.at} ${target.primitive}`);
    return `${facts.file}:${claim.verbSpan.start} ${anchor?.at} -> ${to} ${status} ${reciprocal}`;
  });
  const findings = runRules({ pairs, files: snapshot.files() }, rules);
  return [...claims, ...findings.map(({ file, span, rule, message }) => `${file}:${span.start} ${rule} ${message}`)];
}

/** The same of a project that has these files on its disk. */
async function fresh(files: ReadonlyMap<string, string>): Promise<string[]> {
  const host = memoryHost(Object.fromEntries([...files].map(([file, text]) => [`${ROOT}/${file}`, text])));
  return answers(
    await openProject({ host, paths: [ROOT], root: ROOT, cache: false, threads: 0, extractor: async () => extractor }),
  );
}

function laid(files: Readonly<Record<string, string | null>>): Laid {
  return new Map(Object.entries(files).map(([file, text]) => [file, text === null ? null : Buffer.from(text)]));
}

const WRITER = 'void publish(int v)\n{\n\tWRITE_ONCE(data, v);\n\tsmp_wmb();\n\tWRITE_ONCE(ready, 1);\n}\n';
const READER =
  'int reader(void)\n{\n\tint v = READ_ONCE(ready);\n\t/* Pairs with the smp_wmb() in publish(). */\n\tsmp_rmb();\n\treturn READ_ONCE(data);\n}\n';

describe('two states of a project', () => {
  it('are read from the disk and from what is laid over it', async () => {
    const host = memoryHost({ '/p/reader.c': READER, '/p/writer.c': WRITER.replace('\tsmp_wmb();\n', '') });
    const both = await open({ host, before: laid({ 'writer.c': WRITER }) });
    const files = new Map([['reader.c', READER]]);
    expect(answers(both!.before.project)).toEqual(await fresh(new Map([...files, ['writer.c', WRITER]])));
    expect(answers(both!.after.project).join('\n')).toContain('stale-barrier');
    expect(both!.before.files.read('/p/writer.c', 1000).bytes!.toString()).toBe(WRITER);
  });

  it('know files that are in one of them only', async () => {
    const host = memoryHost({ '/p/reader.c': READER, '/p/added.c': WRITER });
    const both = await open({ host, before: laid({ 'added.c': null, 'lib/gone.c': WRITER, 'notes.txt': 'smp_mb()' }) });
    const names = ({ index }: Project) =>
      index
        .snapshot()
        .files()
        .map(({ file }) => file);
    expect(names(both!.before.project)).toEqual(['lib/gone.c', 'reader.c']);
    expect(names(both!.after.project)).toEqual(['added.c', 'reader.c']);
  });

  it('leave out what the project excludes, in both', async () => {
    const host = memoryHost({ '/p/reader.c': READER, '/p/old/a.c': WRITER });
    const both = await open({ host, after: laid({ 'old/b.c': WRITER, 'c.c': WRITER }), exclude: ['old/'] });
    const names = ({ index }: Project) =>
      index
        .snapshot()
        .files()
        .map(({ file }) => file);
    expect(names(both!.after.project)).toEqual(['c.c', 'reader.c']);
  });

  it('are not read at all when they are the same', async () => {
    const host = memoryHost({ '/p/reader.c': READER });
    expect(await open({ host })).toBeUndefined();
    expect(await open({ host, before: laid({ Makefile: 'x' }), after: laid({ Makefile: null }) })).toBeUndefined();
    expect(await open({ host, before: laid({ 'a.c': 'x' }), after: laid({ 'a.c': 'x' }) })).toBeUndefined();
  });

  it('leave a cache that says of the disk what the disk has', async () => {
    const files: Record<string, string> = { '/p/reader.c': READER, '/p/writer.c': WRITER };
    for (let i = 0; i < 120; i++) files[`/p/filler/f${i}.c`] = 'int nothing;\n';
    const host = memoryHost(files);
    host.wait(10_000);
    const without = WRITER.replace('\tsmp_wmb();\n', '');
    await open({ host, before: laid({ 'filler/f0.c': 'x' }), after: laid({ 'writer.c': without }) });
    expect([...host.disk.keys()].filter((path) => path.startsWith('/cache/'))).toHaveLength(1);
    const project = await openProject({
      ...{ host, paths: [ROOT], root: ROOT, cache: true, threads: 0 },
      extractor: async () => extractor,
    });
    expect(answers(project)).toEqual(
      await fresh(new Map(Object.entries(files).map(([path, text]) => [path.slice(3), text]))),
    );
  });
});

describe('after random changes', () => {
  it.each([1, 2, 3, 4])(
    'each state is what a fresh start makes of it (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const day = tree(random);
      for (let step = 0; step < 30; step++) {
        const disk = new Map(day.files);
        const [before, after] = [changes(day, disk, random), changes(day, disk, random)];
        // One of them is the disk, or both are something else, as with changes that are staged and others that are not.
        const [first, second] = [random(3) === 0 ? new Map() : before, random(3) === 0 ? new Map() : after];
        const host = memoryHost(Object.fromEntries([...disk].map(([file, text]) => [`${ROOT}/${file}`, text])));
        const both = await open({
          host,
          before: laid(Object.fromEntries(first)),
          after: laid(Object.fromEntries(second)),
        });
        if (!both) continue;
        expect(answers(both.before.project)).toEqual(await fresh(over(disk, first)));
        expect(answers(both.after.project)).toEqual(await fresh(over(disk, second)));
      }
    },
    60_000,
  );
});

/** A few files edited, added, deleted or moved. */
function changes(day: Tree, disk: ReadonlyMap<string, string>, random: (below: number) => number) {
  const changed = new Map<string, string | null>();
  const names = [...disk.keys()];
  for (let i = 1 + random(4); i > 0; i--) {
    const file = names[random(names.length)]!;
    const text = disk.get(file)!;
    const action = random(8);
    if (action === 0) changed.set(file, null);
    else if (action === 1) changed.set(`${day.folder()}/new${random(100)}.c`, day.text());
    else if (action === 2) changed.set(file, null).set(`${day.folder()}/moved${random(100)}.c`, text);
    else changed.set(file, day.edit(text));
  }
  return changed;
}

function over(disk: ReadonlyMap<string, string>, changed: ReadonlyMap<string, string | null>): Map<string, string> {
  const files = new Map(disk);
  for (const [file, text] of changed) {
    if (text === null) files.delete(file);
    else files.set(file, text);
  }
  return files;
}
