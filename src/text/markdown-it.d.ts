// The parts of markdown-it that are used one by one: all of it is 130 kB, mostly HTML's entities.
declare module 'markdown-it/lib/rules_inline/emphasis.mjs' {
  import type { PairRule } from 'markdown-it/lib/rules_inline/balance_pairs.mjs';
  const rule: PairRule;
  export default rule;
}
declare module 'markdown-it/lib/rules_inline/strikethrough.mjs' {
  import type { PairRule } from 'markdown-it/lib/rules_inline/balance_pairs.mjs';
  const rule: PairRule;
  export default rule;
}
declare module 'markdown-it/lib/rules_inline/balance_pairs.mjs' {
  import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
  export interface PairRule {
    readonly tokenize: (state: StateInline, silent: boolean) => boolean;
    readonly postProcess: (state: StateInline) => void;
  }
  export default function balancePairs(state: StateInline): void;
}
declare module 'markdown-it/lib/rules_inline/fragments_join.mjs' {
  import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
  export default function fragmentsJoin(state: StateInline): void;
}
