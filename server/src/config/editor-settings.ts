/** An editor's settings, from its section `barrier-ls` or from the options that it starts the server with. */
import { check } from './check.ts';
import { type EditorSettings, editorSchema } from './schema.ts';

export interface ReadSettings {
  /** Everything that is valid; the default for all else. */
  readonly settings: EditorSettings;
  /** One sentence each. */
  readonly problems: readonly string[];
}

/**
 * Reads settings, when these rules exist: as objects in objects, with dots in the keys, or both. An editor that has
 * nothing to say sends null.
 */
export function readEditorSettings(value: unknown, ruleCodes: readonly string[]): ReadSettings {
  const { value: settings, faults } = check(editorSchema(ruleCodes), nested(value ?? {}));
  return { settings: settings as EditorSettings, problems: faults.map(({ message }) => message) };
}

/** `{ "hover.enable": false }` as `{ hover: { enable: false } }`. */
function nested(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const settings = emptyObject();
  for (const [key, one] of Object.entries(value)) {
    let target = settings;
    const groups = key.split('.');
    const last = groups.pop()!;
    for (const group of groups) target = target[group] = copyOf(target[group]);
    target[last] = isObject(one) && isObject(target[last]) ? { ...target[last], ...one } : one;
  }
  return settings;
}

function copyOf(value: unknown): Record<string, unknown> {
  return Object.assign(emptyObject(), isObject(value) ? value : {});
}

/** Without a prototype, whose names are then keys like any other. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
