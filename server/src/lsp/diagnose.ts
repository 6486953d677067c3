/** Findings, and what is wrong with a project's file, as diagnostics: the same whether they are sent or asked for. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import { readProjectFile } from '../config/project-file.ts';
import { PROJECT_FILE, SECTION } from '../config/schema.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { activeRules, runRules } from '../rules/index.ts';
import { Source } from '../text/source.ts';
import type { Client } from './client.ts';
import { toLocation, toRange } from './convert.ts';
import { type OpenProject, RULE_CODES } from './project.ts';

/** Rules whose findings hold whatever the rest of the tree says: they are reported while it is still being read. */
const NEED_NO_TREE: ReadonlySet<string> = new Set(['misspelt-primitive']);

/** Throws StaleFacts. */
export function diagnose(client: Client, project: OpenProject, file: string): Diagnostic[] {
  if (file === PROJECT_FILE) return projectFileDiagnostics(client, project);
  const { diagnostics } = project.settings;
  const facts = project.view().snapshot.file(file);
  if (!facts || !diagnostics.enable) return [];
  const findings = findingsIn(project, facts);
  const shown = findings.slice(0, diagnostics.maxPerFile).map((one) => toDiagnostic(client, project, facts, one));
  const [first, ...others] = findings.slice(diagnostics.maxPerFile);
  return first ? [...shown, noteOfRest(client, project, facts, first, others.length + 1)] : shown;
}

/** With the severities that are configured. */
export function findingsIn(project: OpenProject, facts: FileFacts, pairs = project.view().pairs): Finding[] {
  const { config, isComplete } = project;
  const selected = activeRules(config.levelOf).filter(({ meta }) => isComplete || NEED_NO_TREE.has(meta.code));
  return runRules({ pairs, files: [facts] }, selected, config.levelOf);
}

function toDiagnostic(client: Client, project: OpenProject, facts: FileFacts, finding: Finding): Diagnostic {
  const view = project.view();
  const { encoding } = client;
  const convert = { encoding, view, uriOf: (name: string) => project.uriOf(name) };
  const related = finding.related.flatMap(({ file, span, message }) => {
    const other = view.snapshot.file(file);
    return other ? [{ location: toLocation(convert, other, span), message }] : [];
  });
  const page = client.linksPages ? project.rulePage(finding.rule) : undefined;
  const tag = client.showsTags ? TAGS[finding.rule] : undefined;
  return {
    range: toRange(view.source(facts), finding.span, encoding),
    severity: SEVERITIES[finding.severity],
    source: SECTION,
    code: finding.rule,
    ...(page !== undefined && { codeDescription: { href: page } }),
    message: finding.message,
    ...(tag !== undefined && { tags: [tag] }),
    ...(client.showsRelated && related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** Stands where the first finding that is not shown would. */
function noteOfRest(
  { encoding }: Client,
  project: OpenProject,
  facts: FileFacts,
  first: Finding,
  count: number,
): Diagnostic {
  return {
    range: toRange(project.view().source(facts), first.span, encoding),
    severity: DiagnosticSeverity.Information,
    source: SECTION,
    message: `${count} more ${count === 1 ? 'finding' : 'findings'} in this file: ${SECTION}.diagnostics.maxPerFile is ${project.settings.diagnostics.maxPerFile}.`,
  };
}

/** Of the text that is open, or else of the one on the disk. */
function projectFileDiagnostics({ encoding }: Client, project: OpenProject): Diagnostic[] {
  const text = project.configText();
  const source = new Source(text);
  return readProjectFile(text, RULE_CODES).problems.map(({ span, message }) => ({
    range: toRange(source, span, encoding),
    severity: DiagnosticSeverity.Warning,
    source: SECTION,
    code: 'configuration',
    message,
  }));
}

/** What could as well not be there is shown paler, what is gone from the kernel struck through. */
const TAGS: Readonly<Record<string, DiagnosticTag>> = {
  'deprecated-primitive': DiagnosticTag.Deprecated,
  'redundant-barrier': DiagnosticTag.Unnecessary,
  'unused-suppression': DiagnosticTag.Unnecessary,
};

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
