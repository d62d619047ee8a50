require 'json/jwt'

keys = JSON::JWK::Set.new(JSON.parse(File.read(ARGV[1])))
puts JSON::JWT.decode(File.read(ARGV[0]), keys, [:ES256]).to_json
