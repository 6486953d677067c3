/**
 * The verbs of pairing, with what each needs around it to be one. Only "pairs with" and "coupled with" say
 * enough by themselves; every other verb is a claim only with a name behind it, and, as the caller knows, with
 * something that orders beside it.
 */
import type { Verb } from '../model/claim.ts';

export interface VerbForm {
  readonly verb: Verb;
  readonly pattern: RegExp;
  /**
   * What makes it a claim. `anything`: nothing more; `primitive`: it qualifies the primitive behind it ("the
   * corresponding smp_wmb()"); `place`: a function, file or label behind it; `side`: that or a primitive;
   * `ordering`: that or a primitive before it.
   */
  readonly needs: 'anything' | 'primitive' | 'place' | 'side' | 'ordering';
  /** The other side stands before the verb. */
  readonly reversed?: boolean;
}

/** A verb in a joined text. */
export interface FoundVerb extends VerbForm {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

const WITH = String.raw`(?:(?:up |together )?with\b|w\/)`;

const FORMS: readonly VerbForm[] = [
  form('pair', 'anything', `pair(?:s|ed|ing|)(?: also| implicitly| nicely)?,? ${WITH}`),
  form('pair', 'side', String.raw`paired (?:in|by|to|against)\b`),
  form('pair', 'primitive', '(?:pairs|paired|pairing)(?= )'),
  form('couple', 'anything', `couple[sd] ${WITH}`),
  form('correspond', 'ordering', String.raw`(?:its|the|whose) pair (?:of .{1,40}? )?is\b`),
  form('correspond', 'primitive', 'pair of(?= )'),
  form('correspond', 'ordering', String.raw`corresponds? (?:to|with)\b`),
  form('correspond', 'primitive', 'corresponding(?= )'),
  form('correspond', 'ordering', String.raw`(?:goes|go|in conjunction|in combination|interacts?) with\b`),
  form('correspond', 'ordering', String.raw`(?:complementary to|complements?(?: to| of)?|balances)\b`),
  form('correspond', 'ordering', String.raw`counterparts? (?:of|to|for|is|in)\b`),
  form('match', 'ordering', String.raw`match(?:es|ed|ing|ees|) (?:with|by)\b`),
  form('match', 'primitive', 'matching(?= )'),
  form('match', 'ordering', 'match(?:es|ees|)(?= )'),
  form('synchronize', 'ordering', String.raw`synchroni[sz](?:e[sd]?|ing) (?:with|against)\b`),
  form('serialize', 'place', String.raw`seriali[sz](?:e[sd]?|ing) (?:with|against)\b`),
  form('order', 'side', String.raw`order(?:s|ed|ing)? (?:against|vs\.?|versus|wrt\.?)(?= )`),
  form('order', 'side', 'order(?:s|ed|ing)? with (?:respect|regards?) to(?= )'),
  // "ordered with a barrier" names the means.
  form('order', 'place', 'order(?:s|ed)? with(?= )'),
  form('barrier-versus', 'side', String.raw`barriers? (?:against|versus|vs\.?)(?= )`),
  form('other-side', 'side', 'other side(?:,| of the barrier|)(?= )'),
  { ...form('saved-by', 'side', String.raw`saves? us\b`), reversed: true },
  form('see', 'place', 'see(?= )'),
];

function form(verb: Verb, needs: VerbForm['needs'], source: string): VerbForm {
  return { verb, needs, pattern: new RegExp(String.raw`\b${source}`, 'gi') };
}

/** A comment with more is a generated table or an attack, and is read up to here. */
const MOST_VERBS = 500;

/** The verbs in a joined text, in order, without overlaps. */
export function findVerbs(text: string): readonly FoundVerb[] {
  const found = FORMS.flatMap((form) =>
    [...text.matchAll(form.pattern)].map((hit) => ({
      ...form,
      start: hit.index,
      end: hit.index + hit[0].length,
      words: hit[0],
    })),
  );
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  const apart = found.filter((verb) => {
    if (verb.start < end) return false;
    end = verb.end;
    return true;
  });
  return apart.slice(0, MOST_VERBS);
}
