'use strict';

// The page, its script and its packages by GET; a report by POST to /reports.
const fs = require('fs');
const http = require('http');
const path = require('path');

const FILES = {
  '/': ['page.html', 'text/html; charset=utf-8'],
  '/service.js': ['service.js', 'text/javascript'],
  '/core.css': ['node_modules/survey-core/survey-core.min.css', 'text/css'],
  '/core.js': ['node_modules/survey-core/survey.core.min.js', 'text/javascript'],
  '/ui.js': ['node_modules/survey-js-ui/survey-js-ui.min.js', 'text/javascript']
};

function keep(request, response) {
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => {
    const line = { what: 'case', at: new Date().toISOString(), names: Object.keys(JSON.parse(body)) };
    fs.appendFileSync(process.env.LEDGER, `${JSON.stringify(line)}\n`);
    response.writeHead(204);
    response.end();
  });
}

http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://lights.example');
  if (pathname === '/reports' && request.method === 'POST') return keep(request, response);
  const [file, type] = FILES[pathname] || [];
  response.writeHead(file ? 200 : 404, { 'Content-Type': type || 'text/plain' });
  return response.end(file ? fs.readFileSync(path.join(__dirname, file)) : 'Not found');
}).listen(Number(process.env.PORT), '127.0.0.1');
