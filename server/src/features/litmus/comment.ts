/** Sentences as a comment of a litmus test, each on lines of its own. */
export function comment(sentences: readonly string[]): string {
  const lines = sentences.flatMap((sentence) => wrapped(sentence, 100));
  return `(*\n${lines.map((line) => ` * ${line}`).join('\n')}\n *)`;
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
