/**
 * What the server says when it says no.
 *
 * Holds: `code` is stable and decides what the screen does; `detail` is the server's sentence for people; `errors` names
 * fields. A request that never got an answer is a problem with the code "network".
 */

export interface FieldProblem {
  field: string;
  problem: string;
  allowed: string;
}

interface ProblemDocument {
  title?: string;
  code?: string;
  detail?: string;
  errors?: FieldProblem[];
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  /** Finds the request in the server's log. */
  readonly requestId: string;
  /** After how long asking again may succeed; 0: the server did not say. */
  readonly retryAfterSeconds: number;

  constructor(status: number, document: ProblemDocument, requestId = "", retryAfterSeconds = 0) {
    super(document.detail || document.title || `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.code = document.code ?? (status === 0 ? "network" : "unknown");
    this.detail = document.detail ?? "";
    this.errors = document.errors ?? [];
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** True where asking again, unchanged, may succeed. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The sentence about one field, if it was at fault. */
  about(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.problem;
  }
}

/** Reads the answer to a request that failed. A proxy's HTML page becomes a problem as well. */
export async function readProblem(response: Response): Promise<Problem> {
  const isProblem = response.headers.get("content-type")?.includes("json") ?? false;
  const document = isProblem ? ((await response.json().catch(() => ({}))) as ProblemDocument) : {};
  const { headers } = response;
  return new Problem(response.status, document, headers.get("x-request-id") ?? "", Number(headers.get("retry-after")) || 0);
}

/** Whatever was thrown, as a problem. A bug of ours is not dressed up as the network's: it is thrown again. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
}
