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
  {
    verb: 'pair',
    pattern: pattern(`pair(?:s|ed|ing|)(?: also| implicitly| nicely)?,? ${WITH}`),
    needs: 'anything',
  },
  { verb: 'pair', pattern: pattern(String.raw`paired (?:in|by|to|against)\b`), needs: 'side' },
  { verb: 'pair', pattern: pattern('(?:pairs|paired|pairing)(?= )'), needs: 'primitive' },
  { verb: 'couple', pattern: pattern(`couple[sd] ${WITH}`), needs: 'anything' },
  { verb: 'correspond', pattern: pattern(String.raw`(?:its|the|whose) pair (?:of .{1,40}? )?is\b`), needs: 'ordering' },
  { verb: 'correspond', pattern: pattern('pair of(?= )'), needs: 'primitive' },
  { verb: 'correspond', pattern: pattern(String.raw`corresponds? (?:to|with)\b`), needs: 'ordering' },
  { verb: 'correspond', pattern: pattern('corresponding(?= )'), needs: 'primitive' },
  {
    verb: 'correspond',
    pattern: pattern(String.raw`(?:goes|go|in conjunction|in combination|interacts?) with\b`),
    needs: 'ordering',
  },
  {
    verb: 'correspond',
    pattern: pattern(
      String.raw`(?:complementary to|complements?(?: to| of)?|counterparts? (?:of|to|for|is|in)|balances)\b`,
    ),
    needs: 'ordering',
  },
  { verb: 'match', pattern: pattern(String.raw`match(?:es|ed|ing|ees|) (?:with|by)\b`), needs: 'ordering' },
  { verb: 'match', pattern: pattern('matching(?= )'), needs: 'primitive' },
  { verb: 'match', pattern: pattern('match(?:es|ees|)(?= )'), needs: 'ordering' },
  {
    verb: 'synchronize',
    pattern: pattern(String.raw`synchroni[sz](?:e[sd]?|ing) (?:with|against)\b`),
    needs: 'ordering',
  },
  { verb: 'serialize', pattern: pattern(String.raw`seriali[sz](?:e[sd]?|ing) (?:with|against)\b`), needs: 'place' },
  {
    verb: 'order',
    pattern: pattern(String.raw`order(?:s|ed|ing)? (?:against|vs\.?|versus|wrt\.?|with (?:respect|regards?) to)(?= )`),
    needs: 'side',
  },
  // "ordered with a barrier" names the means.
  { verb: 'order', pattern: pattern('order(?:s|ed)? with(?= )'), needs: 'place' },
  { verb: 'barrier-versus', pattern: pattern(String.raw`barriers? (?:against|versus|vs\.?)(?= )`), needs: 'side' },
  { verb: 'other-side', pattern: pattern('other side(?:,| of the barrier|)(?= )'), needs: 'side' },
  { verb: 'saved-by', pattern: pattern(String.raw`saves? us\b`), needs: 'side', reversed: true },
  { verb: 'see', pattern: pattern('see(?= )'), needs: 'place' },
];

function pattern(source: string): RegExp {
  return new RegExp(String.raw`\b${source}`, 'gi');
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
