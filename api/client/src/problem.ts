// A no of the service, as an exception: `type` says which, `detail` why.

import type { Problem } from './forms.js';

export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    readonly retryAfter: number | undefined,  // seconds after which trying again may help
    readonly trace: string | undefined,       // what the operator finds the answer by
  ) {
    super(`${problem.title}: ${problem.detail}`);
  }

  get status(): number {
    return this.problem.status;
  }
  get type(): Problem['type'] {
    return this.problem.type;
  }
}

export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  const after = response.headers.get('Retry-After');
  const trace = response.headers.get('X-Trace-Id') ?? undefined;
  const seconds = after !== null && /^\d+$/.test(after) ? Number(after) : undefined;
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return new ProblemError(JSON.parse(text) as Problem, seconds, trace);
  }
  // Something between us and the service said no.
  const unknown = { type: 'about:blank', title: `HTTP ${response.status}`, status: response.status, detail: text.slice(0, 200) };
  return new ProblemError(unknown as unknown as Problem, seconds, trace);
}
