/** The schemas as the tables of docs/configuration.md. */
import { type DescribedRule, type JsonSchema, projectJsonSchema, settingsJsonSchema } from './json-schema.ts';
import { SECTION } from './schema.ts';

/** The keys of the project's file. */
export function projectTable(rules: readonly DescribedRule[]): string {
  return table('key', Object.entries(projectJsonSchema(rules).properties ?? {}));
}

/** The settings of an editor. */
export function settingsTable(rules: readonly DescribedRule[]): string {
  const settings = Object.entries(settingsJsonSchema(rules));
  return table(
    'setting',
    settings.map(([key, schema]) => [`${SECTION}.${key}`, schema]),
  );
}

function table(name: string, entries: readonly (readonly [string, JsonSchema])[]): string {
  const rows = entries.map(([key, schema]) => {
    const byDefault = schema.default == null ? '' : `\`${JSON.stringify(schema.default)}\``;
    return `| \`${key}\` | ${valuesOf(schema)} | ${byDefault} | ${schema.description} |`;
  });
  return [`| ${name} | value | default | what it does |`, '|---|---|---|---|', ...rows].join('\n');
}

/** What a setting can be, in words. */
function valuesOf(schema: JsonSchema): string {
  const type = [schema.type].flat()[0];
  if (schema.enum) return schema.enum.map((one) => `\`"${one}"\``).join(', ');
  if (schema.items) return `list of ${schema.items.enum ? valuesOf(schema.items) : 'strings'}`;
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'object') {
    const inner = Object.values(schema.properties ?? {})[0];
    return inner ? `by rule: ${valuesOf(inner)}` : 'object';
  }
  if (schema.minimum === undefined) return `${type}`;
  return `${type === 'integer' ? 'whole number' : 'number'}, ${schema.minimum} to ${schema.maximum}`;
}
