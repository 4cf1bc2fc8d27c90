'use strict';

const hof = require('hof');

hof({
  appName: 'Missed bins',
  translations: './apps/missed-bin/translations',
  routes: [require('./apps/missed-bin')],
  getAccessibility: true
});
