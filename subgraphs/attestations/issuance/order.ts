import type { IssueRequest } from './input.ts';

/** Who asks: what the rules need to know of a caller. */
export interface Requester {
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
  readonly holder?: string;
}

/** A request, and who makes it. */
export interface IssueOrder {
  readonly request: IssueRequest;
  readonly requester: Requester;
}
