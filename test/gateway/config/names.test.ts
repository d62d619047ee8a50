import { describe, expect, it } from '@jest/globals';
import { editDistance, oddNames } from '../../../gateway/config/names.ts';
import { ENVIRONMENT } from '../../../gateway/config/config.ts';

const oddOf = (...names: string[]) =>
  oddNames(Object.fromEntries(names.map((name) => [name, 'x'])), ENVIRONMENT);

describe('OPS-003: a variable that is not ours', () => {
  it.each([
    ['OIDC_ISUER', 'OIDC_ISSUER'],
    ['OIDC_ISSEUR', 'OIDC_ISSUER'],
    ['oidc_issuer', 'OIDC_ISSUER'],
    ['OIDC-AUDIENCE', 'OIDC_AUDIENCE'],
    ['MONGODB_URL', 'MONGODB_URI'],
    ['MONGO_DB_URI', 'MONGODB_URI'],
    ['SUBGRAPH_URL', 'SUBGRAPH_URLS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['ALOW_INSECURE', 'ALLOW_INSECURE'],
    ['METRIC_PORT', 'METRICS_PORT'],
    ['PUBLIC_URLS', 'PUBLIC_URL'],
  ])('%s is taken for a slip: %s', (name, nearest) => {
    expect(oddOf(name).misspelt).toEqual([{ name, nearest }]);
  });

  it.each(['PATH', 'HOME', 'HOSTS', 'PORTS', 'SEEDS', 'WORKER', 'DATADIR', 'LANGUAGE', 'TERM'])(
    '%s is short or far, and none of our business',
    (name) => {
      expect(oddOf(name)).toEqual({ misspelt: [], foreign: [] });
    },
  );

  it('that merely begins like one of ours is remarked upon', () => {
    expect(oddOf('OIDC_SCOPE', 'OTEL_EXPORTER_OTLP_HEADERS', 'HUB_SERVICE_HOST')).toEqual({
      misspelt: [],
      foreign: [
        { name: 'OIDC_SCOPE', nearest: expect.stringMatching(/^OIDC_/) },
        { name: 'HUB_SERVICE_HOST', nearest: 'HUB_ID' },
      ],
    });
  });

  it('and is empty says nothing', () => {
    expect(oddNames({ OIDC_ISUER: ' ', OIDC_SCOPE: '' }, ENVIRONMENT).misspelt).toEqual([]);
  });

  it('is none of ours: no name of ours is taken for another', () => {
    expect(oddOf(...ENVIRONMENT)).toEqual({ misspelt: [], foreign: [] });
  });
});

describe('the distance of two texts', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['abc', 'acb', 2],
    ['abc', 'abc', 0],
  ])('%j to %j is %i', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });
});
