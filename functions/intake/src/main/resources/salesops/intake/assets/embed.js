/* For pages that embed a form: gives its frame the height that the form needs. */
'use strict';
(function () {
  var origin = new URL(document.currentScript.src).origin;
  var frames = function () {
    return Array.prototype.slice.call(document.querySelectorAll('iframe[src^="' + origin + '/forms/"]'));
  };
  window.addEventListener('message', function (event) {
    var height = event.data && event.data.salesopsFormHeight;
    if (event.origin !== origin || typeof height !== 'number') {
      return;
    }
    frames().forEach(function (frame) {
      if (frame.contentWindow === event.source) {
        frame.style.height = Math.min(Math.max(height, 100), 5000) + 'px';
      }
    });
  });
  // A form that was ready before this script has told its height to nobody.
  frames().forEach(function (frame) {
    frame.contentWindow.postMessage('salesopsFormHeight?', '*');
  });
}());
