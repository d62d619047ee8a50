use strict;
use warnings;
use Crypt::JWT qw(decode_jwt);
use JSON::PP;

sub text { local (@ARGV, $/) = @_; return scalar <> }
my ($token, $keys) = (text($ARGV[0]), decode_json(text($ARGV[1])));
my $claims = decode_jwt(token => $token, kid_keys => $keys, accepted_alg => 'ES256');
print encode_json($claims), "\n";
