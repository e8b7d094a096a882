import type { Words } from './words.ts';

export const python: Words = {
  words: `
    and as assert async await break class continue def del elif else except finally for from global if import in is lambda
    match case None nonlocal not or pass raise return try while with yield True False self
    abs all any bool bytes chr dict divmod enumerate filter float format frozenset getattr hasattr hash input int isinstance
    issubclass iter len list map max min next object open ord pow print property range repr reversed round set sorted
    staticmethod classmethod str sum super tuple type zip
    Exception ValueError TypeError KeyError IndexError LookupError AttributeError RuntimeError NotImplementedError StopIteration ZeroDivisionError FileNotFoundError
    __init__ __repr__ __str__ __eq__ __len__ __iter__ __name__ dataclass
  `,
  shapes: [
    { name: 'def', does: 'a function', body: 'def ${1:name}(${2:argument}):\n    ${0:pass}' },
    { name: 'class', does: 'a class', body: 'class ${1:Name}:\n    def __init__(self, ${2:value}):\n        self.${2:value} = ${2:value}$0' },
    { name: 'for', does: 'over each item', body: 'for ${1:item} in ${2:items}:\n    ${0:pass}' },
    { name: 'while', does: 'as long as', body: 'while ${1:condition}:\n    ${0:pass}' },
    { name: 'if', does: 'only when', body: 'if ${1:condition}:\n    ${0:pass}' },
    { name: 'try', does: 'and catch an error', body: 'try:\n    ${1:pass}\nexcept ${2:ValueError} as error:\n    ${0:raise}' },
    { name: 'with', does: 'a file', body: 'with open(${1:"data.txt"}, encoding="utf-8") as file:\n    ${0:text = file.read()}' },
    { name: 'dataclass', does: 'a class of values', body: '@dataclass\nclass ${1:Name}:\n    ${2:field}: ${0:str}' },
    { name: 'app', does: 'a WSGI application', body: 'def app(environ, start_response):\n    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])\n    return [b"${0:hello}"]' },
  ],
};
