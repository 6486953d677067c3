/**
 * Fixtures: C text for the tests, with expectations in it.
 *
 * `//- path/file.c` starts a file; without one the whole text is `main.c`. A line `//   ^^^^ text` says something
 * about the columns above its carets; `//<^^^^` starts where its slashes do, for what stands too far left. The product reads comments, so annotations are taken out before it sees them.
 */

export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  readonly annotations: readonly Annotation[];
}

export interface Annotation {
  readonly file: string;
  /** Offsets into the file's text without annotations. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function parseFixture(source: string): Fixture {
  const files = new Map<string, string>();
  const annotations: Annotation[] = [];
  let file = 'main.c';
  let text = '';
  let lineStart = 0;
  const finish = () => {
    if (text.trim() !== '') files.set(file, text);
    text = '';
  };
  for (const line of source.replace(/^\n/, '').split('\n')) {
    const head = /^\/\/- (\S+)$/.exec(line);
    const annotation = /^(\s*)(\/\/\s*)(<?)(\^+) (.*)$/.exec(line);
    if (head) {
      finish();
      file = head[1]!;
    } else if (annotation) {
      const [, indent = '', slashes = '', left = '', carets = '', said = ''] = annotation;
      const start = lineStart + indent.length + (left === '' ? slashes.length : 0);
      annotations.push({ file, start, end: start + carets.length, text: said.trim() });
    } else {
      lineStart = text.length;
      text += `${line}\n`;
    }
  }
  finish();
  return { files, annotations };
}
