import { describe, expect, it } from 'vitest';
import { Pairs } from '../../server/src/pairing/pairs.ts';
import { loadExtractor } from '../../server/src/project/extractor.ts';
import { type LiveProject, openLive } from '../../server/src/project/live.ts';
import type { Progress } from '../../server/src/project/progress.ts';
import { rules, runRules } from '../../server/src/rules/index.ts';
import { type MemoryHost, memoryHost } from './memory-host.ts';

const extractor = await loadExtractor();

const READER = `int reader(void)
{
	int v = READ_ONCE(ready);
	/* Pairs with the smp_wmb() in publish(). */
	smp_rmb();
	return READ_ONCE(data);
}
`;

type Listener = (live: LiveProject, ...progress: Parameters<Progress>) => void;

function open(host: MemoryHost, onProgress: Listener = () => {}): LiveProject {
  const live: LiveProject = openLive({
    host,
    extractor,
    root: '/p',
    threads: 0,
    assumeDefined: [],
    exclude: [],
    delays: { idle: 5, longest: 20 },
    onProgress: (...progress) => onProgress(live, ...progress),
    onChange: () => {},
    log: () => {},
  });
  return live;
}

/** Functions that comments name and that are nowhere. */
function missing(live: LiveProject): string[] {
  const snapshot = live.snapshot();
  const stale = rules.filter(({ meta }) => meta.code === 'stale-function');
  return runRules({ pairs: new Pairs(snapshot), files: snapshot.files() }, stale).map(({ rule }) => rule);
}

/**
 * A project of which everything was read, and then a file changed that asks for a name that nobody has. Of the pass
 * over that `onProgress` is told at the end of each phase.
 */
async function changed(onProgress: (live: LiveProject, phase: string) => void) {
  const host = memoryHost({ '/p/a.c': 'void publish(void)\n{\n\tsmp_wmb();\n}\n', '/p/b.c': READER, '/p/z.c': '' });
  let isAsked = false;
  const live = open(host, (one, phase, done, total) => isAsked && done === total && onProgress(one, phase));
  await live.settled();
  expect(missing(live)).toEqual([]);
  host.wait(10);
  host.put('/p/b.c', READER.replace('publish', 'nowhere_at_all'));
  // Of files that have just changed nothing is cached.
  host.wait(10_000);
  isAsked = true;
  live.refresh(['b.c']);
  await live.settled();
  return { host, live };
}

describe('a pass that is stopped half-way', () => {
  const halfWay = (live: LiveProject, phase: string) => {
    if (phase === 'looking for names') live.stop();
    return phase === 'looking for names';
  };

  it('leaves nothing that the next one would build on', async () => {
    let isFirst = true;
    const { live } = await changed((one, phase) => {
      if (isFirst && halfWay(one, phase)) isFirst = false;
    });
    live.refresh();
    await live.settled();
    expect(missing(live)).toEqual(['stale-function']);
    await live.close();
  });

  it('leaves nothing in the cache that the next start would build on', async () => {
    const { host, live } = await changed(halfWay);
    await live.close();
    const next = open(host);
    await next.settled();
    expect(missing(next)).toEqual(['stale-function']);
    await next.close();
  });
});

describe('a document that is open during a part of a pass', () => {
  it('is not what was read of the tree', async () => {
    let isOver = false;
    const { live } = await changed((one, phase) => {
      if (isOver) return;
      if (phase === 'reading') one.setText('z.c', 'void z(void)\n{\n\tnowhere_at_all();\n}\n');
      if (phase === 'looking for names') {
        one.dropText('z.c');
        isOver = true;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await live.settled();
    expect(missing(live)).toEqual(['stale-function']);
    await live.close();
  });
});
