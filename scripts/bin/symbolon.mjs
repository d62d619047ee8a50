#!/usr/bin/env node
import { setUp } from './setup.mjs';

await setUp();
if (process.env['NODE_ENV'] === undefined) {
  process.env['NODE_ENV'] = 'production'; // graphql then skips checks for those who write servers
  process.env['SYMBOLON_SET_NODE_ENV'] = '1'; // of the place, the operator has said nothing
}
await import('../../dist/scripts/symbolon.js');
