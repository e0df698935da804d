<?php
// ruleid: dangerous-name-in-pieces
$run = "sh" . "ell_" . "exec";
echo $run($line);
// ruleid: dangerous-name-in-pieces
$word = strrev('urhtssap');
// ruleid: dangerous-name-in-pieces
$name = implode('', array('s', 'y', 's', 't', 'e', 'm'));
// ok: dangerous-name-in-pieces
$title = "sys" . "log";
// ok: dangerous-name-in-pieces
$days = array('m', 't', 'w', 't', 'f');
// ok: dangerous-name-in-pieces
$path = "system" . $part;
// ok: dangerous-name-in-pieces
$whole = "system";
