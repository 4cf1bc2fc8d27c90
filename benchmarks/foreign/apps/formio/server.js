'use strict';

// Answers as a Form.io server does: a form's definition by GET, what was filled in by POST to its `submission`.
const fs = require('fs');
const http = require('http');
const path = require('path');

const PACKAGES = path.join(__dirname, 'node_modules');
const TYPES = { '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json' };

function send(response, file) {
  fs.readFile(file, (error, body) => {
    response.writeHead(error ? 404 : 200, { 'Content-Type': TYPES[path.extname(file)] || 'application/octet-stream' });
    response.end(error ? 'Not found' : body);
  });
}

function keep(request, response) {
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => {
    const { data } = JSON.parse(body);
    fs.appendFileSync(process.env.LEDGER, `${JSON.stringify({ what: 'case', at: new Date().toISOString(), names: Object.keys(data) })}\n`);
    response.writeHead(201, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ _id: String(Date.now()), data }));
  });
}

http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://forms.example');
  if (pathname === '/fly-tipping/submission' && request.method === 'POST') return keep(request, response);
  if (pathname === '/') return send(response, path.join(__dirname, 'page.html'));
  if (pathname === '/service.js') return send(response, path.join(__dirname, 'service.js'));
  if (pathname === '/fly-tipping') return send(response, path.join(__dirname, 'form.json'));
  const file = path.join(PACKAGES, pathname.replace(/^\/packages/, ''));
  if (pathname.startsWith('/packages/') && file.startsWith(PACKAGES + path.sep)) return send(response, file);
  response.writeHead(404);
  return response.end('Not found');
}).listen(Number(process.env.PORT), '127.0.0.1');
