/** `explain FILE:LINE`: comments, sites and unmarked accesses on a line, their other sides with code, and why. */
import type {
  ClaimExplanation,
  Explanation,
  ObjectUse,
  Partner,
  PlainExplanation,
  SiteExplanation,
} from '../../features/explain.ts';
import { isCertain } from '../../features/litmus/blocks.ts';
import { type Anchor, litmusOf, type PairTest, plainTests, verdictInBrief } from '../../features/litmus.ts';
import { orderingInWords } from '../../features/orders.ts';
import type { Spot, View } from '../../features/view.ts';
import type { SiteRef } from '../../index/snapshot.ts';
import { linux } from '../../primitives/linux.ts';
import { excerpt } from '../excerpt.ts';
import type { Paint } from '../paint.ts';
import { plural } from '../summary.ts';
import type { Workspace } from '../workspace.ts';
import { item, wrap } from '../wrap.ts';

/** What the blocks of the text have in common. */
interface Page {
  readonly workspace: Workspace;
  readonly paint: Paint;
  readonly width: number;
}

export function explanationText(workspace: Workspace, paint: Paint, width: number, explanation: Explanation): string {
  const page = { workspace, paint, width };
  const blocks = [
    ...explanation.claims.map((claim) => claimLines(page, claim)),
    ...explanation.sites.map((site) => siteLines(page, site)),
    ...explanation.plain.map((plain) => plainLines(page, plain)),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function claimLines(page: Page, claim: ClaimExplanation): string[] {
  const { paint } = page;
  const missing = claim.missing.length > 0 ? `: ${claim.missing.join(', ')}` : '';
  const verdict = `${claim.status}${missing}`;
  return [
    `${paint.bold(placeOf(page, claim.spot))}: the comment says "${claim.text}"`,
    `  ${claim.targets.length > 0 ? paint.green(verdict) : paint.red(verdict)}`,
    ...(claim.anchor ? ['  it documents', excerptOf(page, claim.anchor)] : ['  it documents no operation in the code']),
    ...(claim.targets.length > 0 ? ['  it points to', ...claim.targets.flatMap((spot) => spotLines(page, spot))] : []),
  ];
}

function siteLines(page: Page, { spot, site, object, partners, uses }: SiteExplanation): string[] {
  const { paint, width } = page;
  const primitive = linux.lookup(site.primitive);
  const ordering = primitive ? orderingInWords(primitive) : { orders: [], leaves: [] };
  return [
    `${paint.bold(placeOf(page, spot))}: ${paint.cyan(`${site.primitive}()`)}${inFunction(spot)}${object ? ` on ${object}` : ''}`,
    excerptOf(page, spot),
    ...ordering.orders.flatMap((one) => item(one, width)),
    ...partnerLines(page, { facts: spot.facts, site }, partners),
    ...useLines(page, object, uses),
  ];
}

function plainLines(page: Page, { spot, access, object, why, uses }: PlainExplanation): string[] {
  const { paint, width } = page;
  const tests = plainTests(viewOf(page), { facts: spot.facts, access });
  return [
    `${paint.bold(placeOf(page, spot))}: unmarked access to ${object}${inFunction(spot)}`,
    excerptOf(page, spot),
    ...wrap(why, width, '  '),
    ...tests.flatMap((test) => testLines(page, test)),
    ...useLines(page, object, uses),
  ];
}

/** The best few partners in full, with reasons that have not been given yet. */
function partnerLines(page: Page, ref: SiteRef, partners: readonly Partner[]): string[] {
  const { paint, width } = page;
  if (partners.length === 0) return ['', 'No other side was found, neither by a comment nor by the object.'];
  const lines: string[] = [];
  const given = new Set<string>();
  for (const partner of partners.slice(0, MOST_PARTNERS)) {
    const { spot, by, reason } = partner;
    lines.push(
      '',
      `${paint.bold('Pairs with')} ${placeOf(page, spot)}${inFunction(spot)} ${paint.dim(`(${SAYS[by]})`)}`,
    );
    lines.push(excerptOf(page, spot));
    const see = reason?.see ? [`See ${reason.see.path} on ${reason.see.on}.`] : [];
    const text = [...(reason?.sentences ?? []), ...see].filter((sentence) => !given.has(sentence));
    for (const sentence of text) given.add(sentence);
    if (text.length > 0) lines.push(...wrap(text.join(' '), width, '  '));
    if (partner.site) lines.push(...verdictLines(page, ref, { facts: spot.facts, site: partner.site }));
  }
  const rest = partners.length - MOST_PARTNERS;
  if (rest > 0) lines.push('', `… and ${rest} more`);
  return lines;
}

/** What the memory model says of a pair and, where it allows the outcome, how it happens. */
function verdictLines(page: Page, one: Anchor, other: Anchor): string[] {
  const test = litmusOf(viewOf(page), one, other);
  return test ? testLines(page, test) : [];
}

function testLines({ paint, width }: Page, test: PairTest): string[] {
  if (!isCertain(test)) return [];
  const color = test.verdict.isForbidden ? paint.green : paint.red;
  const words = wrap(verdictInBrief(test), width, '  ').map(color);
  return [...words, ...(test.verdict.picture ?? []).map((line) => `     ${line}`)];
}

function viewOf({ workspace }: Page): View {
  const { snapshot, pairs } = workspace;
  return { snapshot, pairs, source: (facts) => workspace.sourceOf(facts) };
}

const MOST_PARTNERS = 5;

const SAYS = {
  comment: 'its comment says so',
  'their-comment': 'the comment there says so',
  object: 'by the object; no comment says so',
  inferred: 'a guess by the objects around; no comment says so',
} as const;

function useLines(page: Page, object: string | null, uses: readonly ObjectUse[]): string[] {
  if (object === null || uses.length < 2) return [];
  const { paint } = page;
  const shown = uses.slice(0, MOST_USES);
  const places = shown.map((use) => placeOf(page, use.spot));
  const wide = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const access = wide(shown.map((use) => use.access));
  const place = wide(places);
  const rows = shown.map((use, i) => {
    const what = use.primitive === '' ? paint.dim('no marking') : paint.cyan(`${use.primitive}()`);
    return `  ${use.access.padEnd(access)}  ${places[i]!.padEnd(place)}  ${what}${inFunction(use.spot)}`;
  });
  const rest = uses.length - shown.length;
  return [
    '',
    `${paint.bold(`Who touches ${object}`)} (${plural(uses.length, 'place')} in ${plural(filesOf(uses), 'file')})`,
    ...rows,
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ];
}

const MOST_USES = 30;

function filesOf(uses: readonly ObjectUse[]): number {
  return new Set(uses.map((use) => use.spot.facts.file)).size;
}

function spotLines(page: Page, spot: Spot): string[] {
  return [`     ${page.paint.cyan('->')} ${placeOf(page, spot)}${inFunction(spot)}`, excerptOf(page, spot)];
}

function excerptOf({ workspace, paint }: Page, spot: Spot): string {
  return excerpt(paint, workspace.sourceOf(spot.facts), spot.at);
}

function placeOf({ workspace }: Page, spot: Spot): string {
  return `${workspace.display(spot.facts.file)}:${workspace.sourceOf(spot.facts).line(spot.at)}`;
}

function inFunction(spot: Spot): string {
  return spot.function === '' ? '' : ` in ${spot.function}()`;
}
