import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { folderWith, type Run, run } from '../../support/cli.ts';
import { Repository } from '../../support/repository.ts';

const WRITER = [
  'void publish(int v)',
  '{',
  '\tWRITE_ONCE(data, v);',
  '\t/* Pairs with the smp_rmb() in reader(). */',
  '\tsmp_wmb();',
  '\tWRITE_ONCE(ready, 1);',
  '}',
  '',
].join('\n');
const READER = [
  'int reader(void)',
  '{',
  '\tint v = READ_ONCE(ready);',
  '\t/* Pairs with the smp_wmb() in publish(). */',
  '\tsmp_rmb();',
  '\treturn READ_ONCE(data);',
  '}',
  '',
].join('\n');
const STALE = 'void old(void)\n{\n\t/* Pairs with the barrier in nowhere_at_all(). */\n\tsmp_mb();\n}\n';
const PAIR = { 'lib/writer.c': WRITER, 'reader.c': READER, 'old.c': STALE };
const WITHOUT = WRITER.replace('\tsmp_wmb();\n', '');

/** `file:line rule` of each finding. */
function findings({ out }: Run): string[] {
  const { findings } = JSON.parse(out) as { findings: { file: string; line: number; rule: string }[] };
  return findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

interface NoteRecord {
  readonly file: string;
  readonly line: number;
  readonly severity: string;
  readonly message: string;
  readonly related: readonly { readonly file: string; readonly line: number }[];
}

function notes({ out }: Run): NoteRecord[] {
  return JSON.parse(out).notes;
}

/** What others say of the same code is no matter here. */
const RULES = ['--rule', 'stale-barrier,stale-function'];

const since = (repository: Repository, revision: string, ...more: string[]) =>
  run(['check', '--since', revision, ...RULES, '--format', 'json', ...more], { cwd: repository.folder });
const staged = (repository: Repository, ...more: string[]) =>
  run(['check', '--staged', ...RULES, '--format', 'json', ...more], { cwd: repository.folder });

describe('check --since', () => {
  it('reports the untouched partner of a barrier that is deleted, and nothing that was there before', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'lib/writer.c': WITHOUT });
    const result = await since(repository, 'HEAD');
    expect(findings(result)).toEqual(['reader.c:4 stale-barrier']);
    expect(result.code).toBe(1);
  });

  it('is silent when nothing new is wrong', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'lib/writer.c': `/* A word. */\n\n${WRITER}`, 'old.c': `\n\n${STALE}` });
    const result = await since(repository, 'HEAD');
    expect([result.code, findings(result), result.err]).toEqual([0, [], '']);
    expect(notes(result)).toEqual([]);
  });

  it('reports comments that a rename of a function leaves behind', async () => {
    const repository = new Repository(PAIR);
    repository.commit({ 'lib/writer.c': WRITER.replace('publish', 'publish_value') });
    expect(findings(await since(repository, 'HEAD~1'))).toEqual(['reader.c:4 stale-function']);
  });

  it('begins where the branch left the other one', async () => {
    const repository = new Repository(PAIR);
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.commit({ 'more.c': STALE.replace('old', 'more') });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'lib/writer.c': WITHOUT });
    repository.git('switch', '--quiet', 'topic');
    expect(findings(await since(repository, 'main'))).toEqual(['more.c:3 stale-function']);
  });

  it('takes files that are new to git for changes, and leaves alone what it ignores', async () => {
    const repository = new Repository({ ...PAIR, '.gitignore': 'ignored.c\n' });
    repository.write({ 'new.c': STALE.replace('old', 'young'), 'ignored.c': STALE.replace('old', 'ignored') });
    expect(findings(await since(repository, 'HEAD'))).toEqual(['new.c:3 stale-function']);
  });

  it('knows what is deleted: the other side is gone', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'lib/writer.c': null });
    expect(findings(await since(repository, 'HEAD'))).toEqual(['reader.c:4 stale-function']);
  });

  it('does not take a file under a new name for a new one', async () => {
    const repository = new Repository(PAIR);
    repository.commit({ 'old.c': null, 'lib/moved.c': STALE });
    expect(findings(await since(repository, 'HEAD~1'))).toEqual([]);
    repository.commit({ 'lib/copied.c': STALE.replace('old', 'copied') });
    expect(findings(await since(repository, 'HEAD~1'))).toEqual(['lib/copied.c:3 stale-function']);
  });

  it('takes links, binary files and submodules for nothing', async () => {
    const repository = new Repository({ ...PAIR, 'link.c': STALE.replace('old', 'link') });
    const inner = new Repository({ 'inner.c': STALE.replace('old', 'inner') });
    repository.write({ 'link.c': null, 'binary.c': Buffer.from('void f(void)\n\0smp_mb();\n') });
    symlinkSync('old.c', join(repository.folder, 'link.c'));
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'module.c');
    expect(findings(await since(repository, 'HEAD'))).toEqual([]);
  });

  it('sees the tree of a root below the top of the repository', async () => {
    const repository = new Repository({ 'a/reader.c': READER, 'a/writer.c': WRITER, 'b/old.c': STALE });
    repository.write({ 'a/writer.c': WITHOUT, 'b/more.c': STALE.replace('old', 'more') });
    const result = await since(repository, 'HEAD', '--root', 'a', 'a');
    expect(findings(result)).toEqual(['reader.c:4 stale-barrier']);
  });

  it('shows what lies under the paths, when there are any', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'lib/writer.c': WITHOUT });
    expect(findings(await since(repository, 'HEAD', 'lib'))).toEqual([]);
    expect(findings(await since(repository, 'HEAD', 'reader.c'))).toEqual(['reader.c:4 stale-barrier']);
    const below = await run(['check', '--since', 'HEAD', ...RULES, '--format', 'json'], {
      cwd: join(repository.folder, 'lib'),
    });
    expect(findings(below)).toEqual(['reader.c:4 stale-barrier']);
  });

  it('gives findings the fingerprints that they have among all', async () => {
    const repository = new Repository({ 'a.c': STALE });
    repository.write({
      'a.c': STALE.replace('\tsmp_mb();\n', `\tsmp_mb();\n${STALE.split('\n').slice(2, 4).join('\n')}\n`),
    });
    const fresh = JSON.parse((await since(repository, 'HEAD')).out).findings;
    const all = JSON.parse(
      (await run(['check', ...RULES, '--format', 'json'], { cwd: repository.folder })).out,
    ).findings;
    expect(all).toHaveLength(2);
    expect(fresh).toEqual([all[1]]);
  });

  it('judges both states by the rules as they are now', async () => {
    const repository = new Repository({ ...PAIR, '.barrier-ls.jsonc': '{ "rules": { "stale-function": "off" } }' });
    repository.write({ '.barrier-ls.jsonc': '{}', 'lib/writer.c': `\n${WRITER}` });
    const args = ['--format', 'json', '--fail-on', 'never'];
    const all = await run(['check', ...args], { cwd: repository.folder });
    expect(findings(all)).toContain('old.c:3 stale-function');
    expect(findings(await run(['check', '--since', 'HEAD', ...args], { cwd: repository.folder }))).toEqual([]);
  });

  it('has nothing to say where no C file is different', async () => {
    const repository = new Repository(PAIR);
    repository.write({ README: 'new\n' });
    const { code, out } = await run(['check', '--since', 'HEAD', ...RULES], { cwd: repository.folder });
    const head = repository.git('rev-parse', '--short=12', 'HEAD').trim();
    expect([code, out]).toEqual([0, `No new findings against ${head}: no C file is different.\n`]);
  });

  it('says in text what it compared with', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'lib/writer.c': WITHOUT });
    const { out } = await run(['check', '--since', 'HEAD', ...RULES], { cwd: repository.folder });
    const head = repository.git('rev-parse', '--short=12', 'HEAD').trim();
    expect(out).toContain(`1 new finding in 1 file against ${head}. Looked at`);
  });
});

describe('notes on a change', () => {
  const moved = WRITER.replace('\tWRITE_ONCE(ready, 1);\n', '\tWRITE_ONCE(other, 1);\n\tWRITE_ONCE(ready, 1);\n');

  it('point to the other side of a pair that is changed on one side', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'lib/writer.c': moved });
    const result = await since(repository, 'HEAD');
    expect(result.code).toBe(0);
    const [note, ...others] = notes(result);
    expect(others).toEqual([]);
    expect(note).toMatchObject({ file: 'reader.c', line: 5, severity: 'info' });
    expect(note!.message).toContain('smp_wmb() in publish()');
    expect(note!.related).toMatchObject([{ file: 'lib/writer.c', line: 5 }]);
    const { out } = await run(['check', '--since', 'HEAD', ...RULES], { cwd: repository.folder });
    expect(out).toContain('reader.c:5:2: note: The code around smp_wmb() in publish() is changed;');
  });

  it('are not needed when both sides are changed, or a finding tells of it', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'lib/writer.c': moved, 'reader.c': READER.replace('\tsmp_rmb();', '\tsmp_rmb(); /* sic */') });
    expect(notes(await since(repository, 'HEAD'))).toEqual([]);
    repository.write({ 'lib/writer.c': WITHOUT, 'reader.c': READER });
    expect(notes(await since(repository, 'HEAD'))).toEqual([]);
  });

  it('tell of a side that is gone together with its comment, where the other one says nothing', async () => {
    const silent = READER.replace('\t/* Pairs with the smp_wmb() in publish(). */\n', '');
    const repository = new Repository({ 'writer.c': WRITER, 'reader.c': silent });
    repository.write({
      'writer.c': WRITER.split('\n')
        .filter((_, i) => i !== 3 && i !== 4)
        .join('\n'),
    });
    const result = await since(repository, 'HEAD');
    expect(notes(result)).toMatchObject([{ file: 'reader.c', line: 4, related: [{ file: 'writer.c', line: 1 }] }]);
    expect(notes(result)[0]!.message).toContain('smp_wmb() is gone from publish()');
  });

  it('name the nearest of many other sides, and how many more there are', async () => {
    const readers = Array.from({ length: 9 }, (_, i) => READER.replace('reader', `reader${i}`)).join('\n');
    const repository = new Repository({ 'writer.c': WRITER.replace(/\t\/\*.*\n/, ''), 'readers.c': readers });
    repository.write({ 'writer.c': moved.replace(/\t\/\*.*\n/, '') });
    const found = notes(await since(repository, 'HEAD'));
    expect(found.map(({ line }) => line)).toEqual([5, 13, 21, 29, 37]);
    expect(found.at(-1)!.message).toContain('4 more');
  });
});

describe('check --staged', () => {
  it('looks at what is staged, whatever the work tree has', async () => {
    const repository = new Repository(PAIR);
    repository.stage({ 'lib/writer.c': WITHOUT });
    repository.write({ 'lib/writer.c': WRITER, 'more.c': STALE.replace('old', 'more') });
    expect(findings(await staged(repository))).toEqual(['reader.c:4 stale-barrier']);
  });

  it('does not see what is not staged', async () => {
    const repository = new Repository(PAIR);
    repository.stage({ 'lib/writer.c': `\n${WRITER}` });
    repository.write({ 'lib/writer.c': null, 'reader.c': READER.replace('publish', 'nobody_at_all') });
    expect(findings(await staged(repository))).toEqual([]);
  });

  it('shows the staged text', async () => {
    const repository = new Repository(PAIR);
    repository.stage({ 'new.c': `\n\n${STALE.replace('old', 'young')}` });
    repository.write({ 'new.c': 'nothing\n' });
    const { out } = await run(['check', '--staged', ...RULES], { cwd: repository.folder });
    expect(out).toContain('new.c:5:');
    expect(out).toContain('     5 | /* Pairs with the barrier in nowhere_at_all(). */');
    expect(out).toContain('against HEAD');
  });

  it('compares with nothing before the first commit', async () => {
    const repository = new Repository();
    repository.stage({ 'old.c': STALE });
    expect(findings(await staged(repository))).toEqual(['old.c:3 stale-function']);
  });

  it('leaves out what is only meant to be added', async () => {
    const repository = new Repository(PAIR);
    repository.write({ 'meant.c': STALE.replace('old', 'meant') });
    repository.git('add', '--intent-to-add', 'meant.c');
    expect(findings(await staged(repository))).toEqual([]);
  });
});

describe('what can be wrong with git is one line and exit code 2', () => {
  afterEach(() => void vi.unstubAllEnvs());

  async function refusal(folder: string, ...args: string[]): Promise<string> {
    const { code, out, err } = await run(['check', ...args], { cwd: folder });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^barrier-ls: [^\n]+\n$/);
    return err.slice('barrier-ls: '.length, -1);
  }

  it('a revision that is missing', async () => {
    const repository = new Repository(PAIR);
    expect(await refusal(repository.folder, '--since', 'origin/develop')).toBe(
      'there is no commit origin/develop here; fetch it first (for actions/checkout, fetch-depth: 0)',
    );
    expect(await refusal(repository.folder, '--since', 'HEAD~1..HEAD')).toContain('not a range such as HEAD~1..HEAD');
    expect(await refusal(repository.folder, '--since', '--output=/tmp/x')).toContain('there is no commit');
  });

  it('a clone that is too shallow', async () => {
    const repository = new Repository(PAIR);
    for (const text of ['one', 'two', 'three']) repository.commit({ README: text });
    const clone = folderWith({});
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone]);
    expect(await refusal(clone, '--since', 'HEAD~2')).toMatch(/^HEAD~2 is not in this shallow clone: .*fetch-depth: 0/);
    repository.git('switch', '--quiet', '--create', 'topic', 'HEAD~2');
    repository.commit({ README: 'topic' });
    execFileSync('git', ['fetch', '--quiet', '--depth=1', 'origin', 'topic:topic'], { cwd: clone });
    expect(await refusal(clone, '--since', 'topic')).toMatch(
      /^topic and HEAD have no commit in common in this shallow clone/,
    );
  });

  it('two histories that have nothing in common', async () => {
    const repository = new Repository(PAIR);
    repository.git('switch', '--quiet', '--orphan', 'other');
    repository.commit({ 'a.c': READER });
    expect(await refusal(repository.folder, '--since', 'main')).toBe('main and HEAD have no commit in common');
  });

  it('a folder outside of any repository', async () => {
    const folder = folderWith({ 'a.c': READER });
    expect(await refusal(folder, '--since', 'HEAD')).toMatch(/is in no work tree of it; --patch works without one$/);
    expect(await refusal(folder, '--staged')).toMatch(/^--staged asks git, and /);
  });

  it('a repository of another user', async () => {
    const repository = new Repository(PAIR);
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await refusal(repository.folder, '--staged')).toMatch(/: git config --global --add safe\.directory \//);
  });

  it('no git at all', async () => {
    const repository = new Repository(PAIR);
    vi.stubEnv('PATH', '');
    expect(await refusal(repository.folder, '--since', 'HEAD')).toBe(
      '--since asks git, which is not installed; --patch works without it',
    );
  });

  it('a merge conflict', async () => {
    const repository = new Repository(PAIR);
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.commit({ 'reader.c': READER.replace('int v', 'long v') });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'reader.c': READER.replace('int v', 'char v') });
    expect(() => repository.git('merge', 'topic')).toThrow();
    const message = 'reader.c has a merge conflict: resolve it, and git add it';
    expect(await refusal(repository.folder, '--staged')).toBe(message);
    expect(await refusal(repository.folder, '--since', 'topic')).toBe(message);
  });

  it('options that contradict each other', async () => {
    const repository = new Repository(PAIR);
    expect(await refusal(repository.folder, '--since', 'HEAD', '--staged')).toBe(
      '--since and --staged ask for different things; give one of them',
    );
    expect(await refusal(repository.folder, '--since', 'HEAD', '--fix')).toContain('--fix is about all that is found');
  });
});

describe('in a hook', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('the index is the one that git names, seen from where it started the hook', async () => {
    const repository = new Repository({ 'a/reader.c': READER, 'a/writer.c': WRITER });
    repository.stage({ 'a/writer.c': WITHOUT });
    vi.spyOn(process, 'cwd').mockReturnValue(repository.folder);
    vi.stubEnv('GIT_DIR', '.git');
    vi.stubEnv('GIT_INDEX_FILE', '.git/index');
    expect(findings(await staged(repository, '--root', 'a', 'a'))).toEqual(['reader.c:4 stale-barrier']);
    vi.restoreAllMocks();
  });
});
