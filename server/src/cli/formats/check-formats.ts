/** The formats of `check` by name. */
import { checkJson, checkJsonLines } from './check-json.ts';
import { checkText } from './check-text.ts';
import { checkpatch } from './checkpatch.ts';
import { checkstyle } from './checkstyle.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { junit } from './junit.ts';
import { rdjson } from './rdjson.ts';
import type { CheckFormat } from './report.ts';
import { sarif } from './sarif.ts';

/** In the order in which help lists them; the first is the default. */
export const checkFormats: ReadonlyMap<string, CheckFormat> = new Map([
  ['text', checkText],
  ['json', checkJson],
  ['jsonl', checkJsonLines],
  ['sarif', sarif],
  ['github', github],
  ['gitlab', gitlab],
  ['rdjson', rdjson],
  ['checkstyle', checkstyle],
  ['junit', junit],
  ['checkpatch', checkpatch],
]);
