/** What is wrong with a litmus file: what cannot be read, data races, and comments that claim another result. */
import type { EventView } from '../../lkmm/explain/view.ts';
import type { Parsed, ParsedTest } from '../../lkmm/syntax/parse.ts';
import type { Severity } from '../../model/finding.ts';
import type { Span } from '../../text/span.ts';
import { disagreementOf } from './claimed-result.ts';
import { isGivenUp, type Judged, type Judgement } from './judgement.ts';

export interface LitmusDiagnostic {
  readonly code: 'litmus-syntax' | 'litmus-data-race' | 'litmus-result' | 'litmus-undecided';
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  /** Another place in the same file that it is about. */
  readonly related?: { readonly span: Span; readonly message: string };
}

/** In order of position. What depends on the judgement is left out until there is one. */
export function litmusDiagnostics(text: string, parsed: Parsed, judgement: Judgement | undefined): LitmusDiagnostic[] {
  if ('problems' in parsed) {
    return parsed.problems.map(({ span, message }) => ({
      code: 'litmus-syntax',
      severity: 'error',
      span: visible(text, span),
      message,
    }));
  }
  if (!judgement) return [];
  const found = isGivenUp(judgement)
    ? [undecided(parsed, judgement.gaveUp)]
    : [...disagreement(parsed, judgement), ...dataRace(text, parsed, judgement)];
  return found.sort((a, b) => a.span.start - b.span.start);
}

function undecided({ parts }: ParsedTest, gaveUp: string): LitmusDiagnostic {
  return { code: 'litmus-undecided', severity: 'info', span: parts.question, message: `no verdict: ${gaveUp}` };
}

function disagreement({ test }: ParsedTest, judged: Judged): LitmusDiagnostic[] {
  const found = disagreementOf(test, judged);
  return found ? [{ code: 'litmus-result', severity: 'warning', ...found }] : [];
}

/** At the first of the two that is plain: that is the one to mark. */
function dataRace(text: string, { parts }: ParsedTest, { flags, race }: Judged): LitmusDiagnostic[] {
  if (!flags.includes('data-race')) return [];
  const common = { code: 'litmus-data-race', severity: 'info' } as const;
  const [first, second] = race ?? [];
  if (!first?.span || !second?.span) return [{ ...common, span: parts.question, message: 'this test has a data race' }];
  const [plain, other] = first.order === 'plain' ? [first, second] : [second, first];
  const both = other.order === 'plain' ? 'both accesses are plain' : 'this access is plain';
  return [
    {
      ...common,
      span: plain.span!,
      message: `data race on ${plain.variable ?? 'memory'} with ${accessWords(text, other)}: ${both}, and nothing orders the two`,
      related: { span: other.span!, message: `the other access, in P${other.process}` },
    },
  ];
}

function accessWords(text: string, { span, process }: EventView): string {
  const code = text.slice(span!.start, span!.end).replace(/\s+/g, ' ').replace(/;$/, '');
  return `'${code}' in P${process}`;
}

/** What stands at the end of a file is shown at its last word: an empty range can not be seen. */
function visible(text: string, { start, end }: Span): Span {
  if (end > start) return { start, end };
  const last = text.slice(0, start).trimEnd().length;
  return { start: Math.max(0, last - 1), end: Math.max(last, Math.min(1, text.length)) };
}
