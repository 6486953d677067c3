/**
 * Labels that comments give to the code beside them: `LMM(reserve:D)`, a lone `D`, `(B)`, the A of `A, matches D`
 * and of "Implicit barrier (A) pairs with". Letters anywhere else are drawings, articles or prose.
 */
import type { LabelDefinition } from '../model/claim.ts';
import type { Joined } from './joined.ts';

const DEFINITIONS: readonly RegExp[] = [
  /\bLMM\((?<function>[A-Za-z_]\w{0,100}):(?<label>[A-Z]\w?)\)/dg,
  // A comment of nothing but the label.
  /^[([]?(?<label>[A-Z]\d?)[)\]]?$/dg,
  /(?<=^|\n)[([]?(?<label>[A-Z]\d?)[)\]]?,? (?:match\w{0,3}|pairs with) [([]?[A-Z]\d?\b/dg,
  /\b(?:barrier|mb\(\)|acquire|release) \((?<label>[A-Z]\d?)\),? (?:which |also )?(?:pairs|matches|is paired)\b/dg,
  // The tag's own explanation, at the head of a file.
  /(?<=^|\n|\()(?<label>[A-Z][A-Z0-9]{0,30}_BARRIER(?:_\d{1,2})?)(?=\)|:| [A-Z][a-z]{1,20}:)/dg,
];

/** The labels that a comment defines, in order of position. */
export function readLabels(joined: Joined): readonly LabelDefinition[] {
  const labels: LabelDefinition[] = [];
  for (const pattern of DEFINITIONS) {
    for (const found of joined.text.matchAll(pattern)) {
      const [start, end] = found.indices!.groups!['label']!;
      labels.push({
        span: joined.span(start, end),
        function: found.groups!['function'] ?? null,
        label: found.groups!['label']!,
      });
    }
  }
  return labels.sort((a, b) => a.span.start - b.span.start);
}
