// What a command of the manifest is made of.
import * as v from 'valibot';
import type { Result } from '../../base/result';
import { Failure } from './failure';
import type { CommandId } from './ids';

/** A command of the manifest. `Needs`: the services that it uses. */
export interface Command<Needs, Id extends CommandId = CommandId> {
  readonly id: Id;
  /** Whether the caller knows the command: `argument` was meant for it, valid or not. Menus pass things of their own. */
  takes(argument: unknown): boolean;
  /** @throws {Failure} when `argument` was meant for the command and is not valid; and whatever the command throws */
  run(needs: Needs, argument: unknown): Promise<unknown>;
}

type Schema<Entries extends v.ObjectEntries> = v.ObjectSchema<Entries, undefined>;

interface Definition<Needs, Id extends CommandId, Entries extends v.ObjectEntries> {
  readonly id: Id;
  /** What other extensions, keybindings and tests may pass, to skip the questions; left out: nothing. */
  readonly schema?: Schema<Entries>;
  /**
   * @param given the argument; undefined: nothing was passed, so the person is asked
   * @param raw what the caller passed, whatever it is: a menu passes the row it belongs to
   */
  readonly run: (needs: Needs, given: v.InferOutput<Schema<Entries>> | undefined, raw: unknown) => unknown;
}

export function defineCommand<
  Needs,
  const Id extends CommandId,
  Entries extends v.ObjectEntries = Readonly<Record<string, never>>,
>({ id, schema, run }: Definition<Needs, Id, Entries>): Command<Needs, Id> {
  const takes = (argument: unknown): boolean =>
    typeof argument === 'object' &&
    argument !== null &&
    Object.keys(schema?.entries ?? {}).some((key) => Object.hasOwn(argument, key));
  return {
    id,
    takes,
    async run(needs, argument) {
      if (!schema || !takes(argument)) return await run(needs, undefined, argument);
      const parsed = v.safeParse(schema, argument);
      if (!parsed.success) throw new Failure(`${id}: ${JSON.stringify(v.flatten(parsed.issues).nested)}`);
      return await run(needs, parsed.output, argument);
    },
  };
}

/** A text that `parse` takes, in the form that it gives back. @param problem what the caller is told otherwise */
export const parsedText = <T>(parse: (text: string) => Result<T, unknown>, problem: string) =>
  v.pipe(
    // not valibot's own words, which repeat what was passed: it may be a key
    v.string(problem),
    v.rawTransform(({ dataset, addIssue, NEVER }): T => {
      const parsed = parse(dataset.value);
      if (parsed.ok) return parsed.value;
      addIssue({ message: problem });
      return NEVER;
    }),
  );
