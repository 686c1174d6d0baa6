// VS Code's quick inputs as the steps of a flow. Each has its number, and each but the first has a button back.
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { type Choice, iconButton, setChoices, setInputTexts, setValidation } from '../platform/surfaces';

/** The answer to a step when the person wants the step before it again. */
export const BACK = Symbol('back');
export type Answer<T> = T | typeof BACK | undefined;

/** Where a step stands in its flow, from 1. A step without one stands alone. */
export interface StepPosition {
  readonly step: number;
  readonly steps: number;
}

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly position?: StepPosition | undefined;
  readonly canGoBack?: boolean;
  /** Why `text` cannot be taken; undefined: it can. Shown while typing, but for an empty text only at Enter. */
  readonly problem: (text: string) => string | undefined;
  /** What to say while typing, in place of `problem`, about a text that is only too short yet. */
  readonly unfinished?: (text: string) => string | undefined;
  /** A check at Enter that takes time. @returns a text to propose instead, and why; undefined: all is well */
  readonly propose?: (text: string) => Promise<Proposal | undefined>;
}

export interface Proposal {
  readonly value: string;
  readonly message: string;
}

export interface ChoiceOf<T> extends Choice {
  readonly value: T;
}

/** Asks for a text. @returns undefined: the person gave up */
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
        proposal = await question.propose?.(text);
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

/**
 * Lets the person pick one of `choices`; `active` is selected at first. A `button` beside the title answers as well.
 * @returns undefined: the person gave up
 */
export function askChoice<T>(question: {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly ChoiceOf<T>[];
  readonly active?: ChoiceOf<T> | undefined;
  readonly position?: StepPosition | undefined;
  readonly canGoBack?: boolean;
  readonly button?: { readonly icon: string; readonly tooltip: string; readonly value: T };
}): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<ChoiceOf<T>>();
  setChoices(pick, question.choices, question.active);
  setInputTexts(pick, { placeholder: question.placeholder });
  const { button } = question;
  const extra = button && iconButton(button.icon, button.tooltip);
  return ask<T>(pick, { ...question, buttons: extra ? [extra] : [] }, (done) => [
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen) done(chosen.value);
    }),
    pick.onDidTriggerButton((pressed) => {
      if (button && pressed === extra) done(button.value);
    }),
  ]);
}

/** How a quick input stands among others. */
interface Frame {
  readonly title: string;
  readonly position?: StepPosition | undefined;
  /** Whether there is a button back although it is no later step. */
  readonly canGoBack?: boolean;
  /** Besides the one back. `listen` hears of them. */
  readonly buttons?: readonly vscode.QuickInputButton[];
}

/** Shows `input` as a step until `listen` calls `done`, or the person goes back or gives up. */
export function ask<T>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  { title, position, canGoBack = false, buttons = [] }: Frame,
  listen: (done: (answer: Answer<T>) => void) => readonly vscode.Disposable[],
): Promise<Answer<T>> {
  setInputTexts(input, { title });
  if (position && position.steps > 1) {
    input.step = position.step;
    input.totalSteps = position.steps;
  }
  // the person looks an address up elsewhere, then types it here
  input.ignoreFocusOut = true;
  const { Back } = vscode.QuickInputButtons;
  input.buttons = [...(canGoBack || (position && position.step > 1) ? [Back] : []), ...buttons];
  const store = new DisposableStore();
  store.add(input);
  return new Promise<Answer<T>>((resolve) => {
    for (const listener of listen(resolve)) store.add(listener);
    store.add(input.onDidTriggerButton((pressed) => (pressed === Back ? resolve(BACK) : undefined)));
    store.add(input.onDidHide(() => resolve(undefined)));
    input.show();
  }).finally(() => store.dispose());
}

/** Runs the steps, each of which keeps its answer. @returns false: the person gave up */
export async function runSteps(
  steps: readonly ((position: StepPosition) => Promise<Answer<unknown>>)[],
): Promise<boolean> {
  for (let at = 0; ;) {
    const step = steps[at];
    if (!step) return true;
    const answer = await step({ step: at + 1, steps: steps.length });
    if (answer === undefined) return false;
    at += answer === BACK ? -1 : 1;
  }
}
