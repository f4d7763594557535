// Shows the cards and rows that have all the words in the box, and the sources that they cite. Without this the page is whole.
'use strict'
const box = document.querySelector('input')
const number = document.querySelector('output')
const sections = [...document.querySelectorAll('section')]
const sources = [...document.querySelectorAll('ol > li')]
const fold = text => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
const things = sections.flatMap(section =>
  [...section.querySelectorAll('article, tbody tr')].map(element => {
    const notes = [...element.querySelectorAll('.note')].map(note => note.hash.slice(1))
    return { element, section, notes, text: fold(element.textContent) }
  }))

function show() {
  const words = fold(box.value).split(/\s+/).filter(Boolean)
  const open = new Set()
  const cited = new Set()
  let found = 0
  for (const { element, section, notes, text } of things) {
    element.hidden = !words.every(word => text.includes(word))
    if (!element.hidden) {
      found += 1
      open.add(section)
      for (const note of notes) cited.add(note)
    }
  }
  for (const source of sources) {
    source.hidden = words.length > 0 && !cited.has(source.id)
    if (cited.has(source.id)) open.add(source.closest('section'))
  }
  for (const section of sections) section.hidden = words.length > 0 && !open.has(section)
  number.textContent = words.length > 0 ? `${found} / ${things.length}` : ''
}

function jump() {
  const target = document.getElementById(location.hash.slice(1))
  if (!target || !target.closest('[hidden]')) return
  box.value = ''
  show()
  target.scrollIntoView()
}

document.querySelector('search').hidden = false
box.addEventListener('input', show)
addEventListener('hashchange', jump)
addEventListener('keydown', event => {
  if (event.key !== 'Escape') return
  box.value = ''
  show()
})
show()
