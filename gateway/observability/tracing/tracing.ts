import { AsyncLocalStorage } from 'node:async_hooks';
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Context, Span, Tracer } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TracingConfig } from '../../config/config.ts';
import { BoundedSpans, EXPORT_TIMEOUT_MS } from './bounded-spans.ts';
import type { OnDropped } from './bounded-spans.ts';

/**
 * Whose trace a request joins: that of a `traceparent` header, where only our own gateway calls;
 * a new one, where anybody does.
 */
export type Parent = 'caller' | 'none';

/** A call that gets a span. */
export interface SpannedCall<R> {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly call: () => R | Promise<R>;
  /** Whether a result counts as a failure. */
  readonly isFailure: (result: R) => boolean;
}

/** Spans of requests and of the fetches made for them. They carry no query, variable or header. */
export interface Tracing {
  /** Makes a span of each request of a server. Call before its routes are added. */
  observe(app: FastifyInstance, parent: Parent): void;
  /** Makes a span of a call to a subgraph, and of what is called meanwhile its children. */
  spanned<R>(call: SpannedCall<R>): R | Promise<R>;
  /** Headers by which the callee continues the trace under way (W3C Trace Context). */
  headers(): Record<string, string>;
  /** Sends what was not sent yet, within a second. */
  close(): Promise<void>;
}

const propagator = new W3CTraceContextPropagator();

/** Starts tracing. What the collector cannot take is dropped: it never delays a request. */
export function createTracing(
  config: TracingConfig,
  service: string,
  onDropped: OnDropped,
): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.ratio) }),
    spanProcessors: [
      new BoundedSpans(
        new OTLPTraceExporter({ url: config.url, timeoutMillis: EXPORT_TIMEOUT_MS }),
        onDropped,
      ),
    ],
  });
  const tracer = provider.getTracer('symbolon');
  const active = new AsyncLocalStorage<Context>();
  return {
    observe: (app, parent) => {
      observe(app, parent, tracer, active);
    },
    spanned: (call) => spanned(call, tracer, active),
    headers: () => {
      const headers: Record<string, string> = {};
      propagator.inject(active.getStore() ?? ROOT_CONTEXT, headers, defaultTextMapSetter);
      return headers;
    },
    close: () => provider.shutdown(),
  };
}

function observe(
  app: FastifyInstance,
  parent: Parent,
  tracer: Tracer,
  active: AsyncLocalStorage<Context>,
): void {
  const contexts = new WeakMap<FastifyRequest, Context>();
  app.addHook('onRequest', (request, _reply, done) => {
    const above =
      parent === 'caller'
        ? propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter)
        : ROOT_CONTEXT;
    const { method, id } = request;
    const route = request.routeOptions.url ?? 'none'; // the pattern: addresses may name people
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'symbolon.request_id': id,
    };
    const span = tracer.startSpan(
      `${method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      above,
    );
    contexts.set(request, trace.setSpan(above, span));
    done();
  });
  // Entered once the body has been read: its events do not run in the context of the request.
  app.addHook('preHandler', (request, _reply, done) => {
    const context = contexts.get(request);
    if (context) active.run(context, done);
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const context = contexts.get(request);
    const span = context && trace.getSpan(context);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

function spanned<R>(
  { name, attributes, call, isFailure }: SpannedCall<R>,
  tracer: Tracer,
  active: AsyncLocalStorage<Context>,
): R | Promise<R> {
  const above = active.getStore() ?? ROOT_CONTEXT;
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, above);
  return active.run(trace.setSpan(above, span), () => settle(span, call, isFailure));
}

/** Ends the span when the call does. Of a failure only that it happened is told. */
function settle<R>(
  span: Span,
  call: () => R | Promise<R>,
  isFailure: (result: R) => boolean,
): R | Promise<R> {
  const end = (failed: boolean): void => {
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  const succeeded = (result: R): R => {
    end(isFailure(result));
    return result;
  };
  const failed = (error: unknown): never => {
    end(true);
    throw error;
  };
  try {
    const result = call();
    return result instanceof Promise ? result.then(succeeded, failed) : succeeded(result);
  } catch (error) {
    return failed(error);
  }
}
