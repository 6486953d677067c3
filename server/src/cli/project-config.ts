/** The project's own configuration, `.barrier-ls.jsonc` at its root: the same that editors go by. */
import { type EffectiveConfig, effectiveConfig } from '../config/effective.ts';
import { readProjectFile } from '../config/project-file.ts';
import { PROJECT_FILE } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { rules } from '../rules/index.ts';
import { Source } from '../text/source.ts';
import { Failure } from './failure.ts';

/** What the file at `root` says; the defaults where there is none. Throws a Failure when something is wrong with it. */
export function readProjectConfig(host: Host, root: string): EffectiveConfig {
  const path = `${root}/${PROJECT_FILE}`;
  const text = host.files.text(path);
  if (text === undefined && host.files.stat(path)) throw new Failure(`${PROJECT_FILE} cannot be read`);
  const codes = rules.map((rule) => rule.meta.code);
  const { config, problems } = readProjectFile(text ?? '', codes);
  const [first] = problems;
  if (first) throw new Failure(`${PROJECT_FILE}:${new Source(text ?? '').line(first.span.start)}: ${first.message}`);
  return effectiveConfig(config);
}
