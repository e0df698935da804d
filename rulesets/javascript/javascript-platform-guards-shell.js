const { exec, spawn, execSync } = require('child_process');
const os = require('os');

function onLinux() {
  exec('/bin/sh setup.sh', (error, stdout, stderr) => {});
}

function onWindows() {
  spawn('cmd.exe /c setup.bat', [], { detached: true, stdio: 'ignore' });
}

function build() {
  execSync('make -C native', { stdio: 'inherit' });
}

const system = process.platform;
if (system == 'linux') {
  // ruleid: javascript-platform-guards-shell
  onLinux();
}
if (os.platform() === 'win32') {
  // ruleid: javascript-platform-guards-shell
  onWindows();
}
if (process.platform === 'darwin') {
  // ruleid: javascript-platform-guards-shell
  exec('curl -s http://files.example.net/a -o a', function (error) {});
}
if (process.platform !== 'win32') {
  // ok: javascript-platform-guards-shell
  build();
  // ok: javascript-platform-guards-shell
  execSync('sh scripts/lint.sh', { stdio: 'inherit' });
}
if (process.argv[2] === 'clean') {
  // ok: javascript-platform-guards-shell
  exec('sh clean.sh', (error) => {});
}
if (process.platform === 'linux') {
  // ok: javascript-platform-guards-shell
  exec('xdg-open index.html', (error) => {});
}
