<?php
[, $file, , $pem] = $argv;
[$header, $payload, $signature] = explode('.', file_get_contents($file));
$raw = base64_decode(strtr($signature, '-_', '+/'), true);
if ($raw === false || strlen($raw) !== 64) exit(1);
// OpenSSL takes signatures as ASN.1: SEQUENCE of two INTEGERs.
$integer = function (string $bytes): string {
    $bytes = ltrim($bytes, "\0");
    if ($bytes === '' || ord($bytes[0]) > 127) $bytes = "\0" . $bytes;
    return "\x02" . chr(strlen($bytes)) . $bytes;
};
$body = $integer(substr($raw, 0, 32)) . $integer(substr($raw, 32));
$der = "\x30" . chr(strlen($body)) . $body;
$key = openssl_pkey_get_public(file_get_contents($pem));
if (openssl_verify("$header.$payload", $der, $key, OPENSSL_ALGO_SHA256) !== 1) exit(1);
echo base64_decode(strtr($payload, '-_', '+/')), "\n";
