// Runs in every document before the page's own scripts. It is JavaScript because what tsx compiles
// asks for helpers that a page does not have. Whatever it uses later it takes now: the page may
// replace any built-in, and pollute any prototype, to hide calls or to make some up.
((name, mostCalls, mostMessages, mostCharacters) => {
  'use strict';
  const report = window[name];
  Reflect.deleteProperty(window, name);
  if (Object.getOwnPropertyDescriptor(window, 'netobj') !== undefined) return;

  const uncurry = Function.prototype.bind.bind(Function.prototype.call);
  const getter = (holder, member) => uncurry(Object.getOwnPropertyDescriptor(holder, member).get);
  const toText = String;
  const slice = uncurry(String.prototype.slice);
  const eventOf = getter(window, 'event');
  const typeOf = getter(Event.prototype, 'type');
  const targetOf = getter(Event.prototype, 'target');
  const idOf = getter(Element.prototype, 'id');
  const inFrame = window.top !== window;

  let messages = 0;
  const send = text => {
    messages += 1;
    if (report !== undefined && messages <= mostMessages) report(text);
  };
  const sendMember = member => {
    send(`member:${slice(toText(member), 0, 100)}`);
  };
  // isTrusted and document are members that a page can't replace.
  const isLoading = () => {
    const event = eventOf(window);
    return (
      event !== undefined &&
      event.isTrusted &&
      typeOf(event) === 'load' &&
      targetOf(event) === window.document
    );
  };

  let calls = 0;
  const record = (count, argument) => {
    if (inFrame) {
      sendMember('StoreLicense, of a frame');
      return;
    }
    calls += 1;
    const isKept = calls <= mostCalls;
    const onLoad = isLoading();
    let text = '';
    try {
      if (isKept) text = slice(toText(argument), 0, mostCharacters);
    } catch {
      // An object that is no string.
    }
    send(`call:${onLoad ? 1 : 0}:${count}:${text}`);
  };

  const { StoreLicense } = {
    StoreLicense(...given) {
      const count = given.length;
      record(count, count === 0 ? undefined : given[0]);
    },
  };
  const standIn = new Proxy(Object.create(null), {
    __proto__: null,
    get(_, member) {
      if (member === 'StoreLicense') return StoreLicense;
      sendMember(member);
      return typeof member === 'string' ? function () {} : undefined;
    },
    set(_, member) {
      sendMember(member);
      return true;
    },
    has(_, member) {
      return member === 'StoreLicense';
    },
    defineProperty(_, member) {
      sendMember(member);
      return true;
    },
    deleteProperty(_, member) {
      sendMember(member);
      return true;
    },
  });
  const property = { get: () => standIn, enumerable: true };
  Object.defineProperty(window, 'netobj', property);
  Object.defineProperty(window.document, 'netobj', property);

  const ofElement = {
    StoreLicense(...given) {
      const count = given.length;
      if (idOf(this) === 'netobj') record(count, count === 0 ? undefined : given[0]);
      else sendMember('StoreLicense, of another OBJECT');
    },
  };
  Object.defineProperty(HTMLObjectElement.prototype, 'StoreLicense', {
    value: ofElement.StoreLicense,
  });

  window.print = () => {
    send('print:');
  };
  // Ways to the network, or to scripts, that neither routing nor the debugger sees.
  for (const unseen of [
    'RTCPeerConnection',
    'webkitRTCPeerConnection',
    'WebTransport',
    'SharedWorker',
  ])
    Reflect.deleteProperty(window, unseen);
})('BINDING', MOST_CALLS, MOST_MESSAGES, MOST_CHARACTERS);
