'use strict';

const survey = new Survey.Model({
  showProgressBar: true,
  progressBarType: 'pages',
  pages: [
    {
      name: 'where',
      title: 'Where is the light?',
      elements: [
        { type: 'text', name: 'road', title: 'Road', isRequired: true },
        { type: 'text', name: 'number', title: 'Number on the post' },
        { type: 'text', name: 'near', title: 'Nearest house or junction', isRequired: true }
      ]
    },
    {
      name: 'fault',
      title: 'What is wrong with it?',
      elements: [
        {
          type: 'radiogroup', name: 'fault', title: 'The light', isRequired: true,
          choices: ['is out', 'flickers', 'is on all day', 'is damaged']
        },
        { type: 'comment', name: 'more', title: 'Anything else we should know' }
      ]
    },
    {
      name: 'contact',
      title: 'How can we reach you?',
      elements: [
        { type: 'text', name: 'name', title: 'Full name', autocomplete: 'name', isRequired: true },
        { type: 'text', name: 'email', title: 'Email address', inputType: 'email', autocomplete: 'email', isRequired: true }
      ]
    }
  ]
});

survey.onComplete.add(done => {
  fetch('/reports', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(done.data) });
});
survey.render(document.getElementById('survey'));
