import { describe, expect, it } from 'vitest';
import { aServer, SERVER, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const BASE = 'https://cloud.example.com/v2.1';

describe('links', () => {
  const judged = (href: string, rel = 'self') => {
    const server = aServer({ links: [{ rel, href }] });
    return checkOn(
      contract,
      'server.show/links/server.links[].href',
      story(contract, [['server.show', { body: { server } }]]),
    );
  };

  it('passes where they end in the collection and the id', () => {
    expect(judged(`${BASE}/servers/${SERVER}`).verdict).toBe('pass');
  });

  it.each([
    `${BASE}/servers`,
    `${BASE}/servers/another`,
    `${BASE}/flavors/${SERVER}`,
    `/servers/${SERVER}`,
    'http://%zz',
    `${BASE}/%E0%A4%A/x`,
  ])('fails for %s', (href) => {
    expect(gist(judged(href))).toEqual({ verdict: 'fail', code: 'link-astray', pointer: '/server/links/0/href' });
  });

  it('leaves other links alone', () => {
    expect(judged(BASE, 'describedby').verdict).toBe('inconclusive');
  });

  it('follows the header Location', () => {
    const located = (location?: string) => {
      const headers: Record<string, string> = location === undefined ? {} : { location };
      const answer = { body: { server: aServer() }, headers, request: { method: 'POST', url: BASE, headers: {} } };
      return checkOn(contract, 'server.create/links/Location', story(contract, [['server.create', answer]]));
    };
    expect(located(`${BASE}/servers/${SERVER}`).verdict).toBe('pass');
    expect(gist(located(`${BASE}/servers`))).toMatchObject({ verdict: 'fail', pointer: '/headers/location' });
    expect(gist(located())).toEqual({ verdict: 'fail', code: 'location-missing', pointer: '/headers/location' });
  });
});
