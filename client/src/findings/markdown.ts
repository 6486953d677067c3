/** A finding as Markdown, with both sides' code and links, for a mail or an issue. Plain text in and out. */

export interface FindingText {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  /** Of the rule's page, where it has an address. */
  readonly page: string | undefined;
  readonly place: PlaceText;
  readonly others: readonly OtherText[];
}

export interface PlaceText {
  /** Relative to the folder that is open, with `/`. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The line's text; undefined where it can't be read. */
  readonly code: string | undefined;
}

export interface OtherText extends PlaceText {
  /** What this place has to do with the finding. */
  readonly message: string;
}

export function markdownOf({ rule, severity, message, page, place, others }: FindingText): string {
  const name = page === undefined ? `\`${rule}\`` : `[\`${rule}\`](${page})`;
  const blocks = [
    `**${name}** (${severity}) at ${link(place)}`,
    message.trim(),
    ...codeOf(place),
    ...others.flatMap((other) => [`${link(other)}: ${other.message.trim()}`, ...codeOf(other)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function link({ path, line }: PlaceText): string {
  return `[${path}:${line}](${encodeURI(path)}#L${line})`;
}

function codeOf({ code }: PlaceText): string[] {
  if (code === undefined || code.trim() === '') return [];
  // Longer than any run of the same in the code.
  const fence = '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [`${fence}c\n${code.trim()}\n${fence}`];
}
