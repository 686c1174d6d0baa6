import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

/**
 * A reverse proxy that serves another server below a path, as many companies have one: it takes the path away, and passes
 * on all else, web sockets too.
 * @param below begins with a slash
 */
export async function proxyBelow(
  below: string,
  server: string,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const { hostname: host, port } = new URL(server);
  const pathOf = ({ url = '' }: http.IncomingMessage): string | undefined =>
    url.startsWith(`${below}/`) ? url.slice(below.length) : undefined;

  const proxy = http.createServer((request, response) => {
    const path = pathOf(request);
    if (path === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = request;
    const passed = http.request({ host, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  proxy.on('upgrade', (request, socket, head: Buffer) => {
    const path = pathOf(request);
    if (path === undefined) {
      socket.destroy();
      return;
    }
    const passed = net.connect(Number(port), host, () => {
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      passed.write(`${request.method} ${path} HTTP/1.1\r\n${headers.join('')}\r\n`);
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    passed.on('error', () => socket.destroy());
    socket.on('error', () => passed.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const close = (): void => {
    proxy.close();
    proxy.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${below}`, close };
}
