/**
 * Keys of objects: the identity (`struct tag::field`, `::global`), with the file before it for a static variable,
 * since another file may have one of the same name.
 */

export function staticKey(file: string, identity: string): string {
  return `${file}${identity}`;
}

/** The object as people name it: the key without the file. */
export function identityOf(key: string): string {
  return key.replace(/^\S+\.\w+(?=::\w+$)/, '');
}
