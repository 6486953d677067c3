/**
 * What an object is called. Keys: the identity (`struct tag::field`, `::global`), with the file before it for a static variable,
 * since another file may have one of the same name.
 */
import type { ObjectPath } from './facts.ts';

export function staticKey(file: string, identity: string): string {
  return `${file}${identity}`;
}

/** The object as people name it: the key without the file. */
export function identityOf(key: string): string {
  return key.replace(/^\S+\.\w+(?=::\w+$)/, '');
}

/** The name that an access to the object ends with: its last member, or the global's name; '' when it has neither. */
export function lastName(object: Pick<ObjectPath, 'base' | 'members'> | undefined): string {
  if (!object) return '';
  return object.members.at(-1) ?? (object.base.startsWith('::') ? object.base.slice(2) : '');
}
