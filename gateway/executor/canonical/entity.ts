/** An object of an answer, under construction or done. */
export type Entity = Record<string, unknown>;

/** Whether objects of a type (by `__typename`) satisfy a type condition. */
export type TypeTest = (typename: string, condition: string) => boolean;

/**
 * Gives an object a property of its own under a name from outside. Plain assignment does that for
 * every name but one, which replaces the object's prototype.
 */
export function put(entity: Entity, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(entity, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  else entity[name] = value;
}

/** A property of its own, whatever its name; undefined when there is none. */
export const own = (values: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;
