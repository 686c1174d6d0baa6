// node ws.cjs PORT: every message to everybody, by the usual WebSocket library, as its own manual does it.
const http = require('node:http');
const { WebSocket, WebSocketServer } = require('ws');

const server = http.createServer();
const room = new WebSocketServer({ server, perMessageDeflate: false });
room.on('connection', (socket) => {
  socket.on('message', (text) => {
    for (const member of room.clients) {
      if (member.readyState === WebSocket.OPEN) member.send(text, { binary: false });
    }
  });
  socket.on('error', () => undefined); // its close follows
});
server.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 });
