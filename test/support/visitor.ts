const ORIGIN = 'http://localhost';

interface Answers { request(path: string, init?: RequestInit): Response | Promise<Response> }

/** A browser without a window: keeps cookies, sends forms and JSON from the site itself, follows nothing by itself. */
export class Visitor {
  readonly #app: Answers;
  readonly cookies = new Map<string, string>();

  constructor(app: Answers) {
    this.#app = app;
  }

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0 && !headers.has('cookie')) headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await this.#app.request(`${ORIGIN}${path}`, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) this.cookies.set(name, value);
    }
    return response;
  }

  get(path: string): Promise<Response> { return this.send(path); }

  /** The text of a page that has to be there. */
  async page(path: string): Promise<string> {
    const response = await this.send(path);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.text();
  }

  json(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Response> {
    return this.send(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  form(path: string, fields: Record<string, string>): Promise<Response> {
    return this.send(path, {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN }, body: new URLSearchParams(fields),
    });
  }
}

/** The JSON of an answer that has to have this status. */
export async function read<Body>(answer: Response | Promise<Response>, status = 200): Promise<Body> {
  const response = await answer;
  const text = await response.text();
  if (response.status !== status) throw new Error(`expected ${status}, got ${response.status}: ${text}`);
  return JSON.parse(text);
}
