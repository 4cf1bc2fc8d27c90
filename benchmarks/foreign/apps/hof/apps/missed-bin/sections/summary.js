'use strict';

module.exports = {
  collection: ['bin', 'collection-day', 'bin-out', 'notes'],
  where: ['house', 'street', 'town', 'postcode'],
  who: ['full-name', 'email', 'telephone']
};
