require 'json'
require 'jwt'
require 'openssl'

key = OpenSSL::PKey.read(File.read(ARGV[2]))
payload, = JWT.decode(File.read(ARGV[0]), key, true, algorithm: 'ES256')
puts JSON.generate(payload)
