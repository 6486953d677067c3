/** The files, or parts of files, that are made from the schemas of the configuration: their texts as they should be. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { applyEdits, type JSONPath, modify } from 'jsonc-parser/lib/esm/main.js';
import { contributedConfiguration, projectJsonSchema } from '../../server/src/config/json-schema.ts';
import { projectTable, settingsTable } from '../../server/src/config/tables.ts';
import { rules } from '../../server/src/rules/index.ts';
import { rulePage, rulesIndex } from '../../server/src/rules/page.ts';

export interface GeneratedFile {
  /** Relative to the repository. */
  readonly path: string;
  /** The whole text, with the hand-written parts as they are in the file. */
  text(): string;
}

const repository = resolve(import.meta.dirname, '../..');
const described = rules.map(({ meta }) => meta);

export const generatedFiles: readonly GeneratedFile[] = [
  {
    path: 'barrier-ls.schema.json',
    text: () => `${JSON.stringify(projectJsonSchema(described), null, 2)}\n`,
  },
  {
    path: 'package.json',
    text: () => {
      const text = read('package.json');
      const { displayName } = JSON.parse(text) as { displayName: string };
      return withValue(text, ['contributes', 'configuration'], contributedConfiguration(displayName, described));
    },
  },
  {
    path: 'docs/configuration.md',
    text: () => {
      const text = withSection(read('docs/configuration.md'), 'project', projectTable(described));
      return withSection(text, 'settings', settingsTable(described));
    },
  },
  { path: 'docs/rules/README.md', text: () => rulesIndex(described) },
  ...described.map((meta) => ({ path: `docs/rules/${meta.code}.md`, text: () => rulePage(meta) })),
];

/** The absolute path of a generated file. */
export function pathOf(file: GeneratedFile): string {
  return join(repository, file.path);
}

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8').replaceAll('\r\n', '\n');
}

/** JSON text with another value at a path; everything around it stays as it is written. */
function withValue(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(
    text,
    modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } }),
  );
}

/** Markdown with other lines between the comments `generated: NAME` and `end`. */
function withSection(text: string, name: string, lines: string): string {
  const section = new RegExp(`(<!-- generated: ${name} -->\n).*?(<!-- end -->)`, 's');
  return text.replace(section, (_, start: string, end: string) => `${start}${lines}\n${end}`);
}
