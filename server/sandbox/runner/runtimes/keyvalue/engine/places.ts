import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database } from './database.ts';
import { distance, hashOf, lettersOf, MOST_LATITUDE, MOST_LONGITUDE, placeOf, type Place } from './geohash.ts';
import { doubleOf, integerOf, withoutTrailingZeros } from './numbers.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import type { SortedSet } from './sorted-set.ts';
import { keepSorted } from './sorted-ranges.ts';
import { sortedSets } from './sorted-sets.ts';

const METRES: Record<string, number> = { M: 1, KM: 1_000, FT: 0.3048, MI: 1_609.34 };
const PLACES = 17;

/** Places on a map, kept in sorted sets. */
export const places: Commands = {
  geoadd: {
    arity: -5,
    run([key = '', ...args], client, db) {
      const words = new Arguments(args);
      const options: string[] = [];
      while (['NX', 'XX', 'CH'].includes(words.peek())) options.push(words.next());
      if (words.left === 0 || words.left % 3 !== 0) fail(SYNTAX);
      if (options.some((option) => option.toUpperCase() === 'NX') && options.some((option) => option.toUpperCase() === 'XX')) fail(SYNTAX);
      const scores: string[] = [];
      while (words.left > 0) {
        const place = readPlace(words);
        scores.push(String(hashOf(place)), words.next());
      }
      return sortedSets.zadd!.run([key, ...options, ...scores], client, db);
    },
  },
  geopos: {
    arity: -2,
    run: ([key = '', ...members], _client, db) => {
      const set = db.sortedSet(key);
      return members.map((member) => {
        const hash = set?.score(member);
        return hash === undefined ? null : coordinates(placeOf(hash));
      });
    },
  },
  geohash: {
    arity: -2,
    run: ([key = '', ...members], _client, db) => {
      const set = db.sortedSet(key);
      return members.map((member) => {
        const hash = set?.score(member);
        return hash === undefined ? null : lettersOf(placeOf(hash));
      });
    },
  },
  geodist: {
    arity: -4,
    run([key = '', one = '', other = '', unit, ...more], _client, db) {
      if (more.length > 0) fail(SYNTAX);
      const metres = unit === undefined ? 1 : metresOf(unit);
      const set = db.sortedSet(key);
      const [from, to] = [set?.score(one), set?.score(other)];
      return from === undefined || to === undefined ? null : (distance(placeOf(from), placeOf(to)) / metres).toFixed(4);
    },
  },
  geosearch: {
    arity: -7,
    run([key = '', ...args], _client, db) {
      const search = readSearch(db, key, args, 'geosearch');
      return found(search).map(({ member, hash, place, metres }) => {
        const more: Reply[] = [
          ...(search.withDistance ? [(metres / search.unit).toFixed(4)] : []), ...(search.withHash ? [hash] : []), ...(search.withPlace ? [coordinates(place)] : []),
        ];
        return more.length > 0 ? [member, ...more] : member;
      });
    },
  },
  geosearchstore: {
    arity: -8,
    run([target = '', key = '', ...args], _client, db) {
      const search = readSearch(db, key, args, 'geosearchstore');
      return keepSorted(db, target, found(search).map(({ member, hash, metres }) => ({ member, score: search.storeDistance ? metres / search.unit : hash })));
    },
  },
};

function coordinates({ longitude, latitude }: Place): Reply {
  return [withoutTrailingZeros(longitude.toFixed(PLACES)), withoutTrailingZeros(latitude.toFixed(PLACES))];
}

function metresOf(unit: string): number {
  return METRES[unit.toUpperCase()] ?? fail('ERR unsupported unit provided. please use M, KM, FT, MI');
}

function readPlace(words: Arguments): Place {
  const longitude = doubleOf(words.next());
  const latitude = doubleOf(words.next());
  if (!(Math.abs(longitude) <= MOST_LONGITUDE && Math.abs(latitude) <= MOST_LATITUDE)) fail(`ERR invalid longitude,latitude pair ${longitude.toFixed(6)},${latitude.toFixed(6)}`);
  return { longitude, latitude };
}

interface Search {
  set: SortedSet | undefined;
  centre: Place;
  /** In metres: whether a place is within, and how far away it is. */
  within(place: Place): number | undefined;
  unit: number;
  order: 'ASC' | 'DESC' | undefined;
  count: number;
  withDistance: boolean;
  withHash: boolean;
  withPlace: boolean;
  storeDistance: boolean;
}

function readSearch(db: Database, key: string, args: string[], name: string): Search {
  const set = db.sortedSet(key);
  const words = new Arguments(args);
  let centre: Place | undefined;
  let shape: Pick<Search, 'within' | 'unit'> | undefined;
  let any = false;
  const search = { order: undefined as Search['order'], count: Infinity, withDistance: false, withHash: false, withPlace: false, storeDistance: false };
  while (words.left > 0) {
    const option = words.option();
    if (option === 'FROMMEMBER' && !centre) {
      const hash = set?.score(words.next());
      centre = hash !== undefined ? placeOf(hash) : set ? fail('ERR could not decode requested zset member') : { longitude: 0, latitude: 0 };
    } else if (option === 'FROMLONLAT' && !centre) centre = readPlace(words);
    else if (option === 'BYRADIUS' && !shape) shape = circle(words, () => centre!);
    else if (option === 'BYBOX' && !shape) shape = box(words, () => centre!);
    else if (option === 'ASC' || option === 'DESC') search.order = option;
    else if (option === 'COUNT') {
      search.count = integerOf(words.next());
      if (search.count < 1) fail('ERR COUNT must be > 0');
    } else if (option === 'ANY') any = true;
    else if (option === 'WITHDIST' && name === 'geosearch') search.withDistance = true;
    else if (option === 'WITHHASH' && name === 'geosearch') search.withHash = true;
    else if (option === 'WITHCOORD' && name === 'geosearch') search.withPlace = true;
    else if (option === 'STOREDIST' && name === 'geosearchstore') search.storeDistance = true;
    else fail(SYNTAX);
  }
  if (!centre) fail(`ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for ${name.toUpperCase()}`);
  if (!shape) return fail(`ERR exactly one of BYRADIUS and BYBOX can be specified for ${name.toUpperCase()}`);
  if (any && search.count === Infinity) fail('ERR the ANY argument requires COUNT argument');
  if (search.count !== Infinity && !any) search.order ??= 'ASC';
  return { ...search, ...shape, centre: centre!, set };
}

function circle(words: Arguments, centre: () => Place): Pick<Search, 'within' | 'unit'> {
  const radius = doubleOf(words.next(), 'ERR need numeric radius');
  if (radius < 0) fail('ERR radius cannot be negative');
  const unit = metresOf(words.next());
  return { unit, within: (place) => {
    const metres = distance(centre(), place);
    return metres <= radius * unit ? metres : undefined;
  } };
}

function box(words: Arguments, centre: () => Place): Pick<Search, 'within' | 'unit'> {
  const width = doubleOf(words.next(), 'ERR need numeric width');
  const height = doubleOf(words.next(), 'ERR need numeric height');
  if (width < 0 || height < 0) fail('ERR height or width cannot be negative');
  const unit = metresOf(words.next());
  return { unit, within: (place) => {
    const middle = centre();
    const up = distance({ ...place, latitude: middle.latitude }, place);
    const across = distance({ longitude: middle.longitude, latitude: place.latitude }, place);
    return up <= (height * unit) / 2 && across <= (width * unit) / 2 ? distance(middle, place) : undefined;
  } };
}

interface Found { member: string; hash: number; place: Place; metres: number }

function found({ set, within, order, count }: Search): Found[] {
  const all = (set?.entries ?? []).flatMap(({ member, score: hash }): Found[] => {
    const place = placeOf(hash);
    const metres = within(place);
    return metres === undefined ? [] : [{ member, hash, place, metres }];
  });
  if (order) all.sort((one, other) => (order === 'ASC' ? one.metres - other.metres : other.metres - one.metres));
  return all.slice(0, count);
}
