/** Which names hide a secret behind them, and what kind; by the name in lower case without separators. */
const MEMBERS: [RegExp, string][] = [
  [/^(?:\w+:)?(?:admin|root|user|new|original)?pass$|password$|passwd$|passphrase$/, 'password'],
  [/private(?:ssh)?key$/, 'private-key'],
  [/userdata$/, 'user-data'],
  [/accesskey(?:id)?$/, 'access-key'],
  [/(?:secret|secretkey|secretaccesskey)$/, 'secret'],
  [/token(?:id)?$/, 'token'],
  [/signature$/, 'signature'],
  [/^(?:set)?cookie$/, 'cookie'],
  [/^(?:proxy)?authorization$/, 'signature'],
];

/** Keystone's requests use these names for objects whose own members say what is secret. */
const STRUCTURAL = new Set(['password', 'token', 'applicationcredential']);

/** The kind of secret behind a member, header or parameter of this name, or undefined. `within`: the member that it stands in. */
export function kindOfName(name: string, within?: string): string | undefined {
  const plain = simplify(name);
  // Keystone: `identity.token.id` when logging in with a token, `access.token.id` in version 2.
  if (plain === 'id' && within !== undefined && simplify(within) === 'token') return 'token';
  return MEMBERS.find(([pattern]) => pattern.test(plain))?.[1];
}

/** True where an object of this name is only a frame, and not a secret as a whole. */
export function isStructural(name: string): boolean {
  return STRUCTURAL.has(simplify(name));
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[_\-. ]/g, '');
}
