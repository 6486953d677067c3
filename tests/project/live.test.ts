import { afterEach, describe, expect, it } from 'vitest';
import { Pairs } from '../../server/src/pairing/pairs.ts';
import { loadExtractor } from '../../server/src/project/extractor.ts';
import { type LiveProject, openLive } from '../../server/src/project/live.ts';
import { openProject } from '../../server/src/project/open.ts';
import { rules, runRules } from '../../server/src/rules/index.ts';
import { staleFunction } from '../../server/src/rules/stale-function.ts';
import { type MemoryHost, memoryHost } from './memory-host.ts';
import { randomFrom, type Tree, tree } from './random-tree.ts';

const extractor = await loadExtractor();
const opened: LiveProject[] = [];

afterEach(async () => {
  for (const live of opened.splice(0)) await live.close();
});

function open(host: MemoryHost, onChange = () => {}): LiveProject {
  const failures: string[] = [];
  const live = openLive({
    host,
    extractor,
    root: '/p',
    threads: 0,
    assumeDefined: [],
    exclude: [],
    delays: { idle: 5, longest: 20 },
    onProgress: () => {},
    onChange,
    log: (message) => void failures.push(message),
  });
  opened.push(live);
  return live;
}

const WRITER = 'void publish(int v)\n{\n\tWRITE_ONCE(data, v);\n\tsmp_wmb();\n\tWRITE_ONCE(ready, 1);\n}\n';
const READER =
  'int reader(void)\n{\n\tint v = READ_ONCE(ready);\n\t/* Pairs with the smp_wmb() in publish(). */\n\tsmp_rmb();\n\treturn READ_ONCE(data);\n}\n';

/** What a user could see: claims with their targets, findings, as lines. */
function answers(snapshot: ReturnType<LiveProject['snapshot']>): string[] {
  const pairs = new Pairs(snapshot);
  const claims = pairs.all().map(({ facts, claim, anchor, targets, status, reciprocal }) => {
    const to = targets.map((target) => `${target.facts.file}:${target.at} ${target.primitive}`);
    return `${facts.file}:${claim.verbSpan.start} ${anchor?.at} -> ${to} ${status} ${reciprocal}`;
  });
  const findings = runRules({ pairs, files: snapshot.files() }, rules);
  return [...claims, ...findings.map(({ file, span, rule, message }) => `${file}:${span.start} ${rule} ${message}`)];
}

/** The same of a project that is opened just now, with the open documents' text on the disk. */
async function fresh(host: MemoryHost, documents: ReadonlyMap<string, string>): Promise<string[]> {
  const files: Record<string, string> = {};
  for (const [path, { content }] of host.disk) if (path.startsWith('/p/')) files[path] = content.toString();
  for (const [file, text] of documents) files[`/p/${file}`] = text;
  const project = await openProject({
    host: memoryHost(files),
    paths: ['/p'],
    root: '/p',
    cache: false,
    threads: 0,
    extractor: async () => extractor,
  });
  return answers(project.index.snapshot());
}

describe('a project that stays open', () => {
  it('knows an open document at once, and the tree when it is settled', async () => {
    const host = memoryHost({ '/p/a.c': WRITER });
    const live = open(host);
    live.setText('b.c', READER);
    expect(live.isComplete).toBe(false);
    expect(
      live
        .snapshot()
        .file('b.c')!
        .sites.map((site) => site.primitive),
    ).toContain('smp_rmb');
    await live.settled();
    expect(live.isComplete).toBe(true);
    const [claim] = new Pairs(live.snapshot()).claimsIn('b.c');
    expect(claim!.targets.map((target) => target.facts.file)).toEqual(['a.c']);
  });

  it('believes the document rather than the disk, until that is closed', async () => {
    const host = memoryHost({ '/p/a.c': WRITER, '/p/b.c': READER });
    const live = open(host);
    await live.settled();
    live.setText('a.c', WRITER.replace('smp_wmb();', 'smp_mb();'));
    expect(live.snapshot().functionsNamed('publish')).toHaveLength(1);
    expect(
      live
        .snapshot()
        .file('a.c')!
        .sites.some((site) => site.primitive === 'smp_mb'),
    ).toBe(true);
    live.dropText('a.c');
    await live.settled();
    expect(
      live
        .snapshot()
        .file('a.c')!
        .sites.some((site) => site.primitive === 'smp_mb'),
    ).toBe(false);
  });

  it('follows changes, new files, deleted files and deleted folders on the disk', async () => {
    const host = memoryHost({ '/p/lib/a.c': WRITER, '/p/b.c': READER });
    const live = open(host);
    await live.settled();
    const targets = () => new Pairs(live.snapshot()).claimsIn('b.c')[0]!.targets.map((one) => one.facts.file);
    expect(targets()).toEqual(['lib/a.c']);
    host.disk.delete('/p/lib/a.c');
    live.refresh(['lib']);
    await live.settled();
    expect(targets()).toEqual([]);
    host.wait(10);
    host.put('/p/new.c', WRITER);
    live.refresh(['new.c']);
    await live.settled();
    expect(targets()).toEqual(['new.c']);
  });

  it('finds by polling what nobody tells of', async () => {
    const host = memoryHost({ '/p/a.c': WRITER, '/p/b.c': READER });
    const live = open(host);
    await live.settled();
    host.wait(10);
    host.put('/p/a.c', WRITER.replace('publish', 'publish_it'));
    live.poll();
    await live.settled();
    expect(live.snapshot().functionsNamed('publish_it')).toHaveLength(1);
    live.poll();
    expect(await live.settled()).toBeUndefined();
  });

  it('gives no text for facts that the file does not hold any more, and reads it again', async () => {
    const host = memoryHost({ '/p/a.c': WRITER });
    const live = open(host);
    await live.settled();
    const facts = live.snapshot().file('a.c')!;
    expect(live.source(facts)!.text).toBe(WRITER);
    host.wait(10);
    host.put('/p/a.c', `\n${WRITER}`);
    expect(live.source(facts)).toBeUndefined();
    await live.settled();
    expect(live.source(live.snapshot().file('a.c')!)!.text).toBe(`\n${WRITER}`);
  });

  it('calls no function missing that nobody has looked for yet', async () => {
    const host = memoryHost({ '/p/a.c': WRITER, '/p/b.c': READER, '/p/c.c': 'void quiet_one(void)\n{\n}\n' });
    const live = open(host);
    await live.settled();
    const stale = () =>
      runRules({ pairs: new Pairs(live.snapshot()), files: live.snapshot().files() }, [staleFunction]).map(
        (one) => one.rule,
      );
    live.setText('b.c', READER.replace('publish()', 'quiet_one()'));
    expect(stale()).toEqual([]);
    live.setText('b.c', READER.replace('publish()', 'nowhere_at_all()'));
    expect(stale()).toEqual([]);
    await live.settled();
    expect(stale()).toEqual(['stale-function']);
  });

  it('stops when it is told to, and goes on when it is asked', async () => {
    const host = memoryHost({ '/p/a.c': WRITER, '/p/b.c': READER });
    const live = open(host);
    live.stop();
    await live.settled();
    expect(live.isComplete).toBe(false);
    live.refresh();
    await live.settled();
    expect(live.isComplete).toBe(true);
  });

  it('looks at open documents only where there is no project', async () => {
    const live = openLive({
      host: memoryHost({ '/x/a.c': WRITER }),
      extractor,
      root: undefined,
      assumeDefined: [],
      exclude: [],
      onProgress: () => {},
      onChange: () => {},
      log: () => {},
    });
    live.setText('/x/b.c', READER);
    await live.settled();
    expect(
      live
        .snapshot()
        .files()
        .map(({ file }) => file),
    ).toEqual(['/x/b.c']);
    live.dropText('/x/b.c');
    expect(live.snapshot().files()).toEqual([]);
  });
});

describe('after a day of changes', () => {
  it.each([1, 2, 3])(
    'every answer is that of a fresh start (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const day = tree(random);
      const host = memoryHost();
      for (const [file, text] of day.files) host.put(`/p/${file}`, text);
      const live = open(host);
      const documents = new Map<string, string>();
      await live.settled();
      for (let step = 0; step < 120; step++) {
        change(day, host, live, documents, random);
        if (random(4) > 0) continue;
        await live.settled();
        expect(answers(live.snapshot())).toEqual(await fresh(host, documents));
      }
    },
    60_000,
  );
});

/** One thing that people do: an edit, a save, a new file, a deletion, a rename, a branch switch. */
function change(
  day: Tree,
  host: MemoryHost,
  live: LiveProject,
  documents: Map<string, string>,
  random: (below: number) => number,
): void {
  const names = [...day.files.keys()];
  const file = names[random(names.length)]!;
  const put = (name: string, text: string) => {
    host.wait(5);
    host.put(`/p/${name}`, text);
    day.files.set(name, text);
  };
  const action = random(10);
  if (action < 5) {
    const text = day.edit(documents.get(file) ?? day.files.get(file)!);
    documents.set(file, text);
    live.setText(file, text);
  } else if (action === 5 && documents.has(file)) {
    put(file, documents.get(file)!);
    documents.delete(file);
    live.dropText(file);
  } else if (action === 6) {
    const added = `${day.folder()}/new${random(1000)}.c`;
    put(added, day.text());
    live.refresh([added]);
  } else if (action === 7 && names.length > 8 && !documents.has(file)) {
    host.disk.delete(`/p/${file}`);
    day.files.delete(file);
    live.refresh([file]);
  } else if (action === 8 && !documents.has(file)) {
    put(file, day.edit(day.files.get(file)!));
    live.refresh([file]);
  } else if (action === 9) {
    for (const name of names) if (random(3) === 0) put(name, day.edit(day.files.get(name)!));
    live.refresh();
  }
}
