/**
 * A finding's name across versions of the code: the same for a finding that has only moved, different for any two
 * findings of a report. It must not contain a line, or every edit above a finding would make it a new one.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';

/** One fingerprint a finding, in the same order: sixteen hexadecimal digits. Equal findings are told apart by count. */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const message = finding.message.replace(/\s+/g, ' ').trim();
    const identity = [finding.rule, finding.file, finding.function, message].join('\0');
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return createHash('sha256').update(`${identity}\0${ordinal}`).digest('hex').slice(0, 16);
  });
}
