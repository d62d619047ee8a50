/** What a group of tests lacks on this machine, by name; empty when it can run. */
export function missing(name: 'browser' | 'scanner' | 'jose' | 'token'): readonly string[];
