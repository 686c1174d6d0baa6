/** `T` with undefined allowed for its optional fields. */
type Loose<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

/**
 * A copy of `fields` without those that are undefined. Unlike `...(x !== undefined && { x })`, TypeScript checks every
 * name in the literal against `T`, which it takes from where the result goes.
 */
export function withoutUndefined<T extends object>(fields: NoInfer<Loose<T>>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
