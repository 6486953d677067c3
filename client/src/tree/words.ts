/** How the entries of the tree of pairs read: for the eye, and for a screen reader. */
import type { PairsGroup, PairsItem, PairsSite } from '../../../server/src/lsp/messages.ts';

export interface ItemWords {
  readonly label: string;
  /** Behind the label, dimmed. */
  readonly description: string;
  /** Sentences. */
  readonly tooltip: readonly string[];
  /** All of it, as it is read aloud. */
  readonly spoken: string;
  /** Of the editor's own icons. */
  readonly icon: string;
  readonly isAlarming: boolean;
}

export function itemWords(item: PairsItem): ItemWords {
  return isGroup(item) ? groupWords(item) : siteWords(item);
}

export function isGroup(item: PairsItem): item is PairsGroup {
  return item.kind === 'object' || item.kind === 'file';
}

/** Of the entry below which the rest of a long list comes up. */
export function moreWords(shown: number, total: number): string {
  return `${count(total - shown, 'more entry', 'more entries')}…`;
}

function groupWords({ kind, name, file, sites, unpaired, undocumented, findings }: PairsGroup): ItemWords {
  const label = name === '' ? 'Object not known' : name.replace(/^struct |^union |^::/, '');
  const parts = [
    ...(file === undefined ? [] : [file]),
    count(sites, 'site', 'sites'),
    ...(unpaired > 0 ? [`${unpaired} unpaired`] : []),
    ...(findings > 0 ? [count(findings, 'finding', 'findings')] : []),
  ];
  const tooltip = [
    `${name || label}${file === undefined ? '' : ` in ${file}`}: ${count(sites, 'site', 'sites')}.`,
    ...(unpaired > 0 ? [`No other side is known of ${unpaired === sites ? 'any of them' : unpaired}.`] : []),
    ...(undocumented > 0
      ? [`${undocumented === sites ? 'None' : `${sites - undocumented} of them`} ${COMMENTED}.`]
      : [`Each ${COMMENTED}.`]),
  ];
  const icon = kind === 'file' ? 'file' : name === '' ? 'question' : 'symbol-variable';
  return {
    label,
    description: parts.join(' · '),
    tooltip,
    spoken: [label, ...parts, ...(undocumented > 0 ? [`${undocumented} without a comment`] : [])].join(', '),
    icon,
    isAlarming: unpaired > 0 || findings > 0,
  };
}

const COMMENTED = 'has a comment that says what it pairs with';

function siteWords(site: PairsSite): ItemWords {
  const { primitive, object, access, file, state, documented, sides, findings, kind, by } = site;
  const isCall = /^\w+$/.test(primitive);
  const label = isCall ? `${primitive}(${object})` : primitive;
  const line = site.location.range.start.line + 1;
  const where = site.function === '' ? [] : [`${site.function}()`];
  const name = file.slice(file.lastIndexOf('/') + 1);
  const evidence = kind === 'side' ? EVIDENCE[by ?? 'object'] : STATES[state];
  const remarks = [
    ...(kind === 'site' && state === 'paired' && sides > 1 ? [`${sides} other sides`] : []),
    ...(documented ? [] : ['no pairing comment']),
  ];
  return {
    label,
    description: [...where, `${name}:${line}`, ...(kind === 'site' && state === 'paired' ? [] : [evidence])].join(
      ' · ',
    ),
    tooltip: [
      `${label}${site.function === '' ? '' : ` in ${site.function}()`}, ${file}:${line}`,
      `${ACCESSES[access]}; ${[evidence, ...remarks].join('; ')}.`,
      ...findings,
    ],
    spoken: [label, ...where, `${name} line ${line}`, ACCESSES[access], evidence, ...remarks, ...findings].join(', '),
    icon: kind === 'side' ? 'arrow-right' : ICONS[state],
    isAlarming: findings.length > 0 || state === 'lost' || state === 'alone',
  };
}

const ACCESSES: Readonly<Record<PairsSite['access'], string>> = {
  store: 'stores',
  load: 'loads',
  update: 'loads and stores',
  fence: 'orders what is around it',
};

const STATES: Readonly<Record<PairsSite['state'], string>> = {
  paired: 'paired',
  lost: 'its comment leads nowhere',
  alone: 'no other side found',
  unknown: 'other side not known',
};

const EVIDENCE: Readonly<Record<NonNullable<PairsSite['by']>, string>> = {
  comment: 'by the comment',
  'their-comment': 'by the comment there',
  object: 'by the object',
  inferred: 'a guess',
};

const ICONS: Readonly<Record<PairsSite['state'], string>> = {
  paired: 'arrow-swap',
  lost: 'debug-disconnect',
  alone: 'warning',
  unknown: 'question',
};

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}
