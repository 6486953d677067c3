/** The page on a pairing comment: what it documents, where it leads and whether that holds, in honest words. */

import type { External, Place } from '../model/claim.ts';
import type { Missing, ResolvedClaim, Target } from '../model/pair.ts';
import { operationLink } from './links.ts';
import { type Block, type Inline, type Page, text } from './page.ts';
import { prose } from './prose.ts';
import { type Reason, whyPaired } from './reasons.ts';
import { sideCode } from './side-code.ts';
import { siteSpot, targetSpot } from './spots.ts';
import type { View } from './view.ts';

const MOST_TARGETS = 3;

/** Undefined where the comment speaks of something else, of getting and putting for instance, or merely "see foo()". */
export function commentPage(view: View, claim: ResolvedClaim): Page | undefined {
  if (claim.status === 'not-barrier' || (isReference(claim) && claim.targets.length === 0)) return undefined;
  const sentences = verdict(view, claim);
  return {
    blocks: [
      title(view, claim),
      ...targetBlocks(view, claim),
      ...(sentences.length === 0 ? [] : [text(...prose(sentences.join(' ')))]),
      ...why(view, claim),
    ],
  };
}

/** "See foo()" leads somewhere, but says of no pair that it is one. */
export function isReference({ claim }: ResolvedClaim): boolean {
  return claim.verb === 'see';
}

function title(view: View, claim: ResolvedClaim): Block {
  const { facts, anchor } = claim;
  const at: Inline[] = anchor
    ? [' · at ', operationLink(view, facts.file, siteSpot({ facts, site: anchor }), anchor.primitive)]
    : [' · no operation in the code beside it'];
  return { kind: 'title', text: [isReference(claim) ? 'Reference' : 'Pairing comment', ...at] };
}

function targetBlocks(view: View, claim: ResolvedClaim): Block[] {
  const { facts, targets } = claim;
  const shown = targets.slice(0, MOST_TARGETS).flatMap((target): Block[] => {
    const spot = targetSpot(target);
    const through =
      target.via.length === 0 ? '' : `, reached through ${target.via.map((name) => `${name}()`).join(', ')}`;
    const objects = reasonOf(view, claim, target)?.objects ?? [];
    return [
      text('⇄ ', operationLink(view, facts.file, spot, target.primitive), ...prose(through)),
      sideCode(view, { spot, site: target.site }, objects),
    ];
  });
  const rest = targets.length - MOST_TARGETS;
  return rest > 0 ? [...shown, text(`… and ${rest} more.`)] : shown;
}

function reasonOf({ snapshot }: View, { facts, anchor }: ResolvedClaim, target: Target): Reason | null {
  return (
    anchor && target.site && whyPaired(snapshot, { facts, site: anchor }, { facts: target.facts, site: target.site })
  );
}

/** How the pair works: of the first target whose objects are known. */
function why(view: View, claim: ResolvedClaim): Block[] {
  const reason = claim.targets.map((target) => reasonOf(view, claim, target)).find((one) => one && one.shape !== null);
  if (!reason) return [];
  const names = reason.objects.map((object) => object.text);
  return [text(...prose(reason.sentences.join(' '), names))];
}

/** Whether the two sides' comments agree, and what could not be found. */
export function verdict(view: View, claim: ResolvedClaim): string[] {
  if (isReference(claim)) return [];
  const missing = claim.missing.map(missingSentence);
  if (claim.targets.length > 0) return [backSentence(view, claim), ...missing];
  if (claim.claim.external !== null) return [EXTERNAL[claim.claim.external]];
  return missing.length > 0 ? missing : [vagueSentence(claim)];
}

function backSentence({ pairs }: View, { facts, anchor, targets, reciprocal }: ResolvedClaim): string {
  const leadsBack = (other: ResolvedClaim) => targets.some((target) => target.site && target.site === other.anchor);
  if (reciprocal || (anchor && pairs.pointingAt(facts, anchor).some(leadsBack)))
    return 'It holds: the comment there leads back here.';
  const isCommented = targets.some(({ facts, site }) => site !== null && pairs.claimsAt(facts, site).length > 0);
  return isCommented
    ? 'One-sided: the comment on the other side does not lead back here.'
    : 'One-sided: no comment on the other side says so.';
}

function missingSentence({ kind, name, elsewhere, function: place }: Missing): string {
  switch (kind) {
    case 'function':
      return elsewhere === undefined
        ? `${name}() exists nowhere in the tree.`
        : `Only arch/${elsewhere} has ${name}().`;
    case 'barrier': {
      const where = place?.facts.functions[place.fn]?.name;
      // A class of primitives goes by its common name.
      const what = /^[a-z-]+( |$)/.test(name) ? `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}` : name;
      return where === undefined
        ? `No ${name} was found there.`
        : `Neither ${where}() nor, as far as calls can be followed, what it calls holds ${what}.`;
    }
    case 'label':
      return `The label ${name} was not found.`;
    case 'file':
      return `There is no file ${name}.`;
  }
}

function vagueSentence({ claim }: ResolvedClaim): string {
  const place = claim.references.flatMap((reference) => reference.places)[0];
  if (place) return emptyPlace(place);
  const named = claim.references.flatMap((reference) => reference.primitives.map((ref) => ref.text));
  return named.length === 0
    ? 'It names no place that can be looked up.'
    : `It names ${[...new Set(named)].join(' and ')}, but no place that can be looked up.`;
}

function emptyPlace(place: Place): string {
  switch (place.kind) {
    case 'function':
      return `Nothing in ${place.names.map((name) => `${name}()`).join(', ')} was found that can be the other side.`;
    case 'label':
      return `The label ${place.label} was not found.`;
    case 'file':
      return `Nothing in ${place.path} was found that can be the other side.`;
    case 'here':
      return `Nothing ${place.direction === 'here' ? 'in this function' : place.direction} was found that can be the other side.`;
  }
}

const EXTERNAL: Readonly<Record<External, string>> = {
  device: 'The other side is a device: no C code holds it.',
  hypervisor: 'The other side is the hypervisor, which can not be looked up.',
  guest: 'The other side is in the guest, which can not be looked up.',
  'user-space': 'The other side is in user space, which can not be looked up.',
  assembly: 'The other side is in assembly, which is not read.',
  hardware: 'The other side is hardware: no C code holds it.',
};
