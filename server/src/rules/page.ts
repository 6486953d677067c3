/** The page of a rule as Markdown: what docs/rules, SARIF viewers and editors show. */
import type { RuleMeta } from './rule.ts';

declare const BARRIER_LS_HOMEPAGE: string | undefined;

/** Where the project lives, from package.json by the bundler (build.mjs); undefined while it has no public address. */
const HOMEPAGE = typeof BARRIER_LS_HOMEPAGE === 'string' ? BARRIER_LS_HOMEPAGE : undefined;

/** The public address of a rule's page, where there is one. */
export function rulePageAddress(code: string, homepage: string | undefined = HOMEPAGE): string | undefined {
  return homepage && `${homepage.replace(/\/?(#readme)?$/, '')}/blob/main/docs/rules/${code}.md`;
}

/** With a line break at its end. */
export function rulePage(meta: RuleMeta): string {
  const standing = meta.default
    ? `On by default, with severity \`${meta.severity}\`.`
    : `Off by default; its findings have severity \`${meta.severity}\`.`;
  const sections = [
    `# ${meta.code}`,
    prose(meta.summary),
    standing,
    prose(meta.description),
    section('Reported', code(meta.example.bad)),
    section('Not reported', code(meta.example.good)),
    section('When it stays silent', prose(meta.silent)),
    section('Where the idea is from', prose(`${meta.source}.`.replace(/\.\.$/, '.'))),
    section(
      'To silence one finding',
      'Above the statement or behind it, with the reason, which is not optional:\n',
      code(`/* barrier-ls-ignore ${meta.code}: the reason */`),
    ),
    section(
      'To configure it',
      configuring(meta),
      '```jsonc',
      `{ "rules": { "${meta.code}": "${opposite(meta)}" } }`,
      '```',
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** docs/rules/README.md: all rules with their pages. */
export function rulesIndex(metas: readonly RuleMeta[]): string {
  const rows = metas.map(
    ({ code: name, summary, severity, default: isOn }) =>
      `| [${name}](${name}.md) | ${severity}${isOn ? '' : ', off by default'} | ${prose(summary).replaceAll('|', '\\|')} |`,
  );
  return [
    '# Rules',
    '',
    'What `barrier-ls check` and the language server report. `barrier-ls explain RULE` prints a page in the terminal; a severity is changed in [.barrier-ls.jsonc](../configuration.md), and a single finding is silenced by a comment with a reason.',
    '',
    '| rule | severity | reports |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Text without markup as Markdown: calls, names with underscores and paths are code, and nothing is emphasised. */
function prose(text: string): string {
  return text.replace(CODE, (found) => {
    if (found.startsWith('`')) return found;
    return found === '*' || found === '<' ? `\\${found}` : `\`${found}\``;
  });
}

const CODE = /`[^`]*`|[A-Za-z_]\w*\((?!s\))[^()\n]*\)|[\w./-]*_[\w./-]*\w|[\w-]+\/[\w./-]+\w|[*<]/g;

function section(title: string, ...paragraphs: readonly string[]): string {
  const [first, ...rest] = paragraphs;
  return `## ${title}\n\n${[first, ...rest].join('\n')}`;
}

function code(text: string): string {
  return `\`\`\`c\n${text}\n\`\`\``;
}

function configuring(meta: RuleMeta): string {
  const what = meta.default ? 'To switch it off, or to change its severity' : 'To switch it on';
  return `${what}, in \`.barrier-ls.jsonc\` at the root of the project (\`off\`, \`hint\`, \`info\`, \`warning\` or \`error\`):\n`;
}

function opposite(meta: RuleMeta): string {
  return meta.default ? 'off' : meta.severity;
}
