/**
 * Fixes that leave nothing to choose: the preferred code actions of findings, and the files that they make. A file is
 * changed as a whole or not at all, and no other than those that were asked about.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeActions } from '../../features/code-actions/index.ts';
import type { Edit, View } from '../../features/view.ts';
import type { FileFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { decode } from '../../text/decode.ts';
import { Failure } from '../failure.ts';
import type { Fix } from '../formats/report.ts';
import { putFile } from '../put-file.ts';
import type { Workspace } from '../workspace.ts';

/** The one right fix of a finding, where all of it is in the finding's file. */
export function fixOf(workspace: Workspace, finding: Finding): Fix | undefined {
  const found = preferredFix(workspace, finding);
  return found?.edits.every(({ facts }) => facts.file === finding.file) ? found : undefined;
}

/** A file as it is to become. */
export interface FixedFile {
  readonly facts: FileFacts;
  /** In order of position; none overlaps another. */
  readonly edits: readonly Edit[];
}

export interface Fixes {
  /** In order of path. */
  readonly files: readonly FixedFile[];
  /** How many findings they are for. */
  readonly findings: number;
}

/**
 * The fixes of these findings that fit together: the first come first. What overlaps one that was taken is left for
 * the next run over the changed files.
 */
export function fixesOf(workspace: Workspace, findings: readonly Finding[]): Fixes {
  const byFile = new Map<string, Edit[]>();
  const taken = new Set<string>();
  let count = 0;
  for (const finding of findings) {
    const fix = preferredFix(workspace, finding);
    if (!fix || fix.edits.some(({ facts }) => !workspace.isSelected(facts.file))) continue;
    const fresh = fix.edits.filter((edit) => !taken.has(keyOf(edit)));
    // An edit that another finding brought about as well is made once, and fixes both.
    if (fresh.some((edit) => byFile.get(edit.facts.file)?.some((other) => overlap(edit, other)))) continue;
    count++;
    for (const edit of fresh) {
      taken.add(keyOf(edit));
      const edits = byFile.get(edit.facts.file);
      if (edits) edits.push(edit);
      else byFile.set(edit.facts.file, [edit]);
    }
  }
  const files = [...byFile.values()].map((edits) => ({
    facts: edits[0]!.facts,
    edits: edits.sort((a, b) => a.span.start - b.span.start),
  }));
  return { files: files.sort((a, b) => (a.facts.file < b.facts.file ? -1 : 1)), findings: count };
}

/** The text of a file with its fixes. */
export function fixedText(text: string, { edits }: FixedFile): string {
  let result = '';
  let at = 0;
  for (const { span, text: inserted } of edits) {
    result += text.slice(at, span.start) + inserted;
    at = span.end;
  }
  return result + text.slice(at);
}

/** Writes the files. Throws a Failure for one that is no longer what the fixes were made for. */
export function writeFixes({ project, host }: Workspace, { files }: Fixes): void {
  for (const file of files) {
    const path = join(project.root, file.facts.file);
    const bytes = readFileSync(path);
    if (host.hash(bytes) !== file.facts.hash) throw new Failure(`${file.facts.file} was changed meanwhile; run again`);
    putFile(path, spliced(bytes, file));
  }
}

interface PreferredFix extends Fix {
  readonly edits: readonly Edit[];
}

function preferredFix(workspace: Workspace, finding: Finding): PreferredFix | undefined {
  const view: View = {
    snapshot: workspace.snapshot,
    pairs: workspace.pairs,
    source: (facts) => workspace.sourceOf(facts),
  };
  const actions = codeActions(view, finding.file, finding.span, [finding], ['quickfix']);
  const fixes = actions.filter(({ isPreferred, rule }) => isPreferred && rule === finding.rule);
  // Two right fixes are a choice.
  if (fixes.length !== 1) return undefined;
  const edits = fixes[0]!.edits();
  return edits.length > 0 ? { title: fixes[0]!.title, edits } : undefined;
}

/** The bytes around the edits stay as they are, whatever they stand for. */
function* spliced(bytes: Buffer, { edits }: FixedFile): Iterable<Uint8Array> {
  const decoded = decode(bytes);
  if ('binary' in decoded) throw new Failure('a file was changed meanwhile; run again');
  const { text, lossy } = decoded;
  // A text has no byte order mark.
  const skipped = bytes.length - (lossy ? text.length : Buffer.byteLength(text));
  const byteAt = (offset: number) => skipped + (lossy ? offset : Buffer.byteLength(text.slice(0, offset)));
  let at = 0;
  for (const { span, text: inserted } of edits) {
    yield bytes.subarray(at, byteAt(span.start));
    yield Buffer.from(inserted, lossy ? 'latin1' : 'utf8');
    at = byteAt(span.end);
  }
  yield bytes.subarray(at);
}

function overlap({ span: a }: Edit, { span: b }: Edit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

function keyOf({ facts, span, text }: Edit): string {
  return `${facts.file}\0${span.start}\0${span.end}\0${text}`;
}
