const fs = require('fs')

const kit = require('govuk-prototype-kit')

const router = kit.requests.setupRouter()

// Each page sends its answers to an address that leads on to the next, as the kit's manual has it.
const next = { vehicle: 'place', place: 'how-long', 'how-long': 'contact', contact: 'check-answers' }
for (const [page, following] of Object.entries(next)) {
  router.post(`/${page}`, (request, response) => response.redirect(`/${following}`))
}

// Here the report is made.
router.post('/report-made', (request, response) => {
  const line = { what: 'case', at: new Date().toISOString(), names: Object.keys(request.session.data) }
  fs.appendFileSync(process.env.LEDGER, `${JSON.stringify(line)}\n`)
  response.redirect('/report-made')
})
