/** Places in which institutions scanned a unit, and whether one thing can have been in both. */

/** Degrees north and east; Unix seconds. */
export interface Sighting {
  latitude: number;
  longitude: number;
  time: number;
}

/** Kilometres that tell nothing: clocks and places are only so exact. */
const TOLERANCE = 25;
const EARTH = 6_371;
/** Of degrees, in what is signed. */
const STEPS = 100_000;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along the surface of the earth, in kilometres. */
export function distance(a: Sighting, b: Sighting): number {
  const [north, east] = [a.latitude - b.latitude, a.longitude - b.longitude].map(radians);
  const chord =
    Math.sin(north! / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east! / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Whether nothing goes from one place to the other in the time between, at this speed (km/h). */
export function areApart(a: Sighting, b: Sighting, maxSpeed: number): boolean {
  const hours = Math.abs(a.time - b.time) / 3600;
  return distance(a, b) > TOLERANCE + maxSpeed * hours;
}

/** Degrees as they are signed: from the south pole, and from 180° west. */
export const packedPlace = ({ latitude, longitude }: Pick<Sighting, "latitude" | "longitude">) => ({
  north: Math.round((latitude + 90) * STEPS),
  east: Math.round((longitude + 180) * STEPS),
});

export const sightingOf = (scan: { north: number; east: number; time: number }): Sighting => ({
  latitude: scan.north / STEPS - 90,
  longitude: scan.east / STEPS - 180,
  time: scan.time,
});
