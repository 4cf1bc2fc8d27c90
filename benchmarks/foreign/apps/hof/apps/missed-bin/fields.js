'use strict';

const date = require('hof').components.date;

const short = { type: 'maxlength', arguments: 100 };

module.exports = {
  bin: {
    mixin: 'radio-group',
    isPageHeading: true,
    validate: ['required'],
    options: ['rubbish', 'recycling', 'food', 'garden']
  },
  'collection-day': date('collection-day', {
    mixin: 'input-date',
    isPageHeading: true,
    validate: ['required', 'date', 'before']
  }),
  house: { validate: ['required', 'notUrl', short] },
  street: { validate: ['required', 'notUrl', short] },
  town: { validate: ['notUrl', short] },
  postcode: { validate: ['required', 'postcode'], formatter: ['removespaces', 'uppercase'] },
  'bin-out': { mixin: 'radio-group', validate: ['required'], options: ['yes', 'no'] },
  notes: { mixin: 'textarea', validate: [{ type: 'maxlength', arguments: 500 }] },
  'full-name': { validate: ['required', 'notUrl', short], autocomplete: 'name' },
  email: { validate: ['required', 'email'], type: 'email', autocomplete: 'email' },
  telephone: { type: 'tel', autocomplete: 'tel' }
};
