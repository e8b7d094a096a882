import type { TaggedValue, Value } from '../../../../../contract/value.ts';
import { fromBase64 } from './base64.ts';
import { append, defineProperty, mapSet, NativeError, NativeMap, NativeSet, NativeUint8Array, numberOf, setAdd } from './primordials.ts';

/** Makes the JavaScript value that contract/value.ts writes down: fresh objects on every call. */
export function decodeValue(value: Value): unknown {
  const open: object[] = [];
  return decode(value);

  function decode(item: Value): unknown {
    if (item === null || typeof item !== 'object') return item;
    if (!Array.isArray(item)) return tagged(item);
    const list: unknown[] = [];
    append<object>(open, list);
    for (let index = 0; index < item.length; index += 1) append(list, decode(item[index]!));
    open.length -= 1;
    return list;
  }

  function tagged(item: TaggedValue): unknown {
    switch (item.$) {
      case 'undefined': return undefined;
      case 'number': return numberOf(item.value);
      case 'bigint': return BigInt(item.value);
      case 'date': return new Date(item.value);
      case 'regexp': return regexp(item.value);
      case 'symbol': return Symbol(item.value);
      case 'function': return () => undefined;
      case 'bytes': return fromBase64(item.base64) ?? new NativeUint8Array();
      case 'cycle': return open[open.length - item.up];
      case 'truncated': return undefined;
      case 'error': {
        const error = new NativeError(item.message);
        if (item.name !== 'Error') defineProperty(error, 'name', { value: item.name, writable: true, configurable: true, enumerable: false });
        return error;
      }
      case 'object': {
        const object = {};
        append<object>(open, object);
        for (let index = 0; index < item.entries.length; index += 1) {
          const entry = item.entries[index]!;
          defineProperty(object, entry[0], { value: decode(entry[1]), writable: true, enumerable: true, configurable: true });
        }
        open.length -= 1;
        return object;
      }
      case 'map': {
        const map = new NativeMap<unknown, unknown>();
        append<object>(open, map);
        for (let index = 0; index < item.entries.length; index += 1) mapSet(map, decode(item.entries[index]![0]), decode(item.entries[index]![1]));
        open.length -= 1;
        return map;
      }
      case 'set': {
        const set = new NativeSet<unknown>();
        append<object>(open, set);
        for (let index = 0; index < item.items.length; index += 1) setAdd(set, decode(item.items[index]!));
        open.length -= 1;
        return set;
      }
    }
  }
}

function regexp(text: string): RegExp {
  const end = text.lastIndexOf('/');
  return new RegExp(text.slice(1, end), text.slice(end + 1));
}
