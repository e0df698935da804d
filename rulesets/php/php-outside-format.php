<?php
function row($unit) {
    $layout = $_GET['layout'];
    // ruleid: php-outside-format
    return sprintf($layout, $unit);
}
function mark($file) {
    // ruleid: php-outside-format
    fprintf($file, "note: " . $_POST['note']);
}
function shout() {
    // ruleid: php-outside-format
    printf($_COOKIE['name']);
}
function good($file, $unit) {
    // ok: php-outside-format
    printf("%s", $_GET['name']);
    // ok: php-outside-format
    fprintf($file, "%d\n", $unit);
    // ok: php-outside-format
    return sprintf("%s", $_POST['note']);
}
