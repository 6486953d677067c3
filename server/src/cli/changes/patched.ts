/** A change as people send it by mail: patches against the tree, which needs no git for it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Host } from '../../host/host.ts';
import { isSource } from '../../project/discover.ts';
import type { Location } from '../../project/root.ts';
import { decode } from '../../text/decode.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { applyHunks } from './apply.ts';
import { readMails } from './mail.ts';
import type { FindChange } from './options.ts';
import { type FilePatch, readPatch } from './patch.ts';
import { type Naming, namingOf } from './patch-paths.ts';

/** `file` is one of the working directory, or `-`. Throws a Failure when there is no patch in it. */
export async function readPatches(io: Io, file: string): Promise<FindChange> {
  const bytes = file === '-' ? await io.input() : readFileSync(resolve(io.cwd, file));
  const mails = await readMails(bytes);
  const patches = mails.flatMap(({ subject, text }) => readPatch(text).map((patch) => ({ ...patch, subject })));
  const name = file === '-' ? 'the standard input' : file;
  if (patches.length === 0) throw new Failure(`there is no patch in ${name}`);
  return (location, host) => {
    const patched = new PatchedTree(location, host, namingOf(location, host, patches));
    for (const patch of patches) patched.apply(patch, patch.subject);
    const after = new Map([...patched.texts].map(([path, text]) => [path, text === null ? null : Buffer.from(text)]));
    return {
      revisions: { before: new Map(), after },
      renamed: patched.renamed,
      base: 'the tree without the patch',
    };
  };
}

/** The texts of a tree as one patch after the other leaves them. */
class PatchedTree {
  /** By file, relative to the root; null for what is deleted. */
  readonly texts = new Map<string, string | null>();
  readonly renamed = new Map<string, string>();

  constructor(
    private readonly location: Location,
    private readonly host: Host,
    private readonly naming: Naming,
  ) {}

  /** Throws a Failure where the patch does not fit. */
  apply(patch: FilePatch, subject: string): void {
    const from = this.fileOf(patch.before);
    const to = this.fileOf(patch.after);
    if (from === undefined && to === undefined) return;
    const failure = (file: string, problem: string) =>
      new Failure(`${file}${subject === '' ? '' : ` in "${subject}"`}: ${problem}`);
    if (from === undefined && this.textOf(to!) !== undefined) {
      throw failure(to!, 'the patch adds it, but it is there already');
    }
    const text = from === undefined ? '' : this.textOf(from);
    // As for a binary file, of which nothing is looked at, or a mode.
    if (text === undefined && patch.hunks.length === 0 && (from === to || to === undefined)) return;
    if (text === undefined) throw failure(from!, 'the patch changes it, but there is no such text file');
    const applied = applyHunks(text, patch.hunks);
    if ('failed' in applied) {
      const { header } = patch.hunks[applied.failed]!;
      const why = applied.isThere ? 'what it makes is there already' : 'the lines that it changes are not there';
      throw failure(
        from ?? to!,
        `hunk ${applied.failed + 1} of ${patch.hunks.length} (${header}) does not apply: ${why}`,
      );
    }
    if (from !== undefined && from !== to && !patch.isCopy) this.texts.set(from, null);
    if (to === undefined) return;
    this.texts.set(to, applied.text);
    if (from === undefined || from === to || patch.isCopy) return;
    this.renamed.set(to, this.renamed.get(from) ?? from);
    this.renamed.delete(from);
  }

  /** Undefined for what the project does not look at. */
  private fileOf(name: string | undefined): string | undefined {
    const file = name === undefined ? undefined : this.naming.fileOf(name);
    return file !== undefined && (isSource(file) || this.location.paths.includes(file)) ? file : undefined;
  }

  private textOf(file: string): string | undefined {
    const known = this.texts.get(file);
    if (known !== undefined) return known ?? undefined;
    const { bytes } = this.host.files.read(`${this.location.root}/${file}`, LARGEST);
    const decoded = bytes && decode(bytes);
    return decoded && 'text' in decoded ? decoded.text : undefined;
  }
}

/** Register headers may be larger than what is looked at. */
const LARGEST = 64 * 1024 * 1024;
