// Places as numbers: https://en.wikipedia.org/wiki/Geohash. Longitude and latitude are halved 26 times each, and the bits taken by turns, so
// that places with near numbers are near each other. A sorted set holds them as scores.

export interface Place { longitude: number; latitude: number }

const STEPS = 26;
const CELLS = 2 ** STEPS;
export const MOST_LONGITUDE = 180;
/** Where a map in Mercator's projection is as high as it is wide (EPSG:900913). */
export const MOST_LATITUDE = 85.05112878;
const POLE = 90;
const EARTH_RADIUS_M = 6_372_797.560856;
const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';
const LETTERS = 11;
const LETTER_BITS = 5;

/** A number of 52 bits. */
export function hashOf({ longitude, latitude }: Place, mostLatitude = MOST_LATITUDE): number {
  let x = cell(longitude, MOST_LONGITUDE);
  let y = cell(latitude, mostLatitude);
  let hash = 0;
  for (let bit = 1; bit < CELLS ** 2; bit *= 4) {
    hash += (y % 2) * bit + (x % 2) * bit * 2;
    x = Math.floor(x / 2);
    y = Math.floor(y / 2);
  }
  return hash;
}

function cell(degrees: number, most: number): number {
  return Math.floor(((degrees + most) / (2 * most)) * CELLS);
}

/** The middle of the cell that a hash names. */
export function placeOf(hash: number): Place {
  let rest = hash;
  let x = 0;
  let y = 0;
  for (let bit = 1; bit < CELLS; bit *= 2) {
    y += (rest % 2) * bit;
    x += (Math.floor(rest / 2) % 2) * bit;
    rest = Math.floor(rest / 4);
  }
  return { longitude: middle(x, MOST_LONGITUDE), latitude: middle(y, MOST_LATITUDE) };
}

function middle(index: number, most: number): number {
  const degrees = (-most + (index / CELLS) * 2 * most + (-most + ((index + 1) / CELLS) * 2 * most)) / 2;
  return Math.min(most, Math.max(-most, degrees));
}

/** Eleven letters, as other programs write a geohash; the last says nothing. */
export function lettersOf(place: Place): string {
  const hash = hashOf(place, POLE);
  return Array.from({ length: LETTERS }, (_, index) => (index === LETTERS - 1 ? ALPHABET[0] : ALPHABET[Math.floor(hash / 2 ** (2 * STEPS - (index + 1) * LETTER_BITS)) % ALPHABET.length])).join('');
}

/** In metres, along the surface of a sphere (haversine). */
export function distance(one: Place, other: Place): number {
  const v = Math.sin((radians(other.longitude) - radians(one.longitude)) / 2);
  if (v === 0) return EARTH_RADIUS_M * Math.abs(radians(other.latitude) - radians(one.latitude));
  const u = Math.sin((radians(other.latitude) - radians(one.latitude)) / 2);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(u * u + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * v * v));
}

function radians(degrees: number): number {
  return degrees * (Math.PI / 180);
}
