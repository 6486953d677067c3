/**
 * Somebody at work in a repository with an editor: types, saves, creates, deletes and renames, switches branches, and
 * has other programs change files, all at random. Keeps what the disk and the editor should have by then.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { FileChangeType } from 'vscode-languageserver/node';
import { randomFrom, type Tree, tree } from '../project/random-tree.ts';
import { Client, type ClientOptions } from '../support/client.ts';

const FILES = 600;
const ON_BRANCH = { edited: 400, deleted: 50, added: 50 };
const MOST_OPEN = 40;

/** A client of a project that is there already. */
export class Neighbour extends Client {
  constructor(
    private readonly home: string,
    options: ClientOptions,
  ) {
    super({}, options);
  }

  override path(file: string): string {
    return file === '' ? this.home : join(this.home, file);
  }
}

type Event = readonly [file: string, type: FileChangeType];

export class Workday {
  private readonly done = new Set<string>();
  private readonly random: (below: number) => number;
  private readonly made: Tree;
  private readonly open = new Map<string, { text: string; version: number }>();
  /** What is on the disk. */
  private disk = new Map<string, string>();
  private count = 0;
  private branch = 'main';

  private constructor(
    readonly client: Client,
    seed: number,
    /** The editor tells of changes on the disk. */
    private readonly watches: boolean,
  ) {
    this.random = randomFrom(seed);
    this.made = tree(this.random, { files: FILES, isForeign: true });
  }

  /** In a new repository, with the server at its start. */
  static begin(seed: number, watches: boolean, options: ClientOptions): Workday {
    const day = new Workday(new Client({}, options), seed, watches);
    day.createRepository();
    return day;
  }

  /** The texts that count: of documents where they are open, else of the disk. */
  texts(): Map<string, string> {
    const texts = new Map(this.disk);
    for (const [file, { text }] of this.open) texts.set(file, text);
    return new Map([...texts].sort());
  }

  /** Opens in another server what is open here. */
  showTo(other: Client): void {
    for (const [file, { text }] of this.open) other.open(file, text);
  }

  neverDone(): string[] {
    return Object.keys(WEIGHTS).filter((action) => !this.done.has(action));
  }

  async step(): Promise<void> {
    const [action, weight] = this.drawn();
    if (weight === 0) return;
    this.done.add(action);
    await this[action]();
  }

  /** Switches to the branch on which 500 files are others. Gives how many files have changed. */
  switchBranch(): number {
    const before = this.disk;
    this.branch = this.branch === 'main' ? 'other' : 'main';
    this.git('checkout', '--quiet', '--force', this.branch);
    const after = (this.disk = this.onDisk());
    const events = [...new Set([...before.keys(), ...after.keys()])].flatMap((file): Event[] => {
      if (before.get(file) === after.get(file)) return [];
      if (!after.has(file)) return [[file, FileChangeType.Deleted]];
      return [[file, before.has(file) ? FileChangeType.Changed : FileChangeType.Created]];
    });
    // Editors tell of many changes in pieces, and read again what was not being edited.
    for (let i = 0; i < events.length; i += 150) this.tell(...events.slice(i, i + 150));
    for (const [file, one] of this.open) {
      const text = after.get(file);
      if (text !== undefined && text !== one.text && before.get(file) === one.text) this.replace(file, text);
    }
    return events.length;
  }

  private type(): void {
    const file = this.openOne();
    for (let keys = 1 + this.random(4); keys > 0; keys--) {
      const { text } = this.open.get(file)!;
      const after = this.made.edit(text);
      if (this.random(12) === 0) this.replace(file, after);
      else this.change(file, after);
    }
  }

  private show(): void {
    this.openOne(true);
  }

  private save(): void {
    const file = this.pick([...this.open.keys()]);
    const { text } = this.open.get(file)!;
    this.put(file, text);
    this.client.notify('textDocument/didSave', { textDocument: { uri: this.client.uri(file) } });
  }

  private leave(): void {
    const file = this.pick([...this.open.keys()]);
    this.open.delete(file);
    this.client.close(file);
  }

  /** Another program writes: an open file, too. */
  private overwrite(): void {
    const file = this.pick(this.files());
    this.put(file, this.made.edit(this.read(file)), true);
  }

  private create(): void {
    this.put(`${this.made.folder()}/new${this.count++}.${this.pick(['c', 'c', 'h'])}`, this.made.text());
  }

  private delete(): void {
    const file = this.pick(this.files());
    rmSync(this.client.path(file));
    this.disk.delete(file);
    this.tell([file, FileChangeType.Deleted]);
    if (this.random(2) === 0)
      this.client.notify('workspace/didDeleteFiles', { files: [{ uri: this.client.uri(file) }] });
  }

  private rename(): void {
    const from = this.pick(this.files());
    this.move(from, `${this.made.folder()}/moved${this.count++}.c`);
  }

  private renameFolder(): void {
    const from = this.pick(this.folders());
    this.move(from, `${this.made.folder()}/folder${this.count++}`);
  }

  private fillFolder(): void {
    const folder = `${this.made.folder()}/sub${this.count++}`;
    for (let i = 0; i < 5; i++) this.put(`${folder}/f${i}.c`, this.made.text());
  }

  /** Editors tell of the folder alone. */
  private deleteFolder(): void {
    const folder = this.pick(this.folders());
    rmSync(this.client.path(folder), { recursive: true });
    this.disk = this.onDisk();
    this.tell([folder, FileChangeType.Deleted]);
  }

  private touch(): void {
    const file = this.pick(this.files());
    const now = new Date();
    utimesSync(this.client.path(file), now, now);
    this.tell([file, FileChangeType.Changed]);
  }

  /** A document that is no file of the project, as long as nobody opens it. */
  private peek(): void {
    const file = this.pick(['build/made.c', 'lib/table.inc']);
    if (this.open.delete(file)) this.client.close(file);
    else if (this.disk.has(file)) this.start(file, this.made.edit(this.read(file)));
  }

  private async pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.random(150)));
  }

  private drawn(): readonly [Action, number] {
    const possible = Object.entries(WEIGHTS).map(([action, weight]): [Action, number] => [
      action as Action,
      this.canDo(action as Action) ? weight : 0,
    ]);
    let at = this.random(possible.reduce((sum, [, weight]) => sum + weight, 0));
    return possible.find(([, weight]) => (at -= weight) < 0)!;
  }

  private canDo(action: Action): boolean {
    if (action === 'save' || action === 'leave') return this.open.size > 0;
    if (action === 'renameFolder' || action === 'deleteFolder') return this.folders().length > 0;
    return true;
  }

  /** A document that is open; one that is opened now, where few are. */
  private openOne(isNew = false): string {
    if (this.open.size >= MOST_OPEN || (!isNew && this.open.size > 0 && this.random(5) > 0)) {
      return this.pick([...this.open.keys()]);
    }
    const file = this.pick(this.files());
    if (!this.open.has(file)) this.start(file, this.read(file));
    return file;
  }

  private start(file: string, text: string): void {
    this.open.set(file, { text, version: 1 });
    this.client.open(file, text);
  }

  /** As keys are typed: only what is different is sent, now and then in two pieces. */
  private change(file: string, after: string): void {
    const one = this.open.get(file)!;
    const before = one.text;
    const { start, end, text } = difference(before, after);
    const range = this.client.range(before, start, end);
    const half = wholeUpTo(text, text.length >> 1);
    // The second is told of in the document as it is after the first.
    const middle = before.slice(0, start) + text.slice(0, half) + before.slice(end);
    const at = this.client.range(middle, start + half, start + half);
    const isSplit = this.random(3) === 0 && isPlace(middle, start + half);
    this.send(
      file,
      after,
      isSplit
        ? [
            { range, text: text.slice(0, half) },
            { range: at, text: text.slice(half) },
          ]
        : [{ range, text }],
    );
  }

  private replace(file: string, text: string): void {
    this.send(file, text, [{ text }]);
  }

  private send(file: string, text: string, contentChanges: readonly object[]): void {
    const one = this.open.get(file)!;
    one.text = text;
    one.version++;
    const textDocument = { uri: this.client.uri(file), version: one.version };
    this.client.notify('textDocument/didChange', { textDocument, contentChanges });
  }

  /** With what is open in it: editors close the old document and open the new one. */
  private move(from: string, to: string): void {
    mkdirSync(dirname(this.client.path(to)), { recursive: true });
    renameSync(this.client.path(from), this.client.path(to));
    this.disk = this.onDisk();
    this.tell([from, FileChangeType.Deleted], [to, FileChangeType.Created]);
    const [oldUri, newUri] = [this.client.uri(from), this.client.uri(to)];
    if (this.random(2) === 0) this.client.notify('workspace/didRenameFiles', { files: [{ oldUri, newUri }] });
    for (const [file, { text }] of [...this.open]) {
      if (file !== from && !file.startsWith(`${from}/`)) continue;
      this.open.delete(file);
      this.client.close(file);
      this.start(to + file.slice(from.length), text);
    }
  }

  private put(file: string, text: string, isReplaced = false): void {
    const path = this.client.path(file);
    const type = existsSync(path) ? FileChangeType.Changed : FileChangeType.Created;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(isReplaced ? `${path}~` : path, text);
    if (isReplaced) renameSync(`${path}~`, path);
    this.disk.set(file, text);
    this.tell([file, type]);
  }

  private tell(...events: readonly Event[]): void {
    if (!this.watches) return;
    const changes = events.map(([file, type]) => ({ uri: this.client.uri(file), type }));
    this.client.notify('workspace/didChangeWatchedFiles', { changes });
  }

  private read(file: string): string {
    return this.disk.get(file)!;
  }

  private files(): string[] {
    return [...this.disk.keys()].filter((file) => !isAside(file));
  }

  /** Those that come and go. */
  private folders(): string[] {
    const made = new Set(this.files().map((file) => dirname(file)));
    return [...made].filter((folder) => /(sub|folder)\d+$/.test(folder));
  }

  private onDisk(): Map<string, string> {
    const names = readdirSync(this.client.path(''), { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => /\.(c|h|inc)$/.test(name));
    return new Map(files.sort().map((name) => [name, readFileSync(this.client.path(name), 'utf8')]));
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.random(list.length)]!;
  }

  private createRepository(): void {
    const write = (file: string, text: string) => this.put(file, text);
    for (const [file, text] of this.made.files) write(file, text);
    write('.gitignore', 'build/\n');
    write('build/made.c', this.made.text());
    write('lib/table.inc', this.made.text());
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit();
    this.git('checkout', '--quiet', '-b', 'other');
    const files = this.files();
    for (const file of files.slice(0, ON_BRANCH.edited)) {
      const text = this.read(file);
      let other = text;
      while (other === text) other = this.made.edit(text);
      write(file, other);
    }
    for (const file of files.slice(-ON_BRANCH.deleted)) rmSync(this.client.path(file));
    for (let i = 0; i < ON_BRANCH.added; i++) write(`branch/f${i}.c`, this.made.text());
    this.commit();
    this.git('checkout', '--quiet', 'main');
    this.disk = this.onDisk();
  }

  private commit(): void {
    this.git('add', '--all');
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
    this.git(...who, 'commit', '--quiet', '--no-gpg-sign', '--message=state');
  }

  private git(...args: string[]): void {
    execFileSync('git', ['-c', 'core.autocrlf=false', ...args], { cwd: this.client.path(''), stdio: 'pipe' });
  }
}

/** How often each thing is done, compared with the others. */
const WEIGHTS = {
  type: 45,
  show: 8,
  save: 8,
  leave: 6,
  overwrite: 8,
  create: 5,
  delete: 5,
  rename: 4,
  renameFolder: 2,
  fillFolder: 2,
  deleteFolder: 1,
  touch: 2,
  peek: 2,
  pause: 2,
} as const;

type Action = keyof typeof WEIGHTS;

/** What is no file of the project unless it is open. */
function isAside(file: string): boolean {
  return file.startsWith('build/') || file.endsWith('.inc');
}

/** The stretch of `before` that was replaced by `text`; both begin and end where a position can be. */
function difference(before: string, after: string): { start: number; end: number; text: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  while (!isPlace(before, start) || !isPlace(after, start)) start--;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  while (!isPlace(before, before.length - tail) || !isPlace(after, after.length - tail)) tail--;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

function wholeUpTo(text: string, at: number): number {
  return isPlace(text, at) ? at : at - 1;
}

/** Not within a character, and not within the end of a line. */
function isPlace(text: string, at: number): boolean {
  const [before, behind] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  const isInPair = before >= 0xd800 && before < 0xdc00 && behind >= 0xdc00 && behind < 0xe000;
  return !isInPair && !(before === 13 && behind === 10);
}
