/** How many findings there are, in a sentence. */

/** From 1 on, as the protocol numbers them. */
const SEVERITIES = ['error', 'warning', 'note', 'hint'] as const;

/** `findings` has the severities of a file's findings, by its URI; files without any are not in it. */
export function countsInWords(findings: ReadonlyMap<string, readonly number[]>): string {
  if (findings.size === 0) return 'Nothing was found: all pairs of the workspace hold.';
  const all = [...findings.values()].flat();
  const parts = SEVERITIES.flatMap((name, severity) => {
    const count = all.filter((one) => one === severity + 1).length;
    return count === 0 ? [] : [counted(count, name)];
  });
  return `${list(parts)} in ${counted(findings.size, 'file')}.`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
