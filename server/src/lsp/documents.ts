/** The documents that are open in the client, as it has them. */
import type {
  DidChangeTextDocumentParams,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Encoding } from '../text/lines.ts';
import { LineIndex } from '../text/lines.ts';

export interface OpenDocument {
  /** As the client spells it. */
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

export class Documents {
  private readonly byUri = new Map<string, TextDocument>();
  /** What the ranges of changes count in. */
  encoding: Encoding = 'utf-16';

  all(): OpenDocument[] {
    return [...this.byUri.values()].map(toOpen);
  }

  get(uri: string): OpenDocument | undefined {
    const document = this.byUri.get(uri);
    return document && toOpen(document);
  }

  /** A document that was open already is another one from now on. Throws when it is none. */
  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument {
    if (typeof uri !== 'string' || typeof text !== 'string')
      throw new Error('a document was opened without URI or text');
    const document = TextDocument.create(uri, languageId, version, text);
    this.byUri.set(uri, document);
    return toOpen(document);
  }

  /** Changes count in the order in which they come, whatever their version. Undefined when nothing is open there. */
  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): OpenDocument | undefined {
    const document = this.byUri.get(textDocument.uri);
    if (!document) return undefined;
    for (const change of contentChanges) {
      TextDocument.update(document, [inDocument(document, change, this.encoding)], textDocument.version);
    }
    return toOpen(document);
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.byUri.get(uri);
    this.byUri.delete(uri);
    return document && toOpen(document);
  }
}

/** The change with a range that exists, in UTF-16: a TextDocument counts in nothing else. */
function inDocument(
  document: TextDocument,
  change: TextDocumentContentChangeEvent,
  encoding: Encoding,
): TextDocumentContentChangeEvent {
  if (typeof change.text !== 'string') throw new Error('a change came without a text');
  if (!('range' in change) || !change.range) return { text: change.text };
  const lines = new LineIndex(document.getText());
  const start = document.positionAt(lines.fromEncoding(change.range.start, encoding));
  const end = document.positionAt(lines.fromEncoding(change.range.end, encoding));
  return { range: { start, end }, text: change.text };
}

function toOpen(document: TextDocument): OpenDocument {
  return { uri: document.uri, languageId: document.languageId, version: document.version, text: document.getText() };
}
