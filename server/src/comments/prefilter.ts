/**
 * Cheap questions asked before a comment or a file is read: most of a kernel says nothing about pairing.
 * They may say yes too often.
 */

const STEMS =
  /pair|couple|match|synchroni[sz]|seriali[sz]|\border|barrier|correspond|\bgoe?s?\s|complement|counterpart|balances|in\s(?:conjunction|combination)|interact|other\s|saves?\s|\bsee\b|\^\^|LMM\(|_BARRIER|^\/[*/]+\s*[([]?[A-Z]\d?[)\]]?\s*(?:\*+\/)?$/i;

/** Whether a comment, with its delimiters, may hold a claim, a label or a suppression: no means that it holds none. */
export function mayClaim(commentText: string): boolean {
  return STEMS.test(commentText);
}

const ALONE =
  /[Pp]air|[Cc]ouple|LMM\(|_BARRIER|\^\^|ignore|^.{0,8}[A-Z]\d?\W{0,6}$|\bput\b|_put|barrier|\b(?:smp_|dma_)?[rw]?mb\b|_acquire|_release|_ONCE|lockless|xchg|test_and/;

/** Whether a comment that may claim something may do so on its own: other verbs mean nothing away from an operation that orders. */
export function standsAlone(commentText: string): boolean {
  return ALONE.test(commentText);
}

/** Between two words of one phrase: blanks, line breaks and comment decoration. */
const GAP = String.raw`[\s*\\]{1,40}(?:\/\/\s{0,8})?`;

/**
 * What makes a file worth reading even when its code holds no barrier: the verbs that are claims by themselves,
 * and the get/put phrase. For raw file text.
 */
export const commentNeedles: readonly RegExp[] = [
  new RegExp(String.raw`\b[Pp]air(?:s|ed|ing)?(?:${GAP}(?:up|also))?${GAP}(?:with\b|w\/)|\b[Pp]aired${GAP}in\b`),
  new RegExp(String.raw`\b[Cc]oupled${GAP}(?:with\b|w\/)`),
  new RegExp(String.raw`\b[Mm]atch(?:es|ed${GAP}by)${GAP}\w{1,60}(?:get|put|ref|free|release)\w{0,20}\(`),
  /\bbarrier-ls-ignore\b/,
];
