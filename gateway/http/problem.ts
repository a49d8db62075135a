import type { FastifyError, FastifyInstance } from "fastify";
import type { Log } from "./log.ts";

/** A request that cannot be served: a slug for programs, a sentence for people. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, sentence: string) {
    super(sentence);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** Every refusal is `{"error":{"code","message"}}`; what went wrong inside stays in the log. */
export function answerProblems(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((request) => {
    throw new HttpProblem(
      404,
      "not-found",
      `There is nothing at ${request.method} ${request.url}.`,
    );
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      const code = error instanceof HttpProblem ? error.code : "bad-request";
      return reply.code(status).send({ error: { code, message: error.message } });
    }
    if (error instanceof HttpProblem) {
      return reply.code(status).send({ error: { code: error.code, message: error.message } });
    }
    log.error({ err: error, url: request.url }, "a request failed");
    const message = "The gateway failed to answer; its log says why.";
    return reply.code(500).send({ error: { code: "internal", message } });
  });
}
