/**
 * What can be configured: one schema for the project's file and one for an editor's settings. The types, the checks,
 * the JSON schema, the extension's settings and the tables of docs/configuration.md are all made from these two.
 */
import * as z from 'zod';
import type { Severity } from '../model/finding.ts';

/** The name of a project's file, which lies at its root. */
export const PROJECT_FILE = '.barrier-ls.jsonc';

/** The section of an editor's settings. */
export const SECTION = 'barrier-ls';

/** How seriously a rule is taken; `off` does not run it. */
export type Level = Severity | 'off';

export const LEVELS = ['off', 'hint', 'info', 'warning', 'error'] as const satisfies readonly Level[];

/** Levels by the codes of rules. A rule that is not named keeps its own. */
export type Levels = Readonly<Record<string, Level>>;

/** What a project says of itself, to every editor and to CI. */
export type ProjectConfig = Omit<z.output<ReturnType<typeof projectSchema>>, '$schema' | 'rules'> & { rules: Levels };

/** What a user says of an editor. */
export type EditorSettings = Omit<z.output<ReturnType<typeof editorSchema>>, 'rules'> & { rules: Levels };

/** The project's file, when these rules exist. */
export function projectSchema(ruleCodes: readonly string[]) {
  return z.strictObject({
    $schema: z.string().optional().describe('The JSON schema of this file, for editors that complete and check it.'),
    rules: levels(ruleCodes).describe(
      'How serious the findings of a rule are, by the code of the rule. ' +
        'A rule that is not named keeps its own severity; `"off"` does not run it.',
    ),
    assumeDefined: names().describe(
      'Functions that exist outside of the tree, so that a comment which names one of them is not stale.',
    ),
    exclude: z
      .array(z.string())
      .default([])
      .describe(
        'Paths that are not looked at, as patterns of a `.gitignore` file relative to the root. ' +
          'Whatever lies there is neither reported on nor found as the other side of a pair.',
      ),
  });
}

/** The section of an editor's settings, when these rules exist. */
export function editorSchema(ruleCodes: readonly string[]) {
  return z.strictObject({
    hover: group({
      enable: flag(true, 'Show what a barrier orders, and where its other side is, on hover.'),
    }),
    codeLens: group({
      enable: flag(true, 'Show the other side of a barrier in a line above it.'),
    }),
    inlayHints: group({
      enable: flag(false, 'Show the other side of a barrier at the end of its line.'),
    }),
    navigation: group({
      callSites: z
        .array(z.enum(['definition', 'implementation']))
        .default(['definition'])
        .meta({ uniqueItems: true })
        .describe(
          'Which requests lead from a barrier in the code to its other side. ' +
            'In a comment, "go to definition" always does.',
        ),
    }),
    documentSymbols: group({
      enable: flag(false, 'List the barriers of a file in its outline, beside what other language servers list there.'),
    }),
    callHierarchy: group({
      enable: flag(
        false,
        'Show the two sides of a pair as calls of each other. ' +
          'Some editors ask only one language server for the call hierarchy.',
      ),
    }),
    diagnostics: group({
      enable: flag(true, 'Report pairs that do not hold, and comments that lead nowhere.'),
      maxPerFile: z
        .int()
        .min(1)
        .max(10_000)
        .default(100)
        .describe('How many findings are reported in one file; the rest of them is counted.'),
    }),
    rules: levels(ruleCodes).describe(
      'How serious the findings of a rule are, by the code of the rule. ' +
        `What a project's \`${PROJECT_FILE}\` says of a rule comes first, so that editors and CI agree.`,
    ),
    assumeDefined: names().describe(
      `Functions that exist outside of the tree, in addition to those that a project's \`${PROJECT_FILE}\` names.`,
    ),
    index: group({
      threads: z
        .int()
        .min(0)
        .max(16)
        .nullable()
        .default(null)
        .describe(
          'How many threads read the tree; 0 reads it in the language server itself. ' +
            'By default as many as the machine has processors, and at most four.',
        ),
      pollSeconds: z
        .number()
        .min(0)
        .max(3600)
        .default(5)
        .describe('How often to look for changed files, in seconds, where the editor does not tell; 0 never looks.'),
    }),
    completion: group({
      enable: flag(true, 'Offer primitives, functions and labels while a pairing comment is written.'),
    }),
  });
}

function group<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).prefault({} as never);
}

function flag(byDefault: boolean, description: string) {
  return z.boolean().default(byDefault).describe(description);
}

function levels(ruleCodes: readonly string[]) {
  return z.strictObject(Object.fromEntries(ruleCodes.map((code) => [code, z.enum(LEVELS).optional()]))).default({});
}

function names() {
  return z.array(z.string().regex(/^[A-Za-z_$][\w$]*$/, 'the name of a function, without parentheses')).default([]);
}
