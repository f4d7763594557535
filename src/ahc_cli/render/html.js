// Finds cards and rows of states by the words in the box, which the address has too, and sorts the table of states.
// Without this the page is whole. What the data says is only ever put in as text.
'use strict'
const [box, output, main] = ['input', 'output', 'main'].map(name => document.querySelector(name))
const results = document.createElement('ol')

// A text as small letters without accents, signs as blanks, and the place in the text of each letter.
function fold(text) {
  let letters = ' '
  const places = [0]
  for (let at = 0; at < text.length; at += 1) {
    const plain = text[at] < '\x80' ? text[at] : text[at].normalize('NFKD').replace(/\p{M}/gu, '')
    for (const each of plain.toLowerCase()) {
      const letter = /[\p{L}\p{N}\ud800-\udfff]/u.test(each) ? each : ' '
      if (letter === ' ' && letters.endsWith(' ')) continue
      letters += letter
      places.push(at)
    }
  }
  return { letters, places: [...places, text.length] }
}

let known
function things() {
  const elements = ['article[id]', '#_states tr[id]'].flatMap(each => [...document.querySelectorAll(each)])
  known ??= elements.map(element => {
    const title = element.querySelector('h3, a').textContent.trim()
    const heads = [...element.closest('table')?.tHead.rows[0].cells ?? []].map(head => `${head.textContent}: `)
    const copy = element.cloneNode(true)
    copy.querySelectorAll('.note').forEach(note => note.remove())
    const texts = [...copy.children].map((child, at) => child.textContent && (heads[at] ?? '') + child.textContent)
    const text = [title, ...texts.slice(1).filter(Boolean)].join('\n')
    return { element, title, text, name: fold(title).letters, letters: fold(text).letters }
  })
  return known
}

// The words of the box; one that stands nowhere loses its last letters, or if it is Chinese is in pairs of letters.
function words() {
  const stands = word => things().some(({ letters }) => letters.includes(word))
  return box.value.split(/\s+/).map(word => fold(word).letters.trim()).filter(Boolean).flatMap(word => {
    const begun = [0, 1, 2, 3].map(cut => word.slice(0, word.length - cut))
    const known = begun.find(each => (each === word || each.length > 4) && stands(each))
    return known ? [known] : word.match(/\p{Script=Han}{2}/gu) ?? [word]
  })
}

// What is called by the words, then what has them in its id, its name, and its text, as whole words first.
function rank({ element, name, letters }, has) {
  const id = fold(element.id).letters
  if ([name, id].includes(` ${has.join(' ')}`)) return 0
  const tests = [[id, ' '], [name, ' '], [name, ''], [letters, ' '], [letters, '']]
  return 1 + tests.findIndex(([text, before]) => has.every(word => text.includes(before + word)))
}

// The things that have most of the words, the best first.
function find(looked) {
  const found = things().map(thing => ({ ...thing, has: looked.filter(word => thing.letters.includes(word)) }))
  const most = Math.max(1, ...found.map(({ has }) => has.length))
  return found.filter(({ has }) => has.length === most)
    .map(each => ({ ...each, rank: rank(each, each.has), first: each.letters.indexOf(each.has[0]) }))
    .sort((one, other) => one.rank - other.rank || one.first - other.first)
}

// The starts and ends of words in a text.
function spots(text, looked) {
  const { letters, places } = fold(text)
  const spot = (word, at) => [places[at], places[at + word.length]]
  return looked.flatMap(word => [...letters.matchAll(word)].map(({ index }) => spot(word, index)))
}

// What is found, as a link and the text around the first of the words.
function result({ element, title, text, has }) {
  const item = document.createElement('li')
  const link = item.appendChild(document.createElement('a'))
  link.href = `#${element.id}`
  link.textContent = title
  const first = Math.min(...spots(text, has).map(([start]) => start).filter(start => start > title.length), text.length)
  const start = first - 60 > title.length && first < text.length ? text.indexOf(' ', first - 60) : title.length
  const shown = text.slice(start + 1, start + 220).replace(/\s*\n\s*/g, ' · ')
  item.append(start > title.length ? ' … ' : ' ', shown, start + 220 < text.length ? ' …' : '')
  return item
}

function mark(element) {
  const [texts, ranges, looked] = [document.createTreeWalker(element, NodeFilter.SHOW_TEXT), [], words()]
  while (looked.length && texts.nextNode()) {
    for (const [startOffset, endOffset] of spots(texts.currentNode.data, looked)) {
      const [startContainer, endContainer] = [texts.currentNode, texts.currentNode]
      ranges.push(new StaticRange({ startContainer, startOffset, endContainer, endOffset }))
    }
  }
  CSS.highlights?.set('found', new Highlight(...ranges))
}

function show() {
  const [looked, { found, some, none }] = [words(), output.dataset]
  const all = looked.length ? find(looked) : []
  const said = !looked.length ? '' : !all.length ? none : all[0].has.length < looked.length ? some : found
  output.textContent = said.replace('{n}', all.length).replace('{text}', () => box.value.trim())
  results.replaceChildren(...all.slice(0, 200).map(result))
  main.classList.toggle('finding', looked.length > 0)
  mark(results)
}

// Opens what the address names: a search, or a part of the page, in which the words of the box are marked.
function arrive() {
  const query = location.hash.startsWith('#q=') && new URLSearchParams(location.hash.slice(1)).get('q')
  if (query) {
    box.value = query
    return show()
  }
  main.classList.remove('finding')
  output.textContent = ''
  const target = document.getElementById(location.hash.slice(1))
  if (!target) return
  target.tabIndex = -1
  target.focus()
  target.scrollIntoView()
  mark(target)
}

let typing
function typed() {
  clearTimeout(typing)
  const query = box.value.trim() && `q=${encodeURIComponent(box.value.trim()).replaceAll('%20', '+')}`
  history[location.hash.startsWith('#q=') ? 'replaceState' : 'pushState'](null, '', `#${query}`)
  show()
  scrollTo(0, 0)
}

function sort(head, at, heads) {
  const sign = head.ariaSort === 'ascending' ? -1 : 1
  for (const each of heads) each.ariaSort = null
  head.ariaSort = sign > 0 ? 'ascending' : 'descending'
  const body = head.closest('table').tBodies[0]
  const key = row => row.cells[at].dataset.key ?? row.cells[at].textContent
  const order = (one, other) => !one - !other || sign * one.localeCompare(other)
  body.append(...[...body.rows].sort((one, other) => order(key(one), key(other))))
}

for (const row of document.querySelectorAll('#_states tbody tr')) {
  const link = row.querySelector('a')
  if (link) row.id = `_row-${link.hash.slice(1)}`
}
document.querySelectorAll('#_states th').forEach((head, at, heads) => {
  const button = document.createElement('button')
  button.append(...head.childNodes)
  button.addEventListener('click', () => sort(head, at, heads))
  head.append(button)
})
results.className = 'results'
main.prepend(results)
document.querySelector('search').hidden = false
box.addEventListener('input', () => {
  clearTimeout(typing)
  typing = setTimeout(typed, 150)
})
addEventListener('hashchange', arrive)
addEventListener('keydown', event => {
  const isTyping = document.activeElement === box
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault()
    box.select()
  } else if (event.key === 'Enter' && isTyping) {
    typed()
    results.querySelector('a')?.click()
  } else if (event.key === 'Escape' && box.value) {
    box.value = ''
    typed()
  }
})
arrive()
