/** What the server and this extension say to each other beyond the protocol. The shapes are the server's. */

export interface Status {
  readonly version: string;
  readonly terms: number;
  readonly rules: number;
  /** The team's files. */
  readonly glossaries: readonly GlossaryFile[];
}

export interface GlossaryFile {
  readonly uri: string;
  readonly terms: number;
  readonly mistakes: number;
}

export interface Glossary {
  readonly terms: readonly Term[];
}

export type Severity = "warning" | "information" | "hint" | "off";

/** A term at a glance. */
export interface Term {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly aliases: readonly string[];
  readonly plain_english: string;
  readonly deprecated: boolean;
  /** Lines count from zero. The address is there for files of the team only. */
  readonly source: { readonly file: string; readonly line: number; readonly uri?: string };
  readonly rules: readonly Rule[];
  /** How often it stands in the workspace, where the server counts that. */
  readonly mentions?: number;
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly group: string;
  readonly message: string;
}

export interface Cards {
  readonly cards: readonly Card[];
}

/** A term whole. */
export interface Card {
  readonly term: {
    readonly id: string;
    readonly name: string;
    readonly category: string;
    readonly aliases: readonly string[];
    readonly plain_english: string;
    readonly real_drama: readonly string[];
    readonly what_you_did: readonly string[];
    readonly should_have_done: readonly string[];
    readonly ideal_world: readonly string[];
    /** Sentences in which it is used. */
    readonly examples: readonly string[];
    readonly notes: readonly { readonly heading: string; readonly text: string }[];
    readonly related: readonly string[];
    readonly docs: readonly Doc[];
    readonly deprecated?: { readonly replaced_by: string | null; readonly because: string };
  };
  readonly rules: readonly CardRule[];
  /** The page to read on. */
  readonly url: string | null;
}

export interface Doc {
  readonly title: string;
  readonly url: string;
}

export interface CardRule extends Rule {
  readonly advice: string;
  readonly docs: string | null;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
}

/** `{<language>: text, path?, files?}` */
export type Example = Readonly<Record<string, unknown>>;

export const requests = {
  status: "lakespeak/status",
  glossary: "lakespeak/glossary",
  card: "lakespeak/card",
  statusChanged: "lakespeak/statusChanged",
} as const;
