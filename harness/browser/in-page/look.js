// Looks at the document from a world of its own, where the page's scripts can replace nothing. Elements
// can still shadow members of document and of forms, so members are taken from the prototypes.
(() => {
  'use strict';
  const mostElements = 50_000;
  const mostFound = 20;
  const mostCharacters = 4_000;
  const uncurry = Function.prototype.bind.bind(Function.prototype.call);
  const getter = (holder, member) => uncurry(Object.getOwnPropertyDescriptor(holder, member).get);
  const elementsOf = uncurry(Document.prototype.querySelectorAll);
  const elementById = uncurry(Document.prototype.getElementById);
  const bodyOf = getter(Document.prototype, 'body');
  const titleOf = getter(Document.prototype, 'title');
  const tagOf = getter(Element.prototype, 'tagName');
  const attributesOf = getter(Element.prototype, 'attributes');
  const attribute = uncurry(Element.prototype.getAttribute);
  const contentOf = getter(Node.prototype, 'textContent');
  const shownTextOf = getter(HTMLElement.prototype, 'innerText');
  const baseOf = getter(Node.prototype, 'baseURI');

  const cut = text => (text ?? '').slice(0, mostCharacters);
  const add = (list, entry) => {
    if (list.length < mostFound) list.push(entry);
  };
  const isScriptAddress = value => {
    try {
      return new URL(value, baseOf(document)).protocol === 'javascript:';
    } catch {
      return false;
    }
  };
  const addresses = new Set(['href', 'xlink:href', 'src', 'action', 'formaction', 'data']);

  const body = bodyOf(document);
  const found = { handlers: [], scripts: [], addresses: [], refreshes: [] };
  const elements = elementsOf(document, '*');
  const count = Math.min(elements.length, mostElements);
  for (let index = 0; index < count; index += 1) {
    const element = elements[index];
    const tag = tagOf(element).toUpperCase();
    if (tag === 'SCRIPT')
      add(found.scripts, {
        source: cut(attribute(element, 'src') ?? attribute(element, 'href')),
        text: cut(contentOf(element)),
      });
    if (tag === 'META' && attribute(element, 'http-equiv')?.toLowerCase() === 'refresh')
      add(found.refreshes, cut(attribute(element, 'content')));
    for (const { name, value } of attributesOf(element)) {
      const isOnLoad = element === body && name === 'onload';
      if (name.startsWith('on') && name in element && !isOnLoad)
        add(found.handlers, { name, value: cut(value) });
      else if (addresses.has(name) && isScriptAddress(value)) add(found.addresses, cut(value));
    }
  }
  const netobj = elementById(document, 'netobj');
  return {
    ...found,
    onLoad: body === null ? null : attribute(body, 'onload'),
    netobj:
      netobj === null
        ? null
        : { tag: cut(tagOf(netobj)), classid: cut(attribute(netobj, 'classid')) },
    title: cut(titleOf(document)),
    text: body instanceof HTMLElement ? cut(shownTextOf(body)) : '',
  };
})();
