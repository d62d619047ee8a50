#!/usr/bin/env node
/** `npm start`: set up, then serve. Further arguments go to `symbolon serve`. */
import { setUp } from './setup.mjs';

await setUp({ install: true });
process.argv.splice(2, 0, 'serve');
await import('./symbolon.mjs');
