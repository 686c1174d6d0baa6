// npm run bench:first-message: what it takes two people who have set nothing, each with a fresh window of a real VS Code, to
// get from there to a message that the other one reads: clicks, questions and seconds. docs/PERFORMANCE.md has the table.
import { performance } from 'node:perf_hooks';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser';
import { Person } from './fixtures/person';

const ROUNDS = Number(process.env['TILDE_ROUNDS'] ?? 3);

/** What one person had to do. */
interface Effort {
  clicks: number;
  /** Each is answered by Enter; pasting belongs to the answer. */
  questions: number;
}

interface Round {
  readonly host: Effort;
  readonly join: Effort;
  /** From the fresh window to the open room, from there into it, and to the message. */
  readonly seconds: readonly number[];
}

async function main(): Promise<void> {
  const browser = await launchBrowser();
  try {
    for (let round = 0; round < ROUNDS; round++) await oneRound(browser);
  } finally {
    await browser.close();
  }
}

async function oneRound(browser: Browser): Promise<void> {
  const people: Person[] = [];
  const arrive = async (name: string): Promise<Person> => {
    const person = await Person.arrive(name, { browser, settings: {}, gitName: name });
    people.push(person);
    return person;
  };
  try {
    const { host, join, seconds } = await meet(await arrive('Ada'), await arrive('Bob'));
    const times = seconds.map((time) => time.toFixed(1)).join(' + ');
    console.log(`host: ${told(host)}; join: ${told(join)}; seconds: ${times}`);
  } finally {
    for (const person of people) await person.leave();
  }
}

async function meet(ada: Person, bob: Person): Promise<Round> {
  const host: Effort = { clicks: 0, questions: 0 };
  const join: Effort = { clicks: 0, questions: 0 };
  const moments = [performance.now()];
  const passed = () => moments.push(performance.now());

  // the icon in the side bar is where people look for it; the table counts from the open panel, as it did before
  await ada.opensChat();
  await ada.chat.button('Host Room').click();
  host.clicks++;
  await ada.workbench.choice('My team').first().waitFor();
  await ada.workbench.accept('Host Room: Who Can Join');
  host.questions++;
  await ada.chat.isNow('joined');
  passed();

  await ada.copies('nothing yet');
  await ada.workbench.toasts.getByRole('button', { name: 'Copy Invitation' }).click();
  host.clicks++;
  const invitation = await ada.clipboardAfter('nothing yet');
  await bob.opensChat();
  await bob.chat.button('Join Room').click();
  join.clicks++;
  await bob.workbench.answer('Join Room', invitation);
  join.questions++;
  await bob.chat.isNow('joined');
  passed();

  await ada.tells(bob, 'Good morning!');
  passed();
  return { host, join, seconds: moments.slice(1).map((end, i) => (end - moments[i]!) / 1000) };
}

function told({ clicks, questions }: Effort): string {
  return `${clicks} clicks, ${questions} questions`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
