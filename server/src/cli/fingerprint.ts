/**
 * A finding's name across versions of the code: the same for a finding that has only moved, different for any two
 * findings of a report. No line is in it, or every edit above a finding would make it a new one; nor is the message,
 * which names functions of the other side and is worded anew from time to time.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';

/**
 * One fingerprint a finding, in the same order: sixteen hexadecimal digits, of the rule, the file, the function and the
 * words that the finding is about. Equal findings are told apart by count, in the order given.
 */
export function fingerprints(findings: readonly Finding[], textIn: (file: string) => string): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = [finding.rule, finding.file, finding.function, subject(finding, textIn)].join('\0');
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return createHash('sha256').update(`${identity}\0${ordinal}`).digest('hex').slice(0, 16);
  });
}

/** What a finding is about, as it is written: its span and the arguments behind it, however they are broken into lines. */
function subject({ file, span }: Finding, textIn: (file: string) => string): string {
  const text = textIn(file);
  const end = endOfArguments(text, span.end);
  return text
    .slice(span.start, end)
    .replace(/\s*\n[ \t]*(\*(?!\/)|\/\/)?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The end of the parenthesis that begins at `from`; `from` itself where none does, or where it does not end soon. */
function endOfArguments(text: string, from: number): number {
  const open = /^\s?\(/.exec(text.slice(from, from + 2));
  if (!open) return from;
  let depth = 0;
  for (let i = from + open[0].length - 1; i < Math.min(text.length, from + LONGEST_ARGUMENTS); i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return from;
}

const LONGEST_ARGUMENTS = 400;
