import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser/lib/esm/main.js';
import { describe, expect, it } from 'vitest';
import { readEditorSettings } from '../../server/src/config/editor-settings.ts';
import {
  contributedConfiguration,
  type JsonSchema,
  projectJsonSchema,
  settingsJsonSchema,
} from '../../server/src/config/json-schema.ts';
import { readProjectFile } from '../../server/src/config/project-file.ts';
import { LEVELS } from '../../server/src/config/schema.ts';
import { rules } from '../../server/src/rules/index.ts';

const described = rules.map(({ meta }) => meta);
const codes = described.map(({ code }) => code);

interface Setting extends JsonSchema {
  readonly markdownDescription: string;
  readonly scope: string;
}

const settings = (contributedConfiguration('', described) as { properties: Record<string, Setting> }).properties;

describe('the settings that the extension contributes', () => {
  it.each(Object.entries(settings))('%s', (key, setting) => {
    // An editor that sends every default says nothing.
    const value = { [key.replace('barrier-ls.', '')]: setting.default };
    expect(readEditorSettings(value, codes)).toEqual(readEditorSettings(undefined, codes));
    expect(setting).toHaveProperty('default');
    expect(setting).toHaveProperty('type');
    expect(setting.markdownDescription).toMatch(/^[A-Z][^\n]*\.$/);
    expect(setting.markdownDescription.split(/[.;] [A-Z]/).length).toBeLessThanOrEqual(2);
    expect(setting.scope).toBe(key.startsWith('barrier-ls.index.') ? 'window' : 'resource');
  });

  it('are all there are', () => {
    const leaves = Object.entries(readEditorSettings(undefined, codes).settings).flatMap(([key, value]) =>
      key === 'rules' || Array.isArray(value) ? [key] : Object.keys(value).map((inner) => `${key}.${inner}`),
    );
    expect(Object.keys(settingsJsonSchema(described))).toEqual(leaves);
  });

  it('have a field for a number that need not be given', () => {
    expect(settings['barrier-ls.index.threads']).toMatchObject({
      type: ['integer', 'null'],
      minimum: 0,
      maximum: 16,
      default: null,
    });
  });
});

describe('the JSON schema of the project file', () => {
  const schema = projectJsonSchema(described);

  it('knows the keys, and says what they are for', () => {
    expect(Object.keys(schema.properties!)).toEqual(['$schema', 'rules', 'assumeDefined', 'exclude']);
    expect(schema).toMatchObject({ additionalProperties: false, allowTrailingCommas: true });
    expect(schema).not.toHaveProperty('$id');
    expect(schema).not.toHaveProperty('required');
    for (const { description } of Object.values(schema.properties!)) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  it('knows every rule, its levels and what it reports', () => {
    const expected = described.map(({ code, summary }) => [
      code,
      { type: 'string', enum: LEVELS, description: summary },
    ]);
    expect(schema.properties!['rules']!.properties).toEqual(Object.fromEntries(expected));
  });
});

describe('docs/configuration.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
  const examples = [...text.matchAll(/^```jsonc\n(.*?)^```/gms)].map((match) => match[1]!);

  it('has examples of both kinds', () => {
    expect(examples.map(isOfEditor)).toEqual([false, true, true]);
  });

  it.each(examples)('has an example that holds: %s', (example) => {
    if (!isOfEditor(example)) {
      const { config, problems } = readProjectFile(example, codes);
      expect(problems).toEqual([]);
      expect(config).not.toEqual(readProjectFile('', codes).config);
      return;
    }
    const value = parse(example);
    const section = Object.entries(value).map(([key, one]) => [key.replace('barrier-ls.', ''), one] as const);
    const read = readEditorSettings(value['barrier-ls'] ?? Object.fromEntries(section), codes);
    expect(read.problems).toEqual([]);
    expect(read.settings).not.toEqual(readEditorSettings(undefined, codes).settings);
  });
});

function isOfEditor(example: string): boolean {
  return example.includes('"barrier-ls');
}
