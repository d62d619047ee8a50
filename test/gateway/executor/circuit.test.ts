import { describe, expect, it } from '@jest/globals';
import { Circuit, CircuitOpen, RetryBudget } from '../../../gateway/executor/circuit.ts';

const PAUSE_MS = 1_000;

function begin() {
  let now = 0;
  const circuit = new Circuit(PAUSE_MS, () => now);
  const fail = (times: number): void => {
    for (let left = times; left > 0; left -= 1) circuit.enter()(false);
  };
  return { circuit, fail, wait: (ms: number) => void (now += ms) };
}

describe('FED-008: a circuit', () => {
  it('opens after ten failures in a row, and not before', () => {
    const { circuit, fail } = begin();
    fail(9);
    circuit.enter()(true);
    fail(9);
    expect(() => {
      circuit.enter()(false);
    }).not.toThrow();
    expect(() => circuit.enter()).toThrow(CircuitOpen);
  });

  it('lets one call through after the pause, however many wait', () => {
    const { circuit, fail, wait } = begin();
    fail(10);
    wait(PAUSE_MS - 1);
    expect(() => circuit.enter()).toThrow(CircuitOpen);
    wait(1);
    const probe = circuit.enter();
    for (let other = 0; other < 100; other += 1) expect(() => circuit.enter()).toThrow(CircuitOpen);
    probe(true);
    expect(() => circuit.enter()).not.toThrow();
  });

  it('is open for another pause when that one fails', () => {
    const { circuit, fail, wait } = begin();
    fail(10);
    wait(PAUSE_MS);
    circuit.enter()(false);
    expect(() => circuit.enter()).toThrow(CircuitOpen);
    wait(PAUSE_MS);
    circuit.enter()(true);
    fail(9);
    expect(() => circuit.enter()).not.toThrow();
  });

  it('listens to no call that began before it opened', () => {
    const { circuit, fail, wait } = begin();
    const [late, later] = [circuit.enter(), circuit.enter()];
    fail(10);
    late(true);
    expect(() => circuit.enter()).toThrow(CircuitOpen);
    wait(PAUSE_MS);
    const probe = circuit.enter();
    later(false);
    expect(() => circuit.enter()).toThrow(CircuitOpen);
    probe(true);
    expect(() => circuit.enter()).not.toThrow();
  });
});

describe('a budget of retries', () => {
  it('allows a few at once and a tenth of the calls after that', () => {
    const budget = new RetryBudget();
    let retries = 0;
    for (let calls = 0; calls < 1_000; calls += 1) {
      budget.called();
      if (budget.take()) retries += 1;
    }
    expect(retries).toBeGreaterThanOrEqual(100);
    expect(retries).toBeLessThanOrEqual(111);
  });
});
