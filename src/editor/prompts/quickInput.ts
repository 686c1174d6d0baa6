// The editor's quick inputs as steps of a flow: each with its number, each but the first with a way back.
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { type Choice, setChoices, setInputTexts, setValidation } from '../platform/surfaces';

/** What a step comes to when the person wants the step before it again. */
export const BACK = Symbol('back');
export type Answer<T> = T | typeof BACK | undefined;

/** Where a step stands in its flow; alone when left out. */
export interface StepPosition {
  readonly step: number;
  readonly steps: number;
}

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly place?: StepPosition;
  /** Why `text` cannot be taken, while typing; undefined when it can. Nothing is said of an empty text until Enter. */
  readonly problem: (text: string) => string | undefined;
  /** What a text that only goes on too short to be taken is told while typing, in place of its problem. */
  readonly unfinished?: (text: string) => string | undefined;
  /** Asked at Enter, where looking takes time: a text to propose instead and why, or undefined when all is well. */
  readonly instead?: (text: string) => Promise<Proposal | undefined>;
}

export interface Proposal {
  readonly value: string;
  readonly message: string;
}

export interface ChoiceOf<T> extends Choice {
  readonly value: T;
}

/** Asks for a text. Undefined: the person gave up. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const box = vscode.window.createInputBox();
  setInputTexts(box, question);
  box.value = question.value ?? '';
  return ask<string>(box, question, (done) => {
    const accept = async (): Promise<void> => {
      const text = box.value;
      const problem = question.problem(text);
      setValidation(box, problem);
      if (problem !== undefined) return;
      box.busy = true;
      box.enabled = false;
      let proposal: Proposal | undefined;
      try {
        proposal = await question.instead?.(text);
      } finally {
        box.busy = false;
        box.enabled = true;
      }
      if (!proposal) {
        done(text);
        return;
      }
      box.value = proposal.value;
      setValidation(box, proposal.message, false);
    };
    return [
      box.onDidChangeValue((text) => {
        const unfinished = text === '' ? undefined : question.unfinished?.(text);
        const problem = text === '' ? undefined : question.problem(text);
        setValidation(box, unfinished ?? problem, unfinished === undefined);
      }),
      box.onDidAccept(() => void accept()),
    ];
  });
}

/** Lets the person pick one of `choices`; `active` is offered first. Undefined: the person gave up. */
export function askChoice<T>(question: {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly ChoiceOf<T>[];
  readonly active?: ChoiceOf<T> | undefined;
  readonly place?: StepPosition;
}): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<ChoiceOf<T>>();
  setChoices(pick, question.choices, question.active);
  setInputTexts(pick, { placeholder: question.placeholder });
  return ask<T>(pick, question, (done) => [
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen) done(chosen.value);
    }),
  ]);
}

/** Shows `input` as a step until `listen` is done with it, the person wants back, or gave up. */
export function ask<T>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  { title, place }: { readonly title: string; readonly place?: StepPosition },
  listen: (done: (answer: Answer<T>) => void) => readonly vscode.Disposable[],
): Promise<Answer<T>> {
  setInputTexts(input, { title });
  input.step = place?.step;
  input.totalSteps = place?.steps;
  // an address is looked up elsewhere, then typed here
  input.ignoreFocusOut = true;
  input.buttons = place && place.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  const store = new DisposableStore();
  store.add(input);
  return new Promise<Answer<T>>((resolve) => {
    for (const listener of listen(resolve)) store.add(listener);
    store.add(input.onDidTriggerButton(() => resolve(BACK)));
    store.add(input.onDidHide(() => resolve(undefined)));
    input.show();
  }).finally(() => store.dispose());
}

/** Runs steps that keep what they are told; false when the person gave up. Each gets its place. */
export async function runSteps(
  steps: readonly ((place: StepPosition) => Promise<Answer<unknown>>)[],
): Promise<boolean> {
  for (let at = 0; ;) {
    const step = steps[at];
    if (!step) return true;
    const answer = await step({ step: at + 1, steps: steps.length });
    if (answer === undefined) return false;
    at += answer === BACK ? -1 : 1;
  }
}
