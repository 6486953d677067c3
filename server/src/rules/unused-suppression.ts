/** A barrier-ls-ignore comment that silences nothing, or names a rule that there is not. */

import type { FileFacts } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { nameAt } from './describe.ts';
import type { Rule, Run } from './rule.ts';
import { silences } from './silences.ts';

export const unusedSuppression: Rule = {
  meta: {
    code: 'unused-suppression',
    summary: 'A barrier-ls-ignore comment silences nothing, or names a rule that does not exist.',
    severity: 'warning',
    default: true,
    description:
      'A suppression outlives what it was written for: the code was mended or moved, and the comment now hides the next ' +
      'fault. A misspelt rule silences nothing from the start. Each rule that a comment names is looked at by itself; ' +
      'the quick fix takes out what does nothing.',
    source: 'README.md, Rules',
    example: {
      bad: '/* barrier-ls-ignore plain-access: only init code reads it */\nreturn READ_ONCE(table->root)->first;',
      good: 'return READ_ONCE(table->root)->first;',
    },
    silent:
      'For rules that do not run: those that are switched off, opt-in rules that are not switched on, and what --rule ' +
      'leaves out.',
  },
  check: () => [],
  review: ({ files }, run) => files.flatMap((facts) => unused(facts, run)),
};

function unused(facts: FileFacts, { findings, ran, known }: Run): Finding[] {
  if (facts.suppressions.length === 0) return [];
  const own = findings.filter(({ file }) => file === facts.file);
  return facts.suppressions.flatMap((suppression) =>
    suppression.rules.flatMap((code, i) => {
      const span = suppression.ruleSpans[i]!;
      if (!known.has(code)) return [finding(facts, span, unknown(code, known))];
      // What would silence this very rule can't be judged by it.
      if (!ran.has(code) || code === unusedSuppression.meta.code) return [];
      const isUsed = own.some((one) => one.rule === code && silences(suppression, one));
      return isUsed ? [] : [finding(facts, span, `${code} reports nothing here that this comment would silence.`)];
    }),
  );
}

function unknown(code: string, known: ReadonlySet<string>): string {
  const near = nearest(code, [...known]);
  return `There is no rule ${code}${near ? `; did you mean ${near}?` : '.'}`;
}

function finding(facts: FileFacts, span: Span, message: string): Finding {
  const { code, severity } = unusedSuppression.meta;
  return { rule: code, severity, file: facts.file, span, message, related: [], function: nameAt(facts, span.start) };
}
