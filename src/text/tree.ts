// What a text is once it is understood: a tree of its own, so that nobody else needs to know how it was parsed.

/** A file and a line in it, as a compiler or a stack trace writes them. Whether there is such a file is not known here. */
export interface Place {
  readonly kind: 'place';
  /** As it was written. */
  readonly text: string;
  /** As it was written, with the slashes of whatever system it comes from. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column?: number;
}

/** A member by name. */
export interface Mention {
  readonly kind: 'mention';
  /** As it was written, with the `@`. */
  readonly text: string;
  /** What the member is called now. */
  readonly now: string;
  /** This person. */
  readonly own: boolean;
}

/** What may be the short code of an emoji. */
export interface ShortCode {
  readonly kind: 'shortCode';
  /** As it was written, with its colons. */
  readonly text: string;
  /** Without them. */
  readonly code: string;
}

export interface Link {
  readonly kind: 'link';
  /** `http:`, `https:` or `mailto:`, and nothing else ever. */
  readonly url: string;
  /** The host that it leads to, where the text looks as if it led to another one. */
  readonly leadsTo?: string;
  readonly children: readonly Inline[];
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'strike' | 'code'; readonly children: readonly Inline[] }
  | Link
  | Place
  | Mention
  | ShortCode;

export interface ListItem {
  /** As it was written: `-` or `3.` */
  readonly marker: string;
  readonly blocks: readonly Block[];
}

export type Block =
  /** `verbatim`: it looks like code or a log, which nothing in it is to be read as markup. */
  | { readonly kind: 'paragraph'; readonly verbatim?: true; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | CodeBlock;

export interface CodeBlock {
  readonly kind: 'code';
  readonly text: string;
  /** As it was named, in whatever way people name it. */
  readonly language?: string;
  /** Where it stands: a path, and lines from 1. */
  readonly place?: CodePlace;
  /** Which version of its file it is from, where whoever said it knew that. */
  readonly version?: CodeVersion;
}

export interface CodeVersion {
  /** The repository: host and path. */
  readonly remote?: string;
  /** The full id of the commit that was checked out. */
  readonly commit?: string;
  /** Whether the file was not as in that commit. */
  readonly dirty?: boolean;
  /** What stood around the lines there: hashes, and numbers. */
  readonly context?: {
    readonly above: string;
    readonly below: string;
    readonly outline: string;
    readonly copies: number;
    readonly copy: number;
    readonly lines: number;
  };
}

export interface CodePlace {
  readonly path: string;
  readonly start?: number;
  readonly end?: number;
}

/** A member whom a text mentions. */
export interface Mentioned {
  /** As it is written behind the `@`. */
  readonly name: string;
  readonly now: string;
  readonly own: boolean;
}
