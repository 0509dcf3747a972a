/* The form works without this. It stops second clicks while a post is on its way, and tells the page that embeds the
   form how high it is. */
'use strict';
(function () {
  var form = document.querySelector('form');
  var button = form && form.querySelector('button');
  if (button) {
    var send = button.textContent;
    form.addEventListener('submit', function (event) {
      if (button.hasAttribute('aria-disabled')) {
        event.preventDefault();
        return;
      }
      button.setAttribute('aria-disabled', 'true');
      button.textContent = button.dataset.sending;
    });
    // Back from the next page: the browser may show this one as it was left.
    window.addEventListener('pageshow', function () {
      button.removeAttribute('aria-disabled');
      button.textContent = send;
    });
  }
  var summary = document.querySelector('.summary');
  if (summary) {
    summary.focus();
  }
  if (window.parent !== window) {
    var main = document.querySelector('main');
    var tell = function () {
      // A height is no secret: whoever embeds the form may know it.
      window.parent.postMessage({salesopsFormHeight: Math.ceil(main.getBoundingClientRect().height)}, '*');
    };
    new ResizeObserver(tell).observe(main);
    window.addEventListener('message', function (event) {
      if (event.source === window.parent && event.data === 'salesopsFormHeight?') {
        tell();
      }
    });
  }
}());
