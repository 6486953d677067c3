/** A half-open range of UTF-16 offsets into one text: `start` is inside, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether `offset` lies in `span` (its end excluded). */
export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}
