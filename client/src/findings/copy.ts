/** `Copy Finding as Markdown`: the findings in the line of the cursor, to the clipboard. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  env,
  languages,
  type Position,
  type TextEditor,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { editorCommand } from '../command.ts';
import type { Part } from '../part.ts';
import { markdownOf, type PlaceText } from './markdown.ts';

/** As the server names itself in what it reports. */
export const SOURCE = 'barrier-ls';

export const copyFinding: Part = {
  register: (_, client) => editorCommand(client, 'barrier-ls.copyFinding', copy),
};

async function copy({ document: { uri }, selection }: TextEditor): Promise<void> {
  const found = findingsAt(languages.getDiagnostics(uri), selection.active);
  if (found.length === 0) {
    void window.showInformationMessage('There is no finding in this line.');
    return;
  }
  const texts = await Promise.all(found.map((one) => textOf(uri, one)));
  await env.clipboard.writeText(texts.join('\n'));
  window.setStatusBarMessage(found.length === 1 ? 'Finding copied' : `${found.length} findings copied`, SHOWN_MS);
}

const SHOWN_MS = 5000;

/** Those at the position; if there are none, those in its line. */
export function findingsAt(diagnostics: readonly Diagnostic[], position: Position): Diagnostic[] {
  const own = diagnostics.filter(({ source }) => source === SOURCE);
  const exact = own.filter(({ range }) => range.contains(position));
  if (exact.length > 0) return exact;
  return own.filter(({ range: { start, end } }) => start.line <= position.line && position.line <= end.line);
}

async function textOf(uri: Uri, { range, severity, message, code, relatedInformation }: Diagnostic): Promise<string> {
  const rule = typeof code === 'object' ? code.value : code;
  const others = (relatedInformation ?? []).map(async ({ location, message }) => ({
    ...(await placeText(location.uri, location.range.start.line)),
    message,
  }));
  return markdownOf({
    rule: String(rule ?? SOURCE),
    severity: DiagnosticSeverity[severity]!.toLowerCase(),
    message,
    // One on this machine is of no use to whoever gets the text.
    page: typeof code === 'object' && code.target.scheme === 'https' ? code.target.toString() : undefined,
    place: await placeText(uri, range.start.line),
    others: await Promise.all(others),
  });
}

async function placeText(uri: Uri, line: number): Promise<PlaceText> {
  const path = workspace.asRelativePath(uri, false);
  try {
    const document = await workspace.openTextDocument(uri);
    return { path, line: line + 1, code: document.lineAt(line).text };
  } catch {
    // The file is gone, or shorter now.
    return { path, line: line + 1, code: undefined };
  }
}
