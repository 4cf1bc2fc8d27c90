'use strict';

Formio.createForm(document.getElementById('form'), `${window.location.origin}/fly-tipping`);
