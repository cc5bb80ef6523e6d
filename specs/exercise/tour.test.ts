import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../contract/load.ts';
import { statePairs } from '../contract/states.ts';
import { loadResources } from './resources.ts';
import { GONE, type Move, nextLeg, planTour, type Work } from './tour.ts';
import { isRoom, movesOf, roomFor, workOf } from './tour-graph.ts';

const STATUSES = ['A', 'B', 'C', 'D'];

/** Graphs of a few statuses: actions that are accepted in some of them and refused in the others. */
const graphs = fc
  .array(
    fc.record({
      leads: fc.dictionary(fc.constantFrom(...STATUSES), fc.constantFrom(...STATUSES, GONE)),
      takes: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((actions) => {
    const works = actions.flatMap(({ leads, takes }, index) =>
      STATUSES.map((from): Work => {
        // What takes something off a server leaves it in its status.
        const to = takes && leads[from] !== undefined ? from : leads[from];
        const uses = takes ? ['volume'] : [];
        const accepted = to !== undefined;
        const kind = { accepted, uses, takes: accepted && takes ? uses : [], gives: [] };
        return { id: `${index} ${from}`, from, to: [to ?? from], ...kind };
      }),
    );
    const moves: Move[] = works.filter(
      (work) => work.accepted && work.takes.length === 0 && work.to[0] !== GONE && work.to[0] !== work.from,
    );
    return { works, moves };
  });

function reachable(moves: Move[]): Set<string> {
  const found = new Set(['A']);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const move of moves) if (found.has(move.from)) found.add(move.to[0]!);
  }
  return found;
}

describe('planTour', () => {
  it('visits each pair that can be reached once, and names the others', () => {
    fc.assert(
      fc.property(graphs, ({ works, moves }) => {
        const { servers, unreachable } = planTour('A', ['volume'], moves, works);
        const visited = new Set(servers.flatMap(({ steps }) => steps.map((step) => step.id)));
        const statuses = reachable(moves);
        for (const work of works) {
          expect(unreachable.includes(work)).toBe(!statuses.has(work.from));
          if (statuses.has(work.from)) expect(visited).toContain(work.id);
        }
      }),
    );
  });

  it('goes from where it is, and never on from its end', () => {
    fc.assert(
      fc.property(graphs, ({ works, moves }) => {
        for (const { steps } of planTour('A', ['volume'], moves, works).servers) {
          let status = 'A';
          for (const step of steps) {
            expect(step.from).toBe(status);
            status = step.to[0]!;
          }
          expect(steps.slice(0, -1).every((step) => step.to[0] !== GONE)).toBe(true);
        }
      }),
    );
  });

  it('takes no more servers than there are ways to end or to spoil one, where there is always a way back', () => {
    const back = STATUSES.slice(1).map((from): Move => ({ id: `back from ${from}`, from, to: ['A'], uses: [] }));
    fc.assert(
      fc.property(graphs, (graph) => {
        const { works } = graph;
        const moves = [...graph.moves, ...back];
        const ends = works.filter((work) => work.accepted && (work.takes.length > 0 || work.to[0] === GONE));
        expect(planTour('A', ['volume'], moves, works).servers.length).toBeLessThanOrEqual(Math.max(1, ends.length));
      }),
    );
  });

  it('ends a server only when nothing else is left for it', () => {
    const base = { uses: [], takes: [], gives: [] };
    const end: Work = { id: 'end', from: 'A', to: [GONE], accepted: true, ...base };
    const refused: Work = { id: 'refused', from: 'B', to: ['B'], accepted: false, ...base };
    const move: Move = { id: 'move', from: 'A', to: ['B'], uses: [] };
    expect(nextLeg('A', new Set(), [move], [end, refused])).toEqual({ route: [move], work: refused });
    expect(nextLeg('A', new Set(), [], [end, refused])).toEqual({ route: [], work: end });
  });
});

describe('the graph of servers', () => {
  const { kinds } = loadResources();

  it.each([
    // As many servers as can be ended in different states, which is as few as there can be.
    ['openstack', 7],
    ['easystack', 1],
  ] as const)('of %s can be seen whole with %i servers', (profile, least) => {
    const contract = loadContract(profile);
    const pairs = [...contract.operations.values()].flatMap((operation) => statePairs(operation, contract));
    const works = pairs.map((pair) => workOf(pair, kinds.server!, contract.profile.unfinished));
    const moves = movesOf(contract, () => true);
    const things = [...new Set(works.flatMap(({ uses }) => uses))];
    const { servers, unreachable } = planTour(
      'ACTIVE',
      [...things.filter((thing) => !isRoom(thing)), ...contract.profile.unfinished.map(roomFor)],
      moves,
      works,
    );
    expect(unreachable).toEqual([]);
    expect(servers).toHaveLength(least);
  });

  it('sends no server back to a status that it was forced out of while something had yet to end it', () => {
    const contract = loadContract('openstack');
    const pairs = [...contract.operations.values()].flatMap((operation) => statePairs(operation, contract));
    const works = pairs.map((pair) => workOf(pair, kinds.server!, contract.profile.unfinished));
    const moves = movesOf(contract, () => true);
    const start = [...new Set(works.flatMap(({ uses }) => uses))];
    for (const { steps } of planTour('ACTIVE', start, moves, works).servers) {
      const forced = steps.findIndex(({ id }) => id.startsWith('server.reset-state/transition/VERIFY_RESIZE'));
      const later = forced < 0 ? [] : steps.slice(forced + 1);
      expect(later.filter(({ from, to }) => [from, ...to].includes('VERIFY_RESIZE'))).toEqual([]);
    }
  });

  it('has each pair once, accepted or refused', () => {
    const contract = loadContract('openstack');
    const ids = [...contract.operations.values()]
      .flatMap((operation) => statePairs(operation, contract))
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['server.reboot/transition/PAUSED/hard', 'server.reboot/transition-refused/PAUSED']),
    );
    expect(ids).toContain('server.pause/transition-refused/LOCKED');
    expect(ids).not.toContain('server.create-image/transition-refused/LOCKED');
  });
});
