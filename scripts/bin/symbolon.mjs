#!/usr/bin/env node
import { setUp } from './setup.mjs';

setUp();
await import('../../dist/scripts/symbolon.js');
