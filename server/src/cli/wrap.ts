/** Prose as lines of a given width. */

/** Breaks `text` at spaces so that no line is wider than `width`, where words allow; all lines begin with `indent`. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}

/** A list item: a dash, and the rest of its lines under the first. */
export function item(text: string, width: number): string[] {
  return wrap(text, width, '    ').map((line, i) => (i === 0 ? `  - ${line.slice(4)}` : line));
}
