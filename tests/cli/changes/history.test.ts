/**
 * Commit after commit of a history of random edits: what `check` finds of a change is the difference of two full runs.
 * A few commits are checked; with BARRIER_LS_HISTORY=all, 300 of them are, and it is said how long it took.
 */
import { describe, expect, it } from 'vitest';
import { fingerprints } from '../../../server/src/cli/fingerprint.ts';
import type { Finding } from '../../../server/src/model/finding.ts';
import { Pairs } from '../../../server/src/pairing/pairs.ts';
import { loadExtractor } from '../../../server/src/project/extractor.ts';
import { openProject } from '../../../server/src/project/open.ts';
import { rules, runRules } from '../../../server/src/rules/index.ts';
import { memoryHost } from '../../project/memory-host.ts';
import { randomFrom, type Tree, tree } from '../../project/random-tree.ts';
import { run } from '../../support/cli.ts';
import { Repository } from '../../support/repository.ts';

const isAll = process.env['BARRIER_LS_HISTORY'] === 'all';
const COMMITS = isAll ? 300 : 18;
const FILES = 200;
const MODES = ['since', 'staged', 'patch'] as const;

/** Also those that are off unless asked for. */
const EVERY_RULE = ['--rule', rules.map(({ meta }) => meta.code).join(',')];

type Files = ReadonlyMap<string, string>;

const extractor = await loadExtractor();

describe(`a history of ${COMMITS} commits`, () => {
  it(
    'gives for each the difference of two full runs',
    async () => {
      const random = randomFrom(2026);
      const day = tree(random, { files: FILES });
      const repository = new Repository(Object.fromEntries(day.files));
      const times = { full: 0, change: 0 };
      let count = 0;
      for (let commit = 1; commit <= COMMITS; commit++) {
        const before = new Map(day.files);
        const changed = edit(day, before, random);
        const mode = MODES[commit % MODES.length]!;
        const { out, seconds } = await check(repository, mode, changed);
        times.change += seconds;
        const start = performance.now();
        const expected = await difference(before, day.files, renames(repository));
        times.full += (performance.now() - start) / 1000;
        expect({ commit, mode, found: lines(out) }).toEqual({ commit, mode, found: expected });
        count += expected.length;
      }
      // Otherwise nothing was compared.
      expect(count).toBeGreaterThan(COMMITS / 4);
      if (isAll) process.stderr.write(`${COMMITS} commits, ${count} new findings, ${JSON.stringify(times)} s\n`);
    },
    isAll ? 3_600_000 : 120_000,
  );
});

/** What people commit: edits mostly, now and then a file that is new, gone or moved. */
function edit(day: Tree, before: Files, random: (below: number) => number): Record<string, string | null> {
  const changed: Record<string, string | null> = {};
  const put = (file: string, text: string | null) => {
    if (text !== null || before.has(file)) changed[file] = text;
    else delete changed[file];
    if (text === null) day.files.delete(file);
    else day.files.set(file, text);
  };
  // Some edits change nothing, and a commit has to have something in it.
  for (let i = 1 + random(5); i > 0 || [...day.files].every(([file, text]) => before.get(file) === text); i--) {
    const names = [...day.files.keys()];
    const file = names[random(names.length)]!;
    const text = day.files.get(file)!;
    const action = random(12);
    if (action === 0) put(file, null);
    else if (action === 1) put(`${day.folder()}/n${random(1000)}.c`, day.text());
    else if (action === 2) {
      put(file, null);
      put(`${day.folder()}/m${random(1000)}.c`, text);
    } else put(file, day.edit(text));
  }
  return changed;
}

/** Commits the change, and asks for what it brings about at the time when that way of asking makes sense. */
async function check(repository: Repository, mode: (typeof MODES)[number], changed: Record<string, string | null>) {
  const ask = async (args: readonly string[], input = '') => {
    const start = performance.now();
    const { out, err } = await run(['check', ...args, ...EVERY_RULE, '--format', 'json', '--fail-on', 'never'], {
      cwd: repository.folder,
      input,
    });
    expect(err).toBe('');
    return { out, seconds: (performance.now() - start) / 1000 };
  };
  if (mode === 'staged') {
    repository.stage(changed);
    const answer = await ask(['--staged']);
    repository.commit({});
    return answer;
  }
  repository.commit(changed);
  if (mode === 'since') return ask(['--since', 'HEAD~1']);
  const mailbox = repository.git('format-patch', '--stdout', '-1');
  repository.git('switch', '--quiet', '--detach', 'HEAD~1');
  const answer = await ask(['--patch', '-'], mailbox);
  repository.git('switch', '--quiet', 'main');
  return answer;
}

/** Old names by new ones in the last commit, as git tells them. */
function renames(repository: Repository): ReadonlyMap<string, string> {
  const rows = repository.git('diff', '--name-status', '-M', 'HEAD~1', 'HEAD').trim().split('\n');
  return new Map(
    rows.map((row) => row.split('\t')).flatMap(([status, from, to]) => (status!.startsWith('R') ? [[to!, from!]] : [])),
  );
}

async function difference(before: Files, after: Files, renamed: ReadonlyMap<string, string>): Promise<string[]> {
  const newNames = new Map([...renamed].map(([to, from]) => [from, to]));
  const known = (await findings(before)).map((one) => ({ ...one, file: newNames.get(one.file) ?? one.file }));
  const prints = new Set(fingerprints(known, (file) => before.get(renamed.get(file) ?? file)!));
  const found = await findings(after);
  const own = fingerprints(found, (file) => after.get(file)!);
  return found.flatMap(({ file, rule, message, span }, i) => {
    const line = after.get(file)!.slice(0, span.start).split('\n').length;
    return prints.has(own[i]!) ? [] : [`${file}:${line} ${rule} ${message} ${own[i]}`];
  });
}

/** A full run, on a disk that has nothing else. */
async function findings(files: Files): Promise<Finding[]> {
  const host = memoryHost(Object.fromEntries([...files].map(([file, text]) => [`/p/${file}`, text])));
  const project = await openProject({
    ...{ host, paths: ['/p'], root: '/p', cache: false, threads: 0 },
    extractor: async () => extractor,
  });
  const snapshot = project.index.snapshot();
  return runRules({ pairs: new Pairs(snapshot), files: snapshot.files() }, rules);
}

function lines(out: string): string[] {
  const { findings } = JSON.parse(out) as {
    findings: { file: string; line: number; rule: string; message: string; fingerprint: string }[];
  };
  return findings.map(
    ({ file, line, rule, message, fingerprint }) => `${file}:${line} ${rule} ${message} ${fingerprint}`,
  );
}
