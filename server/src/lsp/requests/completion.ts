/** textDocument/completion, in pairing comments alone, and completionItem/resolve with the code that an item is about. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  type MarkupContent,
  MarkupKind,
} from 'vscode-languageserver/node';
import { completion as complete, resolveCompletion } from '../../features/completion.ts';
import type { Spot } from '../../features/view.ts';
import { toRange } from '../convert.ts';
import { askedPlace, convertFor } from '../place.ts';
import type { Session } from '../session.ts';

/** Where an item's operation is: the URI of its document, and what it is found by there. */
interface Data extends Pick<Spot, 'at' | 'end' | 'function'> {
  readonly uri: string;
}

export function completion(session: Session, params: CompletionParams): CompletionList | null {
  const asked = askedPlace(session, params);
  if (!asked?.project.settings.completion.enable) return null;
  const found = complete(asked.view, asked.file, asked.offset);
  if (!found) return null;
  const items = found.items.map(({ label, detail, insert, filter, replace, sort, spot }): CompletionItem => {
    const { facts, at, end, function: name } = spot;
    return {
      label,
      kind: CompletionItemKind.Reference,
      detail,
      filterText: filter,
      sortText: sort,
      textEdit: { range: toRange(asked.source, replace, asked.encoding), newText: insert },
      data: { uri: asked.uriOf(facts.file), at, end, function: name } satisfies Data,
    };
  });
  return { isIncomplete: found.isIncomplete, items };
}

export function resolve(session: Session, item: CompletionItem): CompletionItem {
  const data = item.data as Data | undefined;
  const found = data && session.find(data.uri);
  if (!found) return item;
  const { view } = convertFor(session, found.project);
  const facts = view.snapshot.file(found.file);
  if (!facts) return item;
  const { at, end, function: name } = data;
  const [place = '', ...code] = resolveCompletion(view, { spot: { facts, at, end, function: name } });
  return { ...item, documentation: documentation(session, place, code.join('\n')) };
}

function documentation({ client }: Session, place: string, code: string): MarkupContent {
  return client.completionMarkdown
    ? { kind: MarkupKind.Markdown, value: `${place}\n\n\`\`\`c\n${code}\n\`\`\`` }
    : { kind: MarkupKind.PlainText, value: `${place}\n\n${code}` };
}
