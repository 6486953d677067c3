/**
 * Whether the comment above a function says that its callers hold a lock: "Must be called with foo_lock held", "The caller
 * needs the lock before calling this", "Context: … holds dev->lock". Code that relies on that has no lock of its own.
 */
import type { Lexed } from '../syntax/lexed.ts';
import type { Region } from './functions.ts';

/** `region` is one of `lexed`'s functions. */
export function isSaidLocked({ text, code, comments }: Lexed, { start }: Region): boolean {
  const above = comments.findLast((comment) => comment.end <= start);
  if (!above || code.slice(above.end, start).trim() !== '') return false;
  const words = text.slice(Math.max(above.start, above.end - LONGEST), above.end).replace(/\n\s*\*?/g, ' ');
  return words.split(/\.\s|;/).some((sentence) => HOLDS.test(sentence) && !DENIES.test(sentence));
}

/** What is said of locks stands at the end of what is said of a function. */
const LONGEST = 1_000;

const LOCK = String.raw`(?:\w*lock\w*|\w*mutex\w*|\w*semaphore\w*)`;
const HOLDS = new RegExp(
  [
    String.raw`\bcall(?:s|ed|ers?|ing)\b.*\b(?:holds?|holding|needs?|owns?|acquires?|has|have)\b.*\b${LOCK}\b`,
    String.raw`\b(?:called|call|caller|callers|context|run|runs|invoked|entered)\b.*\b${LOCK}\b.*\b(?:held|taken|locked|acquired)\b`,
    String.raw`\b(?:called|invoked|run|runs|entered)\b.*\b(?:with|under)\b[^,]*\b${LOCK}\s*$`,
    String.raw`\bmust (?:hold|own)\b.*\b${LOCK}\b`,
  ].join('|'),
  'i',
);
const DENIES = /\b(?:not|without|unless|never|no|n't|unlocked|lockless|drops?|releases?)\b|\brcu\b/i;
