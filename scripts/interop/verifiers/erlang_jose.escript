#!/usr/bin/env escript
main([Token, _, Pem]) ->
    {ok, Compact} = file:read_file(Token),
    Key = jose_jwk:from_pem_file(Pem),
    {true, Payload, _} = jose_jws:verify_strict(Key, [<<"ES256">>], Compact),
    io:put_chars([Payload, "\n"]).
