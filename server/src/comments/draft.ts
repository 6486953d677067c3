/** A reference while its words are read. */
import type { FunctionPlace, Place, PrimitiveRef, Reference } from '../model/claim.ts';
import { WRAPPERS } from './lexicon.ts';
import { lastMember } from './names.ts';

export class Draft {
  primitives: readonly PrimitiveRef[] = [];
  readonly places: Place[] = [];
  private readonly objects = new Set<string>();
  /** The function came first, its primitive is still to come: `f()'s A`. */
  functionFirst = false;
  /** The places only say when: "before wake_up()". */
  timing = false;

  get isEmpty(): boolean {
    return this.primitives.length + this.places.length + this.objects.size === 0;
  }

  /** Notes the last member of a path, or a bare name. Constants are no objects. */
  addObject(path: string): void {
    const name = lastMember(path);
    if (name !== undefined && /[a-z]/.test(name)) this.objects.add(name);
  }

  /** "implied by", "implicit in": said of what has been named. */
  markImplied(): void {
    this.primitives = this.primitives.map((ref) => ({ ...ref, implied: true }));
  }

  finish(): Reference {
    const { primitives, places } = this;
    const [only] = primitives;
    if (places.length === 0 && primitives.length === 1 && isWrapper(only!)) {
      const place: FunctionPlace = { kind: 'function', span: only!.span, names: [only!.name!], certain: true };
      return { primitives: [], places: [place], objects: [] };
    }
    return { primitives, places, objects: [...this.objects] };
  }
}

/** A function of sleeping or waking, which brings its barrier along. */
export function isWrapper(ref: PrimitiveRef): boolean {
  return ref.name !== null && WRAPPERS.test(ref.name);
}
