/** Compute API microversions: `"2.25"`, compared number by number (2.9 is below 2.10). */

/** The version that a request without a microversion header gets: the API's lowest. */
export const BASE_VERSION = '2.1';

/**
 * Order of two microversions.
 * @returns negative, zero or positive, as a sort wants it
 * @throws Error if either is not of the form `major.minor`
 */
export function compareVersions(left: string, right: string): number {
  const [leftMajor, leftMinor] = parse(left);
  const [rightMajor, rightMinor] = parse(right);
  return leftMajor - rightMajor || leftMinor - rightMinor;
}

/** Whether `version` lies in a range whose ends are inclusive and may be open. */
export function inRange(version: string, range: { from?: string | undefined; until?: string | undefined }): boolean {
  if (range.from !== undefined && compareVersions(version, range.from) < 0) return false;
  return range.until === undefined || compareVersions(version, range.until) <= 0;
}

/** The microversion after one: an `until` is inclusive, so this is where the next range begins. */
export function nextVersion(version: string): string {
  const [major, minor] = parse(version);
  return `${major}.${minor + 1}`;
}

/** The microversion before one: the last that a `from` leaves out. */
export function previousVersion(version: string): string {
  const [major, minor] = parse(version);
  return `${major}.${minor - 1}`;
}

function parse(version: string): [number, number] {
  const match = /^(\d+)\.(\d+)$/.exec(version);
  if (!match) throw new Error(`"${version}" is no microversion; expected major.minor, such as "2.25"`);
  return [Number(match[1]), Number(match[2])];
}
