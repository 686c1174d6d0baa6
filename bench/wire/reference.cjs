// node reference.cjs PORT: a bare fan-out by Node's public API, one write to each member for each line: what Node itself
// costs. It speaks the line dialect, checks nothing, gathers nothing and keeps nothing. See also reference.c.
const net = require('node:net');

const members = new Set();
const server = net.createServer({ noDelay: true }, (socket) => {
  let name = '';
  let rest = '';
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (name === '') {
        name = line;
        members.add(socket);
        socket.write(`SERVER~Welcoming ${name} to the chat!\n`);
      } else {
        const bytes = Buffer.from(`${name}~${line}\n`);
        for (const member of members) member.write(bytes);
      }
    }
  });
  socket.on('close', () => members.delete(socket));
  socket.on('error', () => undefined); // its close follows
});
server.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 });
