// The words in its code tell what a program may do. They tell too much rather than too little: a string or a comment counts as well.

/** Code that can leave something behind for later names one of these; any other is over when its function returns. */
export const MAY_WAIT = /\b(?:async|await|Promise|then|queueMicrotask|set(?:Timeout|Interval|Immediate)|import|globalThis|global|eval|Function|constructor|process)\b|\\u/;

/** No module imports another without one of these words. */
export const MAY_IMPORT = /\b(?:import|from)\b/;

/**
 * Code that can change a built-in names one of these, or assigns to one or its property. Before it runs, the formatter has to have seen
 * the built-ins as they were; a Proxy it looks at step by step, which learner code can watch, so that there may be no shortcut.
 */
export const MAY_CHANGE_BUILT_INS = /\b(?:prototype|(?:get|set)PrototypeOf|__proto__|Proxy|Reflect|definePropert(?:y|ies)|globalThis|global|eval|Function)\b|\.\s*constructor\b|\\u|\b(?:[A-Z][A-Za-z]*(?:Array|Error)|Array|Error|Object|String|Number|Boolean|BigInt|Symbol|Map|Set|Date|RegExp|Promise|JSON|Math|Intl)\s*(?:\.\s*\w+\s*|\[[^\]]*\]\s*)?=[^=>]/;
