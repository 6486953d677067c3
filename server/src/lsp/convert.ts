/** Places: as offsets inside, as lines and columns in the client's encoding outside. The only place where one becomes the other. */
import type { Location, LocationLink, Position, Range } from 'vscode-languageserver/node';
import type { Spot, View } from '../features/view.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Encoding } from '../text/lines.ts';
import type { Source } from '../text/source.ts';
import type { Span } from '../text/span.ts';

/** How one project's places are told to the client. */
export interface Convert {
  readonly encoding: Encoding;
  readonly view: View;
  readonly uriOf: (file: string) => string;
}

export function toRange(source: Source, { start, end }: Span, encoding: Encoding): Range {
  return { start: source.lines.toEncoding(start, encoding), end: source.lines.toEncoding(end, encoding) };
}

export function toOffset(source: Source, position: Position, encoding: Encoding): number {
  return source.lines.fromEncoding(position, encoding);
}

export function toSpan(source: Source, { start, end }: Range, encoding: Encoding): Span {
  return { start: toOffset(source, start, encoding), end: toOffset(source, end, encoding) };
}

/** A stretch of a file that facts are known of. */
export function toLocation({ encoding, view, uriOf }: Convert, facts: FileFacts, span: Span): Location {
  return { uri: uriOf(facts.file), range: toRange(view.source(facts), span, encoding) };
}

export function spotLocation(convert: Convert, { facts, at, end }: Spot): Location {
  return toLocation(convert, facts, { start: at, end });
}

/** `origin` is what was under the cursor. */
export function spotLink(convert: Convert, spot: Spot, origin: Range): LocationLink {
  const { uri, range } = spotLocation(convert, spot);
  return { originSelectionRange: origin, targetUri: uri, targetRange: range, targetSelectionRange: range };
}
