/** The findings of a project's files as they are configured, each file looked at once for each state of the project. */
import type { EffectiveConfig } from '../config/effective.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { findingsIn } from './diagnose.ts';
import type { OpenProject } from './project.ts';

/** Of the project's state at the time of the call. */
export function findingsOf(project: OpenProject): (facts: FileFacts) => readonly Finding[] {
  const { config } = project;
  const { pairs } = project.view();
  let byConfig = known.get(pairs);
  if (!byConfig) known.set(pairs, (byConfig = new WeakMap()));
  let byFile = byConfig.get(config);
  if (!byFile) byConfig.set(config, (byFile = new Map()));
  const files = byFile;
  return (facts) => {
    let findings = files.get(facts.file);
    if (!findings) files.set(facts.file, (findings = findingsIn(project, facts, pairs)));
    return findings;
  };
}

const known = new WeakMap<Pairs, WeakMap<EffectiveConfig, Map<string, readonly Finding[]>>>();
