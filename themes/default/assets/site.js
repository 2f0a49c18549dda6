// site.js: pages are complete without it. It remembers the visitor's settings, fills in what only a
// script can know (page numbers, contents, share), and asks before a visitor leaves for a foreign site.
// Loaded before the first paint, so a remembered setting does not flash.
(function () {
  'use strict';
  var d = document, root = d.documentElement;
  var settings = { mode: 'data-mode', look: 'data-scheme', read: 'data-read' };

  function remembered(name) {
    try { return localStorage.getItem('site-' + name); } catch (e) { return null; }
  }
  function remember(name, value) {
    try { localStorage.setItem('site-' + name, value); } catch (e) { /* private window */ }
  }
  Object.keys(settings).forEach(function (name) {
    var value = remembered(name);
    if (value) root.setAttribute(settings[name], value);
  });

  function choose(name, value) {
    root.setAttribute(settings[name], value);
    var button = d.getElementById(name + '-' + value);
    if (button) button.checked = true;
  }
  function each(selector, call) {
    Array.prototype.forEach.call(d.querySelectorAll(selector), call);
  }
  function node(tag, attributes, words) {
    var made = d.createElement(tag);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    if (words) made.textContent = words;
    return made;
  }

  function say(words) {
    each('[data-said]', function (place) { place.textContent = words; });
  }
  function copyAddress(button) {
    navigator.clipboard.writeText(location.href).then(function () {
      button.querySelector('span').textContent = '已复制';
      say('网址已复制');
    }, function () { say('没有复制成功，请从地址栏复制'); });
  }
  function tools() {
    var able = {
      print: true,
      copy: !!(navigator.clipboard && navigator.clipboard.writeText),
      share: !!navigator.share
    };
    each('[data-needs]', function (item) { item.hidden = !able[item.getAttribute('data-needs')]; });
    d.addEventListener('click', function (event) {
      var button = event.target.closest && event.target.closest('[data-do]');
      if (!button) return;
      var what = button.getAttribute('data-do');
      if (what === 'print') window.print();
      if (what === 'copy') copyAddress(button);
      if (what === 'share') navigator.share({ title: d.title, url: location.href }).catch(function () {});
    });
  }

  function contents() {
    var list = d.querySelector('[data-toc]');
    var heads = d.querySelectorAll('.prose > h2');
    if (!list || heads.length < 3) return;
    Array.prototype.forEach.call(heads, function (head, i) {
      if (!head.id) head.id = 'part-' + (i + 1);
      list.appendChild(node('a', { href: '#' + head.id }, head.textContent));
    });
    list.hidden = false;
  }

  function sameAddress(path) {
    return decodeURI(path).replace(/index\.html$/, '');
  }
  function jumpForm(pages) {
    var form = node('form', { action: '' });
    var field = node('input', { 'class': 'in', id: 'pg', inputmode: 'numeric', autocomplete: 'off' });
    form.appendChild(node('label', { 'for': 'pg' }, '跳到第'));
    form.appendChild(field);
    form.appendChild(node('span', {}, '页'));
    form.appendChild(node('button', { 'class': 'btn btn--line', type: 'submit' }, '跳转'));
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var number = Math.min(pages.length, Math.max(1, parseInt(field.value, 10) || 1));
      location.href = pages[number - 1];
    });
    return form;
  }
  function pager() {
    var bar = d.querySelector('[data-pager]');
    if (!bar || !window.fetch) return;
    fetch(bar.getAttribute('data-pager')).then(function (answer) { return answer.json(); }).then(function (told) {
      var pages = told.pages, here = pages.map(sameAddress).indexOf(sameAddress(location.pathname));
      if (here < 0) return;
      var position = bar.querySelector('.pos');
      position.textContent = '第' + (here + 1) + '页 / 共' + pages.length + '页';
      position.hidden = false;
      bar.appendChild(here < pages.length - 1
        ? node('a', { href: pages[pages.length - 1] }, '末页') : node('span', { 'class': 'x' }, '末页'));
      bar.appendChild(jumpForm(pages));
    }).catch(function () { /* newer and older links stay as they are */ });
  }

  // domain.md R1.31: government hosts and the platform's own hosts need no question
  function foreign(link) {
    if (!/^https?:$/.test(link.protocol) || link.hostname === location.hostname) return false;
    var own = (d.body.getAttribute('data-domain') || location.hostname).split('.').slice(-2).join('.');
    var host = link.hostname;
    return !(/(^|\.)gov\.cn$|\.xn--zfr164b$|(^|\.)conac\.cn$/.test(host) || host === own || host.slice(-own.length - 1) === '.' + own);
  }
  function leaving() {
    d.addEventListener('click', function (event) {
      var link = event.target.closest && event.target.closest('a[href]');
      if (link && foreign(link) && !window.confirm('您访问的链接即将离开本网站：' + link.hostname + '\n是否继续？')) event.preventDefault();
    });
  }

  d.addEventListener('DOMContentLoaded', function () {
    Object.keys(settings).forEach(function (name) {
      var value = remembered(name);
      if (value) choose(name, value);
    });
    if (matchMedia('(max-width:63.99em)').matches) each('[data-fold]', function (fold) { fold.open = false; });
    tools();
    contents();
    pager();
    leaving();
  });
  d.addEventListener('change', function (event) {
    var input = event.target;
    if (!settings[input.name] || input.type !== 'radio') return;
    choose(input.name, input.value);
    remember(input.name, input.value);
  });
})();
