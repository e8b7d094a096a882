/** Hono */
import { Hono } from 'hono';

const app = new Hono();
let visits = 0;

app.all('/echo/:rest{.*}', async (c) => c.json({
  method: c.req.method, path: c.req.path, query: new URL(c.req.url).search.slice(1), first: c.req.query('a') ?? null,
  token: c.req.header('x-token') ?? null, type: c.req.header('content-type') ?? null, host: c.req.header('host') ?? null, body: await c.req.text(),
}));
app.post('/length', async (c) => c.text(String((await c.req.arrayBuffer()).byteLength)));
app.post('/form', async (c) => {
  const form = await c.req.parseBody();
  return c.json({ name: form['name'], note: form['note'] });
});
app.get('/created', (c) => c.body('', 201, { location: '/items/7' }));
app.delete('/gone', (c) => c.body(null, 204));
app.get('/cookies', (c) => {
  c.header('set-cookie', 'a=1; Path=/');
  c.header('set-cookie', 'b=2; Path=/', { append: true });
  return c.json({ sent: c.req.header('cookie') ?? null });
});
app.get('/text', (c) => c.text('grün 🌱\n'));
app.get('/xml', (c) => c.body('<a b="1">&amp;</a>', 200, { 'content-type': 'application/xml' }));
app.get('/visits', (c) => c.json({ visits: (visits += 1) }));
app.get('/teapot', (c) => c.text('short and stout', 418 as 400));
app.get('/fail', () => {
  throw new Error('the shelf is broken');
});
export default app;
