import { MAX_CODE_QUESTIONS, type CodeQuestion, type FromPanel } from '../src/panel/fromPanel';
import type { QuotedElement } from './code/codeView';

/** So much code is asked about in all, until what is shown is told anew. */
const MAX_ASKED = 500;

/** Asks the host where the code is that the panel shows; about each once, until its file changes. */
export class CodeQuestions {
  /** By id: the path. */
  private readonly asked = new Map<string, string>();

  constructor(private readonly post: (message: FromPanel) => void) {}

  /** To be called when the list was drawn. */
  drawn(list: ParentNode): void {
    const codes: CodeQuestion[] = [];
    for (const { quoted } of list.querySelectorAll<QuotedElement>('.code-block.quoted')) {
      if (!quoted || this.asked.has(quoted.id) || this.asked.size >= MAX_ASKED) continue;
      this.asked.set(quoted.id, quoted.code.path);
      codes.push(quoted);
    }
    for (let at = 0; at < codes.length; at += MAX_CODE_QUESTIONS)
      this.post({ type: 'findCode', codes: codes.slice(at, at + MAX_CODE_QUESTIONS) });
  }

  /** What was quoted from these paths may be elsewhere by now: it is asked about again, where it is still drawn. */
  forget(paths: readonly string[]): void {
    const stale = new Set(paths);
    for (const [id, path] of this.asked) if (stale.has(path)) this.asked.delete(id);
  }

  /** What is shown is told anew: there may be other files by now. */
  startAnew(): void {
    this.asked.clear();
  }
}
