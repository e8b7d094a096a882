import type { Topic } from './case.ts';

/** The value of one expression. */
const is = (expression: string, value: unknown): { name: string; code: string; gives: unknown[] } => ({
  name: expression, code: `db.one.aggregate([{ $replaceWith: { v: ${expression} } }]).toArray().map((document) => 'v' in document ? document.v : 'missing')`, gives: [value],
});

/** https://www.mongodb.com/docs/manual/reference/mql/expressions/ */
export const expressions: Topic = {
  topic: 'expressions',
  data: {
    one: [{
      _id: 1, a: 7, b: 2, neg: -1.5, word: 'Grüße', text: ' a,b ,c ', list: [3, 1, 2], docs: [{ k: 'x', n: 1 }, { k: 'y', n: 2 }, { n: 3 }], nested: [[1, 2], [3]], nothing: null,
      at: { $date: '2026-03-05T13:04:05.006Z' }, in: { deep: { er: 5 } }, yes: true, id: { $oid: '65a000000000000000000001' },
    }],
  },
  cases: [
    is("{ $add: ['$a', '$b', 0.5] }", 9.5), is("{ $add: ['$at', 86400000] }", { $date: '2026-03-06T13:04:05.006Z' }), is("{ $subtract: ['$a', '$b'] }", 5), is("{ $add: ['$a', '$nope'] }", null),
    is("{ $multiply: ['$a', '$b'] }", 14), is("{ $divide: ['$a', '$b'] }", 3.5), is("{ $mod: ['$a', '$b'] }", 1), is("{ $abs: '$neg' }", 1.5), is("{ $ceil: '$neg' }", -1), is("{ $floor: '$neg' }", -2),
    is('{ $round: [2.5] }', 2), is('{ $round: [3.5, 0] }', 4), is('{ $round: [1234.567, 1] }', 1234.6), is('{ $round: [1234, -2] }', 1200), is('{ $trunc: [7.89, 1] }', 7.8), is('{ $pow: [2, 10] }', 1024), is('{ $sqrt: 16 }', 4),
    is("{ $sum: '$list' }", 6), is("{ $sum: ['$a', '$b', 'x'] }", 9), is("{ $avg: '$list' }", 2), is("{ $max: '$list' }", 3), is("{ $min: ['$a', '$b'] }", 2), is("{ $sum: '$docs.n' }", 6),
    is("{ $eq: ['$a', 7] }", true), is("{ $eq: ['$nope', null] }", false), is("{ $gt: ['$word', 5] }", true), is("{ $lt: [null, 0] }", true), is("{ $cmp: ['$a', '$b'] }", 1), is("{ $ne: ['$list', [3, 1, 2]] }", false),
    is("{ $and: ['$yes', '$a'] }", true), is("{ $and: ['$yes', 0] }", false), is("{ $or: ['$nothing', '$nope'] }", false), is("{ $not: ['$nothing'] }", true), is("{ $and: [] }", true), is("{ $or: ['', 0] }", true),
    is("{ $cond: [{ $gt: ['$a', 5] }, 'big', 'small'] }", 'big'), is("{ $cond: { if: '$nope', then: 1, else: 2 } }", 2), is("{ $ifNull: ['$nothing', '$nope', 'else'] }", 'else'),
    is("{ $switch: { branches: [{ case: { $lt: ['$a', 5] }, then: 'a' }, { case: { $lt: ['$a', 10] }, then: 'b' }], default: 'c' } }", 'b'),
    is("{ $concat: ['$word', '-', 'x'] }", 'Grüße-x'), is("{ $concat: ['a', '$nothing'] }", null), is("{ $toUpper: '$word' }", 'GRÜSSE'), is("{ $toLower: '$nothing' }", ''), is("{ $strLenCP: '$word' }", 5), is("{ $strLenBytes: '$word' }", 7),
    is("{ $substrCP: ['$word', 1, 2] }", 'rü'), is("{ $split: ['$text', ','] }", [' a', 'b ', 'c ']), is("{ $trim: { input: '$text' } }", 'a,b ,c'), is("{ $ltrim: { input: 'xxa', chars: 'x' } }", 'a'), is("{ $indexOfCP: ['$word', 'ß'] }", 3),
    is("{ $replaceAll: { input: 'a.b.c', find: '.', replacement: '-' } }", 'a-b-c'), is("{ $regexMatch: { input: '$word', regex: /^gr/i } }", true),
    is("{ $regexFind: { input: 'cafe 12', regex: '(\\\\d)(\\\\d)' } }", { match: '12', idx: 5, captures: ['1', '2'] }), is("{ $strcasecmp: ['ABC', 'abc'] }", 0),
    is("{ $size: '$list' }", 3), is("{ $arrayElemAt: ['$list', -1] }", 2), is("{ $arrayElemAt: ['$list', 9] }", 'missing'), is("{ $first: '$list' }", 3), is("{ $last: '$list' }", 2), is("{ $slice: ['$list', 1, 1] }", [1]), is("{ $slice: ['$list', -2] }", [1, 2]),
    is("{ $in: [2, '$list'] }", true), is("{ $concatArrays: ['$list', [9]] }", [3, 1, 2, 9]), is("{ $reverseArray: '$list' }", [2, 1, 3]), is("{ $sortArray: { input: '$list', sortBy: 1 } }", [1, 2, 3]), is("{ $sortArray: { input: '$docs', sortBy: { n: -1 } } }", [{ n: 3 }, { k: 'y', n: 2 }, { k: 'x', n: 1 }]),
    is("{ $filter: { input: '$list', as: 'n', cond: { $gt: ['$$n', 1] } } }", [3, 2]), is("{ $filter: { input: '$docs', cond: '$$this.k' } }", [{ k: 'x', n: 1 }, { k: 'y', n: 2 }]), is("{ $map: { input: '$list', as: 'n', in: { $multiply: ['$$n', '$b'] } } }", [6, 2, 4]),
    is("{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }", 6), is("{ $reduce: { input: '$nested', initialValue: [], in: { $concatArrays: ['$$value', '$$this'] } } }", [1, 2, 3]), is('{ $range: [0, 10, 3] }', [0, 3, 6, 9]),
    is("{ $zip: { inputs: [['a', 'b'], [1]] } }", [['a', 1]]), is("{ $indexOfArray: ['$list', 2] }", 2), is("{ $isArray: ['$list'] }", true), is("{ $setUnion: [[1, 2], [2, 3]] }", [1, 2, 3]), is("{ $setIntersection: ['$list', [2, 3, 4]] }", [2, 3]),
    is("{ $setDifference: ['$list', [1]] }", [3, 2]), is("{ $setIsSubset: [[1], '$list'] }", true), is("{ $setEquals: [[1, 2, 1], [2, 1]] }", true), is("{ $anyElementTrue: [[0, false, 1]] }", true), is("{ $arrayToObject: [[{ k: 'a', v: 1 }, { k: 'b', v: 2 }]] }", { a: 1, b: 2 }), is("{ $arrayToObject: [[['a', 1]]] }", { a: 1 }),
    is("{ $objectToArray: '$in' }", [{ k: 'deep', v: { er: 5 } }]), is("{ $mergeObjects: [{ a: 1, b: 1 }, { b: 2 }, null] }", { a: 1, b: 2 }), is("{ $getField: 'a' }", 7), is("{ $setField: { field: 'x.y', input: {}, value: 1 } }", { 'x.y': 1 }),
    is("{ $let: { vars: { t: { $add: ['$a', 1] } }, in: { $multiply: ['$$t', 2] } } }", 16), is("{ $literal: '$a' }", '$a'), is("'$docs.k'", ['x', 'y']), is("'$in.deep.er'", 5), is("'$nope.x'", 'missing'), is("'$$ROOT.a'", 7), is("{ a: '$nope', b: '$b' }", { b: 2 }), is("['$a', '$nope']", [7, null]),
    is("{ $type: '$nope' }", 'missing'), is("{ $type: '$at' }", 'date'), is("{ $type: 1.5 }", 'double'), is("{ $toString: '$a' }", '7'), is("{ $toString: '$id' }", '65a000000000000000000001'), is("{ $toInt: '12' }", 12), is("{ $toDouble: '1.5' }", 1.5), is("{ $toBool: 'false' }", true), is("{ $toInt: 7.9 }", 7),
    is("{ $toDate: '2026-01-02' }", { $date: '2026-01-02T00:00:00Z' }), is("{ $toObjectId: '65a000000000000000000001' }", { $oid: '65a000000000000000000001' }), is("{ $convert: { input: 'x', to: 'int', onError: -1 } }", -1), is("{ $convert: { input: null, to: 'int', onNull: 0 } }", 0), is("{ $isNumber: '$a' }", true),
    is("{ $year: '$at' }", 2026), is("{ $month: '$at' }", 3), is("{ $dayOfMonth: '$at' }", 5), is("{ $dayOfWeek: '$at' }", 5), is("{ $isoWeek: '$at' }", 10), is("{ $dayOfYear: '$at' }", 64), is("{ $hour: { date: '$at', timezone: '+02:00' } }", 15), is("{ $hour: { date: '$at', timezone: 'America/New_York' } }", 8), is("{ $isoWeekYear: { date: ISODate('2027-01-01') } }", 2026),
    is("{ $dateToString: { date: '$at', format: '%Y-%m-%d' } }", '2026-03-05'), is("{ $dateToString: { date: '$at' } }", '2026-03-05T13:04:05.006Z'), is("{ $dateToString: { date: '$at', format: '%d.%m.%Y %H:%M:%S.%L %z', timezone: 'Europe/Berlin' } }", '05.03.2026 14:04:05.006 +0100'), is("{ $dateToString: { date: '$nothing', onNull: '-' } }", '-'),
    is("{ $dateTrunc: { date: '$at', unit: 'month' } }", { $date: '2026-03-01T00:00:00Z' }), is("{ $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } }", { $date: '2026-03-02T00:00:00Z' }), is("{ $dateTrunc: { date: '$at', unit: 'hour', binSize: 6 } }", { $date: '2026-03-05T12:00:00Z' }),
    is("{ $dateAdd: { startDate: ISODate('2026-01-31'), unit: 'month', amount: 1 } }", { $date: '2026-02-28T00:00:00Z' }), is("{ $dateSubtract: { startDate: '$at', unit: 'day', amount: 5 } }", { $date: '2026-02-28T13:04:05.006Z' }), is("{ $dateDiff: { startDate: ISODate('2025-12-31'), endDate: ISODate('2026-01-01'), unit: 'year' } }", 1),
    is("{ $dateDiff: { startDate: ISODate('2026-03-01'), endDate: '$at', unit: 'day' } }", 4), is("{ $dateFromParts: { year: 2026, month: 14, day: 1 } }", { $date: '2027-02-01T00:00:00Z' }), is("{ $dateFromString: { dateString: '05/03/2026', format: '%d/%m/%Y' } }", { $date: '2026-03-05T00:00:00Z' }), is("{ $dateToParts: { date: '$at' } }", { year: 2026, month: 3, day: 5, hour: 13, minute: 4, second: 5, millisecond: 6 }),
    is("{ $add: [NumberLong(5), 1] }", 6), is("{ $type: { $add: [NumberLong(5), 1] } }", 'long'), is("{ $add: [NumberDecimal('0.1'), NumberDecimal('0.2')] }", { $numberDecimal: '0.3' }),
  ],
};
