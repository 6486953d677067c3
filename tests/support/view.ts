/**
 * A fixture as features see it. `$0` is the cursor, `$0…$0` a selection; files and annotations are those of fixture.ts.
 */
import type { Spot, View } from '../../server/src/features/view.ts';
import { Source } from '../../server/src/text/source.ts';
import type { Span } from '../../server/src/text/span.ts';
import { analyse } from './analyse.ts';
import { type Annotation, parseFixture } from './fixture.ts';

export interface ViewFixture {
  readonly view: View;
  readonly files: ReadonlyMap<string, string>;
  /** With the columns of the text without `$0`: carets stand under the words as they are written, `$0` in them. */
  readonly annotations: readonly Annotation[];
  /** Where `$0` stands: the file and the offset; the first file's start when there is none. */
  readonly file: string;
  readonly offset: number;
  /** From the first `$0` to the last one. */
  readonly selection: Span;
  /** `file:line primitive-or-text in function` of a place, 1-based. */
  readonly name: (spot: Spot) => string;
  /** The words at a place and the function around it: `smp_mb in foo`, `other.c: B in bar`. */
  readonly place: (spot: Spot) => string;
}

export async function viewOf(source: string): Promise<ViewFixture> {
  const parsed = parseFixture(source);
  const marks: { file: string; at: number }[] = [];
  const files = new Map<string, string>();
  const annotations: Annotation[] = [];
  for (const [file, text] of parsed.files) {
    const written = [...text.matchAll(/\$0/g)].map(({ index }) => index);
    const without = (at: number) => at - 2 * written.filter((mark) => mark < at).length;
    marks.push(...written.map((mark) => ({ file, at: without(mark) })));
    files.set(file, text.replaceAll('$0', ''));
    for (const annotation of parsed.annotations.filter((one) => one.file === file)) {
      annotations.push({ ...annotation, start: without(annotation.start), end: without(annotation.end) });
    }
  }
  const { snapshot, pairs } = await analyse(files);
  const sources = new Map([...files].map(([file, text]) => [file, new Source(text)]));
  const first = marks[0] ?? { file: [...files.keys()][0]!, at: 0 };
  return {
    view: { snapshot, pairs, source: (facts) => sources.get(facts.file)! },
    files,
    annotations,
    file: first.file,
    offset: first.at,
    selection: { start: first.at, end: (marks.at(-1) ?? first).at },
    place: ({ facts, at, end, function: fn }) => {
      const words = sources.get(facts.file)!.text.slice(at, end).replace(/\s+/g, ' ');
      return `${facts.file === 'main.c' ? '' : `${facts.file}: `}${words}${fn === '' ? '' : ` in ${fn}`}`;
    },
    name: ({ facts, at, end, function: fn }) => {
      const source = sources.get(facts.file)!;
      return `${facts.file}:${source.line(at)} ${source.text.slice(at, end).replace(/\s+/g, ' ')} in ${fn}`;
    },
  };
}

/** The text of a file after edits, which must not overlap. */
export function applied(text: string, edits: readonly { span: Span; text: string }[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, edit) => result.slice(0, edit.span.start) + edit.text + result.slice(edit.span.end), text);
}
