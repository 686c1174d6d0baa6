/** A line that opens or closes a fenced block. */
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** A fence that is open: the line, "```ts", its marks alone, and where in the text it begins. */
export interface OpenFence {
  readonly line: string;
  readonly marks: string;
  readonly at: number;
}

/** The fence that is open at the end of `text`. Undefined: none is. */
export function openFence(text: string): OpenFence | undefined {
  let open: OpenFence | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const [, marks, info = ''] = FENCE.exec(line) ?? [];
    if (marks !== undefined && !open) open = { line: line.trim(), marks, at };
    else if (marks !== undefined && open && marks.startsWith(open.marks) && info.trim() === '')
      open = undefined;
    at += line.length + 1;
  }
  return open;
}
