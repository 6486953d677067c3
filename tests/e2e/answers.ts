/** Everything that a client can ask of some files, at every barrier and every pairing comment, by what was asked. */
import type { CodeLens, Position } from 'vscode-languageserver/node';
import { LineIndex } from '../../server/src/text/lines.ts';
import type { Client } from '../support/client.ts';

type Answers = ReadonlyMap<string, string>;

/** Where somebody may ask: barriers, in code and in comments, functions that comments name, and verbs. */
const PLACES = /\bsm[pb]_\w+|\b(?:Pair(?:s|ed) with|Matches)|(?<=\bin )\w+(?=\(\))/g;
const AT_PLACES = ['hover', 'definition', 'references', 'documentHighlight'];
const QUERIES = ['smp_wmb', 'ready', 'push', 'wake_ring1', 'box', 'queue0', 'smp_store_release'];
/** So many questions are on their way at once. */
const AT_ONCE = 200;

/** Answers on these files, whose texts are as the server should know them. */
async function answersOn(client: Client, texts: ReadonlyMap<string, string>): Promise<Answers> {
  const questions: (() => Promise<[string, unknown]>)[] = [];
  const ask = (method: string, file: string, position?: Position) =>
    questions.push(async () => {
      const at = { textDocument: { uri: client.uri(file) }, ...(position && { position }) };
      const params = { ...at, context: { includeDeclaration: true } };
      const answer = await asked(client, `textDocument/${method}`, params);
      return [`${method} ${file} ${position?.line}:${position?.character}`, answer];
    });
  for (const [file, text] of texts) {
    const lines = new LineIndex(text);
    questions.push(async () => [`diagnostic ${file}`, await diagnostics(client, file)]);
    questions.push(async () => [`codeLens ${file}`, await lenses(client, file)]);
    ask('documentLink', file);
    for (const { index, 0: word } of text.matchAll(PLACES)) {
      const at = lines.toEncoding(index + (word.length >> 1), client.encoding);
      for (const method of AT_PLACES) ask(method, file, at);
    }
  }
  for (const query of QUERIES) {
    questions.push(async () => [`symbol ${query}`, await asked(client, 'workspace/symbol', { query })]);
  }
  const answers = new Map<string, string>();
  for (let i = 0; i < questions.length; i += AT_ONCE) {
    for (const [question, answer] of await Promise.all(questions.slice(i, i + AT_ONCE).map((one) => one()))) {
      answers.set(question, JSON.stringify(answer));
    }
  }
  return answers;
}

/** The questions that are answered otherwise, with both answers; the first few of them. */
function differences(found: Answers, expected: Answers): string[] {
  const different = [...expected].filter(([question, answer]) => found.get(question) !== answer);
  const shown = different.slice(0, 5).map(([question, answer]) => `${question}\n${found.get(question)}\nnot ${answer}`);
  return different.length > 5 ? [...shown, `and ${different.length - 5} more`] : shown;
}

/** What is still answered otherwise when time is up: a server may take its time to notice what nobody tells it. */
export async function lastingDifferences(
  client: Client,
  other: Client,
  texts: ReadonlyMap<string, string>,
  milliseconds: number,
): Promise<string[]> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const found = differences(await answersOn(client, texts), await answersOn(other, texts));
    if (found.length === 0 || performance.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function asked(client: Client, method: string, params: unknown): Promise<unknown> {
  return client.request(method, params).catch((error) => `failed: ${error}`);
}

async function diagnostics(client: Client, file: string): Promise<unknown> {
  const report = await asked(client, 'textDocument/diagnostic', { textDocument: { uri: client.uri(file) } });
  return (report as { items?: unknown }).items ?? report;
}

async function lenses(client: Client, file: string): Promise<unknown> {
  const found = await asked(client, 'textDocument/codeLens', { textDocument: { uri: client.uri(file) } });
  if (!Array.isArray(found)) return found;
  return Promise.all(found.map((lens: CodeLens) => asked(client, 'codeLens/resolve', lens)));
}
