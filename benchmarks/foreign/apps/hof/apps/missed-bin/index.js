'use strict';

const Summary = require('hof').components.summary;
const PassOn = require('./behaviours/pass-on');

module.exports = {
  name: 'missed-bin',
  steps: {
    '/which-bin': { fields: ['bin'], next: '/collection-day' },
    '/collection-day': { fields: ['collection-day'], next: '/address' },
    '/address': { fields: ['house', 'street', 'town', 'postcode'], next: '/more' },
    '/more': { fields: ['bin-out', 'notes'], next: '/your-details' },
    '/your-details': { fields: ['full-name', 'email', 'telephone'], next: '/confirm' },
    '/confirm': {
      behaviours: [Summary, PassOn, 'complete'],
      sections: require('./sections/summary'),
      next: '/confirmation'
    },
    '/confirmation': { backLink: false }
  }
};
