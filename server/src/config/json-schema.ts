/** The schemas in the forms that editors read: the JSON schema of the project's file, and an extension's settings. */
import * as z from 'zod';
import { editorSchema, PROJECT_FILE, projectSchema, SECTION } from './schema.ts';

/** As much of a rule as people see while they configure it. */
export interface DescribedRule {
  readonly code: string;
  readonly summary: string;
}

/** The part of JSON schema that the schemas of this folder come out as. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean;
}

/** The JSON schema of the project's file, for editors that complete and check it. */
export function projectJsonSchema(rules: readonly DescribedRule[]): JsonSchema {
  const { properties = {}, ...schema } = jsonSchemaOf(projectSchema(codesOf(rules)));
  return {
    title: `barrier-ls: ${PROJECT_FILE}`,
    ...schema,
    properties: mapValues(properties, (one, key) => (key === 'rules' ? withSummaries(one, rules) : one)),
    // VS Code's own words for what a file like this one may hold.
    allowComments: true,
    allowTrailingCommas: true,
  } as JsonSchema;
}

/** The settings of an editor by their dotted keys, without the section: `hover.enable`. */
export function settingsJsonSchema(rules: readonly DescribedRule[]): Readonly<Record<string, JsonSchema>> {
  const { properties = {} } = jsonSchemaOf(editorSchema(codesOf(rules)));
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, one]): [string, JsonSchema][] => {
      if (key === 'rules') return [[key, withSummaries(one, rules)]];
      if (!one.properties) return [[key, one]];
      return Object.entries(one.properties).map(([inner, setting]) => [`${key}.${inner}`, simple(setting)]);
    }),
  );
}

/** `contributes.configuration` of a VS Code extension. */
export function contributedConfiguration(title: string, rules: readonly DescribedRule[]): object {
  const properties = Object.entries(settingsJsonSchema(rules)).map(([key, { description, ...schema }]) => [
    `${SECTION}.${key}`,
    { ...schema, markdownDescription: description, scope: key.startsWith('index.') ? 'window' : 'resource' },
  ]);
  return { title, properties: Object.fromEntries(properties) };
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  // Draft 7 is what VS Code understands in full. As input, so that what has a default may be left out.
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;
}

/** "This or null" as one type with two names, which VS Code has a field for. */
function simple(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (!anyOf) return schema;
  return { ...rest, ...Object.assign({}, ...anyOf), type: anyOf.map(({ type }) => type as string) };
}

function withSummaries(schema: JsonSchema, rules: readonly DescribedRule[]): JsonSchema {
  const summaries = new Map(rules.map(({ code, summary }) => [code, summary]));
  const properties = mapValues(schema.properties ?? {}, (one, code) => ({ ...one, description: summaries.get(code)! }));
  return { ...schema, properties };
}

function codesOf(rules: readonly DescribedRule[]): string[] {
  return rules.map(({ code }) => code);
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
