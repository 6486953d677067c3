/** `explain RULE`: the rule's page, as its file has it. */
import type { RuleMeta } from '../../rules/index.ts';
import type { Paint } from '../paint.ts';
import { wrap } from '../wrap.ts';

export function ruleText(paint: Paint, width: number, meta: RuleMeta): string {
  const standing = `${meta.severity}, ${meta.default ? 'on' : 'off'} by default`;
  const sections = [
    [`${paint.bold(meta.code)}: ${meta.summary}`, paint.dim(standing)],
    meta.description.split(/\n\s*\n/).flatMap((paragraph, i) => [...(i > 0 ? [''] : []), ...wrap(paragraph, width)]),
    [paint.bold('Reported'), ...code(meta.example.bad)],
    [paint.bold('Not reported'), ...code(meta.example.good)],
    [paint.bold('Silent'), ...wrap(meta.silent, width)],
    [paint.bold('Source'), ...wrap(meta.source, width)],
    [paint.bold('To silence one'), '    /* barrier-ls-ignore ' + `${meta.code}: the reason */`],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function code(text: string): string[] {
  return text.split('\n').map((line) => `    ${line.replace(/\t/g, '    ')}`);
}
