// Shows the cards and rows that have all the words in the box. Without this the page is whole.
'use strict'
const box = document.querySelector('input')
const number = document.querySelector('output')
const sections = [...document.querySelectorAll('section')]
const fold = text => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
const things = sections.flatMap(section =>
  [...section.querySelectorAll('article, tr:not(:first-child)')].map(element =>
    ({ element, section, text: fold(element.textContent) })))

function show() {
  const words = fold(box.value).split(/\s+/).filter(Boolean)
  const open = new Set()
  let found = 0
  for (const { element, section, text } of things) {
    element.hidden = !words.every(word => text.includes(word))
    if (!element.hidden) {
      found += 1
      open.add(section)
    }
  }
  for (const section of sections) section.hidden = words.length > 0 && !open.has(section)
  number.textContent = words.length > 0 ? `${found} / ${things.length}` : ''
}

function jump() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
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
