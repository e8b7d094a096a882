// verdict: error
// message contains: string length
let text = "x";
for (;;) text += text;
