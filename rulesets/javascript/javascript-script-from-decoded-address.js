function add(where) {
  const piece = document.createElement('script');
  // ruleid: javascript-script-from-decoded-address
  piece.src = where;
  document.head.appendChild(piece);
}

function visit() {
  if (/iPhone/.test(navigator.userAgent)) {
    add(String.fromCharCode(47, 47, 101, 120, 46, 111, 114, 103));
  }
}

function away() {
  // ruleid: javascript-script-from-decoded-address
  window.location.href = atob('Ly9leGFtcGxlLm9yZw==');
}

function frame() {
  const box = document.createElement('iframe');
  const at = 'gro.elpmaxe//'.split('').reverse().join('');
  // ruleid: javascript-script-from-decoded-address
  box.setAttribute('src', at);
}

function local(name) {
  const piece = document.createElement('script');
  // ok: javascript-script-from-decoded-address
  piece.src = '/js/' + name + '.js';
}

function image(data) {
  const picture = document.createElement('img');
  // ok: javascript-script-from-decoded-address
  picture.src = URL.createObjectURL(new Blob([atob('R0lG')]));
}

function back(query) {
  // ok: javascript-script-from-decoded-address
  window.location.href = decodeURIComponent(query);
}
