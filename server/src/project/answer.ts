/**
 * Fills an index: first with the facts of all candidates, then, in a few rounds, with what their comments and objects
 * ask for elsewhere in the tree. What the memo knows is taken from there; what it doesn't is found out and noted.
 */
import type { Index } from '../index/index.ts';
import type { Demand, Mention } from '../model/demand.ts';
import type { FileFacts } from '../model/facts.ts';
import { isAssembly } from './discover.ts';
import { focusKey, type Memo, recordScan } from './memo.ts';
import type { Progress } from './progress.ts';
import type { Runner } from './runner.ts';
import { holdsStructs } from './scan.ts';
import type { Result } from './task.ts';

/** What is found may ask for more. In the kernel the third round finds that it doesn't. */
const MAX_ROUNDS = 3;
/** A name with more definitions is one that everybody uses, such as `probe`; reading them all tells nothing. */
const MAX_DEFINITIONS = 40;

export interface Filling {
  readonly index: Index;
  /** All files that are there, in order. */
  readonly files: readonly string[];
  readonly memo: Memo;
  readonly runner: Runner;
  /** Facts that were unpacked before may be given again. */
  readonly unpack: Unpack;
  readonly onProgress: Progress;
}

export type Unpack = (file: string, packed: string) => FileFacts;

export interface Answered {
  /** What went wrong in this run only. */
  readonly problems: readonly Result[];
  /** The functions that were read in full, for each file that has facts. */
  readonly focus: ReadonlyMap<string, readonly string[]>;
}

/** The memo keeps nothing but what was needed this time. */
export async function answerDemands(filling: Filling): Promise<Answered> {
  const { index, memo } = filling;
  const applied: Applied = new Map();
  const problems: Result[] = [];
  const asked = { names: new Set<string>(), structs: new Set<string>() };

  const candidates = filling.files.filter((file) => memo.files.get(file)?.hash !== undefined);
  apply(filling, applied, new Map(candidates.map((file) => [file, []])));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await turn();
    const demand = index.demand();
    if (round === 0) problems.push(...(await scan(filling, demand)));
    else assumeThere(memo, demand);
    for (const name of demand.names) asked.names.add(name);
    for (const struct of demand.structs) asked.structs.add(struct);
    index.answer(demand, mentionsOf(memo, demand));
    const wanted = wantedFiles(memo, demand, applied);
    if (wanted.size === 0) break;
    problems.push(...(await extract(filling, wanted)));
    apply(filling, applied, wanted);
  }
  retain(memo, applied, asked.names, asked.structs);
  const focus = new Map([...applied].map(([file, keys]) => [file, functionsOf(keys.at(-1)!)]));
  return { problems, focus };
}

/** Puts into an index, at once, what `answerDemands` ended with. */
export async function restore(index: Index, memo: Memo, unpack: Unpack): Promise<Answered> {
  const facts: FileFacts[] = [];
  const focus = new Map<string, readonly string[]>();
  for (const [file, { facts: known }] of memo.files) {
    const last = [...known].at(-1);
    if (last === undefined) continue;
    facts.push(unpack(file, last[1]));
    if (facts.length % TURN === 0) await turn();
    focus.set(file, functionsOf(last[0]));
  }
  index.apply(facts);
  const demand = { names: [...memo.names.keys()], structs: [...memo.structs.keys()] };
  index.answer(demand, mentionsOf(memo, demand));
  return { problems: [], focus };
}

function functionsOf(key: string): string[] {
  return key === '' ? [] : key.split(' ');
}

/** So many facts are unpacked in a few milliseconds. */
const TURN = 100;

/** Lets this thread do something else. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** For each file the keys of the facts that the index had of it, last one last. */
type Applied = Map<string, string[]>;

/** Files to extract, each with the functions to read in full, in order. */
type Wanted = ReadonlyMap<string, readonly string[]>;

/** Looks through the tree for what the memo doesn't know. */
async function scan({ files, memo, runner, onProgress }: Filling, demand: Demand): Promise<Result[]> {
  const names = demand.names.filter((name) => !memo.names.has(name) || memo.names.get(name)!.assumed);
  const structs = demand.structs.filter((struct) => !memo.structs.has(struct));
  if (names.length + structs.length === 0) return [];
  const items = files.filter((file) => names.length > 0 || holdsStructs(file)).map((file) => ({ file }));
  const results = await runner.run({ kind: 'scan', names, structs }, items, (done) =>
    onProgress('looking for names', done, items.length),
  );
  recordScan(memo, names, structs, results);
  return failures(memo, results);
}

/**
 * Names that only what was looked up asks for are not worth another pass over the tree: they count as called, so that
 * nothing is said of them.
 */
function assumeThere(memo: Memo, { names }: Demand): void {
  for (const name of names) {
    memo.names.set(name, { assumed: true, files: [], mentions: [{ name, kind: 'call', file: '', at: 0 }] });
  }
}

function mentionsOf(memo: Memo, demand: Pick<Demand, 'names'>): Mention[] {
  return demand.names.flatMap((name) => memo.names.get(name)?.mentions ?? []);
}

/** What has to be extracted (again): files that hold something new, with all that was wanted of them before. */
function wantedFiles(memo: Memo, demand: Demand, applied: Applied): Wanted {
  const additions = new Map<string, Set<string>>();
  const add = (file: string, names: readonly string[]) => {
    const known = additions.get(file);
    if (known) for (const name of names) known.add(name);
    else additions.set(file, new Set(names));
  };
  for (const [file, names] of demand.detail) add(file, names);
  for (const name of demand.names) {
    const definitions = memo.names.get(name)?.files ?? [];
    for (const file of definitions.slice(0, MAX_DEFINITIONS)) add(file, [name]);
  }
  for (const struct of demand.structs) {
    for (const file of (memo.structs.get(struct) ?? []).slice(0, MAX_DEFINITIONS)) add(file, []);
  }
  const wanted = new Map<string, readonly string[]>();
  for (const [file, names] of [...additions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = applied.get(file)?.at(-1);
    const before = functionsOf(last ?? '');
    const isNew = last === undefined || [...names].some((name) => !before.includes(name));
    // A macro of assembly is nothing to extract.
    if (isNew && !isAssembly(file)) wanted.set(file, [...new Set([...before, ...names])]);
  }
  return wanted;
}

/** Makes the facts that the memo doesn't have. */
async function extract({ memo, runner, onProgress }: Filling, wanted: Wanted): Promise<Result[]> {
  const items = [...wanted]
    .filter(([file, names]) => memo.files.get(file)?.facts.has(focusKey(names)) === false)
    .map(([file, names]) => ({ file, names }));
  const results = await runner.run({ kind: 'extract' }, items, (done) =>
    onProgress('following names', done, items.length),
  );
  results.forEach(({ file, facts }, i) => {
    const known = memo.files.get(file);
    if (!known || facts === undefined) return;
    memo.files.set(file, { ...known, facts: new Map([...known.facts, [focusKey(items[i]!.names), facts]]) });
  });
  return failures(memo, results);
}

/** What failed in this run only. The memo forgets these files, so that the next run tries again. */
function failures(memo: Memo, results: readonly Result[]): Result[] {
  const failed = results.filter((result) => result.passing);
  for (const { file } of failed) memo.files.delete(file);
  return failed;
}

/** Hands the index the facts that the memo has of these files. */
function apply({ index, memo, unpack }: Filling, applied: Applied, wanted: Wanted): void {
  const facts: FileFacts[] = [];
  for (const [file, names] of wanted) {
    const key = focusKey(names);
    const known = memo.files.get(file)?.facts.get(key);
    if (known === undefined) continue;
    facts.push(unpack(file, known));
    const keys = applied.get(file);
    if (keys) keys.push(key);
    else applied.set(file, [key]);
  }
  index.apply(facts);
}

/** Forgets what no run would ask for, unless files change: the memo would grow for ever. */
function retain(memo: Memo, applied: Applied, names: ReadonlySet<string>, structs: ReadonlySet<string>): void {
  for (const [file, known] of memo.files) {
    if (known.facts.size === 0) continue;
    const keys = applied.get(file) ?? [];
    memo.files.set(file, { ...known, facts: new Map(keys.map((key) => [key, known.facts.get(key)!])) });
  }
  for (const name of memo.names.keys()) if (!names.has(name)) memo.names.delete(name);
  for (const struct of memo.structs.keys()) if (!structs.has(struct)) memo.structs.delete(struct);
}
