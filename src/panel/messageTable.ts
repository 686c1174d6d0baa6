// Tables of messages: a schema for each type of message, and a handler for each. A type without a handler does not compile.
import * as v from 'valibot';

/** Message type -> schema of what the message holds besides its `type`. */
type Schemas = Readonly<Record<string, v.GenericSchema<Readonly<Record<string, unknown>>>>>;

/** What a schema lets through, read-only. */
export type Parsed<S extends v.GenericSchema> = Immutable<v.InferOutput<S>>;

type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;

/** The messages of a table: a union, told apart by `type`. */
export type MessageOf<S extends Schemas> = {
  [T in keyof S]: Immutable<{ type: T } & v.InferOutput<S[T]>>;
}[keyof S];

/** Message type -> its handler. A type without one does not compile. */
export type Handlers<M extends { readonly type: string }> = {
  readonly [T in M['type']]: (message: Extract<M, { readonly type: T }>) => void;
};

/**
 * Parses `value` by the table's schema for its type. The result holds nothing that the schema does not name.
 * @param report called with the reason where `value` does not fit; the reason holds nothing of the message's content
 * @returns the message, or undefined where `value` does not fit
 */
export function parseMessage<S extends Schemas>(
  schemas: S,
  value: unknown,
  report: (problem: string) => void,
): MessageOf<S> | undefined {
  const { type } = Object(value) as { readonly type?: unknown };
  const schema = typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
  if (!schema) {
    report('a message of an unknown type');
    return undefined;
  }
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return { type, ...parsed.output } as MessageOf<S>;
  const place = parsed.issues[0].path?.map(({ key }) => String(key)).join('.') ?? '';
  report(`a message of type ${String(type)} whose "${place}" does not fit`);
  return undefined;
}

/** Calls the handler for the message's type. */
export function handle<M extends { readonly type: string }>(handlers: Handlers<M>, message: M): void {
  (handlers[message.type as M['type']] as (message: M) => void)(message);
}
