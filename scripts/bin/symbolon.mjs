#!/usr/bin/env node
import { setUp } from './setup.mjs';

setUp();
process.env['NODE_ENV'] ??= 'production'; // graphql then skips checks for those who write servers
await import('../../dist/scripts/symbolon.js');
